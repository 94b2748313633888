import type { CommanderError } from 'commander';
import { UsageError } from '../core/errors.ts';

/** What commander finds wrong with a command line, as an error of ours; its suggestion is the hint. */
export function commandLineError(error: CommanderError): UsageError {
  // The help of all commands stands on stderr then.
  if (error.code === 'commander.help') return new UsageError('there is no help for that');
  const text = error.message.replace(/^error: /, '');
  const suggestion = /\n\((Did you mean [^\n]*)\)$/.exec(text);
  if (suggestion?.[1] === undefined) return new UsageError(text, { cause: error });
  return new UsageError(text.slice(0, suggestion.index), { hint: suggestion[1], cause: error });
}
