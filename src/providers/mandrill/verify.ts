import type { RequestView } from '../../core/request-view.ts';
import { refused, type Verification, verified } from '../../core/verification.ts';
import { equalText } from '../../signing/constant-time.ts';
import { sharedKeys, triedSecrets } from '../shared-secrets.ts';
import type { VerifyInput } from '../types.ts';
import { signedUrl } from './options.ts';
import { mandrillSignature, SIGNATURE_HEADER, signedFields } from './signature.ts';
import { isHead, URL_CHECK_KEY, urlCheckOf } from './url-check.ts';

/** 20 bytes in base64. */
const SHAPE = /^[A-Za-z0-9+/]{27}=$/;

export function verify(view: RequestView, input: VerifyInput): Verification {
  const received = view.header(SIGNATURE_HEADER);
  if (received === undefined) return withoutSignature(view);
  const url = signedUrl(input);
  const fields = signedFields(view);
  const fits = (key: string | Uint8Array): boolean =>
    equalText(mandrillSignature(key, url, fields), received);
  if (urlCheckOf(view) !== undefined && fits(URL_CHECK_KEY)) {
    return verified(`the check of a new URL, signed with the fixed key ${URL_CHECK_KEY}`);
  }
  const keys = sharedKeys(input.secrets);
  if (keys.length === 0) {
    return { status: 'no-secret', detail: `no key to check ${SIGNATURE_HEADER} with` };
  }
  if (!SHAPE.test(received)) {
    return refused('malformed', `${SIGNATURE_HEADER} is not the base64 of 20 bytes`);
  }
  if (fields.length === 0) {
    return refused('malformed', 'the body has no form fields, which are what Mandrill signs');
  }
  if (keys.map(fits).includes(true)) return verified('the signature fits the URL and the form');
  if (fits(URL_CHECK_KEY)) {
    return refused(
      'wrong-secret',
      `the request has events, and is signed with ${URL_CHECK_KEY}: anyone knows that key, it is for the check of a URL`,
    );
  }
  const names = fields.length === 1 ? 'the form field' : `the ${fields.length} form fields`;
  return refused(
    'mismatch',
    `${SIGNATURE_HEADER} is not the HMAC-SHA1 of the URL ${shownUrl(url)} and ${names} under ${triedSecrets(keys)}; if the webhook is configured with another URL, give that as --option webhook-url`,
  );
}

function withoutSignature(view: RequestView): Verification {
  return isHead(view)
    ? { status: 'not-applicable', detail: 'Mandrill checks a URL with an unsigned HEAD request' }
    : { status: 'unsigned', detail: `there is no ${SIGNATURE_HEADER} header` };
}

/** Credentials in a URL are part of the signed text, and a secret. */
function shownUrl(url: string): string {
  const shown = url.replace(/\/\/[^/?#]*@/, '//***@');
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown;
}
