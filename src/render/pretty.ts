import { utf8Bytes } from '../core/bytes.ts';
import type { ErrorEvent, OutputEvent, ReadyEvent } from '../core/events.ts';
import { indented, linesText } from './lines.ts';
import type { RenderOptions } from './options.ts';
import { attemptLines, deliveryLines, summaryLines } from './pretty-delivery.ts';
import { disorderLines } from './pretty-disorder.ts';
import { findingLines } from './pretty-finding.ts';
import { planLines, scheduleLines } from './pretty-plan.ts';
import { providerLines } from './pretty-provider.ts';
import { requestLines } from './pretty-request.ts';
import { secretText } from './pretty-secret.ts';
import { printedRequest } from './printed.ts';
import { shellWord } from './shell-word.ts';
import { shownText, shownUrl } from './shown.ts';

const DEFAULT_LISTENER = 'http://127.0.0.1:4665/';
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * A result for people, with its line ends; empty when there is nothing to say. Only the exact bytes of a printed
 * request come as bytes; all else is printable text with colour codes.
 */
export function prettyEvent(event: OutputEvent, options: RenderOptions): string | Uint8Array {
  switch (event.type) {
    case 'ready':
      return linesText(readyLines(event, options));
    case 'request':
      return linesText(requestLines(event, options));
    case 'attempt':
      return options.quiet ? '' : linesText(attemptLines(event, options));
    case 'delivery':
      return linesText(deliveryLines(event, options));
    case 'disorder':
      return options.quiet ? '' : linesText(disorderLines(event, options));
    case 'hold':
    case 'pruned':
      return ''; // said on stderr
    case 'summary':
      return linesText(summaryLines(event, options));
    case 'plan':
      return linesText(planLines(event, options));
    case 'printed':
      return printedRequest(event, options);
    case 'provider':
      return linesText(providerLines(event, options));
    case 'schedule':
      return linesText(scheduleLines(event, options));
    case 'secret':
      return secretText(event);
    case 'finding':
      return linesText(findingLines(event, options));
    case 'error':
      return linesText(errorLines(event, options));
    default:
      return event satisfies never;
  }
}

/** Where the listener is, and what to do next. */
function readyLines({ url, ui, access }: ReadyEvent, options: RenderOptions): string[] {
  const { theme, glyphs, quiet } = options;
  const address = shownUrl(url, options);
  const flags = flagsToReach(url, address, access);
  const next = `send one: webhook-cli send --provider mailgun --event bounce${flags}`;
  const hint = quiet ? '' : `  ${glyphs.dash}  ${theme.dim(next)}`;
  return [
    `Listening on ${theme.accent(address)}${hint}`,
    ...(ui === null ? [] : [`Inspector at ${theme.accent(shownUrl(ui, options))}`]),
  ];
}

/** What `send` needs to get through to a listener: its address, trust in its certificate, and places for its secrets. */
function flagsToReach(url: string, address: string, access: ReadyEvent['access']): string {
  const { basic = false, tokens = [] } = access ?? {};
  const query = tokens.filter((name) => !HEADER_NAME.test(name));
  const suffix = query.map((name) => `${encodeURIComponent(name)}=VALUE`).join('&');
  const to =
    (basic ? address.replace('://', '://USER:PASSWORD@') : address) +
    (suffix === '' ? '' : `?${suffix}`);
  const words = [
    ...(url === DEFAULT_LISTENER && to === address ? [] : ['--to', shellWord(utf8Bytes(to))]),
    ...(url.startsWith('https:') ? ['--insecure'] : []),
    ...tokens
      .filter((name) => HEADER_NAME.test(name))
      .flatMap((name) => ['-H', shellWord(utf8Bytes(`${name}: VALUE`))]),
  ];
  return words.map((word) => ` ${word}`).join('');
}

/** A message of several lines stays so: a parser's error may show the place. */
function errorLines({ message, code, hint }: ErrorEvent, options: RenderOptions): string[] {
  const { theme } = options;
  const [first = '', ...rest] = message.split('\n').map((line) => shownText(line, options));
  const lines = [`${theme.bad('error:')} ${first}`, ...indented(rest)];
  const last = lines.pop() ?? '';
  return [
    ...lines,
    `${last} ${theme.dim(`[${shownText(code, options)}]`)}`,
    ...(hint === null ? [] : [`${theme.accent('hint:')} ${shownText(hint, options)}`]),
  ];
}
