import type { AttemptEvent } from '../core/delivery-events.ts';
import { formatDuration } from '../core/duration.ts';
import { escapeMarkup } from './markup.ts';
import { answerText, type ReportedDelivery, shown } from './run-report.ts';

const WIDTH = 900;
const LATENCY_HEIGHT = 180;
const ROW_HEIGHT = 14;
const LABEL_WIDTH = 220;
const BARS = 40;
/** More than this is nothing to look at. */
const MAX_ROWS = 200;
const MIN_TICK = 3;

/** How many attempts took how long: bars of equal width on a logarithmic axis. */
export function latencyChart(attempts: readonly AttemptEvent[]): string {
  const durations = attempts.map(({ durationMs }) => Math.max(durationMs, 0.01));
  if (durations.length === 0) return '';
  const [low, high] = extent(durations);
  const span = Math.max(Math.log(high) - Math.log(low), 1e-9);
  const counts = Array.from({ length: BARS }, () => 0);
  for (const duration of durations) {
    const bar = Math.min(
      BARS - 1,
      Math.floor(((Math.log(duration) - Math.log(low)) / span) * BARS),
    );
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  const most = counts.reduce((left, right) => Math.max(left, right), 1);
  const step = WIDTH / BARS;
  const bars = counts.map((count, index) => {
    const height = round((count / most) * LATENCY_HEIGHT);
    const from = low * Math.exp((span * index) / BARS);
    const title = `<title>${count} from ${milliseconds(from)}</title>`;
    return `<rect class="bar" x="${round(index * step)}" y="${round(LATENCY_HEIGHT - height)}" width="${round(step - 1)}" height="${height}">${title}</rect>`;
  });
  const axis = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle';
    return `<text x="${WIDTH * share}" y="${LATENCY_HEIGHT + 16}" text-anchor="${anchor}">${milliseconds(low * Math.exp(span * share))}</text>`;
  });
  return svg('Latency of attempts', LATENCY_HEIGHT + 22, [...bars, ...axis]);
}

/** One row a delivery, one mark an attempt, along the time of the run. */
export function timeline(deliveries: readonly ReportedDelivery[], startedAtMs: number): string {
  const rows = deliveries.filter(({ attempts }) => attempts.length > 0).slice(0, MAX_ROWS);
  if (rows.length === 0) return '';
  const ends = rows.flatMap(({ attempts }) =>
    attempts.map((event) => event.startedAtMs + event.durationMs),
  );
  const spanMs = Math.max(extent(ends)[1] - startedAtMs, 1);
  const width = WIDTH - LABEL_WIDTH;
  const marks = rows.flatMap(({ source, attempts }, row) => {
    const y = row * ROW_HEIGHT;
    const label = `<text x="0" y="${y + 11}">${escapeMarkup(shown(source).slice(0, 34))}</text>`;
    return [
      label,
      ...attempts.map((event) => {
        const x = LABEL_WIDTH + ((event.startedAtMs - startedAtMs) / spanMs) * width;
        const size = Math.max(MIN_TICK, (event.durationMs / spanMs) * width);
        const left = Math.min(Math.max(LABEL_WIDTH, x), WIDTH - MIN_TICK);
        return `<rect class="${markClass(event)}" x="${round(left)}" y="${y + 2}" width="${round(Math.min(size, WIDTH - left))}" height="10">${markTitle(event, startedAtMs)}</rect>`;
      }),
    ];
  });
  const height = rows.length * ROW_HEIGHT;
  const axis = [
    `<text x="${LABEL_WIDTH}" y="${height + 14}">0</text>`,
    `<text x="${WIDTH}" y="${height + 14}" text-anchor="end">${formatDuration(spanMs)}</text>`,
  ];
  return svg('Timeline of attempts', height + 20, [...marks, ...axis]);
}

function markClass({ status, nextAttemptAtMs }: AttemptEvent): string {
  if (nextAttemptAtMs !== null) return 'again';
  return status !== null && status < 300 ? 'ok' : 'ko';
}

function markTitle(event: AttemptEvent, startedAtMs: number): string {
  const after = formatDuration(Math.max(0, event.startedAtMs - startedAtMs));
  const text = `attempt ${event.attempt} after ${after}: ${answerText(event)}, ${milliseconds(event.durationMs)}`;
  return `<title>${escapeMarkup(text)}</title>`;
}

function svg(label: string, height: number, content: readonly string[]): string {
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeMarkup(label)}">`,
    ...content,
    '</svg>',
  ].join('\n');
}

function extent(values: readonly number[]): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

function milliseconds(value: number): string {
  return `${value < 10 ? Math.round(value * 100) / 100 : Math.round(value)} ms`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
