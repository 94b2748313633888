import type { PlanEvent } from '../core/delivery-events.ts';
import { formatDuration } from '../core/duration.ts';
import type { ScheduleEvent } from '../core/events.ts';
import { delayText, ruleTexts, timeoutText } from '../core/rule-text.ts';
import { attemptOffsetsMs, formatStatusRule, type RetryProfile } from '../core/schedule.ts';
import { firstLines } from './block.ts';
import { localTime } from './clock-text.ts';
import { indented } from './lines.ts';
import type { RenderOptions } from './options.ts';
import { shownText, shownUrl } from './shown.ts';
import { tableBlock } from './table.ts';

/** Up to this many attempts each has its row. */
const MAX_ROWS = 12;
/** Fewer equal waits are not worth a row of their own. */
const MIN_RUN = 3;

type Times = Pick<PlanEvent, 'profile' | 'offsetsMs' | 'startAtMs' | 'attemptsMade'>;

/** What would be sent where and when. */
export function planLines(event: PlanEvent, options: RenderOptions): string[] {
  const { theme, glyphs } = options;
  const signed = { fresh: 'signed fresh', verbatim: 'as recorded', unsigned: 'not signed' };
  const source = theme.strong(shownText(event.source, options));
  const url = shownUrl(event.url, options);
  return [
    `${source} ${glyphs.arrow} ${url}  ${theme.dim(`(${signed[event.signed]})`)}`,
    ...indented([...profileLines(event.profile, options), ...timeLines(event, options)]),
    '',
  ];
}

/** A retry profile as times. */
export function scheduleLines(event: ScheduleEvent, options: RenderOptions): string[] {
  const { profile } = event;
  return [
    `${options.theme.strong(shownText(profile.name, options))}  ${shownText(profile.summary, options)}`,
    ...indented([
      ...profileLines(profile, options),
      ...timeLines(event, options),
      ...ruleTexts(profile).map((text) => shownText(text, options)),
      `after the last: ${shownText(profile.afterLast, options)}`,
      options.theme.dim(shownText(profile.evidence, options)),
    ]),
    '',
  ];
}

/** Name, bound and rules of a profile on one line. */
function profileLines(profile: RetryProfile, options: RenderOptions): string[] {
  const retries = profile.delaysMs.length;
  const parts = [
    `retry ${shownText(profile.name, options)}: ${retries === 1 ? '1 retry' : `${retries} retries`}`,
    `timeout ${timeoutText(profile)}`,
    `success ${formatStatusRule(profile.success)}`,
    ...(profile.stop.length === 0 ? [] : [`stop ${formatStatusRule(profile.stop)}`]),
  ];
  return [options.theme.dim(parts.join(', '))];
}

/** A profile among the facts of its provider: its line, when its attempts come, and its rules. */
export function profileFactLines(profile: RetryProfile, options: RenderOptions): string[] {
  const { delaysMs } = profile;
  const offsetsMs = attemptOffsetsMs(profile).slice(1);
  const isShort = offsetsMs.length <= MAX_ROWS;
  const times = isShort ? offsetsMs.map((offsetMs) => `+${formatDuration(offsetMs)}`) : [];
  const span = formatDuration(offsetsMs.at(-1) ?? 0);
  const when = isShort ? `at ${times.join(', ')}` : `waits ${delayText(delaysMs)} (${span})`;
  return [
    ...profileLines(profile, options),
    ...indented([
      ...(offsetsMs.length === 0 ? [] : [when]),
      ...ruleTexts(profile).map((text) => shownText(text, options)),
      `after the last: ${shownText(profile.afterLast, options)}`,
    ]),
  ];
}

/** The attempts as a table, runs of equal waits in one row when there are many, and the time they span. */
function timeLines(times: Times, options: RenderOptions): string[] {
  const { theme } = options;
  const columns = [
    { title: 'attempt', paint: theme.accent },
    { title: 'wait', paint: (text: string) => text },
    { title: 'offset', paint: (text: string) => text },
    { title: 'at', paint: theme.dim },
    ...(times.profile.jitter === null ? [] : [{ title: 'drawn between', paint: theme.dim }]),
  ];
  const table = tableBlock(columns, attemptRows(times, options), options);
  return [...firstLines(table, table.total), theme.strong(spanText(times))];
}

function attemptRows(times: Times, options: RenderOptions): readonly (readonly string[])[] {
  const { offsetsMs, attemptsMade: made = 0 } = times;
  const rows: (readonly string[])[] = [];
  for (let at = 0; at < offsetsMs.length; at += 1) {
    rows.push([
      `#${made + at + 1}`,
      at === 0 ? '-' : waitAt(offsetsMs, at),
      ...whenCells(times, at, options),
    ]);
    const last = offsetsMs.length > MAX_ROWS ? endOfRun(offsetsMs, at) : at;
    if (at > 0 && last - at >= MIN_RUN) {
      const { range, ellipsis } = options.glyphs;
      const [offset = '', ...when] = whenCells(times, last, options);
      const numbers = `#${made + at + 2} ${range} #${made + last + 1}`;
      rows.push([numbers, `every ${waitAt(offsetsMs, at)}`, `${ellipsis} ${offset}`, ...when]);
      at = last;
    }
  }
  return rows;
}

/** Index of the last attempt that comes after the same wait as attempt `at`, with no other wait between. */
function endOfRun(offsetsMs: readonly number[], at: number): number {
  const wait = waitAt(offsetsMs, at);
  let last = at;
  while (last + 1 < offsetsMs.length && waitAt(offsetsMs, last + 1) === wait) last += 1;
  return last;
}

function waitAt(offsetsMs: readonly number[], at: number): string {
  return formatDuration((offsetsMs[at] ?? 0) - (offsetsMs[at - 1] ?? 0));
}

function whenCells(times: Times, at: number, options: RenderOptions): readonly string[] {
  const offsetMs = times.offsetsMs[at] ?? 0;
  const start = localTime(times.startAtMs, options.utcOffsetMinutes);
  const { date, time } = localTime(times.startAtMs + offsetMs, options.utcOffsetMinutes);
  const clock = time.slice(0, -4);
  const { jitter } = times.profile;
  const range = options.glyphs.range;
  return [
    `+${formatDuration(offsetMs)}`,
    date === start.date ? clock : `${date} ${clock}`,
    // Every wait before it is drawn alike, so the bounds of their sum are those shares of it.
    ...(jitter === null
      ? []
      : [
          at === 0
            ? '-'
            : `+${formatDuration(offsetMs * jitter.from)} ${range} +${formatDuration(offsetMs * jitter.to)}`,
        ]),
  ];
}

/** `41 attempts over 3h20m`, and the real time when waits are scaled. */
function spanText({ offsetsMs, profile, attemptsMade = 0 }: Times): string {
  const count = offsetsMs.length;
  if (count === 1) return '1 attempt';
  const spanMs = offsetsMs.at(-1) ?? 0;
  const realOffsetsMs = attemptOffsetsMs(profile);
  const realMs = (realOffsetsMs.at(-1) ?? 0) - (realOffsetsMs[attemptsMade] ?? 0);
  const real = formatDuration(realMs);
  const scaled = real === formatDuration(spanMs) ? '' : ` (scaled; ${real} in real time)`;
  return `${count} attempts over ${formatDuration(spanMs)}${scaled}`;
}
