import { latin1Text, utf8Bytes } from '../core/bytes.ts';
import { SecretError } from '../core/errors.ts';
import type { WebhookRequest } from '../core/request.ts';
import { basicAuthorization, bearerAuthorization } from '../signing/basic-auth.ts';
import {
  type CredentialPlace,
  type CredentialRules,
  headerName,
  placeFor,
} from './credential-rules.ts';
import { placeHeader } from './place-header.ts';
import { sharedValues } from './shared-secrets.ts';
import type { SignInput } from './types.ts';

/**
 * Puts the shared secret where the webhook's settings say; every other byte stays.
 *
 * @throws {SecretError} when the secret is empty, a key pair, or no `user:password` where one is needed
 */
export function withCredential(
  request: WebhookRequest,
  input: SignInput,
  rules: CredentialRules,
): WebhookRequest {
  const place = placeFor(rules, input.options, [input.secret]);
  if (place.kind === 'none') return request;
  const [secret] = sharedValues([input.secret]);
  if (secret === undefined) {
    throw new SecretError(`${rules.title} needs a shared secret here`, {
      hint: 'give user:password or a token, or choose --option auth=none',
    });
  }
  const value = placedText(place, secret);
  // Nobody captured where it stands.
  return {
    ...request,
    headers: placeHeader(request.headers, headerName(place), value, 'Content-Type'),
  };
}

/** Text as a header value: its UTF-8 bytes, each standing for a latin1 character. */
export function headerText(text: string): string {
  return latin1Text(utf8Bytes(text));
}

function placedText(
  place: Exclude<CredentialPlace, { readonly kind: 'none' }>,
  secret: string,
): string {
  switch (place.kind) {
    case 'basic':
      if (secret.includes(':')) return basicAuthorization(secret);
      throw new SecretError('Basic credentials need a secret of the form user:password', {
        hint: 'give both parts with a colon between them',
      });
    case 'bearer':
      return bearerAuthorization(secret);
    case 'header':
      return headerText(secret);
    default:
      return place satisfies never;
  }
}
