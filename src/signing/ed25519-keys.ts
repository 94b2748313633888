import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { concatBytes, equalBytes } from '../core/bytes.ts';
import { privateKeyFromPem, publicKeyFromPem } from './pem-key.ts';

/** A key, or what is wrong with it, to follow "the secret". */
export type Ed25519Reading = { readonly key: KeyObject } | { readonly error: string };

const HALF_BYTES = 32;

/** RFC 8410: what stands before the 32 bytes of a key in PKCS #8 and in SubjectPublicKeyInfo. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * The seed and its public key side by side, as libsodium keeps a private key: unlike a seed alone it can't be taken for
 * a public key.
 *
 * @param seed - 32 bytes
 */
export function ed25519SecretBytes(seed: Uint8Array): Uint8Array {
  return concatBytes([seed, publicBytes(privateFromSeed(seed))]);
}

/** Reads a private key of 64 bytes, seed and public key; 32 bytes are a public key here. */
export function ed25519PrivateKey(bytes: Uint8Array): Ed25519Reading {
  if (bytes.length === HALF_BYTES) {
    return { error: 'has 32 bytes, which is a public key: signing takes 64, seed and public key' };
  }
  if (bytes.length !== 2 * HALF_BYTES) return { error: `has ${bytes.length} bytes, not 64` };
  const key = privateFromSeed(bytes.subarray(0, HALF_BYTES));
  return equalBytes(publicBytes(key), bytes.subarray(HALF_BYTES))
    ? { key }
    : { error: 'ends in a public key that does not belong to its seed' };
}

/** Reads a public key of 32 bytes, or the public half of a private one of 64. */
export function ed25519PublicKey(bytes: Uint8Array): Ed25519Reading {
  if (bytes.length === 2 * HALF_BYTES) {
    const read = ed25519PrivateKey(bytes);
    return 'error' in read ? read : { key: createPublicKey(read.key) };
  }
  if (bytes.length !== HALF_BYTES) return { error: `has ${bytes.length} bytes, neither 32 nor 64` };
  return { key: publicFromBytes(bytes) };
}

/** The same from PEM. */
export function ed25519FromPem(pem: string, half: 'private' | 'public'): Ed25519Reading {
  const key = half === 'private' ? privateKeyFromPem(pem) : publicKeyFromPem(pem);
  if (key instanceof Error) return { error: `is no readable ${half} key in PEM` };
  return key.asymmetricKeyType === 'ed25519'
    ? { key }
    : { error: `is a key of type ${key.asymmetricKeyType}, not ed25519` };
}

/** The 32 bytes of a public key, or of the public half of a private one. */
export function publicBytes(key: KeyObject): Uint8Array {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_HEAD.length);
}

function privateFromSeed(seed: Uint8Array): KeyObject {
  const der = Buffer.from(concatBytes([PKCS8_HEAD, seed]));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function publicFromBytes(bytes: Uint8Array): KeyObject {
  const der = Buffer.from(concatBytes([SPKI_HEAD, bytes]));
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}
