import { base64Bytes, utf8Bytes } from './bytes.ts';
import type { Fixture } from './fixture.ts';
import type { HeaderPair } from './headers.ts';
import { JsonSyntaxError, parseJson } from './json.ts';
import { isRecord, listMember, member, stringMember } from './shape.ts';

/** What one NDJSON line of this program came to; `other` lines tell of no request. */
export type CaptureLine =
  | { readonly kind: 'request'; readonly id: string | null; readonly fixture: Fixture }
  | { readonly kind: 'other' }
  | {
      readonly kind: 'wrong';
      /** Not written by this program, or cut off. */
      readonly isForeign: boolean;
      /** From 1, where that is known. */
      readonly column: number;
      readonly path: string;
      readonly message: string;
      /** The capture that it tells of without all its bytes, where it names one. */
      readonly capture: NamedCapture | null;
    };

/** A capture as a line names it: ids of one history are those of other captures in another. */
export interface NamedCapture {
  readonly id: string;
  readonly receivedAtMs: number;
  readonly bodySha256: string;
}

/** As this program writes secrets that it was not told to show. */
const MASKED = /\*{4}\(\d+\)/;

/** Reads a `request` line, as `listen`, `history` and `show` print it with `--json`, as a fixture. */
export function parseCaptureLine(text: string): CaptureLine {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch (error) {
    return { ...wrong('', notJson(error)), isForeign: true, column: columnOf(text) };
  }
  const type = stringMember(line, 'type');
  // Events of others have a type as well.
  const isOurs = type === 'request' || member(line, 'v') !== undefined;
  if (!isRecord(line) || type === undefined || !isOurs) {
    const message = 'expected a line that this program wrote with --json';
    return { ...wrong('type', message), isForeign: true };
  }
  if (type !== 'request') return { kind: 'other' };
  const body = bodyOf(line);
  if (typeof body === 'string') return { ...wrong('body', body), capture: namedCapture(line) };
  const headers = headersOf(line);
  if (!Array.isArray(headers)) return { ...headers, capture: namedCapture(line) };
  const [method, path] = [stringMember(line, 'method'), stringMember(line, 'path')];
  if (method === undefined) return wrong('method', 'expected the method of the request');
  if (path === undefined) return wrong('path', 'expected the path of the request');
  const [event] = listMember(line, 'events') ?? [];
  return {
    kind: 'request',
    id: stringMember(line, 'id') ?? null,
    fixture: {
      provider: stringMember(line, 'provider') ?? null,
      event: stringMember(event, 'name') ?? null,
      capturedAt: stringMember(line, 'received_at') ?? null,
      note: null,
      request: { method, path, headers, body: { kind: 'bytes', bytes: body } },
      response: null,
    },
  };
}

/** The bytes, or what is wrong. */
function bodyOf(line: unknown): Uint8Array | string {
  const text = stringMember(line, 'body');
  if (text !== undefined) return utf8Bytes(text);
  const base64 = stringMember(line, 'body_base64');
  if (base64 !== undefined) return base64Bytes(base64) ?? 'body_base64 is no base64';
  return member(line, 'body_bytes') === 0
    ? new Uint8Array(0)
    : 'this line has no body, and its request is not in the history here: webhook-cli show IDS --json --show-secrets prints lines with theirs';
}

function headersOf(line: unknown): HeaderPair[] | Extract<CaptureLine, { kind: 'wrong' }> {
  const pairs: HeaderPair[] = [];
  for (const [index, pair] of (listMember(line, 'headers') ?? []).entries()) {
    const [name, value] = Array.isArray(pair) ? pair : [];
    if (typeof name !== 'string' || typeof value !== 'string') {
      return wrong(`headers[${index}]`, 'expected a pair of texts');
    }
    if (MASKED.test(value)) {
      const message = `${name} is masked, and its request is not in the history here: print the lines with --show-secrets`;
      return wrong(`headers[${index}]`, message);
    }
    pairs.push([name, value]);
  }
  return pairs;
}

function wrong(path: string, message: string): Extract<CaptureLine, { kind: 'wrong' }> {
  return { kind: 'wrong', isForeign: false, column: 1, path, message, capture: null };
}

function namedCapture(line: unknown): NamedCapture | null {
  const [id, at, bodySha256] = ['id', 'received_at', 'body_sha256'].map((key) =>
    stringMember(line, key),
  );
  if (id === undefined || at === undefined || bodySha256 === undefined) return null;
  return { id, receivedAtMs: Date.parse(at), bodySha256 };
}

function notJson(error: unknown): string {
  return `not JSON: ${error instanceof Error ? error.message : String(error)}`;
}

/** Where text stops being JSON, which the engine's own parser does not always tell. */
function columnOf(text: string): number {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.column;
  }
  return 1;
}
