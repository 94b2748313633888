import type { ByteRange } from '../../core/bytes.ts';
import { COMPACT_JSON, encodeJson, type JsonStyle, PYTHON_JSON } from '../../core/json.ts';
import { jsonMembers, jsonMembersAt } from '../../core/json-members.ts';
import { type BodyEdit, insertion } from './body-edits.ts';
import type { SignatureValues } from './signature.ts';

const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const MEMBERS = ['timestamp', 'token', 'signature', 'parent-signature'] as const;

/**
 * Edits that sign a JSON object: the members of `signature` in place; a whole new one when members are missing; and
 * in front of everything else when there is none.
 *
 * @returns `undefined` when the body is not one JSON object
 */
export function jsonEdits(
  body: Uint8Array,
  values: SignatureValues,
  spaced: boolean,
): readonly BodyEdit[] | undefined {
  const style = spaced ? PYTHON_JSON : COMPACT_JSON;
  const outer = jsonMembers(body, ['signature']);
  if (outer === undefined) return undefined;
  const object = outer.signature;
  if (object === undefined) return [newMember(body, values, style)];
  const members = jsonMembersAt(body, object.start, MEMBERS) ?? {};
  const { timestamp, token, signature } = members;
  if (timestamp === undefined || token === undefined || signature === undefined) {
    return [{ range: object, text: signatureObject(values, style) }];
  }
  return [
    { range: timestamp, text: likeOld(body, timestamp, values.timestamp) },
    { range: token, text: quoted(values.token) },
    { range: signature, text: quoted(values.signature) },
    ...parentEdits(members['parent-signature'], [timestamp, token, signature], values, style),
  ];
}

function parentEdits(
  old: ByteRange | undefined,
  others: readonly ByteRange[],
  { parentSignature }: SignatureValues,
  style: JsonStyle,
): readonly BodyEdit[] {
  if (parentSignature === undefined) return [];
  if (old !== undefined) return [{ range: old, text: quoted(parentSignature) }];
  const name = `${style.itemSeparator}"parent-signature"${style.keySeparator}`;
  return [insertion(Math.max(...others.map(({ end }) => end)), name + quoted(parentSignature))];
}

function newMember(body: Uint8Array, values: SignatureValues, style: JsonStyle): BodyEdit {
  const start = body.indexOf(OPEN_BRACE) + 1;
  const next = body.subarray(start).find((byte) => byte > 0x20);
  const separator = next === CLOSE_BRACE ? '' : style.itemSeparator;
  const member = `"signature"${style.keySeparator}${signatureObject(values, style)}`;
  return insertion(start, member + separator);
}

function signatureObject(values: SignatureValues, style: JsonStyle): string {
  const { token, timestamp, signature, parentSignature } = values;
  const parent = parentSignature === undefined ? {} : { 'parent-signature': parentSignature };
  return encodeJson({ token, timestamp, signature, ...parent }, style);
}

/** A timestamp that stood there as a number stays one. */
function likeOld(body: Uint8Array, range: ByteRange, digits: string): string {
  const first = body[range.start] ?? QUOTE;
  return first >= 0x30 && first <= 0x39 ? digits : quoted(digits);
}

function quoted(text: string): string {
  return `"${text}"`;
}
