import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
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
    assert.match(noBody ?? '', /^e\.ndjson:1:1: body: this line has no body, .*show/);
    assert.match(noJson ?? '', /^e\.ndjson:2:1: not JSON/);
    assert.match(
      secret ?? '',
      /^e\.ndjson:3:1: headers\[0\]: Authorization is masked, .*--show-secrets/,
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
    const refused = ['replay', '-', '--to', url, '--set', 'a=b'];
    assert.equal((await cli(refused, { cwd, stdin: yaml })).exitCode, 2);
    assert.deepEqual(readdirSync(join(cwd, '.webhook-cli', 'input')), []);
  });

  it('takes the lines in folders and globs as well, in the order of the files', async (t) => {
    const cwd = testFolder(t);
    mkdirSync(join(cwd, 'captures', 'b'), { recursive: true });
    const write = (name: string, lines: readonly string[]): void =>
      writeFileSync(join(cwd, 'captures', name), `${lines.join('\n')}\n`);
    write('a.ndjson', [requestLine(1), requestLine(2)]);
    write('b/own.yaml', ["version: 1\nrequest: { path: /b, headers: [], body: 'y' }"]);
    write('c.jsonl', ['{"v":1,"type":"ready"}', requestLine(3).slice(0, 40), requestLine(4)]);
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', 'captures', '--to', url, '--json'], { cwd });
    assert.equal(run.exitCode, 3, run.stderr);
    assert.deepEqual(
      kept.map(({ body }) => body),
      ['n1', 'n2', 'y', 'n4'],
    );
    const [cutOff, ...others] = records(run.stdout).filter(({ type }) => type === 'error');
    assert.match(`${cutOff?.['message']}`, /^captures\/c\.jsonl:2:41: not JSON/);
    assert.deepEqual(others, []);
    const glob = await cli(['replay', '**/*.{ndjson,yaml}', '--to', url, '--dry-run'], { cwd });
    assert.equal(glob.exitCode, 0, glob.stderr);
    assert.match(glob.stdout, /a\.ndjson:1.*a\.ndjson:2.*own\.yaml/s);
    const none = await cli(['replay', 'captures/*.txt', '--to', url], { cwd });
    assert.match(none.stderr, /no \*\.yaml, \*\.yml, \*\.ndjson or \*\.jsonl file/);
  });

  it('passes over NDJSON of other programs in a folder, and says so once', async (t) => {
    const cwd = testFolder(t);
    const log = Array.from({ length: 30 }, (_, index) => `{"type":"invoice.paid","n":${index}}`);
    for (const name of ['a.jsonl', 'b.jsonl', 'c.ndjson', 'd.jsonl', 'e.jsonl'])
      writeFileSync(join(cwd, name), `${log.join('\n')}\n`);
    writeFileSync(join(cwd, 'empty.ndjson'), '');
    writeFileSync(join(cwd, 'f.ndjson'), requestLine(1));
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', '.', '--to', url], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.equal(kept.length, 1);
    assert.match(
      run.stderr,
      /a\.jsonl, b\.jsonl, c\.ndjson and 2 more are passed over: they hold no lines that webhook-cli wrote/,
    );
    assert.equal(run.stderr.match(/passed over/g)?.length, 1);
  });

  it('tells twenty wrong lines of a named file one by one, and counts the others', async (t) => {
    const cwd = testFolder(t);
    const log = Array.from({ length: 300 }, () => 'oops');
    writeFileSync(join(cwd, 'a.jsonl'), [requestLine(1), ...log, requestLine(2)].join('\n'));
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', 'a.jsonl', '--to', url, '--json'], { cwd });
    assert.equal(run.exitCode, 3);
    assert.equal(kept.length, 2);
    const errors = records(run.stdout).filter(({ type }) => type === 'error');
    assert.equal(errors.length, 21);
    assert.match(`${errors.at(-1)?.['message']}`, /^a\.jsonl:301:1: the last of 280 more problems/);
  });

  it('never sends a body whose bytes are not UTF-8 as other bytes', async (t) => {
    const cwd = testFolder(t);
    const [start = '', end = ''] = requestLine(1).split('n1');
    const latin1 = [Buffer.from(start), Buffer.from([0xe9]), Buffer.from(end)];
    writeFileSync(join(cwd, 'a.ndjson'), Buffer.concat(latin1));
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', 'a.ndjson', '--to', url], { cwd });
    assert.equal(run.exitCode, 3);
    assert.equal(kept.length, 0);
    assert.match(run.stdout + run.stderr, /a\.ndjson:1:1: not UTF-8/);
  });

  it('takes the bytes of lines without a body from the history, when it is theirs', async (t) => {
    const cwd = testFolder(t);
    const listener = startCli(['listen', '--port', '0', '--json', '--count', '2'], { cwd });
    const { url: at } = await listener.line('ready');
    for (const body of ['one', 'two'])
      await fetch(`${at}hooks`, { method: 'POST', body, headers: { Authorization: 'Bearer abc' } });
    const { stdout } = await listener.ended;
    writeFileSync(join(cwd, 'log.ndjson'), stdout);
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', '.', '--to', url, '--json'], { cwd });
    assert.equal(run.exitCode, 0, run.stdout + run.stderr);
    assert.deepEqual(
      kept.map(({ path, body }) => [path, body]),
      [
        ['/hooks', 'one'],
        ['/hooks', 'two'],
      ],
    );
    const elsewhere = testFolder(t);
    writeFileSync(join(elsewhere, 'log.ndjson'), stdout);
    const none = await cli(['replay', 'log.ndjson', '--to', url], { cwd: elsewhere });
    assert.equal(none.exitCode, 3);
    assert.match(none.stderr, /log\.ndjson:2:1: body: .* not in the history here/);
  });
});
