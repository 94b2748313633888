import assert from 'node:assert/strict';
import type { Prompts } from '../../src/commands/prompt-port.ts';

/** Answers in the order of the questions. Text goes through the question's check, `''` takes its initial value. */
export interface ScriptedPrompts extends Prompts {
  /** What was asked so far. */
  readonly asked: readonly string[];
  /** Answers that no question took. */
  readonly left: readonly unknown[];
}

/** A person who gives these answers; several choices are a list of their names. */
export function scriptedPrompts(answers: readonly unknown[]): ScriptedPrompts {
  const asked: string[] = [];
  const left = [...answers];
  const next = (message: string): unknown => {
    asked.push(message);
    assert.notEqual(left.length, 0, `no answer to: ${message}`);
    return left.shift();
  };
  const chosen = <T>(choices: readonly { readonly value: T; readonly name: string }[]) => {
    return (name: unknown): T => {
      const choice = choices.find((candidate) => candidate.name === name);
      assert.ok(
        choice,
        `${String(name)} is not among ${choices.map((one) => one.name).join(', ')}`,
      );
      return choice.value;
    };
  };
  return {
    asked,
    left,
    select: async ({ message, choices }) => chosen(choices)(next(message)),
    selectMany: async ({ message, choices }) => [next(message)].flat().map(chosen(choices)),
    input: async ({ message, initial, check }) => {
      const text = String(next(message));
      const answer = text === '' ? (initial ?? '') : text;
      assert.equal(check?.(answer), undefined, message);
      return answer;
    },
    confirm: async ({ message }) => next(message) === true,
  };
}
