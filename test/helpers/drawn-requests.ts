import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { HeaderPair } from '../../src/core/headers.ts';
import type { RawConnection } from './raw-http.ts';

const TOKEN = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Names that say how a request travels. */
const RESERVED =
  /^(host|content-length|transfer-encoding|connection|expect|upgrade|keep-alive|trailer|te|proxy-connection|http2-settings)$/i;

const charOf = (characters: string): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: characters.length - 1 }).map((index) => characters.charAt(index));

const name = fc
  .oneof(
    fc.string({ unit: charOf(TOKEN), minLength: 1, maxLength: 20 }),
    fc.constantFrom('X-Twice', 'x-twice', 'X-TWICE', 'Set-Cookie', 'Content-Type', 'authorization'),
  )
  .filter((text) => !RESERVED.test(text));
/** Visible ASCII, latin1 and inner blanks and tabs; blanks around a value belong to no value (RFC 9110 5.5). */
const valueBytes = Array.from({ length: 256 }, (_, code) => code)
  .filter((code) => code === 9 || (code >= 32 && code !== 127))
  .map((code) => String.fromCharCode(code))
  .join('');
const value = fc
  .string({ unit: charOf(valueBytes), maxLength: 40 })
  .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ''));

const drawnHeaders: fc.Arbitrary<readonly HeaderPair[]> = fc.array(fc.tuple(name, value), {
  maxLength: 8,
});

const drawnTarget: fc.Arbitrary<string> = fc
  .string({ unit: charOf(valueBytes.replace(/[\s\x80-\xff#]/g, '')), maxLength: 40 })
  .map((text) => `/${text}`);

/** Any bytes, with text that is no UTF-8 and bytes of zero among them. */
const drawnBody: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 3_000 }),
  fc.constantFrom(
    Buffer.alloc(0),
    Buffer.from([0]),
    Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0d, 0x0a]),
    Buffer.from('\ufeff{"a": 1.0,\r\n"b":"\\/"}\n', 'utf8'),
    Buffer.from('a=%zz&b=\x00', 'latin1'),
  ),
);

/** One request to send, and how it travels. */
export interface DrawnRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array;
  readonly cuts: readonly number[];
  readonly framing: 'length' | 'chunks' | 'chunks-trailers' | 'expect' | 'http1.0';
}

export const drawnRequest: fc.Arbitrary<DrawnRequest> = fc
  .record({
    method: fc.constantFrom('POST', 'PUT', 'PATCH', 'GET', 'DELETE', 'OPTIONS', 'PROPFIND'),
    target: drawnTarget,
    headers: drawnHeaders,
    body: drawnBody,
    cuts: fc.array(fc.nat(3_000), { maxLength: 4 }),
    framing: fc.constantFrom('length', 'chunks', 'chunks-trailers', 'expect', 'http1.0'),
    compressed: fc.boolean(),
  })
  .map(({ compressed, ...drawn }): DrawnRequest => {
    if (!compressed) return drawn;
    const headers: HeaderPair[] = [...drawn.headers, ['content-ENCODING', 'gzip']];
    return { ...drawn, headers, body: gzipSync(drawn.body) };
  });

/** A body in chunks that end at the cuts, with extensions and, where asked, trailers. */
function chunkedBody(bytes: Uint8Array, cuts: readonly number[], trailers = ''): Buffer {
  const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort(
    (a, b) => a - b,
  );
  const parts: Uint8Array[] = [];
  for (const [index, start] of edges.entries()) {
    const piece = bytes.subarray(start, edges[index + 1]);
    if (index + 1 === edges.length || piece.length === 0) continue;
    const extension = index % 2 === 0 ? ';a="b"' : '';
    parts.push(Buffer.from(`${piece.length.toString(16)}${extension}\r\n`), piece);
    parts.push(Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from(`0\r\n${trailers}\r\n`, 'latin1')]);
}

/** The headers as they are written: those drawn, between those that say how the request travels. */
export function wireHeaders({ headers, body, framing }: DrawnRequest): readonly HeaderPair[] {
  const length: HeaderPair = ['Content-length', `${body.length}`];
  const first: HeaderPair = ['hOst', 'hooks.example.test:99'];
  switch (framing) {
    case 'length':
      return [length, first, ...headers];
    case 'chunks':
      return [first, ['transfer-Encoding', 'chunked'], ...headers];
    case 'chunks-trailers':
      return [first, ...headers, ['TE', 'trailers'], ['Trailer', 'X-End'], CHUNKED];
    case 'expect':
      return [first, ['Expect', '100-continue'], ...headers, length];
    case 'http1.0':
      return [...headers, length];
    default:
      return framing satisfies never;
  }
}

const CHUNKED: HeaderPair = ['Transfer-Encoding', 'chunked'];

/** The trailers as they are written; `undefined` where there are none. */
export function wireTrailers({ framing }: DrawnRequest): readonly HeaderPair[] | undefined {
  return framing === 'chunks-trailers'
    ? [
        ['X-End', '1'],
        ['x-END', 'caf\u00e9'],
        ['Host', 'of.nobody.test'],
      ]
    : undefined;
}

/**
 * Writes requests one behind the other, in pieces that end at their cuts, and gives the statuses of the answers. One that
 * expects 100 sends its body once it has that; after one of HTTP/1.0 the connection is closed.
 */
export async function sendAll(
  connection: RawConnection,
  requests: readonly DrawnRequest[],
): Promise<readonly number[]> {
  const statuses: number[] = [];
  let waiting = 0;
  const takeAnswers = async (): Promise<void> => {
    for (; waiting > 0; waiting -= 1) statuses.push((await connection.answer()).status);
  };
  for (const request of requests) {
    const { method, target, body, cuts, framing } = request;
    const version = framing === 'http1.0' ? '1.0' : '1.1';
    const lines = wireHeaders(request).map((pair) => pair.join(': '));
    const head = [`${method} ${target} HTTP/${version}`, ...lines, '\r\n'].join('\r\n');
    if (framing === 'expect') {
      await takeAnswers();
      connection.write(head);
      const { status } = await connection.answer();
      if (status !== 100) throw new Error(`${status} in the place of 100`);
      await writeInPieces(connection, Buffer.from(body), cuts);
    } else {
      const trailers = (wireTrailers(request) ?? []).map((pair) => `${pair.join(': ')}\r\n`);
      const inChunks = framing === 'chunks' || framing === 'chunks-trailers';
      const sent = inChunks ? chunkedBody(body, cuts, trailers.join('')) : body;
      await writeInPieces(connection, Buffer.concat([Buffer.from(head, 'latin1'), sent]), cuts);
    }
    waiting += 1;
    if (framing === 'http1.0') break;
  }
  await takeAnswers();
  return statuses;
}

async function writeInPieces(
  connection: RawConnection,
  whole: Buffer,
  cuts: readonly number[],
): Promise<void> {
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    connection.write(whole.subarray(from, cut));
    from = Math.max(from, Math.min(cut, whole.length));
    await new Promise(setImmediate);
  }
  connection.write(whole.subarray(from));
}
