import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createProgram } from '../../src/cli/program.ts';
import { CONFIG_KEYS, CONFIG_VARIABLES } from '../../src/core/config-source.ts';
import { ExitCode } from '../../src/core/errors.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
import { PROJECT_ROOT } from '../helpers/project-root.ts';

const COMMAND = `${PROJECT_ROOT}bin/webhook-cli.js`;

type Environment = Readonly<Record<string, string>>;

/** A process of its own: options take the environment from there. */
function start(t: TestContext, cwd: string, args: readonly string[], env: Environment) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode, stdout, stderr }));
  const url = async (): Promise<string> => {
    while (!stdout.includes('\n')) await once(child.stdout, 'data');
    return String(records(stdout)[0]?.['url']);
  };
  return { ended, url };
}

describe('environment variables', { concurrency: true }, () => {
  const world = startCli([], { cwd: PROJECT_ROOT }).world;
  const program = createProgram({ world, exitCode: ExitCode.done }, '0.0.0');
  const variablesOf = (name: string): readonly (string | undefined)[] =>
    program.commands.find((command) => command.name() === name)?.options.map((o) => o.envVar) ?? [];
  const table = readFileSync(`${PROJECT_ROOT}docs/configuration.md`, 'utf8');

  const keys = [
    ['listen', 'listen', CONFIG_KEYS.listen, CONFIG_VARIABLES.listen],
    ['replay', 'replay', CONFIG_KEYS.replay, CONFIG_VARIABLES.replay],
  ] as const;
  for (const [group, command, names, variables] of keys) {
    it(`every key of ${group} has one, which the command and the documentation know`, () => {
      assert.deepEqual(Object.keys(variables), names);
      for (const [key, variable] of Object.entries(variables)) {
        assert.ok(variablesOf(command).includes(variable), variable);
        const row = table.split('\n').find((line) => line.startsWith(`| \`${group}.${key}\` |`));
        assert.ok(row?.includes(`| \`${variable}\` |`), row);
      }
    });
  }

  it('those of listen have their effect, before the file and after flags', async (t) => {
    const cwd = testFolder(t);
    const env = {
      WEBHOOK_CLI_PORT: '1',
      WEBHOOK_CLI_HOST: 'localhost',
      WEBHOOK_CLI_MAX_BODY: '10',
      WEBHOOK_CLI_RESPOND: '418',
      WEBHOOK_CLI_SAVE: 'kept',
      WEBHOOK_CLI_PROVIDER: 'smtp2go',
    };
    const run = start(t, cwd, ['listen', '--json', '--port', '0', '--once'], env);
    const url = await run.url();
    assert.match(url, /^http:\/\/localhost:\d+\/$/);
    const post = async (body: string): Promise<number> =>
      (await fetch(url, { method: 'POST', body })).status;
    assert.equal(await post('x'.repeat(11)), 413);
    assert.equal(await post('x'), 418);
    const [, request] = records((await run.ended).stdout);
    assert.equal(request?.['provider'], 'smtp2go');
    assert.equal(readdirSync(join(cwd, 'kept')).length, 1);
  });

  it('those of replay have their effect', async (t) => {
    const cwd = testFolder(t);
    await cli(['send', '-p', 'smtp2go', '-e', 'open', '--print', '--save', 'one.yaml'], { cwd });
    const env = {
      WEBHOOK_CLI_RETRY: '3x1ms',
      WEBHOOK_CLI_TARGET: 'http://127.0.0.1:9/',
      WEBHOOK_CLI_RATE: '1000/s',
      WEBHOOK_CLI_CONCURRENCY: '2',
      WEBHOOK_CLI_TIMEOUT: '5s',
    };
    const run = await start(t, cwd, ['replay', 'one.yaml', '--json'], env).ended;
    const attempts = records(run.stdout).filter((line) => line['type'] === 'attempt');
    assert.equal(attempts.length, 4);
    const wrong = { ...env, WEBHOOK_CLI_TIMEOUT: 'soon' };
    const refused = await start(t, cwd, ['replay', 'one.yaml'], wrong).ended;
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /'soon' from env 'WEBHOOK_CLI_TIMEOUT' is invalid/);
  });

  for (const name of ['HOST', 'PORT', 'SAVE', 'CONFIG', 'SECRET', 'MAILGUN_SECRET']) {
    it(`WEBHOOK_CLI_${name} that is empty is refused by its name`, async (t) => {
      const env = { [`WEBHOOK_CLI_${name}`]: '' };
      const args = ['listen', '--port', '0', '--timeout', '1ms'];
      const run = await start(t, testFolder(t), args, env).ended;
      assert.equal(run.exitCode, 2);
      assert.match(run.stderr, new RegExp(`^error: .*\\bWEBHOOK_CLI_${name}\\b.*\\[WHK_USAGE\\]`));
      assert.equal((await start(t, testFolder(t), ['--help'], env).ended).exitCode, 0);
    });
  }

  it('an empty --host is refused as in the file: it would be every address', async (t) => {
    const run = await cli(['listen', '--port', '0', '--host', '', '--once'], {
      cwd: testFolder(t),
    });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /Expected a host name or address, such as 127\.0\.0\.1/);
  });

  it('a run that is resumed goes where it was started for, whatever the environment says', async (t) => {
    const cwd = testFolder(t);
    await cli(['send', '-p', 'smtp2go', '-e', 'open', '--print', '--save', 'one.yaml'], { cwd });
    const first = [
      'replay',
      'one.yaml',
      '--json',
      '--to',
      'http://127.0.0.1:9/',
      '--retry',
      '100x5ms',
    ];
    const running = startCli(first, { cwd });
    await running.line('attempt');
    running.stop();
    await running.ended;
    const env = { WEBHOOK_CLI_TARGET: 'http://127.0.0.1:10/', WEBHOOK_CLI_RETRY: 'none' };
    const { stdout } = await start(t, cwd, ['replay', '--resume', 'last', '--json'], env).ended;
    const attempts = records(stdout).filter((line) => line['type'] === 'attempt');
    assert.equal(attempts.at(-1)?.['attempt'], 101);
    assert.deepEqual([...new Set(attempts.map((line) => line['url']))], ['http://127.0.0.1:9/']);
  });
});
