import { SecretError } from '../../core/errors.ts';
import type { WebhookRequest } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import type { Verification } from '../../core/verification.ts';
import { fitsV1, signV1 } from '../../signing/standard-webhooks.ts';
import { readSharedKey } from '../../signing/standard-webhooks-keys.ts';
import { messageSignatureParts, signMessage } from '../standard-webhooks-request.ts';
import { type MessageKey, verifyMessage } from '../standard-webhooks-verification.ts';
import type { Secret, SignatureParts, SignInput, VerifyInput } from '../types.ts';
import { RESEND_HEADERS } from './headers.ts';

/**
 * Signs one attempt: the id stays, the timestamp and so the signature are new.
 *
 * @throws {SecretError} when the secret is no `whsec_` and base64
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const read = readKey(input.secret);
  if ('error' in read) {
    throw new SecretError(`the Resend signing secret ${read.error}`, {
      hint: "give the webhook's signing secret: whsec_ and base64",
    });
  }
  return signMessage(request, RESEND_HEADERS, input, (message) => ({
    version: 'v1',
    signature: signV1(read.key, message),
  }));
}

export function verify(view: RequestView, input: VerifyInput): Verification {
  return verifyMessage(view, RESEND_HEADERS, input, input.secrets.map(messageKey));
}

export function signatureParts(view: RequestView): SignatureParts {
  return messageSignatureParts(view, RESEND_HEADERS);
}

function messageKey(secret: Secret): MessageKey {
  const read = readKey(secret);
  if ('error' in read) return read;
  return { version: 'v1', fits: (message, signature) => fitsV1(read.key, message, signature) };
}

function readKey(secret: Secret): ReturnType<typeof readSharedKey> {
  if (secret.kind === 'shared') return readSharedKey(secret.value);
  return { error: 'is a key pair; Resend signs with a shared secret' };
}
