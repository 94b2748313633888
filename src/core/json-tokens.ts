import { JsonSyntaxError } from './json-syntax-error.ts';

export interface JsonToken {
  readonly kind: 'punctuation' | 'string' | 'number' | 'literal';
  /** First byte; a string includes its quotes. */
  readonly start: number;
  readonly end: number;
  /** Whether this string is the key of a member. */
  readonly isKey: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const NONE = -1;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** What the grammar allows at a place between tokens. */
interface State {
  /** In the words of an error. */
  readonly expected: string;
  readonly takes: 'value' | 'key' | 'nothing';
  /** The byte that ends the open container here. */
  readonly closer: number;
  /** The byte that leads to `after`. */
  readonly separator: number;
  readonly after?: State;
}

const bare = { takes: 'nothing', closer: NONE, separator: NONE } as const;
const VALUE: State = { ...bare, expected: 'a value', takes: 'value' };
const FIRST_ELEMENT: State = { ...VALUE, expected: 'a value or "]"', closer: CLOSE_LIST };
const KEY: State = { ...bare, expected: 'a quoted key', takes: 'key' };
const FIRST_MEMBER: State = { ...KEY, expected: 'a quoted key or "}"', closer: CLOSE_OBJECT };
const AFTER_KEY: State = { ...bare, expected: '":"', separator: COLON, after: VALUE };
const AFTER_ELEMENT: State = {
  ...bare,
  expected: '"," or "]"',
  closer: CLOSE_LIST,
  separator: COMMA,
  after: VALUE,
};
const AFTER_MEMBER: State = {
  ...bare,
  expected: '"," or "}"',
  closer: CLOSE_OBJECT,
  separator: COMMA,
  after: KEY,
};
const END: State = { ...bare, expected: 'the end' };

/**
 * The tokens of one JSON text, checked against the grammar as they come, at any depth and without recursion. A byte
 * order mark at the start is skipped, and bytes that are not UTF-8 may stand within strings.
 *
 * @throws {JsonSyntaxError} at the first byte that can't be JSON
 */
export function* jsonTokens(body: Uint8Array): Generator<JsonToken, void, undefined> {
  let lists = new Uint8Array(64); // one per open container: 1 for a list, 0 for an object
  let depth = 0;
  let state = VALUE;
  let start = BYTE_ORDER_MARK.every((byte, index) => body[index] === byte) ? 3 : 0;
  const afterValue = (): State => {
    if (depth === 0) return END;
    return lists[depth - 1] === 1 ? AFTER_ELEMENT : AFTER_MEMBER;
  };
  for (;;) {
    start = blanksEnd(body, start);
    const byte = body[start];
    if (byte === undefined && state === END) return;
    let end = start + 1;
    let kind: JsonToken['kind'] = 'punctuation';
    const isKey = state.takes === 'key' && byte === QUOTE;
    if (isKey) {
      kind = 'string';
      end = stringEnd(body, start);
      state = AFTER_KEY;
    } else if (byte === state.closer) {
      depth -= 1;
      state = afterValue();
    } else if (byte === state.separator) {
      state = state.after ?? END;
    } else if (state.takes !== 'value') {
      throw new JsonSyntaxError(body, start, state.expected);
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (depth === lists.length) lists = grown(lists);
      lists[depth] = byte === OPEN_LIST ? 1 : 0;
      depth += 1;
      state = byte === OPEN_LIST ? FIRST_ELEMENT : FIRST_MEMBER;
    } else {
      kind = scalarKind(byte);
      end = SCALAR_END[kind](body, start, state.expected);
      state = afterValue();
    }
    yield { kind, start, end, isKey };
    start = end;
  }
}

function scalarKind(first: number | undefined): 'string' | 'number' | 'literal' {
  if (first === QUOTE) return 'string';
  return first === MINUS || isDigit(first) ? 'number' : 'literal';
}

const SCALAR_END = { string: stringEnd, number: numberEnd, literal: literalEnd };

function grown(lists: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(lists.length * 2);
  larger.set(lists);
  return larger;
}

function blanksEnd(body: Uint8Array, start: number): number {
  let at = start;
  for (; at < body.length; at += 1) {
    const byte = body[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  return at;
}

function stringEnd(body: Uint8Array, start: number): number {
  let at = start + 1;
  for (; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at = escapeEnd(body, at) - 1;
    else if (byte < 0x20) break;
  }
  throw new JsonSyntaxError(
    body,
    at,
    at === body.length ? 'a closing quote' : 'an escape such as \\n',
  );
}

/** Offset after the escape sequence whose backslash stands at `start`. */
function escapeEnd(body: Uint8Array, start: number): number {
  const code = body[start + 1];
  if (code === undefined || !'"\\/bfnrtu'.includes(String.fromCharCode(code))) {
    throw new JsonSyntaxError(body, start + 1, 'one of "\\/bfnrtu');
  }
  if (code !== 0x75) return start + 2;
  for (let at = start + 2; at < start + 6; at += 1) {
    const letter = (body[at] ?? 0) | 0x20; // ASCII lower case
    if (!isDigit(body[at]) && !(letter >= 0x61 && letter <= 0x66)) {
      throw new JsonSyntaxError(body, at, 'a hexadecimal digit');
    }
  }
  return start + 6;
}

function numberEnd(body: Uint8Array, start: number): number {
  let at = body[start] === MINUS ? start + 1 : start;
  at = body[at] === 0x30 ? at + 1 : digitsEnd(body, at);
  if (body[at] === 0x2e) at = digitsEnd(body, at + 1);
  if (body[at] === 0x65 || body[at] === 0x45) {
    const signed = body[at + 1] === 0x2b || body[at + 1] === MINUS;
    at = digitsEnd(body, at + (signed ? 2 : 1));
  }
  return at;
}

function digitsEnd(body: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(body[at])) at += 1;
  if (at === start) throw new JsonSyntaxError(body, at, 'a digit');
  return at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function literalEnd(body: Uint8Array, start: number, expected: string): number {
  for (const word of ['true', 'false', 'null']) {
    let length = 0;
    while (length < word.length && body[start + length] === word.charCodeAt(length)) length += 1;
    if (length === word.length) return start + length;
  }
  throw new JsonSyntaxError(body, start, expected);
}
