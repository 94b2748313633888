import { createSign, createVerify, type KeyObject } from 'node:crypto';
import { base64Bytes, base64Text } from '../core/bytes.ts';
import { InputError, SecretError } from '../core/errors.ts';
import { privateKeyFromPem, publicKeyFromPem } from './pem-key.ts';

/** What OpenSSL calls the curve P-256 (secp256r1). */
const P256 = 'prime256v1';

/**
 * Signs the parts of `data`, one after the other and nothing between them, by ECDSA on P-256 with SHA-256. The
 * signature holds a random number, so it is another one each time: check it, never compare it.
 *
 * @param data - bytes, or text as UTF-8
 * @returns base64 with padding of the DER `SEQUENCE { r, s }`, about 96 characters
 * @throws {SecretError} when the key can't be read or is not an EC private key on P-256
 */
export function signEcdsaP256(
  privateKeyPem: string,
  ...data: readonly (Uint8Array | string)[]
): string {
  const key = p256Only(privateKeyFromPem(privateKeyPem));
  if (key instanceof Error) {
    throw new SecretError('the signing key is not a readable EC private key on the curve P-256', {
      hint: 'give an unencrypted PEM block, PRIVATE KEY or EC PRIVATE KEY, of a prime256v1 key',
      cause: key,
    });
  }
  const state = createSign('sha256');
  for (const part of data) state.update(part);
  return base64Text(state.sign({ key, dsaEncoding: 'der' }));
}

/**
 * Checks a signature made by {@link signEcdsaP256}.
 *
 * @param publicKey - PEM; see `readPublicKey` for other shapes
 * @returns false for a wrong signature, and for text that is not plain base64 with padding of DER
 * @throws {InputError} when the key can't be read or is not an EC key on P-256
 */
export function verifyEcdsaP256(
  publicKey: string,
  signatureBase64: string,
  ...data: readonly (Uint8Array | string)[]
): boolean {
  const key = p256Only(publicKeyFromPem(publicKey));
  if (key instanceof Error) {
    throw new InputError('the public key is not a readable EC key on the curve P-256', {
      hint: 'give a PEM block: PUBLIC KEY or CERTIFICATE of a prime256v1 key',
      cause: key,
    });
  }
  if (!isEcdsaSignature(signatureBase64)) return false;
  const state = createVerify('sha256');
  for (const part of data) state.update(part);
  return state.verify({ key, dsaEncoding: 'der' }, signatureBase64, 'base64');
}

/** Whether the text is plain base64 with padding of a DER sequence of two integers, as ECDSA signatures are. */
export function isEcdsaSignature(text: string): boolean {
  const der = base64Bytes(text);
  // Encoding again refuses stray bits behind the last byte, with which two texts would be one signature.
  if (der === undefined || base64Text(der) !== text) return false;
  const [sequence, length, first, firstLength = 0] = der;
  const second = 4 + firstLength;
  return (
    sequence === 0x30 &&
    length === der.length - 2 &&
    first === 0x02 &&
    der[second] === 0x02 &&
    der[second + 1] === der.length - second - 2
  );
}

function p256Only(key: KeyObject | Error): KeyObject | Error {
  if (key instanceof Error) return key;
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === 'ec' && curve === P256) return key;
  return new Error(`it is a key of type ${key.asymmetricKeyType} ${curve ?? ''}`.trimEnd());
}
