import { utf8Bytes, utf8Text } from '../../core/bytes.ts';
import type { FillContext } from '../../core/fill-source.ts';
import { type FillText, filledText, isOneNumber, parseFillText } from '../../core/fill-text.ts';
import { COMPACT_JSON, encodeJson, type JsonStyle, type JsonValue } from '../../core/json.ts';
import { reindentJson } from '../../core/json-format.ts';
import { jsonTokens } from '../../core/json-scan.ts';
import { jsonOrUndefined } from './json-walk.ts';

/** A JSON body with values to fill in: its text in pieces, everything between them as written. */
export interface JsonBody {
  readonly pieces: readonly (string | FillText)[];
  /** How the sender writes JSON, for events that were changed or come in batches. */
  write(value: JsonValue): string;
}

export type CompiledJson =
  | { readonly ok: true; readonly body: JsonBody; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string };

/** `"…"`, or a value that stands alone. */
const STRING_OR_VALUE = /"(?:[^"\\]|\\.)*"|\$\{([^{}"]*)\}/gs;

const ESCAPES: readonly JsonStyle[] = (
  ['escapeNonAscii', 'escapeSlash', 'escapeHtml'] as const
).reduce<readonly JsonStyle[]>(
  (styles, key) => styles.flatMap((style) => [style, { ...style, [key]: true }]),
  [COMPACT_JSON],
);

/** Every way that encoders differ in. */
const STYLES: readonly JsonStyle[] = ESCAPES.flatMap((style) => [
  style,
  { ...style, keySeparator: ': ' },
  { ...style, keySeparator: ': ', itemSeparator: ', ' },
]);

/** Finds the values in a JSON text; `undefined` when it is no JSON. One without quotes around it is a number. */
export function compileJson(source: string): CompiledJson | undefined {
  const text = source.replace(STRING_OR_VALUE, (written, bare: string | undefined) => {
    if (bare === undefined) return written;
    return `"\${${/\|number\b/.test(bare) ? bare : `${bare}|number`}}"`;
  });
  const value = jsonOrUndefined(text);
  if (value === undefined) return undefined;
  const body = utf8Bytes(text);
  const style = styleOf(text, value);
  const pieces: (string | FillText)[] = [];
  let at = 0;
  for (const { kind, isKey, start, end } of jsonTokens(body)) {
    if (kind !== 'string' || isKey) continue;
    const token = utf8Text(body.subarray(start, end));
    if (!token.includes('${')) continue;
    const parsed = parseFillText(JSON.parse(token) as string); // a string token, checked by the scanner
    if (!parsed.ok) return parsed;
    pieces.push(utf8Text(body.subarray(at, start)), parsed.text);
    at = end;
  }
  pieces.push(utf8Text(body.subarray(at)));
  return { ok: true, value, body: { pieces, write: style } };
}

/** The text of the body with its values in place. */
export function filledJson(
  { pieces, write }: JsonBody,
  context: FillContext,
  next: (key: string) => number,
): string {
  const texts = pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    const filled = filledText(piece, context, next);
    return isOneNumber(piece) ? filled : write(filled);
  });
  return texts.join('');
}

/** The way of writing JSON that gives this very text; compact when none does. */
function styleOf(text: string, value: JsonValue): (value: JsonValue) => string {
  const style = STYLES.find((one) => encodeJson(value, one) === text);
  if (style !== undefined) return (other) => encodeJson(other, style);
  for (const indent of [2, 4]) {
    const pretty = ESCAPES.find((one) => prettyJson(value, one, indent) === text);
    if (pretty !== undefined) return (other) => prettyJson(other, pretty, indent);
  }
  return (other) => encodeJson(other, COMPACT_JSON);
}

function prettyJson(value: JsonValue, style: JsonStyle, indent: number): string {
  const written = encodeJson(value, style);
  return reindentJson(utf8Bytes(written), { indent }) ?? written;
}
