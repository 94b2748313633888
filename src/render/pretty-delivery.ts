import type {
  AttemptEvent,
  DeliveryEvent,
  DeliveryOutcome,
  SummaryEvent,
} from '../core/delivery-events.ts';
import { formatDuration } from '../core/duration.ts';
import { displayWidth, printable } from '../core/printable.ts';
import { bodyLines } from './body.ts';
import { localSeconds, localTime, tookText } from './clock-text.ts';
import { cutMiddle } from './columns.ts';
import { indented } from './lines.ts';
import { maskHeaders } from './mask.ts';
import type { RenderOptions } from './options.ts';
import { disorderSummaryLine } from './pretty-disorder.ts';
import { shownText, shownUrl } from './shown.ts';
import type { Theme } from './theme.ts';
import { statusPaint } from './verdict.ts';

const GAP = '  ';
const MIN_URL = 24;

/** `attempt 2/41  POST url  503  12 ms  next in 5m (07:55:00)`; a long URL is shortened in the middle. */
export function attemptLines(event: AttemptEvent, options: RenderOptions): string[] {
  const { theme, glyphs, width } = options;
  const before = `attempt ${event.attempt}/${event.maxAttempts}`;
  const method = shownText(event.method, options);
  const cells = attemptCells(event, options);
  const other = [before, method, ...cells.map(({ text }) => text)].join(GAP);
  const room = width - displayWidth(other) - 1; // the URL comes after a single space
  const url = cutMiddle(shownUrl(event.url, options), Math.max(room, MIN_URL), glyphs.ellipsis);
  const painted = cells.map(({ text, paint }) => paint(text));
  const line = [theme.dim(before), `${theme.strong(method)} ${url}`, ...painted].join(GAP);
  return [
    line,
    ...hintLines(event, options),
    ...signedLines(event, options),
    ...responseLines(event, options),
  ];
}

/** What to do about a failure, once unless verbose. */
function hintLines({ hint, attempt }: AttemptEvent, options: RenderOptions): string[] {
  if (hint === undefined || (!options.verbose && attempt > 1)) return [];
  return [`  ${options.theme.dim(`hint: ${shownText(hint, options)}`)}`];
}

interface Painted {
  readonly text: string;
  readonly paint: (text: string) => string;
}

function attemptCells(event: AttemptEvent, options: RenderOptions): readonly Painted[] {
  const { theme } = options;
  const { status, nextAttemptAtMs } = event;
  const result =
    status === null
      ? { text: shownText(event.error ?? 'no answer', options), paint: theme.bad }
      : {
          text: String(status),
          // What is tried again was no success, whatever its class.
          paint: nextAttemptAtMs === null ? statusPaint(status, theme) : theme.warn,
        };
  const cells = [result, { text: tookText(event.durationMs), paint: theme.dim }];
  if (nextAttemptAtMs !== null) {
    const wait = nextAttemptAtMs - event.startedAtMs - event.durationMs;
    const at = localSeconds(nextAttemptAtMs, options.utcOffsetMinutes);
    cells.push({ text: `next in ${waitText(wait)} (${at})`, paint: theme.warn });
  }
  if (options.nameSources) cells.push({ text: shownText(event.source, options), paint: theme.dim });
  return cells;
}

/** The time an attempt itself took leaves crooked waits: whole seconds say it as well. */
function waitText(waitMs: number): string {
  if (waitMs <= 0) return '0s';
  return formatDuration(waitMs < 1000 ? waitMs : Math.round(waitMs / 1000) * 1000);
}

/** The answer, when verbose: its headers and its body. */
function responseLines({ response }: AttemptEvent, options: RenderOptions): string[] {
  if (!options.verbose || response === undefined || response === null) return [];
  const { theme, showSecrets } = options;
  const headers = showSecrets ? response.headers : maskHeaders(response.headers);
  return indented([
    ...headers.map(([name, value]) => `${theme.key(printable(name))}: ${printable(value)}`),
    '',
    ...bodyLines({ method: 'POST', path: '/', ...response }, { ...options, verbose: false }),
    '',
  ]);
}

/** A note is the same for every attempt, so it is said once unless verbose. */
function signedLines(event: AttemptEvent, options: RenderOptions): string[] {
  const { signed, signedNote, attempt } = event;
  if (!options.verbose && (signedNote === null || attempt > 1)) return [];
  const words = { fresh: 'signed fresh', verbatim: 'sent as recorded', unsigned: 'not signed' };
  const note =
    signedNote === null ? '' : ` ${options.glyphs.dash} ${shownText(signedNote, options)}`;
  return [`  ${options.theme.dim(words[signed] + note)}`];
}

/** What became of a delivery, in a word that needs no colour. */
export function deliveryLines(event: DeliveryEvent, options: RenderOptions): string[] {
  const { theme, glyphs } = options;
  const { outcome, attempts, status } = event;
  const times = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const answer = status === null ? '' : `${status} `;
  const mark = outcome === 'delivered' ? glyphs.check : glyphs.cross;
  const word = outcomePaint(outcome, theme)(`${mark} ${OUTCOMES[outcome]}`);
  return [[word, shownText(event.source, options), `${answer}after ${times}`].join(GAP)];
}

const OUTCOMES: Readonly<Record<DeliveryOutcome, string>> = {
  delivered: 'delivered',
  rejected: 'REJECTED',
  exhausted: 'GIVEN UP',
  dropped: 'dropped',
  interrupted: 'interrupted',
};

function outcomePaint(outcome: DeliveryOutcome, theme: Theme): (text: string) => string {
  if (outcome === 'delivered') return theme.good;
  return outcome === 'rejected' || outcome === 'exhausted' ? theme.bad : theme.warn;
}

/** Totals of a run, and how long the target took to answer. */
export function summaryLines(event: SummaryEvent, options: RenderOptions): string[] {
  const { theme } = options;
  const { total, delivered, failed, attempts, latencyMs } = event;
  const { startedAtMs, dropped = 0, pending = 0, disorder } = event;
  // A single delivery has said it all already.
  if (total === 1 && startedAtMs === undefined && disorder === undefined) return [];
  const counts = [
    theme.good(`${delivered} delivered`),
    failed === 0 ? theme.dim('0 failed') : theme.bad(`${failed} failed`),
    ...(dropped === 0 ? [] : [theme.warn(`${dropped} left out`)]),
    ...(pending === 0 ? [] : [theme.warn(`${pending} to come`)]),
  ].join(', ');
  const head = startedAtMs === undefined ? [] : [runHead(event.run, startedAtMs, options)];
  const times = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const rate = Number.isFinite(event.perSecond) ? `, ${roundedRate(event.perSecond)}/s` : '';
  const latency = (['p50', 'p90', 'p99', 'max'] as const).map(
    (name) => `${theme.dim(name)} ${tookText(latencyMs[name])}`,
  );
  return [
    ...head,
    `${total} ${total === 1 ? 'delivery' : 'deliveries'}: ${counts}${GAP}${theme.dim(`(${times} in ${tookText(event.elapsedMs)}${rate})`)}`,
    // A run that is gone on with may have had nothing left to do.
    ...(attempts === 0 || latencyMs.max === 0 ? [] : [`latency: ${latency.join(GAP)}`]),
    ...(disorder === undefined ? [] : [disorderSummaryLine(disorder, options)]),
    ...(startedAtMs === undefined || pending === 0
      ? []
      : event.isPlanned === false
        ? ['not planned to its end: nothing was sent, and it can not be gone on with']
        : [`go on with: webhook-cli replay --resume ${shownText(event.run, options)}`]),
  ];
}

function runHead(run: string, startedAtMs: number, options: RenderOptions): string {
  const { date, time } = localTime(startedAtMs, options.utcOffsetMinutes);
  return `${options.theme.strong(shownText(run, options))}${GAP}${options.theme.dim(`${date} ${time.slice(0, -4)}`)}`;
}

function roundedRate(perSecond: number): string {
  return perSecond < 10 ? String(Math.round(perSecond * 10) / 10) : String(Math.round(perSecond));
}
