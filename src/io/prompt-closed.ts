import { ExitCode, WebhookCliError } from '../core/errors.ts';

/** The user left a question with Ctrl-C or Ctrl-D, or the terminal went away. */
export class PromptClosedError extends WebhookCliError {
  readonly code = 'WHK_INTERRUPTED';
  readonly exitCode = ExitCode.interrupted;
}
