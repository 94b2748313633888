import { formatDuration } from '../core/duration.ts';
import type { ProviderEvent } from '../core/events.ts';
import { printable } from '../core/printable.ts';
import type { EventFacts, EventSample, ProviderFacts } from '../core/provider-facts.ts';
import { firstLines } from './block.ts';
import { bodyLines } from './body.ts';
import { cutEnd, padEnd } from './columns.ts';
import { indented } from './lines.ts';
import type { RenderOptions } from './options.ts';
import { profileFactLines } from './pretty-plan.ts';
import { tableBlock } from './table.ts';

const NAME_COLUMNS = 18;
const TITLE_COLUMNS = 24;

/** A provider as a row of a list, with all that is known about it, or with a sample of one event. */
export function providerLines(event: ProviderEvent, options: RenderOptions): string[] {
  const { facts, detail, sample, heading } = event;
  if (detail === 'row') {
    const row = rowLine(facts, options);
    return heading === undefined ? [row] : [options.theme.strong(`${printable(heading)}:`), row];
  }
  if (detail === 'event') return sample === null ? [] : sampleLines(facts, sample, options);
  return [...factLines(facts, options), ''];
}

function rowLine(facts: ProviderFacts, options: RenderOptions): string {
  const { theme, glyphs, width } = options;
  const events = facts.events.filter(({ generation }) => generation === 'current').length;
  const name = padEnd(printable(facts.name), NAME_COLUMNS);
  const title = padEnd(
    cutEnd(printable(facts.title), TITLE_COLUMNS, glyphs.ellipsis),
    TITLE_COLUMNS,
  );
  const count = `${events} ${events === 1 ? 'event ' : 'events'}`.padStart(9);
  const used = NAME_COLUMNS + TITLE_COLUMNS + 9 + 4;
  const scheme = cutEnd(printable(facts.scheme), Math.max(8, width - used), glyphs.ellipsis);
  return `${theme.accent(name)} ${title} ${count}  ${theme.dim(scheme)}`;
}

function factLines(facts: ProviderFacts, options: RenderOptions): string[] {
  const { theme, glyphs } = options;
  const heading = (text: string): string[] => ['', theme.strong(text)];
  const list = (items: readonly string[]): string[] =>
    indented(items.map((item) => printable(item)));
  const age =
    facts.toleranceMs === null
      ? 'nothing is timed'
      : `${formatDuration(facts.toleranceMs)} old at most`;
  const batch =
    facts.batch === null
      ? 'one event a request'
      : `up to ${facts.batch.max} events a request, collected for ${formatDuration(facts.batch.windowMs)}`;
  const settings = facts.options.map(
    ({ name, summary, choices, ...option }) =>
      `${name}=${option.default}  ${summary}${choices.length > 0 ? ` (${choices.join(', ')})` : ''}`,
  );
  const unknowns = facts.unknowns.map(
    ({ what, chosen, override }) => `${what}: ${chosen} (change with ${override})`,
  );
  return [
    `${theme.accent(printable(facts.name))} ${glyphs.dash} ${theme.strong(printable(facts.title))}`,
    theme.dim(printable(facts.docsUrl)),
    ...heading('signature'),
    ...list([
      facts.scheme,
      facts.schemeSummary,
      `covers: ${facts.covers.join(', ') || 'nothing'}; ${age}`,
      `secret: ${facts.secretShape}`,
    ]),
    ...heading('events'),
    ...indented(eventRows(facts.events, { ...options, width: options.width - 2 })),
    ...heading('delivery'),
    ...indented([batch, ...facts.retry.flatMap((profile) => profileFactLines(profile, options))]),
    ...(settings.length === 0 ? [] : [...heading('options'), ...list(settings)]),
    ...(unknowns.length === 0 ? [] : [...heading('not known for sure'), ...list(unknowns)]),
    ...heading('sources'),
    ...list(facts.sources),
  ];
}

function eventRows(events: readonly EventFacts[], options: RenderOptions): string[] {
  const { theme } = options;
  const columns = [
    { title: 'name', paint: theme.accent },
    { title: 'on the wire', paint: theme.string },
    { title: 'formats', paint: theme.dim },
    { title: 'when', paint: (text: string) => text },
  ];
  const rows = events.map(({ name, wireName, formats, summary, generation }) => [
    printable(generation === 'legacy' ? `${name} (legacy)` : name),
    printable(wireName),
    printable(formats.join(', ')),
    printable(summary),
  ]);
  const table = tableBlock(columns, rows, options);
  return firstLines(table, table.total);
}

/** Head and body of a sample, in full: it is there to be read. */
function sampleLines(facts: ProviderFacts, sample: EventSample, options: RenderOptions): string[] {
  const { theme, glyphs } = options;
  const { event, headers, body } = sample;
  const names = [event.wireName, ...event.aliases].join(', ');
  const request = { method: 'POST', path: '/', headers, body };
  return [
    `${theme.accent(`${printable(facts.name)}/${printable(event.name)}`)} ${glyphs.dash} ${printable(event.summary)}`,
    theme.dim(
      printable(`also: ${names}; formats: ${event.formats.join(', ')}; retry: ${event.retry}`),
    ),
    '',
    ...headers.map(([name, value]) => `${theme.key(printable(name))}: ${printable(value)}`),
    '',
    ...bodyLines(request, { ...options, verbose: true }),
    '',
  ];
}
