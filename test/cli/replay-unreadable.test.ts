import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { MAX_INLINE_BODY_BYTES } from '../../src/core/body-files.ts';
import { sha256Hex } from '../../src/signing/digest.ts';
import { captureInto, changeHistory } from '../helpers/captured-project.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';

const LARGE = [1, 2].map((fill) => Buffer.alloc(MAX_INLINE_BODY_BYTES + fill, 0x60 + fill));

/** Seven requests: the bodies of 2 and 5 are in files. */
async function sevenCaptures(t: TestContext): Promise<string> {
  const cwd = testFolder(t);
  const body = (number: number): Uint8Array => {
    if (number === 2) return LARGE[0] ?? assert.fail();
    return number === 5 ? (LARGE[1] ?? assert.fail()) : Buffer.from(`n${number}`);
  };
  const numbers = Array.from({ length: 7 }, (_, index) => index + 1);
  await captureInto(
    cwd,
    numbers.map((number) => ({ path: `/p${number}`, body: body(number) })),
  );
  return cwd;
}

/** Takes the body of 2 away, changes that of 5, and cuts the row of 3 short. */
async function damage(cwd: string): Promise<void> {
  const fileOf = (body: Uint8Array | undefined): string =>
    join(cwd, '.webhook-cli', 'bodies', sha256Hex(body ?? assert.fail()));
  rmSync(fileOf(LARGE[0]));
  writeFileSync(fileOf(LARGE[1]), 'other');
  await changeHistory(cwd, (database) => {
    database.prepare("UPDATE capture_blocks SET heads = '[[1,2' WHERE last_id = 3").run();
  });
}

function errorsIn(stdout: string, ...codes: readonly string[]): readonly string[] {
  const errors = records(stdout).filter(({ type }) => type === 'error');
  assert.deepEqual([...new Set(errors.map(({ code }) => code))].sort(), codes);
  return errors.map(({ message }) => String(message));
}

describe('replay of captures that can no longer be read', () => {
  it('drops those alone when a run is gone on with, delivers the others, and ends', async (t) => {
    const cwd = await sevenCaptures(t);
    const away = await keepingTarget(t, () => 503);
    const first = startCli(['replay', '1..7', '--to', away.url, '--retry', '9x500ms', '--json'], {
      cwd,
    });
    await first.line('attempt', 6);
    first.stop();
    await first.ended;
    await damage(cwd);

    const back = await keepingTarget(t);
    const args = ['replay', '--resume', 'last', '--to', back.url, '--retry', 'none', '--json'];
    const resumed = await cli([...args], { cwd });
    assert.equal(resumed.exitCode, 3, resumed.stderr);
    assert.deepEqual(
      back.kept.map(({ path }) => path),
      ['/p1', '/p4', '/p6', '/p7'],
    );
    const [second = '', third = '', fifth = ''] = errorsIn(resumed.stdout, 'WHK_SOURCE_GONE');
    assert.match(second, /^delivery 2 is left out: #2 can't be read: .*no such file/);
    assert.match(third, /^delivery 3 is left out: #3 can't be read: capture 3 .* is damaged$/);
    assert.match(fifth, /^delivery 5 is left out: #5 can't be read: the body file .* is damaged$/);
    const [run] = records((await cli(['history', 'runs', '--json'], { cwd })).stdout);
    assert.deepEqual([run?.['delivered'], run?.['dropped'], run?.['pending']], [4, 3, undefined]);
  });

  it('names the lines of NDJSON whose bytes it would take from them, and sends the others', async (t) => {
    const cwd = testFolder(t);
    const listener = startCli(['listen', '--json', '--port', '0', '--count', '2'], { cwd });
    const { url: listening } = await listener.line('ready');
    for (const body of ['a', 'b']) await fetch(String(listening), { method: 'POST', body });
    const { stdout } = await listener.ended;
    writeFileSync(join(cwd, 'lines.ndjson'), stdout);
    await changeHistory(cwd, (database) => {
      database.prepare("UPDATE capture_blocks SET heads = '[[1,2' WHERE last_id = 1").run();
    });
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', 'lines.ndjson', '--to', url, '--json'], { cwd });
    assert.equal(run.exitCode, 3, run.stderr);
    assert.deepEqual(
      kept.map(({ body }) => body),
      ['b'],
    );
    const [error] = records(run.stdout);
    assert.match(String(error?.['message']), /^lines\.ndjson:2:/);
  });

  for (const words of [['1..7'], ['1', '2', '3', '4', '5', '6', '7'], ['--since', '36500d']]) {
    it(`plans the others when replay ${words[0]} begins, names those, and ends with 4`, async (t) => {
      const cwd = await sevenCaptures(t);
      await damage(cwd);
      const { url, kept } = await keepingTarget(t);
      const run = await cli(['replay', ...words, '--to', url, '--json'], { cwd });
      assert.equal(run.exitCode, 4, run.stderr);
      assert.deepEqual(
        kept.map(({ path }) => path),
        ['/p1', '/p4', '/p6', '/p7'],
      );
      const messages = errorsIn(run.stdout, 'WHK_ENVIRONMENT', 'WHK_STORE');
      assert.equal(messages.length, 3);
      assert.match(messages[1] ?? '', /^capture 3 of the history is damaged/);
    });
  }
});
