import { BASE62, type Random } from '../core/random.ts';

/** 2014-05-13T16:53:20Z, from which KSUIDs count seconds. */
const EPOCH_SECONDS = 1_400_000_000;
const PAYLOAD_BYTES = 16;
const TEXT_LENGTH = 27;

/**
 * A K-sortable id: 4 bytes of time and 16 drawn ones as 27 base62 characters, digits first, then capitals.
 *
 * @param atMs - Unix time in milliseconds; from 2014 to 2150
 */
export function ksuid(atMs: number, random: Random): string {
  const seconds = Math.floor(atMs / 1000) - EPOCH_SECONDS;
  let rest = BigInt(Math.min(Math.max(seconds, 0), 0xffff_ffff));
  for (const byte of random.bytes(PAYLOAD_BYTES)) rest = rest * 256n + BigInt(byte);
  let text = '';
  for (; rest > 0n; rest /= 62n) text = BASE62.charAt(Number(rest % 62n)) + text;
  return text.padStart(TEXT_LENGTH, '0');
}
