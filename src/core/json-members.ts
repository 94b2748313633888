import { type ByteRange, exactUtf8Text, utf8Text } from './bytes.ts';
import { blanksEnd, jsonStringEnd, jsonValueEnd, NO_JSON } from './json-value-end.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Where the members asked for stand, `undefined` for what is missing. */
export type MemberRanges<Key extends string> = Partial<Record<Key, ByteRange>>;

/**
 * Ranges of the raw values of members of an object, strings with their quotes; of equal keys the last one counts. It
 * reads every byte once and makes nothing of it: parsing takes twice as long, and `locateJsonValue` ten times.
 *
 * @param keys - ASCII
 * @returns `undefined` when the body is not one JSON object
 */
export function jsonMembers<Key extends string>(
  body: Uint8Array,
  keys: readonly Key[],
): MemberRanges<Key> | undefined {
  const members: MemberRanges<Key> = {};
  const end = readObject(body, blanksEnd(body, 0), keys, members);
  if (end === NO_JSON || blanksEnd(body, end) < body.length) return undefined;
  return exactUtf8Text(body) === undefined ? undefined : members;
}

/** The same of the object that begins at `start`; `undefined` when none stands there. */
export function jsonMembersAt<Key extends string>(
  body: Uint8Array,
  start: number,
  keys: readonly Key[],
): MemberRanges<Key> | undefined {
  const members: MemberRanges<Key> = {};
  return readObject(body, start, keys, members) === NO_JSON ? undefined : members;
}

/** @returns the offset after the object, or `NO_JSON` */
function readObject<Key extends string>(
  body: Uint8Array,
  start: number,
  keys: readonly Key[],
  members: MemberRanges<Key>,
): number {
  if (body[start] !== OPEN_OBJECT) return NO_JSON;
  let at = blanksEnd(body, start + 1);
  if (body[at] === CLOSE_OBJECT) return at + 1;
  for (;;) {
    const keyEnd = jsonStringEnd(body, at);
    if (keyEnd === NO_JSON) return NO_JSON;
    const colon = blanksEnd(body, keyEnd);
    if (body[colon] !== COLON) return NO_JSON;
    const valueStart = blanksEnd(body, colon + 1);
    const end = jsonValueEnd(body, valueStart);
    if (end === NO_JSON) return NO_JSON;
    for (const key of keys) {
      if (isKey(body, at, keyEnd, key)) members[key] = { start: valueStart, end };
    }
    at = blanksEnd(body, end);
    if (body[at] === CLOSE_OBJECT) return at + 1;
    if (body[at] !== COMMA) return NO_JSON;
    at = blanksEnd(body, at + 1);
  }
}

function isKey(body: Uint8Array, start: number, end: number, key: string): boolean {
  for (let index = 0; ; index += 1) {
    const byte = body[start + 1 + index];
    if (index === key.length) return byte === QUOTE && start + 2 + index === end;
    if (byte === BACKSLASH) return JSON.parse(utf8Text(body.subarray(start, end))) === key;
    if (byte !== key.charCodeAt(index)) return false;
  }
}
