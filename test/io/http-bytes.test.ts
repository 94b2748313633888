import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HeaderPair } from '../../src/core/headers.ts';
import { startListener } from '../helpers/listening.ts';
import { connectRaw } from '../helpers/raw-http.ts';

const TOKEN = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const RESERVED =
  /^(host|content-length|transfer-encoding|connection|expect|upgrade|keep-alive|trailer|te|proxy-connection)$/i;

const charOf = (characters: string): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: characters.length - 1 }).map((index) => characters.charAt(index));

const name = fc
  .string({ unit: charOf(TOKEN), minLength: 1, maxLength: 20 })
  .filter((text) => !RESERVED.test(text));
/** Visible ASCII, latin1 and inner blanks and tabs; blanks around a value belong to no value (RFC 9110 5.5). */
const valueBytes = Array.from({ length: 256 }, (_, code) => code)
  .filter((code) => code === 9 || (code >= 32 && code !== 127))
  .map((code) => String.fromCharCode(code))
  .join('');
const value = fc
  .string({ unit: charOf(valueBytes), maxLength: 40 })
  .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ''));
const target = fc
  .string({ unit: charOf(valueBytes.replace(/[\s\x80-\xff#]/g, '')), maxLength: 40 })
  .map((text) => `/${text}`);
const body = fc.uint8Array({ maxLength: 3_000 });
const cuts = fc.array(fc.nat(3_000), { maxLength: 4 });

function chunked(bytes: Uint8Array, at: readonly number[]): Buffer {
  const edges = [0, ...at.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort(
    (a, b) => a - b,
  );
  const parts: Uint8Array[] = [];
  for (const [index, start] of edges.entries()) {
    const piece = bytes.subarray(start, edges[index + 1]);
    if (index + 1 === edges.length || piece.length === 0) continue;
    parts.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

test('any target, headers and body bytes arrive as they were sent, however they are cut', async (t) => {
  const listener = await startListener(t);
  const connection = await connectRaw(listener.url);
  t.after(() => connection.destroy());
  const request = fc.record({
    target,
    headers: fc.array(fc.tuple(name, value), { maxLength: 8 }),
    body,
    cuts,
    inChunks: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(request, async (sent) => {
      const headers: HeaderPair[] = [
        ['Host', 'a'],
        ...sent.headers,
        sent.inChunks
          ? ['Transfer-Encoding', 'chunked']
          : ['Content-Length', `${sent.body.length}`],
      ];
      const head = [
        `POST ${sent.target} HTTP/1.1`,
        ...headers.map((pair) => pair.join(': ')),
        '\r\n',
      ].join('\r\n');
      const whole = Buffer.concat([
        Buffer.from(head, 'latin1'),
        sent.inChunks ? chunked(sent.body, sent.cuts) : sent.body,
      ]);
      let from = 0;
      for (const cut of [...sent.cuts].sort((a, b) => a - b)) {
        connection.write(whole.subarray(from, cut));
        from = Math.max(from, Math.min(cut, whole.length));
        await new Promise(setImmediate);
      }
      connection.write(whole.subarray(from));
      const answer = await connection.answer();
      assert.equal(answer.status, 200, answer.body.toString());
      const arrived = listener.arrived.at(-1);
      assert.equal(arrived?.path, sent.target);
      assert.deepEqual(arrived?.headers, headers);
      assert.deepEqual(Buffer.from(arrived?.body ?? []), Buffer.from(sent.body));
    }),
    { numRuns: 150 },
  );
});
