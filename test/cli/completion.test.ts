import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { completionScript, SHELLS, type Shell } from '../../src/commands/completion.ts';
import type { CompletionData, CompletionNode } from '../../src/commands/completion-tree.ts';
import { loadProvider } from '../../src/providers/index.ts';
import { PROVIDER_NAMES } from '../../src/providers/names.ts';
import { cli, testFolder } from '../helpers/cli.ts';
import { OWN_PROVIDER } from '../helpers/own-provider.ts';

const LEAF: Omit<CompletionNode, 'name'> = {
  summary: '',
  options: [],
  arguments: [],
  repeats: false,
  commands: [],
};

/** A tree with one of everything, and summaries that shells could stumble over. */
const DATA: CompletionData = {
  root: {
    ...LEAF,
    name: 'hook-it',
    options: [{ names: ['-V', '--version'], summary: 'v', value: null, isOptional: false }],
    commands: [
      {
        ...LEAF,
        name: 'send',
        summary: "it's `date` $HOME \"x\": \\ 'y'\n!",
        options: [
          { names: ['-p', '--provider'], summary: 'a', value: 'providers', isOptional: false },
          { names: ['-e', '--event'], summary: 'a', value: 'events', isOptional: false },
          { names: ['--format'], summary: 'a', value: ['json', 'form'], isOptional: false },
          { names: ['--retry'], summary: 'a', value: ['a:x', 'a:y', 'none'], isOptional: false },
          { names: ['--save'], summary: 'a', value: 'files', isOptional: true },
          { names: ['--port'], summary: 'a', value: 'anything', isOptional: false },
          { names: ['-v', '--verbose'], summary: '‘a’', value: null, isOptional: false },
        ],
      },
      { ...LEAF, name: 'show', arguments: ['providers', 'events', ['json', 'text']] },
      { ...LEAF, name: 'replay', arguments: ['files'], repeats: true },
      {
        ...LEAF,
        name: 'fixtures',
        commands: [
          { ...LEAF, name: 'lint', arguments: ['files'] },
          { ...LEAF, name: 'export', arguments: [['har', 'curl']], repeats: true },
        ],
      },
    ],
  },
  events: { alpha: ['bounce', 'open'], beta: ['bounce', 'sms-sent'] },
};

/** What a person typed, and the words offered for the last of them. */
const TYPED: readonly (readonly [typed: readonly string[], offered: readonly string[]])[] = [
  [[''], ['send', 'show', 'replay', 'fixtures']],
  [['s'], ['send', 'show']],
  [['-'], ['-V', '--version']],
  [
    ['send', '--'],
    ['--provider', '--event', '--format', '--retry', '--save', '--port', '--verbose'],
  ],
  [
    ['send', '--provider', ''],
    ['alpha', 'beta'],
  ],
  [['send', '-p', 'b'], ['beta']],
  [
    ['send', '--provider', 'alpha', '--event', ''],
    ['bounce', 'open'],
  ],
  [['send', '-v', '-p', 'beta', '-e', 's'], ['sms-sent']],
  [
    ['send', '--event', ''],
    ['bounce', 'open', 'sms-sent'],
  ],
  [['send', '--port', ''], []],
  [['send', '--port', 'send', '--format', 'j'], ['json']],
  [['send', '--save', '--for'], ['--format']],
  [
    ['show', ''],
    ['alpha', 'beta'],
  ],
  [
    ['show', 'beta', ''],
    ['bounce', 'sms-sent'],
  ],
  [['show', 'beta', 'bounce', 't'], ['text']],
  [['show', 'beta', 'bounce', 'text', ''], []],
  [
    ['fixtures', ''],
    ['lint', 'export'],
  ],
  [['fixtures', 'export', 'har', 'cu'], ['curl']],
  [['nothing', 'se'], ['send']],
];

describe('a completion script', () => {
  for (const shell of SHELLS) {
    it(`for ${shell} fills every gap of its template`, () => {
      assert.doesNotMatch(completionScript(shell, DATA), /%[A-Z_]+%|undefined|\[object/);
    });
  }

  const checkers: readonly (readonly [Shell, readonly string[]])[] = [
    ['bash', ['bash', '-n']],
    ['zsh', ['zsh', '-n']],
    ['fish', ['fish', '--no-config', '--no-execute']],
  ];
  for (const [shell, [command = '', ...flags]] of checkers) {
    const isMissing = spawnSync(command, ['--version']).error !== undefined;
    it(`for ${shell} has no syntax error`, { skip: isMissing && `no ${shell} here` }, (t) => {
      const file = join(testFolder(t), 'script');
      writeFileSync(file, completionScript(shell, DATA));
      const { status, stderr } = spawnSync(command, [...flags, file], { encoding: 'utf8' });
      assert.equal(stderr, '');
      assert.equal(status, 0);
    });
  }
});

describe('bash', () => {
  /** What the script offers when the words are cut up as bash has them in COMP_WORDS. */
  function offered(words: readonly string[], cwd = '/', data = DATA): readonly string[] {
    const program = data.root.name;
    const script = [
      'set -u',
      completionScript('bash', data),
      `COMP_WORDS=(${program} "$@")`,
      'COMP_CWORD=$#',
      `_${program.replaceAll('-', '_')}`,
      `for word in \${COMPREPLY[@]+"\${COMPREPLY[@]}"}; do printf '%s\\n' "$word"; done`,
    ].join('\n');
    const args = ['--norc', '--noprofile', '-c', script, 'bash', ...words];
    const { stdout, stderr } = spawnSync('bash', args, { encoding: 'utf8', cwd });
    assert.equal(stderr, '');
    return stdout.split('\n').slice(0, -1);
  }

  for (const [typed, expected] of TYPED) {
    it(`offers ${expected.join(' ') || 'nothing'} after ${JSON.stringify(typed.join(' '))}`, () => {
      assert.deepEqual(offered(typed), expected);
    });
  }

  it('completes a value after =, whether bash splits words there or not', () => {
    assert.deepEqual(offered(['send', '--provider', '=', 'al']), ['alpha']);
    assert.deepEqual(offered(['send', '--provider', '=']), ['alpha', 'beta']);
    assert.deepEqual(offered(['send', '--provider=al']), ['--provider=alpha']);
    assert.deepEqual(offered(['send', '--provider', '=', 'beta', '-e', 's']), ['sms-sent']);
  });

  it('completes a name with a colon, where bash splits words', () => {
    assert.deepEqual(offered(['send', '--retry', 'a', ':', 'x']), ['x']);
    assert.deepEqual(offered(['send', '--retry', 'a', ':']), ['x', 'y']);
    assert.deepEqual(offered(['send', '--retry', '=', 'a', ':', 'y']), ['y']);
    assert.deepEqual(offered(['send', '--retry', 'a:']), ['a:x', 'a:y']);
  });

  it('offers files where files go', (t) => {
    const folder = testFolder(t);
    writeFileSync(join(folder, 'one.yaml'), '');
    mkdirSync(join(folder, 'on the way'));
    for (const words of [
      ['replay', 'on'],
      ['replay', 'a', 'b', 'on'],
      ['send', '--save', 'on'],
    ]) {
      assert.deepEqual([...offered(words, folder)].sort(), ['on the way', 'one.yaml']);
    }
  });

  it('runs nothing of what a summary or a typed word says', () => {
    assert.deepEqual(offered(['$(echo send)', '']), ['send', 'show', 'replay', 'fixtures']);
    assert.deepEqual(offered(['send', '--provider', '$(echo alpha)']), []);
  });
});

describe('webhook-cli completion', () => {
  const scripts = new Map<string, string>();

  before(async () => {
    for (const shell of SHELLS) {
      const { exitCode, stdout, stderr } = await cli(['completion', shell], { cwd: '/' });
      assert.equal(exitCode, 0, stderr);
      assert.equal(stderr, '');
      scripts.set(shell, stdout);
    }
  });

  it('knows every provider and all its events in every shell', async () => {
    for (const name of PROVIDER_NAMES) {
      const { events, moreEvents } = await loadProvider(name);
      const names = [...events.map((event) => event.name), ...(moreEvents?.names ?? [])];
      for (const word of [name, ...names]) {
        for (const [shell, script] of scripts) {
          assert.match(script, new RegExp(`\\b${word}\\b`), `${shell}: ${word}`);
        }
      }
    }
  });

  it('knows the commands, their options and choices', () => {
    const script = scripts.get('bash') ?? '';
    const run = (...words: readonly string[]): readonly string[] => {
      const call = `COMP_WORDS=(webhook-cli "$@"); COMP_CWORD=$#; _webhook_cli; echo "\${COMPREPLY[*]}"`;
      const args = ['--norc', '--noprofile', '-c', `${script}\n${call}`, 'bash', ...words];
      return spawnSync('bash', args, { encoding: 'utf8' }).stdout.trim().split(' ');
    };
    assert.deepEqual(run('comp'), ['completion']);
    assert.deepEqual(run('completion', ''), [...SHELLS]);
    assert.deepEqual(run('send', '--prov'), ['--provider']);
    assert.deepEqual(run('send', '-p', 'mailgu'), ['mailgun']);
    assert.deepEqual(run('secret', 'mailtr'), ['mailtrap']);
    assert.deepEqual(run('replay', 'x', '--retry', 'prov'), ['provider']);
    assert.deepEqual(run('replay', 'x', '--order', ''), ['capture', 'shuffle']);
  });

  it('knows the providers of the configuration, their events and retry plans', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(join(cwd, 'webhook-cli.yaml'), OWN_PROVIDER);
    for (const shell of SHELLS) {
      const { exitCode, stdout } = await cli(['completion', shell], { cwd });
      assert.equal(exitCode, 0);
      assert.match(stdout, /\bacme\b/, shell);
      assert.match(stdout, /\bopened\b/, shell);
    }
  });

  it('refuses a shell it does not know, and names those it does', async () => {
    const { exitCode, stderr } = await cli(['completion', 'tcsh'], { cwd: '/' });
    assert.equal(exitCode, 2);
    assert.match(stderr, /bash, zsh, fish, powershell/);
  });
});
