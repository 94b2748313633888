import { printable } from '../core/printable.ts';
import { maskKeys, maskText, maskUrl } from './mask.ts';

/** Whether secrets may be seen. */
interface Secrecy {
  readonly showSecrets: boolean;
}

const TAB = '    ';

/** Any text as it may stand on a terminal line: secrets masked, controls escaped, line ends too. */
export function shownText(text: string, { showSecrets }: Secrecy): string {
  return printable(showSecrets ? text : maskText(text));
}

/** The same for a URL or path. */
export function shownUrl(url: string, { showSecrets }: Secrecy): string {
  return printable(showSecrets ? url : maskUrl(url));
}

/** The same for text of a body, on one line: only keys that show by their shape are masked. */
export function shownContent(text: string, { showSecrets }: Secrecy): string {
  return printable((showSecrets ? text : maskKeys(text)).replaceAll('\t', TAB));
}

/** Text of a body as lines; LF and CRLF end one, and the last line end does not begin another. */
export function contentLines(text: string): readonly string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
