import { createPromptModule } from 'inquirer';
import { PromptClosedError } from './prompt-closed.ts';

interface Choice<T> {
  readonly value: T;
  readonly name: string;
  readonly description?: string;
}

interface Question<T> {
  readonly message: string;
  readonly choices: readonly Choice<T>[];
}

interface InputQuestion {
  readonly message: string;
  readonly initial?: string;
  readonly check?: (text: string) => string | undefined;
}

interface TerminalPrompts {
  select<T>(question: Question<T>): Promise<T>;
  selectMany<T>(question: Question<T>): Promise<readonly T[]>;
  input(question: InputQuestion): Promise<string>;
  confirm(question: { readonly message: string; readonly initial: boolean }): Promise<boolean>;
}

interface AnyQuestion extends Readonly<Record<string, unknown>> {
  readonly type: 'select' | 'checkbox' | 'input' | 'confirm';
  readonly message: string;
}

/** Asks on a terminal. Questions go to stderr, since stdout is for results; every answer may throw PromptClosedError. */
export function openPrompts(
  input: NodeJS.ReadStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): TerminalPrompts {
  const ask = async (question: AnyQuestion): Promise<unknown> => {
    const closer = new AbortController();
    // At Ctrl-D and at the end of input readline closes without a word, and the question would never be answered.
    const close = (): void => closer.abort();
    input.once('pause', close).once('end', close);
    try {
      const prompt = createPromptModule({ input, output, signal: closer.signal });
      const answers: { readonly answer?: unknown } = await prompt([
        { ...question, name: 'answer' },
      ]);
      return answers.answer;
    } catch (error) {
      throw isClosed(error)
        ? new PromptClosedError('the question was left', { cause: error })
        : error;
    } finally {
      input.off('pause', close).off('end', close);
    }
  };
  return {
    select: async <T>({ message, choices }: Question<T>) => {
      return (await ask({ type: 'select', message, choices })) as T; // one of the choices
    },
    selectMany: async <T>({ message, choices }: Question<T>) => {
      return (await ask({ type: 'checkbox', message, choices })) as readonly T[]; // some of the choices
    },
    input: async ({ message, initial, check }) => {
      const validate = (text: string): string | true => check?.(text.trim()) ?? true;
      return String(await ask({ type: 'input', message, default: initial, validate })).trim();
    },
    confirm: async ({ message, initial }) => {
      return (await ask({ type: 'confirm', message, default: initial })) === true;
    },
  };
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && /^(?:Exit|Abort|Cancel)PromptError$/.test(error.name);
}
