import { createHmac } from 'node:crypto';
import { hexText } from '../core/bytes.ts';
import { SecretError } from '../core/errors.ts';

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
  return hexText(hmac(algorithm, key, ...data));
}
