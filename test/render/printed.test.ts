import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { latin1Text, utf8Bytes } from '../../src/core/bytes.ts';
import type { PrintedEvent } from '../../src/core/printed-event.ts';
import { renderOptions } from '../../src/render/options.ts';
import { prettyEvent } from '../../src/render/pretty.ts';
import { shellWord } from '../../src/render/shell-word.ts';
import { AT_MS } from '../helpers/render-events.ts';

const options = renderOptions();
const URL_TEXT = 'http://127.0.0.1:4665/hooks/mailgun?tenant=7';

function printed(
  form: PrintedEvent['form'],
  body: string | Uint8Array,
  change: Partial<PrintedEvent['request']> = {},
) {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  const request = {
    method: 'POST',
    path: '/hooks/mailgun?tenant=7',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Empty', ''],
      ['User-Agent', 'it’s "me"'],
    ],
    body: bytes,
    ...change,
  } as const;
  return prettyEvent({ type: 'printed', form, url: URL_TEXT, request, atMs: AT_MS }, options);
}

test('http is the message byte by byte', () => {
  const message = printed('http', Uint8Array.of(0xff, 0x0a), {
    headers: [
      ['X-A', 'caf\u00e9'],
      ['host', 'other'],
      ['Transfer-Encoding', 'chunked'],
    ],
  });
  assert.ok(message instanceof Uint8Array);
  assert.equal(
    latin1Text(message),
    'POST /hooks/mailgun?tenant=7 HTTP/1.1\r\nX-A: caf\u00e9\r\nhost: other\r\nContent-Length: 2\r\n\r\n\u00ff\n',
  );
  const empty = printed('http', '', { method: 'GET', headers: [] });
  assert.equal(
    String(Buffer.from(empty)),
    'GET /hooks/mailgun?tenant=7 HTTP/1.1\r\nHost: 127.0.0.1:4665\r\n\r\n',
  );
});

test('curl sends the same headers and body and none of its own', () => {
  const headers = [
    ['Content-Type', 'application/json'],
    ['X-Empty', ''],
  ] as const;
  assert.equal(
    printed('curl', '{"it\'s":"é"}', { headers }),
    [
      "curl -X POST 'http://127.0.0.1:4665/hooks/mailgun?tenant=7' \\",
      "  -H 'Content-Type: application/json' \\",
      "  -H 'X-Empty;' \\",
      "  -H 'User-Agent:' \\",
      "  -H 'Accept:' \\",
      "  --data-raw '{\"it'\\''s\":\"é\"}'",
      '',
    ].join('\n'),
  );
});

test('a body that no shell word can hold comes through a pipe', () => {
  assert.match(
    String(printed('curl', Uint8Array.of(0, 0xff))),
    /^printf %s 'AP8=' \| base64 -d \| curl -X POST [\s\S]* --data-binary @-\n$/,
  );
  assert.match(
    String(printed('httpie', Uint8Array.of(0, 0xff))),
    /^printf %s 'AP8=' \| base64 -d \| http POST /,
  );
  assert.match(String(printed('curl', 'x'.repeat(100_001))), /^printf %s '/);
});

test('httpie has a word for each header', () => {
  const headers = [
    ['Content-Type', 'text/plain'],
    ['X-Empty', ''],
    ['X-A', '=1'],
  ] as const;
  assert.equal(
    printed('httpie', 'a b', { headers }),
    [
      "http --ignore-stdin POST 'http://127.0.0.1:4665/hooks/mailgun?tenant=7' \\",
      '  Content-Type:text/plain \\',
      "  'X-Empty;' \\",
      "  'X-A: =1' \\",
      "  --raw 'a b'",
      '',
    ].join('\n'),
  );
});

test('json and har hold the request exactly, binary as base64', () => {
  const json = JSON.parse(
    String(printed('json', Uint8Array.of(0xff), { headers: [['A', '1']] })),
  ) as unknown;
  assert.deepEqual(json, {
    method: 'POST',
    url: URL_TEXT,
    headers: [['A', '1']],
    body_base64: '/w==',
  });
  const { log } = JSON.parse(String(printed('har', '{}'))) as {
    log: {
      version: string;
      entries: { startedDateTime: string; request: Record<string, unknown> }[];
    };
  }; // our own output
  assert.equal(log.version, '1.2');
  assert.equal(log.entries[0]?.startedDateTime, '2026-11-21T06:50:00.123Z');
  assert.deepEqual(log.entries[0]?.request['postData'], {
    mimeType: 'application/json',
    text: '{}',
  });
  assert.deepEqual(log.entries[0]?.request['queryString'], [{ name: 'tenant', value: '7' }]);
});

test('a shell reads every word back as the same bytes', () => {
  const words = fc.sample(fc.uint8Array({ max: 0xff, min: 1, maxLength: 40 }), {
    numRuns: 200,
    seed: 7,
  });
  const texts = fc.sample(fc.string({ unit: 'binary' }), { numRuns: 200, seed: 7 }).map(utf8Bytes);
  const all = [...words, ...texts.filter((bytes) => !bytes.includes(0)), utf8Bytes("it's\n\\")];
  const script = `printf '%s\\0' ${all.map(shellWord).join(' ')}`;
  const output = execFileSync('bash', ['-c', script], { env: { ...process.env, LC_ALL: 'C' } });
  const expected = Buffer.concat(all.flatMap((bytes) => [bytes, Uint8Array.of(0)]));
  assert.deepEqual(output, expected);
});

test('a shell word shows no control character', () => {
  assert.equal(shellWord(utf8Bytes('\u001b[31m\u202e')), "$'\\x1b[31m\\xe2\\x80\\xae'");
  assert.equal(shellWord(utf8Bytes('')), "''");
});
