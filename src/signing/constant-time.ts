import { timingSafeEqual } from 'node:crypto';
import { utf8Bytes } from '../core/bytes.ts';

/**
 * Compares two texts as UTF-8, so that the time taken tells nothing about where they differ.
 * Unequal lengths are false: the length of a signature is no secret.
 */
export function equalText(expected: string, received: string): boolean {
  const left = utf8Bytes(expected);
  const right = utf8Bytes(received);
  if (left.length !== right.length) {
    timingSafeEqual(left, left); // work that depends on the expected text only
    return false;
  }
  return timingSafeEqual(left, right);
}
