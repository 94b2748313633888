import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { CliContext } from '../../src/cli/context.ts';
import { initCommand } from '../../src/cli/init-command.ts';
import { configText, type InitAnswers } from '../../src/commands/config-text.ts';
import { secretSources } from '../../src/commands/init-secrets.ts';
import type { Prompts } from '../../src/commands/prompt-port.ts';
import { UsageError } from '../../src/core/errors.ts';
import { PromptClosedError } from '../../src/io/prompt-closed.ts';
import { cli, testFolder } from '../helpers/cli.ts';
import { configOf, problemsOf } from '../helpers/config.ts';
import { scriptedPrompts } from '../helpers/scripted-prompts.ts';

const NAME = 'webhook-cli.yaml';

function written(folder: string): string {
  return readFileSync(join(folder, NAME), 'utf8');
}

/** Runs `init` on a terminal where somebody answers. */
async function initOnTerminal(
  cwd: string,
  prompts: Prompts,
  argv: readonly string[] = [],
): Promise<CliContext> {
  const silent = { write: () => undefined, isTty: true, columns: 80 };
  const context: CliContext = {
    world: {
      env: {},
      cwd,
      pid: 1,
      stdout: silent,
      stderr: silent,
      stdinIsTty: true,
      readStdin: async () => new Uint8Array(0),
      stop: new AbortController().signal,
    },
    exitCode: 0,
  };
  await initCommand(context, async () => prompts).parseAsync([...argv], { from: 'user' });
  return context;
}

describe('the text of a new configuration', () => {
  it('is read back as the answers it was made of', () => {
    const answers: InitAnswers = {
      target: `http://127.0.0.1:3000/a?b=\${c}#'d'`,
      port: 4777,
      providers: [
        { name: 'mailgun', secret: { kind: 'env', name: 'MAILGUN_KEY' } },
        { name: 'mailtrap', secret: { kind: 'file', path: `./keys/mail: "trap" \${x}.txt` } },
        { name: 'smtp2go', secret: { kind: 'test' } },
      ],
      declared: [],
    };
    const config = configOf(configText(answers), { MAILGUN_KEY: 'key-1' });
    assert.equal(config.target, answers.target);
    assert.equal(config.listen.port, 4777);
    const none = { secrets: [], secretFile: null, toleranceMs: null, options: {} };
    assert.deepEqual(config.providers, {
      mailgun: { ...none, secrets: ['key-1'] },
      mailtrap: { ...none, secretFile: `/project/./keys/mail: "trap" \${x}.txt` },
      smtp2go: none,
    });
  });

  it('is good with its commented settings switched on', () => {
    const text = configText({ target: null, port: 0, providers: [], declared: [] });
    assert.equal(configOf(text).target, null);
    const all = text.replace(/^( *)# ?(\s*[a-z_]+:)/gm, '$1$2');
    assert.deepEqual(problemsOf(all), []);
    const config = configOf(all);
    assert.equal(config.target, 'http://127.0.0.1:3000/webhooks');
    assert.equal(config.listen.save, '/project/captures');
    assert.deepEqual([config.replay.retry, config.replay.concurrency], ['mailtrap', 4]);
  });
});

describe('flags that say where a secret comes from', () => {
  it('belong to the only provider, or to the one they name', () => {
    assert.deepEqual(
      [...secretSources(['mailgun'], { env: ['KEY'], files: [] })],
      [['mailgun', { kind: 'env', name: 'KEY' }]],
    );
    const flags = { env: ['mailtrap=KEY'], files: ['mailgun=a=b'] };
    assert.deepEqual(
      [...secretSources(['mailgun', 'mailtrap'], flags)],
      [
        ['mailtrap', { kind: 'env', name: 'KEY' }],
        ['mailgun', { kind: 'file', path: 'a=b' }],
      ],
    );
  });

  it('are refused when they are unclear, double or no name', () => {
    const both = ['mailgun', 'mailtrap'] as const;
    const refused = [
      () => secretSources([], { env: ['KEY'], files: [] }),
      () => secretSources(both, { env: ['KEY'], files: [] }),
      () => secretSources(['mailgun'], { env: ['KEY'], files: ['key.txt'] }),
      () => secretSources(['mailgun'], { env: ['my key'], files: [] }),
      () => secretSources(['mailgun'], { env: ['mailtrap=KEY'], files: [] }),
    ];
    for (const run of refused) assert.throws(run, UsageError);
  });
});

describe('init without a terminal', () => {
  it('names the flags it needs and writes nothing', async (t) => {
    const cwd = testFolder(t);
    const { exitCode, stderr } = await cli(['init'], { cwd });
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      /there is no terminal[\s\S]*--provider NAME.*--target URL.*--port N.*--secret-env NAME.*--secret-file PATH/,
    );
    assert.equal(existsSync(join(cwd, NAME)), false);
  });

  it('writes what the flags say, shows it, and warns of a variable that is not set', async (t) => {
    const cwd = testFolder(t);
    const flags = ['--provider', 'mailgun', '--secret-env', 'MG_KEY', '--port', '4777'];
    const run = await cli(['init', ...flags, '--target', 'http://127.0.0.1:3000/'], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.equal(run.stdout, '');
    assert.match(run.stderr, /^Wrote webhook-cli\.yaml:\n\n {2}# /);
    assert.match(run.stderr, /^ {4}mailgun:$/m);
    assert.match(run.stderr, /^warning: MG_KEY is not set/m);
    const config = configOf(written(cwd), { MG_KEY: 'key' });
    assert.deepEqual(config.providers['mailgun']?.secrets, ['key']);
    assert.equal(config.target, 'http://127.0.0.1:3000/');
    assert.equal(config.listen.port, 4777);
  });

  it('leaves a file that is there as it is, unless it is forced', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(join(cwd, NAME), '# mine\n');
    const refused = await cli(['init', '--provider', 'mailgun'], { cwd });
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /webhook-cli\.yaml is already there.*\nhint: pass --force/);
    assert.equal(written(cwd), '# mine\n');
    const forced = await cli(['init', '--provider', 'mailgun', '--force', '--quiet'], { cwd });
    assert.equal(forced.exitCode, 0);
    assert.equal(forced.stderr, '');
    assert.deepEqual(Object.keys(configOf(written(cwd)).providers), ['mailgun']);
  });

  const DECLARED = `
# lost
x-shared: &time { tolerance: 5m }
providers:
  mailgun: { secret: old }
  acme: { title: Acme, secret: 'old', signature: { content: '{body}', header: A-Sig } } # flow
  beta:
    # kept
    signature:
      content: '{timestamp}.{body}' # kept too
      header: B-Sig
      timestamp: { header: B-Time, tolerance: 5m }
    secrets: [one, '\${TWO}']
`;

  it('keeps what the replaced file defines, with a new secret where one is given', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(join(cwd, NAME), DECLARED);
    const before = configOf(DECLARED.replace(/^x-shared.*$/m, ''), { TWO: '2' }).providers;
    const flags = ['--force', '-p', 'mailtrap', '-p', 'acme', '--secret-env', 'acme=ACME_KEY'];
    const { exitCode, stderr } = await cli(['init', ...flags], { cwd });
    assert.equal(exitCode, 0, stderr);
    const after = configOf(written(cwd), { ACME_KEY: 'new', TWO: '2' }).providers;
    const unplaced = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, inner) => (key === 'at' ? null : inner)));
    assert.deepEqual(Object.keys(after), ['mailtrap', 'acme', 'beta']);
    assert.deepEqual(after['acme']?.secrets, ['new']);
    assert.deepEqual(unplaced(after['acme']?.definition), unplaced(before['acme']?.definition));
    assert.deepEqual(unplaced(after['beta']), unplaced(before['beta']));
    assert.match(written(cwd), /# kept\n[\s\S]*# kept too/);
    assert.doesNotMatch(written(cwd), /# lost|secret: '?old/);
  });

  it('writes out an alias whose anchor is not kept', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(
      join(cwd, NAME),
      'providers:\n  mailgun: { options: &o { a: b } }\n  acme: { options: *o, signature: { content: "{body}", header: A } }\n',
    );
    const { stdout } = await cli(['init', '-p', 'acme', '--force', '--dry-run'], { cwd });
    assert.deepEqual(configOf(stdout).providers['acme']?.options, { a: 'b' });
  });

  it('with --dry-run prints the file on stdout and writes nothing', async (t) => {
    const cwd = testFolder(t);
    const { exitCode, stdout } = await cli(['init', '-p', 'smtp2go', '--dry-run'], { cwd });
    assert.equal(exitCode, 0);
    assert.deepEqual(Object.keys(configOf(stdout).providers), ['smtp2go']);
    assert.equal(existsSync(join(cwd, NAME)), false);
  });

  it('writes paths relative to the file, wherever that is', async (t) => {
    const cwd = testFolder(t);
    mkdirSync(join(cwd, 'ci'));
    const flags = ['--config', 'ci/webhooks.yaml', '-p', 'mailgun', '--secret-file', 'keys/mg.txt'];
    const { exitCode } = await cli(['init', ...flags], { cwd });
    assert.equal(exitCode, 0);
    const text = readFileSync(join(cwd, 'ci', 'webhooks.yaml'), 'utf8');
    assert.match(text, /secret_file: '?\.\.\/keys\/mg\.txt'?/);
  });

  const refused: readonly [readonly string[], RegExp][] = [
    [['-p', 'mailgum'], /unknown provider "mailgum"[\s\S]*did you mean mailgun/],
    [['-p', 'mailgun', '--target', 'localhost:3000'], /is not a URL to send to/],
    [['-p', 'mailgun', '--port', '70000'], /port from 0 to 65535/],
    [['--secret-env', 'KEY'], /whose secret is that\?[\s\S]*--provider/],
    [
      ['-p', 'mailgun', '--secret-env', 'stripe=KEY'],
      /stripe is not among --provider[\s\S]*they are: mailgun; add --provider stripe/,
    ],
    [
      ['-p', 'mailgun', '-p', 'mailtrap', '--secret-file', 'stripe=key.txt'],
      /stripe is not among --provider[\s\S]*they are: mailgun, mailtrap/,
    ],
    [['-p', 'mailgun', '--secret-env', 'A-B'], /expected the name of an environment variable/],
  ];
  for (const [flags, expected] of refused) {
    it(`refuses ${flags.join(' ')}`, async (t) => {
      const cwd = testFolder(t);
      const { exitCode, stderr } = await cli(['init', ...flags], { cwd });
      assert.equal(exitCode, 2);
      assert.match(stderr, expected);
      assert.equal(existsSync(join(cwd, NAME)), false);
    });
  }
});

describe('init on a terminal', () => {
  it('offers the providers that the file defines, after the others', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(
      join(cwd, NAME),
      "providers: { acme: { title: Acme, signature: { content: '{body}', header: A } } }\n",
    );
    const prompts = scriptedPrompts([
      ['Acme (of webhook-cli.yaml)', 'Mailgun'],
      'a file',
      'acme.txt',
      'the test secret',
      '',
      '',
    ]);
    await initOnTerminal(cwd, prompts, ['--force']);
    assert.deepEqual(prompts.left, []);
    const { providers } = configOf(written(cwd));
    assert.equal(providers['acme']?.secretFile, '/project/acme.txt');
    assert.equal(providers['acme']?.definition?.title, 'Acme');
  });

  it('asks for providers, their secrets, the target and the port', async (t) => {
    const cwd = testFolder(t);
    const prompts = scriptedPrompts([
      ['Mailgun', 'SMTP2GO', 'Mailtrap'],
      'an environment variable',
      '',
      'the test secret',
      'a file',
      'key.txt',
      'http://127.0.0.1:8080/hooks',
      '0',
    ]);
    const { exitCode } = await initOnTerminal(cwd, prompts);
    assert.equal(exitCode, 0);
    assert.deepEqual(prompts.left, []);
    const config = configOf(written(cwd), { MAILGUN_WEBHOOK_SECRET: 'a' });
    assert.equal(config.target, 'http://127.0.0.1:8080/hooks');
    assert.equal(config.listen.port, 0);
    assert.deepEqual(config.providers['mailgun']?.secrets, ['a']);
    assert.equal(config.providers['mailtrap']?.secretFile, '/project/key.txt');
    assert.deepEqual(config.providers['smtp2go']?.secrets, []);
  });

  it('asks only for what no flag gives', async (t) => {
    const prompts = scriptedPrompts(['']);
    const flags = ['-p', 'mailgun', '--secret-env', 'KEY', '--port', '4665'];
    const cwd = testFolder(t);
    const { exitCode } = await initOnTerminal(cwd, prompts, flags);
    assert.equal(exitCode, 0);
    assert.equal(prompts.asked.length, 1);
    assert.equal(configOf(written(cwd), { KEY: 'a' }).target, null);
  });

  it('asks nothing with --no-input', async (t) => {
    const cwd = testFolder(t);
    const prompts = scriptedPrompts([]);
    const { exitCode } = await initOnTerminal(cwd, prompts, ['-p', 'mailgun', '--no-input']);
    assert.equal(exitCode, 0);
    assert.deepEqual(prompts.asked, []);
  });

  it('asks nothing when there is a file already', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(join(cwd, NAME), '');
    const prompts = scriptedPrompts([]);
    await assert.rejects(initOnTerminal(cwd, prompts), UsageError);
    assert.deepEqual(prompts.asked, []);
  });

  it('writes nothing when the questions are left', async (t) => {
    const cwd = testFolder(t);
    const prompts: Prompts = {
      ...scriptedPrompts([]),
      selectMany: async () => await Promise.reject(new PromptClosedError('left')),
    };
    const { exitCode } = await initOnTerminal(cwd, prompts);
    assert.equal(exitCode, 130);
    assert.equal(existsSync(join(cwd, NAME)), false);
  });
});
