import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { PromptClosedError } from '../../src/io/prompt-closed.ts';
import { openPrompts } from '../../src/io/prompts.ts';

const DOWN = '\x1b[B';
const ENTER = '\r';
const CTRL_C = '\x03';
const CTRL_D = '\x04';
const CHOICES = [
  { value: 1, name: 'one' },
  { value: 2, name: 'two', description: 'the second' },
];

/** A terminal where keys are typed as soon as something has been shown. */
function terminal(...keys: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  const left = [...keys];
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString('utf8');
    setImmediate(() => {
      const key = left.shift();
      if (key !== undefined) input.write(key);
    });
  });
  // A PassThrough has all of a terminal that the questions use.
  const prompts = openPrompts(input as unknown as NodeJS.ReadStream, output);
  return { prompts, input, shown: () => shown };
}

describe('questions on a terminal', () => {
  it('let one thing be chosen', async () => {
    const { prompts, shown } = terminal(DOWN, ENTER);
    assert.equal(await prompts.select({ message: 'Which?', choices: CHOICES }), 2);
    assert.match(shown(), /Which\?[\s\S]*one[\s\S]*two/);
  });

  it('let several things be chosen, or none', async () => {
    const all = terminal(' ', DOWN, ' ', ENTER);
    const message = 'Which?';
    assert.deepEqual(await all.prompts.selectMany({ message, choices: CHOICES }), [1, 2]);
    const none = terminal(ENTER);
    assert.deepEqual(await none.prompts.selectMany({ message, choices: CHOICES }), []);
  });

  it('take text without blanks around it, and stay until it is good', async () => {
    const { prompts, shown } = terminal(' a ', ENTER, 'b ', ENTER);
    const check = (text: string): string | undefined =>
      text.length > 1 ? undefined : 'expected two letters';
    assert.equal(await prompts.input({ message: 'Text?', check }), 'a b');
    assert.match(shown(), /expected two letters/);
  });

  it('give the initial value for an empty answer', async () => {
    const { prompts } = terminal(ENTER);
    assert.equal(await prompts.input({ message: 'Text?', initial: '4665' }), '4665');
  });

  it('take an empty answer where there is no initial value', async () => {
    const { prompts } = terminal(ENTER);
    assert.equal(await prompts.input({ message: 'Text?' }), '');
  });

  it('can be answered yes or no', async () => {
    assert.equal(await terminal(ENTER).prompts.confirm({ message: '?', initial: true }), true);
    assert.equal(
      await terminal('n', ENTER).prompts.confirm({ message: '?', initial: true }),
      false,
    );
  });

  it('follow one another on the same terminal', async () => {
    const { prompts } = terminal(ENTER, 'a', ENTER);
    assert.equal(await prompts.select({ message: 'Which?', choices: CHOICES }), 1);
    assert.equal(await prompts.input({ message: 'Text?' }), 'a');
  });

  for (const [name, key] of [
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ] as const) {
    it(`are left by ${name}`, async () => {
      const { prompts } = terminal(key);
      const question = { message: 'Which?', choices: CHOICES };
      await assert.rejects(prompts.select(question), PromptClosedError);
    });
  }

  it('are left when the terminal goes away', async () => {
    const { prompts, input } = terminal();
    const answer = prompts.input({ message: 'Text?' });
    setImmediate(() => input.end());
    await assert.rejects(answer, { code: 'WHK_INTERRUPTED', exitCode: 130 });
  });
});
