import { ExitCode as Exit, type ExitCode, type WebhookCliError } from '../core/errors.ts';
import type { ErrorEvent } from '../core/events.ts';
import { formatProblem, type LocatedProblem } from '../core/located-problem.ts';
import type { Output } from '../core/ports.ts';

/** Something that could not be used, while the others were. */
export type Trouble =
  | { readonly ok: false; readonly error: WebhookCliError }
  | { readonly ok: false; readonly problem: LocatedProblem };

/** Tells of what could not be used, and remembers it for the exit code. */
export class Troubles {
  readonly #output: Output;
  #exitCode: ExitCode = Exit.done;

  constructor(output: Output) {
    this.#output = output;
  }

  /** 0 when there were none; the environment's before that of the input. */
  get exitCode(): ExitCode {
    return this.#exitCode;
  }

  async tell(trouble: Trouble): Promise<void> {
    const event = troubleEvent(trouble);
    if (event.exitCode > this.#exitCode) this.#exitCode = event.exitCode;
    await this.#output.event(event);
  }
}

function troubleEvent(trouble: Trouble): ErrorEvent {
  if ('error' in trouble) {
    const { code, message, hint = null, exitCode } = trouble.error;
    return { type: 'error', code, message, hint, exitCode };
  }
  const message = formatProblem(trouble.problem);
  return { type: 'error', code: 'WHK_FIXTURE', message, hint: null, exitCode: Exit.input };
}
