import { exactUtf8Text, latin1Text } from './bytes.ts';
import { mediaType } from './headers.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';
import { jsonTokens } from './json-tokens.ts';
import { boundaryOf, parseMultipart } from './multipart.ts';

export type BodyKind = 'empty' | 'json' | 'json-lines' | 'form' | 'multipart' | 'text' | 'binary';

const JSON_TYPE = /^(?:application|text)\/(?:x-)?json$|\+json$/;
const JSON_LINES_TYPE =
  /^(?:application|text)\/(?:(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|ldjson)|json-seq|stream\+json)$/;
const RECORD_SEPARATOR = 0x1e; // RFC 7464 begins each JSON text of a sequence with it
const LINE_FEED = 0x0a;

/** Whether a `Content-Type` value says JSON. */
export function isJsonType(contentType: string | undefined): boolean {
  return JSON_TYPE.test(mediaType(contentType));
}

/**
 * What a body is for display: as its media type says, if it really is that; else, or with no such type, as it looks.
 * The body must be decompressed. Who parses the body anyway passes an `isWholeJson` that shares the work.
 */
export function bodyKind(
  contentType: string | undefined,
  body: Uint8Array,
  isWholeJson: () => boolean = () => isJson(body),
): BodyKind {
  if (body.length === 0) return 'empty';
  const type = mediaType(contentType);
  if (JSON_LINES_TYPE.test(type)) return isJsonLines(body) ? 'json-lines' : textOrBinary(body);
  if (JSON_TYPE.test(type)) return isWholeJson() ? 'json' : textOrBinary(body);
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type === 'multipart/form-data') {
    const boundary = boundaryOf(contentType);
    const parts = boundary === undefined ? undefined : parseMultipart(body, boundary);
    return parts === undefined ? textOrBinary(body) : 'multipart';
  }
  const first = firstMark(body);
  if ((first === '{' || first === '[') && isWholeJson()) return 'json';
  if (first === '{' && isJsonLines(body)) return 'json-lines';
  if (type === '' && hasFormShape(body)) return 'form';
  return textOrBinary(body);
}

/** Whether the bytes are one JSON text; a byte order mark and bytes inside strings that are not UTF-8 are let pass. */
export function isJson(body: Uint8Array): boolean {
  try {
    for (const _token of jsonTokens(body));
    return true;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return false;
    throw error;
  }
}

/** Whether every line that is not blank is JSON, and there is one. */
function isJsonLines(body: Uint8Array): boolean {
  let found = false;
  for (let start = 0; start < body.length; ) {
    const lineFeed = body.indexOf(LINE_FEED, start);
    const end = lineFeed === -1 ? body.length : lineFeed;
    const line = body.subarray(body[start] === RECORD_SEPARATOR ? start + 1 : start, end);
    if (firstMark(line) !== '') {
      if (!isJson(line)) return false;
      found = true;
    }
    start = end + 1;
  }
  return found;
}

/** First character that is neither blank nor a byte order mark. */
function firstMark(body: Uint8Array): string {
  const byte = body.find(
    (candidate) => candidate > 0x20 && ![0xef, 0xbb, 0xbf].includes(candidate),
  );
  return byte === undefined ? '' : String.fromCharCode(byte);
}

/** `a=b&c=d`: printable ASCII without blanks, one `=` in each pair; a lone `a=` may as well be base64. */
function hasFormShape(body: Uint8Array): boolean {
  const text = latin1Text(body);
  if (/[^\x21-\x7e]/.test(text)) return false;
  const pairs = text.split('&');
  return (
    pairs.every((pair) => /^[^=]+=[^=]*$/.test(pair)) && (pairs.length > 1 || !text.endsWith('='))
  );
}

function textOrBinary(body: Uint8Array): 'text' | 'binary' {
  // Controls that text files hold: backspace, tab, line ends, form feed, escape.
  const isControl = (byte: number): boolean =>
    byte < 0x20 && (byte < 0x08 || (byte > 0x0d && byte !== 0x1b));
  if (body.some(isControl)) return 'binary';
  return exactUtf8Text(body) === undefined ? 'binary' : 'text';
}
