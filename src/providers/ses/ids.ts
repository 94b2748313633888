import type { Random } from '../../core/random.ts';

/** What ids of a region begin with, as seen; for the other regions it is not known. */
const REGION_CODES: ReadonlyMap<string, string> = new Map([
  ['us-east-1', '0100'],
  ['us-west-2', '0101'],
  ['eu-west-1', '0102'],
]);
const DEFAULT_REGION_CODE = '0100';

const MAIL_ID_ALPHABET = '0123456789abcdefghijklmnopqrstuv';
const MAIL_ID_LENGTH = 40;

/** Id of a sent message or of a feedback report: region, milliseconds since 1970 in hex, a UUID. */
export function sesId(region: string, atMs: number, random: Random): string {
  const code = REGION_CODES.get(region) ?? DEFAULT_REGION_CODE;
  const time = Math.floor(atMs).toString(16).padStart(12, '0');
  return `${code}${time}-${random.uuid()}-000000`;
}

/** Id of a received message. */
export function receivedMailId(random: Random): string {
  return random.text(MAIL_ID_ALPHABET, MAIL_ID_LENGTH);
}

/** `2026-01-01T00:00:02.612Z`. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
