import { createHmac, hash } from 'node:crypto';
import { hexText } from '../core/bytes.ts';
import { SecretError } from '../core/errors.ts';
import { keptLast } from './kept-last.ts';

export type HmacAlgorithm = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/**
 * HMAC (RFC 2104) over the parts of `data` one after the other, nothing between them.
 *
 * @param key - key bytes; text stands for its UTF-8 bytes and is never decoded from hex or base64
 * @param data - bytes, or text as UTF-8
 * @returns the whole tag: 20, 32, 48 or 64 bytes
 * @throws {SecretError} when the key is empty, which Node would accept
 */
export function hmac(
  algorithm: HmacAlgorithm,
  key: Uint8Array | string,
  ...data: readonly (Uint8Array | string)[]
): Uint8Array {
  if (key.length === 0) {
    throw new SecretError('the signing secret is empty', {
      hint: 'give the secret the provider shows for this webhook',
    });
  }
  const state = createHmac(algorithm, key);
  for (const part of data) state.update(part);
  return state.digest();
}

/** {@link hmac} as lower-case hexadecimal text. */
export function hmacHex(
  algorithm: HmacAlgorithm,
  key: Uint8Array | string,
  ...data: readonly (Uint8Array | string)[]
): string {
  const short = algorithm === 'sha256' && typeof key === 'string' ? shortHex(key, data) : undefined;
  return short ?? hexText(hmac(algorithm, key, ...data));
}

const SHA256_BLOCK_BYTES = 64;
const SHA256_BYTES = 32;
const MAX_SHORT_BYTES = 4 * 1024;

/** The two texts that RFC 2104 hashes, the key in front of them. */
interface KeyedTexts {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

const keyedTexts = keptLast((key): KeyedTexts => {
  const bytes = Buffer.from(key);
  const block = Buffer.alloc(SHA256_BLOCK_BYTES);
  block.set(bytes.length > SHA256_BLOCK_BYTES ? hash('sha256', bytes, 'buffer') : bytes);
  const keyed = (pad: number, room: number): Buffer =>
    Buffer.concat([block.map((byte) => byte ^ pad), Buffer.alloc(room)]);
  return { inner: keyed(0x36, MAX_SHORT_BYTES), outer: keyed(0x5c, SHA256_BYTES) };
});

/** HMAC-SHA256 of two digests, the key made ready once: with Node's object for it a short text takes three times as long. */
function shortHex(key: string, data: readonly (Uint8Array | string)[]): string | undefined {
  if (key === '') return undefined;
  const { inner, outer } = keyedTexts(key);
  let end = SHA256_BLOCK_BYTES;
  for (const part of data) {
    const mostBytes = typeof part === 'string' ? 3 * part.length : part.length; // as UTF-8
    if (end + mostBytes > inner.length) return undefined;
    if (typeof part === 'string') {
      end += inner.write(part, end);
    } else {
      inner.set(part, end);
      end += part.length;
    }
  }
  outer.write(hash('sha256', inner.subarray(0, end), 'binary'), SHA256_BLOCK_BYTES, 'binary');
  return hash('sha256', outer, 'hex');
}
