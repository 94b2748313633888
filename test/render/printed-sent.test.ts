import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { requestUrl } from '../../src/core/request-url.ts';
import { printedRequest } from '../../src/render/printed.ts';
import { startListener } from '../helpers/listening.ts';
import { connectRaw } from '../helpers/raw-http.ts';
import { AT_MS } from '../helpers/render-events.ts';

/** Made anew by who sends. */
const REBUILT =
  /^(host|content-length|transfer-encoding|connection|keep-alive|te|trailer|expect)$/i;

const REQUESTS: readonly (readonly [what: string, request: Omit<WebhookRequest, 'path'>])[] = [
  [
    'in chunks, with trailers',
    {
      method: 'POST',
      headers: [
        ['Transfer-Encoding', 'chunked'],
        ['TE', 'trailers'],
        ['Trailer', 'X-End'],
        ['Content-Type', 'application/json'],
      ],
      body: utf8Bytes('{"a": "é"}\n'),
    },
  ],
  [
    'with what its connection needed',
    {
      method: 'PUT',
      headers: [
        ['Host', 'of.nobody.test'],
        ['content-LENGTH', '9'],
        ['Connection', 'close'],
        ['Keep-Alive', 'timeout=5'],
        ['Expect', '100-continue'],
        ['X-Last', '1'],
      ],
      body: utf8Bytes("it's 100%"),
    },
  ],
  [
    'of any bytes',
    {
      method: 'POST',
      headers: [
        ['x-a', '1'],
        ['X-A', 'caf\u00e9 "=@:'],
        ['Content-Encoding', 'gzip'],
        ['User-Agent', ''],
      ],
      body: Uint8Array.of(0, 0xff, 0x0d, 0x0a, 0x27, 0),
    },
  ],
  ['without a body', { method: 'DELETE', headers: [['X-A', '1']], body: new Uint8Array() }],
  [
    'in chunks, of which there are none',
    { method: 'GET', headers: [['Transfer-Encoding', 'chunked']], body: new Uint8Array() },
  ],
  ['to be read', { method: 'GET', headers: [['Accept', 'a/b']], body: new Uint8Array() }],
];

const PROGRAMS = [
  { form: 'node', command: [process.execPath, '--input-type=module', '-'] },
  { form: 'python', command: ['python3', '-'] },
  { form: 'curl', command: ['bash', '-s'], needs: 'curl' },
] as const;

/** Runs a program that comes by stdin. */
async function run([command, ...args]: readonly [string, ...string[]], text: Uint8Array) {
  const child = spawn(command, args);
  child.stdin.end(text);
  const [errors] = await Promise.all([
    buffer(child.stderr),
    buffer(child.stdout),
    once(child, 'close'),
  ]);
  assert.equal(child.exitCode, 0, errors.toString());
}

type Form = Parameters<typeof printedRequest>[0]['form'];

const PLACE = { version: '1.2.3', isTerminal: false };

/** What arrives at a listener when a request is printed in a form and that is sent. */
async function arrivedAgain(
  t: TestContext,
  form: Form,
  request: Omit<WebhookRequest, 'path'>,
  send: (printed: Uint8Array, url: string) => Promise<void>,
  target: (origin: string) => string = () => '/hooks/[x]?tenant=7&b=%zz',
): Promise<void> {
  const listener = await startListener(t);
  const origin = listener.url.replace(/\/$/, '');
  const path = target(origin);
  const url = requestUrl(path, [], new URL(origin).host);
  const text = printedRequest(
    { type: 'printed', form, url, request: { path, ...request }, atMs: AT_MS },
    PLACE,
  );
  await send(typeof text === 'string' ? utf8Bytes(text) : text, listener.url);
  assert.equal(listener.arrived.length, 1);
  const [arrived] = listener.arrived;
  const own = (headers: HeaderList = []): HeaderList =>
    headers.filter(([name]) => !REBUILT.test(name));
  assert.equal(arrived?.method, request.method);
  assert.equal(arrived?.path, path);
  assert.deepEqual(own(arrived?.headers), own(request.headers));
  assert.deepEqual([...(arrived?.body ?? [])], [...request.body]);
}

async function writeMessage(message: Uint8Array, url: string): Promise<void> {
  const connection = await connectRaw(url);
  connection.write(message);
  while ((await connection.answer()).status === 100);
  connection.destroy();
}

/** Why a program can't run here, or `false`. */
function unavailable(program: (typeof PROGRAMS)[number]): string | false {
  const [first] = program.command;
  const needs = 'needs' in program ? program.needs : first;
  return spawnSync(needs, ['--version']).error !== undefined && `there is no ${needs} here`;
}

for (const [what, request] of REQUESTS) {
  test(`a request ${what} printed as http is a message`, async (t) => {
    await arrivedAgain(t, 'http', request, writeMessage);
  });

  for (const program of PROGRAMS) {
    const skip = unavailable(program);
    test(`a request ${what} is sent by what is printed as ${program.form}`, { skip }, async (t) => {
      await arrivedAgain(
        t,
        program.form,
        request,
        async (text) => await run(program.command, text),
      );
    });
  }
}

/** Targets that clients like to tidy up, or have no URL for. */
const TARGETS: readonly (readonly [method: string, target: (origin: string) => string])[] = [
  ['POST', () => '/a/../b/./c?x=/../y'],
  ['POST', () => '/..'],
  ['POST', () => '/%2e%2E/x/%2e'],
  ['POST', () => "/it's%27/(a)?q='\"\\|{}^`<>"],
  ['POST', () => '//a//b?'],
  ['GET', () => '/a#b?c'],
  ['OPTIONS', () => '*'],
  ['GET', (origin) => `${origin}/abs/../x?y`],
  ['GET', (origin) => `${origin.toUpperCase()}?x`],
];

for (const [method, target] of TARGETS) {
  const request = { method, headers: [], body: new Uint8Array() };
  const shown = target('http://host');
  test(`the target ${shown} is kept by what is printed as http`, async (t) => {
    await arrivedAgain(t, 'http', request, writeMessage, target);
  });

  for (const program of PROGRAMS) {
    const skip = unavailable(program);
    test(`the target ${shown} is kept by what is printed as ${program.form}`, {
      skip,
    }, async (t) => {
      const send = async (text: Uint8Array) => await run(program.command, text);
      await arrivedAgain(t, program.form, request, send, target);
    });
  }
}

for (const program of PROGRAMS) {
  const skip = unavailable(program);
  test(`several requests printed as ${program.form} are sent by one program, in order`, {
    skip,
  }, async (t) => {
    const listener = await startListener(t);
    const paths = ['/1', '/2', '/3'];
    const printed = paths.map((path, index) =>
      printedRequest(
        {
          type: 'printed',
          form: program.form,
          url: listener.url.replace(/\/$/, path),
          request: { method: 'POST', path, headers: [], body: utf8Bytes(path) },
          atMs: AT_MS,
          place: { isFirst: index === 0, isLast: index === paths.length - 1 },
        },
        PLACE,
      ),
    );
    await run(program.command, utf8Bytes(printed.join('')));
    assert.deepEqual(
      listener.arrived.map(({ path }) => path),
      paths,
    );
  });
}
