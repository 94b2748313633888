import type { AttemptEvent } from '../core/delivery-events.ts';
import { escapeMarkup } from './markup.ts';
import { reportPage } from './report-page.ts';
import {
  answerText,
  type ReportedDelivery,
  type RunReport,
  reportedDeliveries,
  shown,
  shownTarget,
} from './run-report.ts';
import { latencyChart, timeline } from './run-report-charts.ts';

/** Rows of a page that can still be scrolled; the others are in the JSON report. */
const MAX_ROWS = 2_000;

const STYLE = `
.delivered { color: var(--good); }
.rejected, .exhausted { color: var(--bad); }
.dropped, .interrupted, .waiting { color: var(--warn); }
svg { width: 100%; height: auto; }
svg text { font: 11px ui-monospace, monospace; fill: var(--dim); }
.bar { fill: var(--bar); }
.ok { fill: var(--good); }
.ko { fill: var(--bad); }
.again { fill: var(--warn); }
`;

/** The run as a page that stands alone, its charts drawn in place; `sha256Base64` as in {@link reportPage}. */
export function runReportHtml(report: RunReport, sha256Base64: (text: string) => string): string {
  const { summary, startedAtMs, attempts } = report;
  const deliveries = reportedDeliveries(report);
  const targets = [...new Set(attempts.map(({ url }) => new URL(url).origin))].map(shownTarget);
  const { p50, p90, p99, max } = summary.latencyMs;
  const body = [
    `<p class="about">${targets.map((target) => `<code>${escapeMarkup(target)}</code>`).join(' ')} from ${new Date(startedAtMs).toISOString()}, by webhook-cli ${escapeMarkup(report.version)}</p>`,
    `<p class="sum">${countsText(report)}</p>`,
    '<h2>Latency</h2>',
    `<p>half within ${p50} ms, 90 % within ${p90} ms, 99 % within ${p99} ms, the slowest ${max} ms</p>`,
    latencyChart(attempts),
    `<p>${statusText(attempts)}</p>`,
    '<h2>Timeline</h2>',
    timeline(deliveries, startedAtMs),
    '<h2>Deliveries</h2>',
    ...deliveryTable(deliveries),
  ];
  return reportPage({ title: `Run ${shown(summary.run)}`, style: STYLE, body }, sha256Base64);
}

function countsText({ summary }: RunReport): string {
  const { total, delivered, failed, dropped = 0, pending = 0, attempts } = summary;
  const more = [
    ...(dropped === 0 ? [] : [`${dropped} left out`]),
    ...(pending === 0 ? [] : [`${pending} to come`]),
  ];
  return [
    `${total} deliveries: ${delivered} delivered`,
    `${failed} failed`,
    ...more,
    `${attempts} attempts`,
  ].join(', ');
}

/** How often each answer came. */
function statusText(attempts: readonly AttemptEvent[]): string {
  const counts = new Map<string, number>();
  for (const attempt of attempts) {
    const answer = answerText(attempt);
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, left], [, right]) => right - left)
    .map(([answer, count]) => `${count} × ${escapeMarkup(answer)}`)
    .join(', ');
}

function deliveryTable(deliveries: readonly ReportedDelivery[]): readonly string[] {
  const rows = deliveries.slice(0, MAX_ROWS);
  const left = deliveries.length - rows.length;
  return [
    '<table>',
    '<thead><tr><th>Delivery</th><th>Source</th><th>Outcome</th><th>Attempts</th></tr></thead>',
    '<tbody>',
    ...rows.map(
      ({ id, source, outcome, attempts }) =>
        `<tr><td>${escapeMarkup(id)}</td><td><code>${escapeMarkup(shown(source))}</code></td>` +
        `<td class="${outcome}">${outcome}</td>` +
        `<td>${attempts.map((attempt) => escapeMarkup(answerText(attempt))).join(', ')}</td></tr>`,
    ),
    '</tbody>',
    '</table>',
    ...(left === 0 ? [] : [`<p>and ${left} more</p>`]),
  ];
}
