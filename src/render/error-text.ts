import { printable } from '../core/printable.ts';
import { maskText } from './mask.ts';

/** What is told of an error; several lines where several things are wrong. */
export interface ToldError {
  readonly lines: readonly string[];
  readonly code: string;
  readonly hint: string | null;
}

/** An error as it stands on stderr: what is wrong and its code, then what to do about it. */
export function errorText({ lines, code, hint }: ToldError): string {
  const line = `error: ${lines.map(shown).join('\n')} [${code}]\n`;
  return hint === null ? line : `${line}hint: ${shown(hint)}\n`;
}

/** A value with a line end in it must not look like a line of ours. */
function shown(text: string): string {
  return printable(maskText(text));
}
