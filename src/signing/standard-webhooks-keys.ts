import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { base64Bytes, concatBytes, equalBytes } from '../core/bytes.ts';

/** A key, or what is wrong with its text, to follow "the secret". The text itself is never repeated. */
export type KeyReading<Key> = { readonly key: Key } | { readonly error: string };

export const SHARED_PREFIX = 'whsec_';
export const PRIVATE_PREFIX = 'whsk_';
export const PUBLIC_PREFIX = 'whpk_';

const SEED_BYTES = 32;
const PUBLIC_BYTES = 32;

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SubjectPublicKeyInfo. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** Reads `whsec_` and base64; as in the reference libraries the prefix may be missing. */
export function readSharedKey(text: string): KeyReading<Uint8Array> {
  if (text.startsWith(PRIVATE_PREFIX) || text.startsWith(PUBLIC_PREFIX)) {
    return { error: 'is an Ed25519 key, for v1a; v1 wants whsec_ and base64' };
  }
  return decoded(text.startsWith(SHARED_PREFIX) ? text.slice(SHARED_PREFIX.length) : text);
}

/** Reads `whsk_` and the base64 of a 32 byte seed, alone or followed by its 32 byte public key (as libsodium does). */
export function readPrivateKey(text: string): KeyReading<KeyObject> {
  const read = readPrefixed(text, PRIVATE_PREFIX);
  if ('error' in read) return read;
  const [seed, publicHalf] = [read.key.subarray(0, SEED_BYTES), read.key.subarray(SEED_BYTES)];
  if (seed.length !== SEED_BYTES || ![0, PUBLIC_BYTES].includes(publicHalf.length)) {
    return { error: `has ${read.key.length} bytes after ${PRIVATE_PREFIX}, neither 32 nor 64` };
  }
  const der = Buffer.from(concatBytes([PKCS8_HEAD, seed]));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  if (publicHalf.length > 0 && !equalBytes(publicBytes(key), publicHalf)) {
    return { error: 'ends in a public key that does not belong to its seed' };
  }
  return { key };
}

/** Reads `whpk_` and the base64 of a 32 byte public key, or the public half of a `whsk_` one. */
export function readVerifyingKey(text: string): KeyReading<KeyObject> {
  if (text.startsWith(PRIVATE_PREFIX)) {
    const read = readPrivateKey(text);
    return 'error' in read ? read : { key: createPublicKey(read.key) };
  }
  const read = readPrefixed(text, PUBLIC_PREFIX);
  if ('error' in read) return read;
  if (read.key.length !== PUBLIC_BYTES) {
    return { error: `has ${read.key.length} bytes after ${PUBLIC_PREFIX}, not 32` };
  }
  const der = Buffer.from(concatBytes([SPKI_HEAD, read.key]));
  return { key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

function publicBytes(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(SPKI_HEAD.length);
}

function readPrefixed(text: string, prefix: string): KeyReading<Uint8Array> {
  if (text.startsWith(prefix)) return decoded(text.slice(prefix.length));
  return { error: `does not begin with ${prefix}, as Ed25519 keys do here` };
}

function decoded(base64: string): KeyReading<Uint8Array> {
  if (base64.trim() === '') return { error: 'is empty' };
  const key = base64Bytes(base64);
  if (key !== undefined) return { key };
  return /^[\w=-]+$/.test(base64) && /[-_]/.test(base64)
    ? { error: 'is URL-safe base64; standard base64 with padding is wanted' }
    : { error: 'is not base64 with padding' };
}
