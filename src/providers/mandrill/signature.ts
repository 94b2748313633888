import { base64Text, utf8Bytes } from '../../core/bytes.ts';
import type { FormField } from '../../core/form.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { type RequestView, viewRequest } from '../../core/request-view.ts';
import { hmac } from '../../signing/hmac.ts';
import { placeHeader } from '../place-header.ts';
import { sharedValue } from '../shared-secrets.ts';
import type { SignatureParts, SignInput } from '../types.ts';
import { signedUrl } from './options.ts';
import { isHead, URL_CHECK_KEY, urlCheckOf } from './url-check.ts';

export const SIGNATURE_HEADER = 'X-Mandrill-Signature';

/**
 * Computes `X-Mandrill-Signature`: HMAC-SHA1 over the webhook's URL and then name and value of each form field, decoded,
 * in the byte order of the names and with nothing between.
 *
 * @param key - the webhook's key, its characters used as they are
 * @param url - as configured, with credentials and query if it has them
 * @returns 28 characters of base64
 * @throws {SecretError} when the key is empty
 * @see https://mailchimp.com/developer/transactional/docs/webhooks/
 */
export function mandrillSignature(
  key: string | Uint8Array,
  url: string,
  fields: readonly FormField[],
): string {
  const sorted = fields.toSorted(([left], [right]) =>
    Buffer.compare(utf8Bytes(left), utf8Bytes(right)),
  );
  return base64Text(hmac('sha1', key, url, sorted.flat().join('')));
}

/** Only the body is signed, no query fields; a body that is no form has none. */
export function signedFields(view: RequestView): readonly FormField[] {
  return view.form() ?? [];
}

/**
 * Signs a post; one without events is the check of a URL and gets the fixed key. A HEAD request is never signed.
 *
 * @throws {SecretError} when the key is empty or a key pair
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const view = viewRequest(request);
  if (isHead(view)) return request;
  const key =
    urlCheckOf(view) === undefined
      ? sharedValue(input.secret, 'Mandrill', "give the webhook's key of 22 characters")
      : URL_CHECK_KEY;
  const signature = mandrillSignature(key, signedUrl(input), signedFields(view));
  return {
    ...request,
    headers: placeHeader(request.headers, SIGNATURE_HEADER, signature, 'Content-Type'),
  };
}

export function signatureParts(view: RequestView): SignatureParts {
  if (view.header(SIGNATURE_HEADER) === undefined) return { bodyRanges: [] };
  return { signature: { in: 'header', name: SIGNATURE_HEADER }, bodyRanges: [] };
}
