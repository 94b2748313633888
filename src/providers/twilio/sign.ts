import type { WebhookRequest } from '../../core/request.ts';
import { viewRequest } from '../../core/request-view.ts';
import { sha256Hex } from '../../signing/digest.ts';
import { placeHeader } from '../place-header.ts';
import { sharedValue } from '../shared-secrets.ts';
import type { SignInput } from '../types.ts';
import { configuredUrl } from './options.ts';
import { withBodyHash, withQueryOf } from './request-url.ts';
import {
  needsBodyHash,
  SIGNATURE_HEADER,
  signedFields,
  signedText,
  twilioSignature,
} from './signature.ts';
import { signedUrl } from './url-variants.ts';

export const TOKEN_HEADER = 'I-Twilio-Idempotency-Token';

/**
 * Signs the URL and the form; a body that is no form gets its hash into the query first, so the path changes.
 *
 * @throws {SecretError} when the secret is empty or a key pair
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const token = sharedValue(input.secret, 'Twilio', "give the account's primary auth token");
  const view = viewRequest(request);
  const hashed = (url: string): string =>
    needsBodyHash(view) ? withBodyHash(url, sha256Hex(request.body)) : url;
  const path = hashed(request.path);
  const configured = configuredUrl(input.options);
  const url = configured === '' ? hashed(input.url) : withQueryOf(configured, path);
  const signature = twilioSignature(token, signedUrl(url), signedText(signedFields(view)));
  return {
    ...request,
    path,
    headers: placeHeader(request.headers, SIGNATURE_HEADER, signature, TOKEN_HEADER),
  };
}
