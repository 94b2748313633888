import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { chooseCommand, chooseFromMenu } from '../../src/cli/menu.ts';
import { PromptClosedError } from '../../src/io/prompt-closed.ts';
import { testFolder } from '../helpers/cli.ts';
import { OWN_PROVIDER } from '../helpers/own-provider.ts';
import { scriptedPrompts } from '../helpers/scripted-prompts.ts';

const PROVIDERS = {
  all: [
    { name: 'mailgun', title: 'Mailgun' },
    { name: 'mailtrap', title: 'Mailtrap' },
  ],
  events: async (name: string) => [{ name: `${name}-event`, summary: '' }],
};

const SEND = 'Send an event';
const REPLAY = 'Replay fixtures';
const CASES: readonly { readonly answers: readonly unknown[]; readonly argv: readonly string[] }[] =
  [
    { answers: ['Capture webhooks', false], argv: ['listen'] },
    { answers: ['Capture webhooks', true], argv: ['listen', '--save'] },
    {
      answers: [SEND, 'Mailtrap', 'mailtrap-event', ''],
      argv: ['send', '--provider', 'mailtrap', '--event', 'mailtrap-event'],
    },
    {
      answers: [SEND, 'Mailgun', 'mailgun-event', 'http://127.0.0.1:3000/a'],
      argv: [
        ...['send', '--provider', 'mailgun', '--event', 'mailgun-event'],
        ...['--to', 'http://127.0.0.1:3000/a'],
      ],
    },
    { answers: [REPLAY, '', ''], argv: ['replay', 'captures'] },
    {
      answers: [REPLAY, 'my fixtures', 'http://127.0.0.1:1/'],
      argv: ['replay', 'my fixtures', '--to', 'http://127.0.0.1:1/'],
    },
    { answers: [REPLAY, '--odd', ''], argv: ['replay', '--', '--odd'] },
    { answers: ['Show the providers'], argv: ['providers'] },
    { answers: ['Set up this folder'], argv: ['init'] },
    { answers: ['Show the help'], argv: ['--help'] },
  ];

describe('the menu', () => {
  for (const { answers, argv } of CASES) {
    it(`turns ${answers.join(', ')} into ${argv.join(' ')}`, async () => {
      const prompts = scriptedPrompts(answers);
      assert.deepEqual(await chooseCommand(prompts, PROVIDERS), argv);
      assert.deepEqual(prompts.left, []);
    });
  }

  const world = (written: string[]): Parameters<typeof chooseFromMenu>[0] => ({
    env: {},
    cwd: '/',
    pid: 1,
    stdout: { write: () => assert.fail('stdout is for results'), isTty: true, columns: 80 },
    stderr: { write: (text) => void written.push(String(text)), isTty: true, columns: 80 },
    stdinIsTty: true,
    readStdin: async () => new Uint8Array(0),
    stop: new AbortController().signal,
  });

  it('teaches the command line it stands for, quoted for a shell', async () => {
    const written: string[] = [];
    const prompts = scriptedPrompts([REPLAY, "it's *.yaml", '']);
    const chosen = await chooseFromMenu(world(written), async () => prompts);
    assert.deepEqual(chosen, ['replay', "it's *.yaml"]);
    assert.deepEqual(written, ["$ webhook-cli replay 'it'\\''s *.yaml'\n"]);
  });

  it('offers the current events of the provider', async () => {
    const prompts = scriptedPrompts([SEND, 'Mailgun', 'bounce', '']);
    const chosen = await chooseFromMenu(world([]), async () => prompts);
    assert.deepEqual(chosen, ['send', '--provider', 'mailgun', '--event', 'bounce']);
  });

  it('offers the providers of the configuration after the others', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(join(cwd, 'webhook-cli.yaml'), OWN_PROVIDER);
    const prompts = scriptedPrompts([SEND, 'Acme Ltd (of webhook-cli.yaml)', 'opened', '']);
    const chosen = await chooseFromMenu({ ...world([]), cwd }, async () => prompts);
    assert.deepEqual(chosen, ['send', '--provider', 'acme', '--event', 'opened']);
  });

  it('chooses nothing when it is left', async () => {
    const written: string[] = [];
    const left = async () => await Promise.reject(new PromptClosedError('left'));
    const prompts = { ...scriptedPrompts([]), select: left };
    assert.equal(await chooseFromMenu(world(written), async () => prompts), null);
    assert.deepEqual(written, []);
  });
});
