import { type KeyObject, sign, verify } from 'node:crypto';
import { base64Bytes, base64Text, utf8Bytes } from '../core/bytes.ts';
import { InputError, SecretError } from '../core/errors.ts';
import { privateKeyFromPem, publicKeyFromPem } from './pem-key.ts';

export type RsaHash = 'sha1' | 'sha256';

/**
 * Signs the UTF-8 of `text` by RSASSA-PKCS1-v1_5 (RFC 8017 8.2).
 *
 * @returns base64 with padding
 * @throws {SecretError} when the key can't be read or is not an RSA private key
 */
export function signRsaPkcs1(hash: RsaHash, privateKeyPem: string, text: string): string {
  const key = rsaOnly(privateKeyFromPem(privateKeyPem));
  if (key instanceof Error) {
    throw new SecretError('the signing key is not a readable RSA private key', {
      hint: 'give an unencrypted PEM block: PRIVATE KEY or RSA PRIVATE KEY',
      cause: key,
    });
  }
  return base64Text(sign(hash, utf8Bytes(text), key));
}

/**
 * Checks a signature made by {@link signRsaPkcs1}.
 *
 * @param publicKey - PEM: a public key or a certificate
 * @returns false for a wrong signature and for text that is not plain base64 with padding
 * @throws {InputError} when the key can't be read or is not an RSA key
 */
export function verifyRsaPkcs1(
  hash: RsaHash,
  publicKey: string,
  text: string,
  signatureBase64: string,
): boolean {
  const key = rsaOnly(publicKeyFromPem(publicKey));
  if (key instanceof Error) {
    throw new InputError('the public key is not a readable RSA key', {
      hint: 'give a PEM block: PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE',
      cause: key,
    });
  }
  const signature = base64Bytes(signatureBase64);
  // Encoding again refuses stray bits behind the last byte, with which two texts would be one signature.
  if (signature === undefined || base64Text(signature) !== signatureBase64) return false;
  return verify(hash, utf8Bytes(text), key, signature);
}

function rsaOnly(key: KeyObject | Error): KeyObject | Error {
  if (key instanceof Error || key.asymmetricKeyType === 'rsa') return key;
  return new Error(`it is a key of type ${key.asymmetricKeyType}`);
}
