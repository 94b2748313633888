import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { captureInto } from '../helpers/captured-project.ts';
import { type CliSettings, cli, startCli, testFolder } from '../helpers/cli.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';

/** A terminal whose editor notes what it is given, and runs some lines with the name of the file as `file`. */
function terminal(cwd: string, lines: string): CliSettings {
  const script = join(cwd, 'editor.mjs');
  const start = `import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
const file = process.argv.at(-1);
const text = readFileSync(file, 'utf8');
const mode = (statSync(file).mode & 0o777).toString(8);
appendFileSync(${JSON.stringify(join(cwd, 'opened'))}, JSON.stringify([file, text, mode]) + '\\n');
`;
  writeFileSync(script, start + lines);
  const editor = `"${process.execPath}" "${script}" --wait`;
  return { cwd, hasTerminal: true, env: { EDITOR: editor } };
}

function opened(cwd: string): readonly (readonly [string, string, string])[] {
  if (!existsSync(join(cwd, 'opened'))) return [];
  const lines = readFileSync(join(cwd, 'opened'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

const CHANGE = `writeFileSync(file, text.replace('one', 'two') + '\\n');`;

function numbered(count: number): readonly { readonly body: Uint8Array }[] {
  return Array.from({ length: count }, (_, index) => ({
    body: Buffer.from(`{"a":"one","n":${index}}`),
  }));
}

describe('replay --edit', () => {
  it('opens each body in a file of its own, sends what was saved, and the same when gone on with', async (t) => {
    const cwd = testFolder(t);
    await captureInto(cwd, numbered(2));
    const away = await keepingTarget(t, () => 503);
    const retry = ['--retry', '9x100ms', '--quiet', '--json'];
    const args = ['replay', '1..2', '--to', away.url, '--edit', '--set', 'n:=7', ...retry];
    const first = startCli(args, terminal(cwd, CHANGE));
    await first.line('attempt', 1);
    first.stop();
    const { stdout } = await first.ended;
    assert.match(stdout, /fits no longer, since its body was changed/);
    const files = opened(cwd);
    assert.deepEqual(
      files.map(([, text, mode]) => [text, mode]),
      [
        ['{"a":"one","n":7}', '600'],
        ['{"a":"one","n":7}', '600'],
      ],
    );
    for (const [file] of files) {
      assert.match(file, /request-[12]\.json$/);
      assert.equal(existsSync(file), false);
    }
    const back = await keepingTarget(t);
    const resumed = await cli(['replay', '--resume', 'last', '--to', back.url], { cwd });
    assert.equal(resumed.exitCode, 0, resumed.stderr);
    assert.deepEqual(
      back.kept.map(({ body }) => body),
      ['{"a":"two","n":7}', '{"a":"two","n":7}'],
    );
  });

  it('keeps a body that was saved as it was, line end or not', async (t) => {
    const cwd = testFolder(t);
    await captureInto(cwd, numbered(1));
    const { url, kept } = await keepingTarget(t);
    const settings = terminal(cwd, `writeFileSync(file, text + '\\n');`);
    const run = await cli(['replay', '1', '--to', url, '--edit', '--quiet', '--json'], settings);
    assert.equal(run.exitCode, 0, run.stderr);
    assert.equal(kept[0]?.body, '{"a":"one","n":0}');
    assert.doesNotMatch(run.stdout, /was changed/);
  });

  it('sends nothing when the editor fails, is missing, or has no terminal, and for too many requests', async (t) => {
    const cwd = testFolder(t);
    await captureInto(cwd, [...numbered(5), { body: Buffer.from([0xff, 0]) }]);
    const { url, kept } = await keepingTarget(t);
    const here = terminal(cwd, `${CHANGE} process.exitCode = 3;`);
    const args = ['--to', url, '--edit', '--quiet'];
    const failed = await cli(['replay', '1', ...args], here);
    assert.equal(failed.exitCode, 1);
    assert.match(failed.stderr, /the editor did not end well: nothing was sent \[WHK_EDITOR\]/);
    assert.equal(opened(cwd).length, 1);
    const missing = { ...here, env: { EDITOR: '/no/such/editor' } };
    assert.equal((await cli(['replay', '1', ...args], missing)).exitCode, 1);
    const refused: readonly (readonly [readonly string[], CliSettings, RegExp])[] = [
      [['1'], { cwd, env: here.env ?? {} }, /here is no terminal/],
      [['1'], { ...here, env: {} }, /which editor\?/],
      [['1..6'], here, /--edit opens at most 5 requests/],
      [['6'], here, /#6: its body is not text in UTF-8/],
      [['1', '--verbatim'], here, /--verbatim keeps what was signed/],
    ];
    for (const [words, settings, message] of refused) {
      const run = await cli(['replay', ...words, ...args], settings);
      assert.equal(run.exitCode, 2, run.stderr);
      assert.match(run.stderr, message);
    }
    assert.equal(opened(cwd).length, 1);
    assert.equal(kept.length, 0);
    assert.equal((await cli(['history', 'runs', '--json'], { cwd })).stdout, '');
  });
});
