import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { startCli, testFolder } from '../helpers/cli.ts';
import { rawExchange } from '../helpers/raw-http.ts';

const BYTES = 30_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
const CLEAN = /^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/;
const ATTACK = '\x1b]0;owned\x07\x1b[2J\x9b31m\r\b';

const JSON_TYPE = 'Content-Type: application/json';
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded';
const NEARLY = 'b'.repeat(30_000);

const times = (text: string, bytes = BYTES): string => text.repeat(Math.floor(bytes / text.length));

/** What is well-formed HTTP, taken and kept, and should tie up or deceive who shows it. */
const BODIES: readonly (readonly [name: string, headers: string, body: string | Uint8Array])[] = [
  ['JSON of thirty thousand levels', JSON_TYPE, `${times('[')}${times(']')}`],
  ['objects that never end', JSON_TYPE, times('{"a":')],
  ['a list of empty objects', JSON_TYPE, `[${times('{},')}{}]`],
  ['one key very often', JSON_TYPE, `{${times('"a":1,')}"a":1}`],
  ['a number of many digits', JSON_TYPE, times('9')],
  ['escapes in JSON', JSON_TYPE, `"${times('\\u001b[2J\\u202e')}"`],
  ['a prototype', JSON_TYPE, '{"__proto__":{"event":1},"constructor":{"prototype":null}}'],
  ['JSON of many lines', 'Content-Type: application/x-ndjson', times('{}\n')],
  ['a gzip bomb', `${JSON_TYPE}\r\nContent-Encoding: gzip`, gzipSync(Buffer.alloc(10_000_000))],
  [
    'a br bomb',
    `${JSON_TYPE}\r\nContent-Encoding: br`,
    brotliCompressSync(Buffer.alloc(2_000_000)),
  ],
  ['a form of many fields', FORM_TYPE, times('a=b&')],
  ['a form of half an escape', FORM_TYPE, `a=${times('%')}`],
  ['a signed form of many fields', `X-Twilio-Signature: x\r\n${FORM_TYPE}`, times('a=b&')],
  [
    'a boundary of 30 kB, and nearly that',
    `Content-Type: multipart/form-data; boundary=${NEARLY}`,
    times(`--${NEARLY.slice(1)}c\r\n`, 1_000_000),
  ],
  [
    'parts without end',
    'Content-Type: multipart/form-data; boundary=b',
    times('--b\r\nContent-Disposition: form-data; name="\x1b[2J"\r\n\r\nx\r\n'),
  ],
  ['text that is terminal escapes', 'Content-Type: text/plain', times(ATTACK)],
  ['text that turns around', 'Content-Type: text/plain', times('\xe2\x80\xae\xe2\x81\xa6')],
  ['one letter under many accents', 'Content-Type: text/plain', `a${times('\xcc\x81')}`],
  ['an escape in a header, as latin1', 'X-Odd: \x9b31m\x9d0;owned\x9c\xad', 'x'],
  ['a type of blanks', `${JSON_TYPE};${' '.repeat(50_000)}x`, '{}'],
  ['thousands of signatures', `Stripe-Signature: t=1${times(',v1=aa', 50_000)}`, '{}'],
];

async function playAll(t: TestContext, flags: readonly string[], stdoutIsTty: boolean) {
  const cwd = testFolder(t);
  const listen = ['listen', '--port', '0', '--ready-file', 'ready', '--no-history', ...flags];
  const running = startCli(listen, { cwd, env: { NO_COLOR: '1' }, stdoutIsTty });
  t.after(() => running.stop());
  let url = '';
  while (url === '') {
    await new Promise(setImmediate);
    try {
      url = JSON.parse(readFileSync(join(cwd, 'ready'), 'utf8')).url;
    } catch {
      // not there yet
    }
  }
  for (const [name, headers, body] of BODIES) {
    const bytes = Buffer.from(body as string, 'latin1'); // Buffer.from takes text as well as bytes
    const head = `POST /%1b[2J HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${headers}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
    const answer = await rawExchange(url, Buffer.concat([Buffer.from(head, 'latin1'), bytes]));
    assert.match(answer.toString('latin1'), /^HTTP\/1\.1 200 /, name);
  }
  running.stop();
  return await running.ended;
}

for (const [look, flags, isTty] of [
  ['in full', ['--verbose'], true],
  ['as NDJSON', ['--json'], false],
] as const) {
  test(`bombs and escapes are taken and shown ${look}, harmless and in a moment each`, {
    timeout: 10_000,
  }, async (t) => {
    const { exitCode, stdout, stderr } = await playAll(t, flags, isTty);
    assert.equal(exitCode, 0);
    assert.ok(CLEAN.test(stdout) && CLEAN.test(stderr), 'a control character got through');
    if (isTty) assert.equal(stdout.match(/^\S+ #\d+ /gm)?.length, BODIES.length);
    else assert.equal(stdout.split('\n').length, BODIES.length + 2); // ready, and the last line end
  });
}
