import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cli, records, testFolder } from '../helpers/cli.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';

function requestLine(index: number, extra: object = {}): string {
  return JSON.stringify({
    v: 1,
    type: 'request',
    id: `${index}`,
    received_at: '2026-11-21T06:50:00.000Z',
    method: 'POST',
    path: `/hooks/${index}`,
    headers: [['Content-Type', 'text/plain']],
    body_bytes: 2,
    provider: null,
    events: [],
    body: `n${index}`,
    ...extra,
  });
}

describe('replay of NDJSON lines', () => {
  it('sends the requests of a file in order, bytes as captured, and passes over other lines', async (t) => {
    const cwd = testFolder(t);
    const bytes = {
      body: undefined,
      body_base64: Buffer.from([0xff, 0x00, 0x0a]).toString('base64'),
    };
    const lines = [
      '{"v":1,"type":"ready"}',
      requestLine(1),
      '',
      requestLine(2, bytes),
      requestLine(3),
    ];
    writeFileSync(join(cwd, 'export.ndjson'), lines.join('\n'));
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', 'export.ndjson', '--to', url, '--json'], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.deepEqual(
      kept.map(({ path, body }) => [path, body]),
      [
        ['/hooks/1', 'n1'],
        ['/hooks/2', Buffer.from([0xff, 0x00, 0x0a]).toString('utf8')],
        ['/hooks/3', 'n3'],
      ],
    );
    const [first] = records(run.stdout);
    assert.equal(first?.['source'], 'export.ndjson:2');
  });

  it('names the line that has no body, a masked header, or no JSON, sends the rest and ends with 3', async (t) => {
    const cwd = testFolder(t);
    const masked = { headers: [['Authorization', 'Basic ****(12)']] };
    const lines = [
      requestLine(1, { body: undefined }),
      'oops',
      requestLine(3, masked),
      requestLine(4),
    ];
    writeFileSync(join(cwd, 'e.ndjson'), `${lines.join('\n')}\n`);
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', 'e.ndjson', '--to', url, '--json'], { cwd });
    assert.equal(run.exitCode, 3);
    assert.deepEqual(
      kept.map(({ body }) => body),
      ['n4'],
    );
    const errors = records(run.stdout).filter(({ type }) => type === 'error');
    const [noBody, noJson, secret] = errors.map(({ message }) => `${message}`);
    assert.match(noBody ?? '', /^e\.ndjson:1:1: body: this line has no body: .*show/);
    assert.match(noJson ?? '', /^e\.ndjson:2:1: not JSON/);
    assert.match(
      secret ?? '',
      /^e\.ndjson:3:1: headers\[0\]: Authorization is masked: .*--show-secrets/,
    );
  });

  it('takes what show prints from stdin, and keeps it no longer than the run', async (t) => {
    const cwd = testFolder(t);
    const stdin = Buffer.from(`${requestLine(1)}\n${requestLine(2)}\n`);
    const { url, kept } = await keepingTarget(t, (ordinal) => (ordinal < 3 ? 503 : 200));
    const flags = ['--to', url, '--retry', '3x1ms'];
    const run = await cli(['replay', '-', ...flags], { cwd, stdin });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.equal(kept.length, 4);
    assert.match(run.stdout, /stdin:2/);
    assert.deepEqual(readdirSync(join(cwd, '.webhook-cli', 'input')), []);
    const yaml = Buffer.from("version: 1\nrequest: { headers: [], body: 'y' }\n");
    assert.equal((await cli(['replay', '-', '--to', url], { cwd, stdin: yaml })).exitCode, 0);
    assert.equal(kept.at(-1)?.body, 'y');
  });
});
