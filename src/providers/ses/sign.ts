import { InputError, SecretError } from '../../core/errors.ts';
import { headerValue } from '../../core/headers.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { viewRequest } from '../../core/request-view.ts';
import { member, stringMember } from '../../core/shape.ts';
import { type RsaHash, signRsaPkcs1 } from '../../signing/rsa-pkcs1.ts';
import type { Secret, SignInput } from '../types.ts';
import { RAW_DELIVERY_HEADER } from './encode.ts';
import { withTextMember } from './members.ts';
import {
  certUrlOption,
  isRawDelivery,
  type SignatureVersion,
  signatureVersionOption,
} from './options.ts';
import { type SnsMessage, snsMessage } from './received.ts';
import { stringToSign } from './string-to-sign.ts';

export const HASHES: Readonly<Record<SignatureVersion, RsaHash>> = { 1: 'sha1', 2: 'sha256' };

/**
 * Signs an SNS message in its envelope. A message that is signed already keeps its version and the URL of its
 * certificate, unless an option asks for others. With raw delivery there is nothing to sign.
 *
 * @throws {SecretError} when the secret holds no RSA private key
 * @throws {InputError} when the body is no SNS message
 */
export function sign(request: WebhookRequest, input: SignInput): WebhookRequest {
  const message = snsMessage(viewRequest(request));
  if (message === undefined && isRaw(request, input)) return request;
  const text = message === undefined ? undefined : stringToSign(message);
  if (message === undefined || typeof text !== 'string') {
    const lack = typeof text === 'object' ? `: it has no ${text.missing}` : '';
    throw new InputError(`this body cannot carry a signature of SNS${lack}`, {
      hint: 'the signature stands in the JSON envelope of an SNS message',
    });
  }
  const version = chosenVersion(message, input);
  const signature = signRsaPkcs1(HASHES[version], privateKey(input.secret), text);
  const certUrl = certUrlOption(input.options);
  let { body } = request;
  if (member(message.members, 'SignatureVersion') !== version) {
    body = withTextMember(body, 'SignatureVersion', version, 'Timestamp');
  }
  body = withTextMember(body, 'Signature', signature, 'SignatureVersion');
  if (certUrl !== undefined && member(message.members, 'SigningCertURL') !== certUrl) {
    body = withTextMember(body, 'SigningCertURL', certUrl, 'Signature');
  }
  return { ...request, body };
}

function isRaw(request: WebhookRequest, { options }: SignInput): boolean {
  return headerValue(request.headers, RAW_DELIVERY_HEADER) !== undefined || isRawDelivery(options);
}

function chosenVersion({ members }: SnsMessage, { options }: SignInput): SignatureVersion {
  const asked = signatureVersionOption(options);
  return asked === '2' || stringMember(members, 'SignatureVersion') === '2' ? '2' : '1';
}

function privateKey(secret: Secret): string {
  if (secret.kind === 'key-pair' && secret.privateKeyPem !== null) return secret.privateKeyPem;
  throw new SecretError('SNS signs with the private key of an RSA key pair', {
    hint: 'give an unencrypted PEM block: PRIVATE KEY or RSA PRIVATE KEY',
  });
}
