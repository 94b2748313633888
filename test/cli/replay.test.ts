import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { captureInto } from '../helpers/captured-project.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';

/** A target that answers what it is told, by the number of the request. */
async function target(
  t: TestContext,
  statusOf: (ordinal: number) => number,
): Promise<{ url: string; times: number[] }> {
  const times: number[] = [];
  const server = createServer((request, response) => {
    times.push(performance.now());
    const status = statusOf(times.length);
    request.resume().on('end', () => response.writeHead(status).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { url: `http://127.0.0.1:${address.port}/`, times };
}

function fixtureIn(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const PLAIN = "version: 1\nrequest: { headers: [[Content-Type, text/plain]], body: 'hello' }\n";

describe('replay', () => {
  it('retries as Mailtrap by default: only 200 counts, 41 attempts, then exit 1', async (t) => {
    const cwd = testFolder(t);
    const file = fixtureIn(cwd, 'a.yaml', PLAIN);
    const { url, times } = await target(t, () => 204);
    const run = await cli(['replay', file, '--to', url, '--time-scale', '100000', '--json'], {
      cwd,
    });
    assert.equal(run.exitCode, 1, run.stderr);
    assert.equal(times.length, 41);
    const lines = records(run.stdout);
    const waits = lines.filter((line) => line['type'] === 'attempt').map((line) => line['attempt']);
    assert.deepEqual(
      waits,
      Array.from({ length: 41 }, (_, index) => index + 1),
    );
    assert.equal(lines.find((line) => line['type'] === 'delivery')?.['outcome'], 'exhausted');
  });

  it('ends with 0 once the target accepts', async (t) => {
    const cwd = testFolder(t);
    const file = fixtureIn(cwd, 'a.yaml', PLAIN);
    const { url, times } = await target(t, (ordinal) => (ordinal < 3 ? 503 : 200));
    const run = await cli(['replay', file, '--to', url, '--time-scale', '100000'], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.equal(times.length, 3);
  });

  it('406 stops Mailgun under --retry provider', async (t) => {
    const cwd = testFolder(t);
    await cli(['send', '-p', 'mailgun', '-e', 'bounce', '--print', '--save', 'bounce.yaml'], {
      cwd,
    });
    const { url, times } = await target(t, () => 406);
    const run = await cli(
      ['replay', 'bounce.yaml', '--to', url, '--retry', 'provider', '--time-scale', '100000'],
      { cwd },
    );
    assert.equal(run.exitCode, 1, run.stderr);
    assert.equal(times.length, 1);
  });

  it('reports a broken fixture with its place, replays the rest and ends with 3', async (t) => {
    const cwd = testFolder(t);
    fixtureIn(join(cwd, 'set'), 'bad.yaml', 'version: 1\nrequest:\n  headers: [[A]]\n  body: x\n');
    fixtureIn(join(cwd, 'set'), 'good.yaml', PLAIN);
    const { url, times } = await target(t, () => 200);
    const run = await cli(['replay', 'set', '--to', url, '--json'], { cwd });
    assert.equal(run.exitCode, 3);
    assert.equal(times.length, 1);
    const error = records(run.stdout).find((line) => line['type'] === 'error');
    assert.match(String(error?.['message']), /^set\/bad\.yaml:3:\d+: request\.headers\[0\]/);
  });

  it('ends with 4 when nothing listens and no retry was asked', async (t) => {
    const cwd = testFolder(t);
    const file = fixtureIn(cwd, 'a.yaml', PLAIN);
    const run = await cli(['replay', file, '--to', 'http://127.0.0.1:1/', '--retry', 'none'], {
      cwd,
    });
    assert.equal(run.exitCode, 4, run.stdout + run.stderr);
  });

  it('--dry-run prints 41 attempts over 3 h 20 m and sends nothing', async (t) => {
    const cwd = testFolder(t);
    const file = fixtureIn(cwd, 'a.yaml', PLAIN);
    const run = await cli(['replay', file, '--dry-run'], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.match(run.stdout, /41 attempts over 3h20m/);
    const [plan] = records((await cli(['replay', file, '--dry-run', '--json'], { cwd })).stdout);
    const attempts = plan?.['attempts'] as { offset_ms: number }[];
    assert.deepEqual(
      attempts.map(({ offset_ms: offsetMs }) => offsetMs),
      Array.from({ length: 41 }, (_, index) => index * 300_000),
    );
  });

  it('makes nothing where nothing was captured', async (t) => {
    const cwd = testFolder(t);
    for (const args of [['last'], ['7'], ['--since', '10m'], ['--resume', 'last']]) {
      const run = await cli(['replay', ...args, '--to', 'http://127.0.0.1:1/'], { cwd });
      assert.equal(run.exitCode, 3, run.stderr);
      assert.deepEqual(readdirSync(cwd), [], args.join(' '));
    }
    fixtureIn(cwd, 'bad.yaml', 'version: 1\nrequest:\n  headers: [[A]]\n  body: x\n');
    const broken = await cli(['replay', 'bad.yaml', '--json'], { cwd });
    assert.equal(broken.exitCode, 3);
    assert.equal(records(broken.stdout).at(-1)?.['total'], 0);
    assert.deepEqual(readdirSync(cwd), ['bad.yaml']);
  });

  it('leaves no run of a replay that found nothing, and sends what is beside an id that is not there', async (t) => {
    const cwd = testFolder(t);
    await captureInto(cwd, [{}, {}]);
    const { url, times } = await target(t, () => 200);
    const replayed = async (...ids: readonly string[]): Promise<void> => {
      const run = await cli(['replay', ...ids, '--to', url], { cwd });
      assert.equal(run.exitCode, 3);
      assert.match(run.stderr, /it has no request #77/);
    };
    const runs = async () => records((await cli(['history', 'runs', '--json'], { cwd })).stdout);
    await replayed('77');
    assert.deepEqual(await runs(), []);
    assert.equal(times.length, 0);
    await replayed('1', '2', '77');
    assert.deepEqual(
      (await runs()).map(({ delivered }) => delivered),
      [2],
    );
    assert.equal(times.length, 2);
  });

  it('sends what listen saved, signed afresh so that it verifies again', async (t) => {
    const cwd = testFolder(t);
    const listener = startCli(['listen', '--json', '--port', '0', '--save'], { cwd });
    t.after(async () => {
      listener.stop();
      await listener.ended;
    });
    const url = `${String((await listener.line('ready'))['url'])}hooks`;
    await cli(['send', '-p', 'mailgun', '-e', 'open', '--skew', '-30d', '--to', url], { cwd });
    const first = await listener.line('request');
    assert.deepEqual([status(first), cause(first)], ['failed', 'stale']);
    assert.deepEqual(readdirSync(join(cwd, 'captures')), ['mailgun']);
    const run = await cli(['replay', 'captures', '--to', url], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.equal(status(await listener.line('request', 1)), 'ok');
    await cli(['replay', 'captures', '--to', url, '--verbatim'], { cwd });
    const third = await listener.line('request', 2);
    assert.equal(third['body_sha256'], first['body_sha256']);
    assert.equal(status(third), 'failed');
  });
});

function status(request: Readonly<Record<string, unknown>>): unknown {
  return (request['verification'] as { status: unknown }).status;
}

function cause(request: Readonly<Record<string, unknown>>): unknown {
  return (request['verification'] as { cause: unknown }).cause;
}
