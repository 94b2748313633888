import type { EventSummary, Redelivery, RequestEvent } from '../core/events.ts';
import { displayWidth, printable } from '../core/printable.ts';
import { bodyBytes } from '../core/request.ts';
import { formatSize } from '../core/size.ts';
import { localTime, ordinal, sinceText } from './clock-text.ts';
import { cutEnd, cutMiddle } from './columns.ts';
import type { RenderOptions } from './options.ts';
import { type Cell, type Row, rowText, withCell, withoutCell } from './row.ts';
import { shownText, shownUrl } from './shown.ts';
import type { Theme } from './theme.ts';
import { statusPaint, verdictPaint, verdictText } from './verdict.ts';

const MIN_PATH = 8;
const PATH_STUB = 4;
const MAX_PATH = 48;
const MAX_NAME = 24;

/** What gives way, one after the other, while there is too little room for the path. */
const GIVING_WAY: readonly ((row: Row) => Row)[] = [
  (row) => row,
  (row) => withCell(row, 'again', ({ text }) => ({ text: text.replace(/; .*$/, ')') })),
  (row) => row.map((cell) => ({ ...cell, columns: 0 })),
  (row) => withCell(row, 'time', ({ text }) => ({ text: text.slice(0, -4) })),
  (row) => withoutCell(row, 'size'),
  (row) => withCell(row, 'again', () => ({ text: 'again' })),
  (row) => withoutCell(row, 'provider'),
  (row) => withoutCell(row, 'time'),
  (row) => withoutCell(row, 'events'),
];

/** What goes then, while there is too little room for even a stub of the path. */
const GOING: readonly ((row: Row) => Row)[] = [
  (row) => row,
  (row) => withoutCell(row, 'again'),
  (row) => withoutCell(row, 'id'),
  (row) => withoutCell(row, 'method'),
];

/**
 * The one line for a request: time, id, method, path, provider, events, verdict, size, answer, and `again` for a
 * redelivery. It fits the width: the path is shortened first, then padding and the least telling cells go; the verdict
 * and the answer stay.
 */
export function requestLine(event: RequestEvent, options: RenderOptions): string {
  const path = shownUrl(event.request.path, options);
  const wanted = (least: number): number => Math.min(displayWidth(path.slice(0, least)), least);
  let row = requestCells(event, options);
  for (const [steps, least] of [
    [GIVING_WAY, wanted(MIN_PATH)],
    [GOING, wanted(PATH_STUB)],
  ] as const) {
    for (const step of steps) {
      row = step(row);
      const room = options.width - displayWidth(rowText(row, 'plain'));
      if (room >= least) return rowText(withPath(row, path, room, options), 'painted');
    }
  }
  return rowText(shortest(row, options), 'painted');
}

function withPath(row: Row, path: string, room: number, { glyphs }: RenderOptions): Row {
  const isAligned = row.some(({ columns }) => columns > 0);
  const columns = isAligned ? Math.min(room, MAX_PATH) : 0;
  const text = cutMiddle(path, isAligned ? columns : room, glyphs.ellipsis);
  return withCell(row, 'path', () => ({ text, columns }));
}

/** The verdict and the answer alone, the verdict cut to what room there is. */
function shortest(row: Row, { width, glyphs }: RenderOptions): Row {
  const kept = row.filter(({ name }) => name === 'verdict' || name === 'status');
  const room =
    width -
    displayWidth(
      rowText(
        withCell(kept, 'verdict', () => ({ text: '' })),
        'plain',
      ),
    );
  return withCell(kept, 'verdict', ({ text }) => ({ text: cutEnd(text, room, glyphs.ellipsis) }));
}

function requestCells(event: RequestEvent, options: RenderOptions): Row {
  const { request, verification, answered, again } = event;
  const { theme } = options;
  const name = (text: string): string =>
    cutEnd(shownText(text, options), MAX_NAME, options.glyphs.ellipsis);
  const cell = (
    called: string,
    text: string,
    columns: number,
    paint: (text: string) => string,
    alignRight = false,
  ): Cell => ({ name: called, text, columns, paint, alignRight });
  const plain = (text: string): string => text;
  const { time } = localTime(request.receivedAtMs, options.utcOffsetMinutes);
  const mark = again === null ? undefined : againText(again, name(event.provider ?? ''));
  return [
    cell('time', time, 12, theme.dim),
    cell('id', `#${printable(request.id)}`, 3, theme.dim),
    cell('method', name(request.method), 4, theme.strong),
    cell('path', '', 0, plain), // gets what room is left
    cell('provider', name(event.provider ?? '-'), 8, theme.accent),
    cell('events', name(eventsText(event.events)), 11, theme.strong),
    cell('verdict', verdictText(event), 8, verdictPaint(verification, theme)),
    cell('size', formatSize(bodyBytes(request)), 7, theme.dim, true),
    cell('status', statusText(answered), 3, answerPaint(answered, theme)),
    ...(mark === undefined ? [] : [cell('again', mark, 0, theme.warn)]),
  ];
}

function statusText(answered: RequestEvent['answered']): string {
  if (answered === null) return '-';
  return answered.status === null ? 'hung up' : `${answered.status}`;
}

function answerPaint(answered: RequestEvent['answered'], theme: Theme): (text: string) => string {
  if (answered === null) return theme.dim;
  return answered.status === null ? theme.warn : statusPaint(answered.status, theme);
}

/** `bounce`; `delivered +2` for three of a name; `3 events` for a mixed batch. */
export function eventsText(events: readonly EventSummary[]): string {
  const [first, ...rest] = events.map(({ name, wireName }) => name ?? wireName);
  if (first === undefined) return '-';
  if (rest.length === 0) return first;
  return rest.every((name) => name === first)
    ? `${first} +${rest.length}`
    : `${events.length} events`;
}

/** `again (2nd, +5m02s; mailtrap plans +5m00s)`. */
function againText({ count, sinceFirstMs, plannedMs }: Redelivery, provider: string): string {
  const nth = ordinal(count + 1);
  const came = `${nth}, ${sinceText(sinceFirstMs)}`;
  if (plannedMs === undefined) return `again (${came})`;
  return `again (${came}; ${provider} plans ${plannedMs === null ? `no ${nth}` : sinceText(plannedMs)})`;
}
