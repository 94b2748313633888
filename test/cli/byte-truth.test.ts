import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HeaderPair } from '../../src/core/headers.ts';
import { readFixtures } from '../../src/io/fixture-files.ts';
import { openHistory } from '../../src/store/open-history.ts';
import { cli, startCli, testFolder } from '../helpers/cli.ts';
import {
  type DrawnRequest,
  drawnRequest,
  sendAll,
  wireHeaders,
  wireTrailers,
} from '../helpers/drawn-requests.ts';
import { connectRaw } from '../helpers/raw-http.ts';
import { type RawRequest, startRawTarget } from '../helpers/raw-target.ts';
import { DRIVERS, portsOf } from '../store/opened-history.ts';

/** What may not differ anywhere; the headers are all of them, or those that are not made anew. */
interface Truth {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly HeaderPair[];
  readonly trailers: readonly HeaderPair[] | undefined;
  readonly sha256: string;
}

/** What is in fixtures and goes to targets, which get no trailers. */
type SentTruth = Omit<Truth, 'trailers'>;

const REBUILT =
  /^(host|content-length|transfer-encoding|connection|te|trailer|expect|keep-alive)$/i;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function truthOf(request: DrawnRequest): Truth {
  const { method, target: path, body } = request;
  const fields = { headers: wireHeaders(request), trailers: wireTrailers(request) };
  return { method, path, ...fields, sha256: sha256(body) };
}

const untrailed = ({ trailers: _, ...truth }: Truth): SentTruth => truth;

const sentOn = ({ method, path, headers, sha256 }: SentTruth): SentTruth => ({
  method,
  path,
  sha256,
  headers: headers.filter(([name]) => !REBUILT.test(name)),
});

/** What a target got, by the number that begins the path; checks what was made anew. */
function received({ method, path, headers, body }: RawRequest, host: string): SentTruth {
  const values = (wanted: string): readonly string[] =>
    headers.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []));
  assert.deepEqual(values('host'), [host]);
  for (const length of values('content-length')) assert.equal(length, `${body.length}`);
  for (const name of ['transfer-encoding', 'te', 'trailer', 'expect'])
    assert.deepEqual(values(name), []);
  return sentOn({ method, path, headers, sha256: sha256(body) });
}

const byPath = (truths: readonly SentTruth[]): readonly SentTruth[] =>
  [...truths].sort((a, b) => (a.path < b.path ? -1 : 1));

test('body and headers are the same on the wire, shown, in the history, in the fixture, sent on and replayed', async (t) => {
  const cwd = testFolder(t);
  const target = await startRawTarget(t);
  const host = new URL(target.url).host;
  const flags = ['--json', '--port', '0', '--save', 'saved', '--forward-to', target.url];
  const listener = startCli(['listen', ...flags, '--show-secrets'], { cwd });
  t.after(() => listener.stop());
  const url = String((await listener.line('ready'))['url']);
  const sent: Truth[] = [];

  const batch = fc.array(drawnRequest, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(batch, async (drawn) => {
      const end = drawn.findIndex(({ framing }) => framing === 'http1.0');
      const requests = drawn.slice(0, end === -1 ? drawn.length : end + 1).map((request, at) => {
        const path = `/${String(sent.length + at).padStart(4, '0')}${request.target}`;
        return { ...request, target: path };
      });
      const before = sent.length;
      sent.push(...requests.map(truthOf));
      const connection = await connectRaw(url);
      try {
        const statuses = await sendAll(connection, requests);
        assert.deepEqual(statuses, Array(requests.length).fill(200));
      } finally {
        connection.destroy();
      }
      const wanted = sent.slice(before);
      const forwarded = target.requests.slice(before).map((request) => received(request, host));
      assert.deepEqual(byPath(forwarded), wanted.map(sentOn));
      for (const [at, truth] of wanted.entries()) {
        const line = await listener.line('request', before + at);
        const { method, path, headers, trailers, body_sha256: sha256 } = line;
        assert.deepEqual({ method, path, headers, trailers, sha256 }, truth);
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
  listener.stop();
  await listener.ended;

  const [driver] = DRIVERS;
  assert.ok(driver !== undefined);
  const folder = join(cwd, '.webhook-cli');
  const history = await openHistory(join(folder, 'history.db'), portsOf(driver, folder));
  t.after(() => history.close());
  const kept: Truth[] = [];
  for await (const { id } of history.list({})) {
    const capture = await history.capture(id);
    assert.ok(capture !== undefined);
    const { method, path, headers, trailers, body } = await history.whole(capture.request);
    kept.push({ method, path, headers, trailers, sha256: sha256(body) });
  }
  assert.deepEqual(kept, sent, 'in the history');

  const saved: SentTruth[] = [];
  for await (const reading of readFixtures(['saved'], cwd)) {
    assert.ok(reading.ok);
    const { method, path, headers, body } = reading.loaded.fixture.request;
    assert.equal(body.kind, 'bytes');
    saved.push({ method, path, headers, sha256: sha256(body.bytes) });
  }
  assert.deepEqual(byPath(saved), sent.map(untrailed), 'in the fixtures');

  target.requests.length = 0;
  for (const source of [[`1..${sent.length}`], ['saved']]) {
    const replay = ['replay', ...source, '--to', target.url, '--verbatim', '--retry', 'none'];
    const { exitCode, stderr } = await cli([...replay, '--json'], { cwd });
    assert.equal(exitCode, 0, stderr);
    const replayed = target.requests.splice(0).map((request) => received(request, host));
    assert.deepEqual(byPath(replayed), sent.map(sentOn), `replayed from ${source}`);
  }
});

test('a body too large for a row is the same in the history, the fixture, sent on and replayed', async (t) => {
  const cwd = testFolder(t);
  const target = await startRawTarget(t);
  const flags = ['--json', '--port', '0', '--save', 'saved', '--forward-to', target.url];
  const listener = startCli(['listen', ...flags], { cwd });
  t.after(() => listener.stop());
  const url = String((await listener.line('ready'))['url']);
  const body = Buffer.alloc(3_000_000, Buffer.from([0, 255, 13, 10, 128, 65, 200]));
  const connection = await connectRaw(url);
  connection.write('POST /large HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (let at = 0; at < body.length; at += 70_000) {
    const chunk = body.subarray(at, at + 70_000);
    connection.write(Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk]));
    connection.write('\r\n');
  }
  connection.write('0\r\n\r\n');
  assert.equal((await connection.answer()).status, 200);
  connection.destroy();
  const wanted = sha256(body);
  assert.equal((await listener.line('request'))['body_sha256'], wanted);
  listener.stop();
  await listener.ended;
  for (const source of ['1', 'saved']) {
    const replay = ['replay', source, '--to', target.url, '--retry', 'none', '--json'];
    assert.equal((await cli(replay, { cwd })).exitCode, 0);
  }
  assert.deepEqual(
    target.requests.map((request) => sha256(request.body)),
    [wanted, wanted, wanted],
  );
});
