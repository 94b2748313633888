import { type ByteRange, spliceBytes, utf8Bytes, utf8Text } from '../../core/bytes.ts';
import { encodeJson } from '../../core/json.ts';
import { type JsonToken, jsonTokens, locateJsonValue } from '../../core/json-scan.ts';

/**
 * Sets a text member of the JSON object a body is; every other byte stays. A new member goes after the member `after`,
 * with the blanks and line ends that the first member has.
 */
export function withTextMember(
  body: Uint8Array,
  key: string,
  text: string,
  after: string,
): Uint8Array {
  const value = encodeJson(text);
  const present = locateJsonValue(body, [key]);
  if (present !== undefined) return spliceBytes(body, present, utf8Bytes(value));
  const anchor = locateJsonValue(body, [after]);
  if (anchor === undefined) return body;
  const [brace, firstKey, , firstValue] = firstTokens(body);
  const lead = between(body, brace, firstKey);
  const colon = between(body, firstKey, firstValue);
  const member = `,${lead}${encodeJson(key)}${colon}${value}`;
  return spliceBytes(body, { start: anchor.end, end: anchor.end }, utf8Bytes(member));
}

/** Ranges of whole members, keys included, of the JSON object a body is. The body is known to be JSON. */
export function memberRanges(
  body: Uint8Array,
): readonly { readonly key: string; readonly range: ByteRange }[] {
  const found: { key: string; range: ByteRange }[] = [];
  let depth = 0;
  for (const { kind, isKey, start, end } of jsonTokens(body)) {
    const mark = kind === 'punctuation' ? String.fromCharCode(body[start] ?? 0) : '';
    if (mark === '{' || mark === '[') depth += 1;
    if (mark === '}' || mark === ']') depth -= 1;
    const last = found.at(-1);
    if (isKey && depth === 1) {
      const key: string = JSON.parse(utf8Text(body.subarray(start, end)));
      found.push({ key, range: { start, end } });
    } else if (last !== undefined && depth > 0 && !(depth === 1 && mark === ',')) {
      last.range = { start: last.range.start, end };
    }
  }
  return found;
}

function firstTokens(body: Uint8Array): readonly JsonToken[] {
  const tokens: JsonToken[] = [];
  for (const token of jsonTokens(body)) {
    tokens.push(token);
    if (tokens.length === 4) break;
  }
  return tokens;
}

function between(
  body: Uint8Array,
  left: JsonToken | undefined,
  right: JsonToken | undefined,
): string {
  return utf8Text(body.subarray(left?.end ?? 0, right?.start ?? 0));
}
