import type { EventSummary, RequestEvent } from '../core/events.ts';
import { type HeaderList, headerValue, mediaType } from '../core/headers.ts';
import { printable } from '../core/printable.ts';
import type { CapturedRequest } from '../core/request.ts';
import { formatSize } from '../core/size.ts';
import { firstLines } from './block.ts';
import { bodyLines } from './body.ts';
import { cutEnd } from './columns.ts';
import { indented } from './lines.ts';
import { maskHeaders } from './mask.ts';
import type { RenderOptions } from './options.ts';
import { requestLine } from './request-line.ts';
import { shownText } from './shown.ts';
import { tableBlock } from './table.ts';
import { verdictPaint } from './verdict.ts';
import { wrapped } from './wrapped.ts';

const INDENT = 2;
const MAX_CELL = 40;

/** A captured request: its line, what is wrong with its signature, and its body. */
export function requestLines(event: RequestEvent, options: RenderOptions): string[] {
  const line = requestLine(event, options);
  const inner = { ...options, width: options.width - INDENT };
  const below = [...signatureLines(event, options), ...savedLines(event, options)];
  if (options.quiet) return [line, ...indented(below)];
  const headers = options.verbose ? [...headerLines(event, options), ''] : [];
  const events = showsEvents(event) ? eventLines(event.events, inner) : [];
  return [
    line,
    ...indented([...below, ...headers, ...events, ...capturedBody(event.request, inner)]),
    '',
  ];
}

/** The body for reading, or a word about one that is too large to be at hand. */
function capturedBody(request: CapturedRequest, options: RenderOptions): string[] {
  const { bodyFile } = request;
  if (bodyFile === undefined) return bodyLines(request, options);
  const text = `(body of ${formatSize(bodyFile.bytes)}: not looked at; webhook-cli show ${request.id} --body gives it)`;
  return [options.theme.dim(printable(text))];
}

/** A failure and its reason always; a good verdict only when verbose. */
function signatureLines(event: RequestEvent, options: RenderOptions): string[] {
  const { verification } = event;
  const { glyphs, theme, verbose } = options;
  const { status } = verification;
  if (!verbose && status !== 'failed' && status !== 'unsigned') return [];
  const word = status === 'failed' ? verification.cause : status.replace('-', ' ');
  const mark = status === 'ok' ? glyphs.check : glyphs.cross;
  const heading = status === 'not-applicable' ? 'signature' : `${mark} signature`;
  const paint = verdictPaint(verification, theme);
  return [
    `${paint(`${heading}: ${word}`)} ${glyphs.dash} ${shownText(verification.detail, options)}`,
    ...storyLines(event, options),
  ];
}

function storyLines({ story }: RequestEvent, options: RenderOptions): string[] {
  if (story === undefined) return [];
  const { glyphs, theme, width } = options;
  const room = width - 2 * INDENT;
  const text = wrapped(printable(`${story.summary} ${story.explanation}`), room);
  const [first = '', ...rest] = wrapped(printable(story.fix), room - INDENT);
  const fix = [`${theme.accent(glyphs.arrow)} ${first}`, ...indented(rest)];
  return indented([...text.map((line) => theme.dim(line)), ...fix]);
}

function savedLines({ savedTo }: RequestEvent, options: RenderOptions): string[] {
  return savedTo === null ? [] : [options.theme.dim(`saved to ${shownText(savedTo, options)}`)];
}

function headerLines({ request, answered }: RequestEvent, options: RenderOptions): string[] {
  const { theme, showSecrets } = options;
  const from = request.remoteAddress === null ? '' : ` from ${printable(request.remoteAddress)}`;
  const shown = (fields: HeaderList = []): string[] =>
    (showSecrets ? fields : maskHeaders(fields)).map(
      ([name, value]) => `${theme.key(printable(name))}: ${printable(value)}`,
    );
  const trailers = shown(request.trailers).map((line) => `${line} ${theme.dim('(trailer)')}`);
  return [
    theme.dim(
      `HTTP/${printable(request.httpVersion)}${from}, ${answered?.status === null ? 'hung up' : 'answered'} by ${answered?.source ?? 'nobody knows'}`,
    ),
    ...shown(request.headers),
    ...trailers,
  ];
}

/** JSON batches list their events themselves; forms and parts hide them in a field. */
function showsEvents({ events, request }: RequestEvent): boolean {
  const type = mediaType(headerValue(request.headers, 'Content-Type'));
  const isForm = type === 'application/x-www-form-urlencoded' || type.startsWith('multipart/');
  return events.length > 1 && isForm;
}

function eventLines(events: readonly EventSummary[], options: RenderOptions): string[] {
  const { theme } = options;
  const cell = (text: string | null): string =>
    cutEnd(shownText(text ?? '-', options), MAX_CELL, options.glyphs.ellipsis);
  const rows = events.map(({ name, wireName, id, recipient }) => [
    cell(name ?? wireName),
    cell(recipient),
    cell(id),
  ]);
  const columns = [
    { title: 'event', paint: theme.strong },
    { title: 'recipient', paint: theme.string },
    { title: 'id', paint: theme.string },
  ];
  const table = tableBlock(columns, rows, options);
  const count = options.verbose ? table.total : Math.min(table.total, options.maxLines);
  const left = table.total - count;
  const more = left > 0 ? [theme.dim(`${options.glyphs.ellipsis} ${left} more events`)] : [];
  return [...firstLines(table, count), ...more];
}
