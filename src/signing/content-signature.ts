import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import type { SignatureHash } from '../core/provider-definition.ts';
import { hmac } from './hmac.ts';
import { privateKeyFromPem, publicKeyFromPem } from './pem-key.ts';

/** A signature over bytes, with its key ready for use. */
export type SigningKey =
  | { readonly scheme: 'hmac'; readonly hash: SignatureHash; readonly bytes: Uint8Array }
  /** The secret is part of the content. */
  | { readonly scheme: 'hash'; readonly hash: SignatureHash }
  | { readonly scheme: 'ed25519'; readonly key: KeyObject }
  | { readonly scheme: 'ecdsa' | 'rsa'; readonly hash: SignatureHash; readonly key: KeyObject };

/**
 * Signs `content`. ECDSA is DER, RSA is PKCS #1 v1.5; ECDSA draws a random number, so it differs each time.
 *
 * @throws {SecretError} when the key of an HMAC is empty
 */
export function signContent(key: SigningKey, content: Uint8Array): Uint8Array {
  switch (key.scheme) {
    case 'hmac':
      return hmac(key.hash, key.bytes, content);
    case 'hash':
      return hashBytes(key.hash, content);
    case 'ed25519':
      return sign(null, content, key.key);
    case 'ecdsa':
      return sign(key.hash, content, { key: key.key, dsaEncoding: 'der' });
    case 'rsa':
      return sign(key.hash, content, key.key);
    default:
      return key satisfies never;
  }
}

/** A key pair's half; the other signatures are made again and compared as text, in constant time. */
export type PublicSigningKey = Extract<SigningKey, { readonly key: KeyObject }>;

/** Checks a public-key signature. */
export function fitsContent(
  key: PublicSigningKey,
  content: Uint8Array,
  signature: Uint8Array,
): boolean {
  switch (key.scheme) {
    case 'ed25519':
      return signature.length === 64 && verify(null, content, key.key, signature);
    case 'ecdsa':
      return verify(key.hash, content, { key: key.key, dsaEncoding: 'der' }, signature);
    case 'rsa':
      return verify(key.hash, content, key.key, signature);
    default:
      return key satisfies never;
  }
}

/** An EC or RSA key from PEM, or what is wrong with it, to follow "the key". */
export function asymmetricKey(
  pem: string,
  scheme: 'ecdsa' | 'rsa',
  half: 'private' | 'public',
): { readonly key: KeyObject } | { readonly error: string } {
  const key = half === 'private' ? privateKeyFromPem(pem) : publicKeyFromPem(pem);
  if (key instanceof Error) return { error: `is no readable ${half} key in PEM` };
  const wanted = scheme === 'ecdsa' ? 'ec' : 'rsa';
  return key.asymmetricKeyType === wanted
    ? { key }
    : { error: `is a key of type ${key.asymmetricKeyType}, not ${wanted}` };
}

export function hashBytes(
  hash: SignatureHash | 'md5',
  ...data: readonly (Uint8Array | string)[]
): Uint8Array {
  const state = createHash(hash);
  for (const part of data) state.update(part);
  return state.digest();
}
