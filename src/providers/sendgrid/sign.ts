import { SecretError } from '../../core/errors.ts';
import { headerValue, mediaType } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { signEcdsaP256 } from '../../signing/ecdsa.ts';
import { placeHeader } from '../place-header.ts';
import type { ProviderOptions, SignInput } from '../types.ts';
import { signsEvents, signsInbound } from './options.ts';
import { expectedAuthorization, SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature.ts';

/**
 * Signs the time and the raw body, unless the options say that this webhook is not signed, and adds the
 * `Authorization` they ask for.
 *
 * @throws {SecretError} when a signature is wanted and the secret holds no EC private key on P-256
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const authorization = expectedAuthorization(input.options);
  const authorized =
    authorization === undefined
      ? request.headers
      : placeHeader(request.headers, 'Authorization', authorization, 'Content-Type');
  if (!isToBeSigned(request, input.options)) return { ...request, headers: authorized };
  if (input.secret.kind !== 'key-pair' || input.secret.privateKeyPem === null) {
    throw new SecretError('SendGrid signs with the private key of an EC key pair', {
      hint: 'give a PEM block, PRIVATE KEY or EC PRIVATE KEY, of a prime256v1 key',
    });
  }
  const timestamp = String(Math.floor(input.nowMs / 1000));
  const signature = signEcdsaP256(input.secret.privateKeyPem, timestamp, request.body);
  const signed = placeHeader(authorized, SIGNATURE_HEADER, signature, 'Accept-Encoding');
  return {
    ...request,
    headers: placeHeader(signed, TIMESTAMP_HEADER, timestamp, 'Accept-Encoding'),
  };
}

/** A signature that is there is always replaced: it would not fit any more. */
function isToBeSigned(request: WebhookRequest, options: ProviderOptions): boolean {
  if (headerValue(request.headers, SIGNATURE_HEADER) !== undefined) return true;
  const type = mediaType(headerValue(request.headers, 'content-type'));
  return type === 'multipart/form-data' ? signsInbound(options) : signsEvents(options);
}
