import { SecretError } from '../../core/errors.ts';
import type { WebhookRequest } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import type { Verification } from '../../core/verification.ts';
import {
  messageSignatureParts,
  signMessage,
  WEBHOOK_HEADERS,
} from '../standard-webhooks-request.ts';
import { verifyMessage } from '../standard-webhooks-verification.ts';
import type { SignatureParts, SignInput, VerifyInput } from '../types.ts';
import { messageKeysOf, signerOf } from './keys.ts';
import { headersOption, versionOption } from './options.ts';

/**
 * Signs one attempt: the id stays, the timestamp and so the signature are new.
 *
 * @throws {SecretError} when the secret has not the shape the version wants
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const signer = signerOf(input.secret, input.options);
  if ('error' in signer) {
    const isV1 = versionOption(input.options) === 'v1';
    throw new SecretError(`the signing secret ${signer.error}`, {
      hint: isV1
        ? 'give whsec_ and base64; for a key used as text use --option secret-format=text, for an Ed25519 key --option version=v1a'
        : 'give whsk_ and the base64 of an Ed25519 key, or use --option version=v1',
    });
  }
  return signMessage(request, headersOption(input.options), input, signer.key);
}

export function verify(view: RequestView, input: VerifyInput): Verification {
  const keys = input.secrets.flatMap((secret) => messageKeysOf(secret, input.options));
  return verifyMessage(view, headersOption(input.options), input, keys);
}

export function signatureParts(view: RequestView): SignatureParts {
  return messageSignatureParts(view, WEBHOOK_HEADERS);
}
