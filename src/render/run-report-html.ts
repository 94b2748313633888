import type { AttemptEvent } from '../core/events.ts';
import { escapeMarkup } from './doctor-report.ts';
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
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; --warn: #9a6700; --dim: #6e7781; --bar: #0969da; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #f85149; --warn: #d29922; --dim: #8b949e; --bar: #58a6ff; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--dim); font-weight: normal; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem .35rem 0; vertical-align: top; }
.about { color: var(--dim); }
.sum { font-weight: 600; }
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

/**
 * A page that stands alone: one style, charts drawn in place, no script, nothing loaded. Its policy allows that style by
 * its hash and nothing else.
 *
 * @param sha256Base64 - base64 of the SHA-256 of a text's UTF-8
 */
export function runReportHtml(report: RunReport, sha256Base64: (text: string) => string): string {
  const { summary, startedAtMs, attempts } = report;
  const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(STYLE)}'; base-uri 'none'; form-action 'none'`;
  const deliveries = reportedDeliveries(report);
  const title = `Run ${shown(summary.run)}`;
  const targets = [...new Set(attempts.map(({ url }) => new URL(url).origin))].map(shownTarget);
  const { p50, p90, p99, max } = summary.latencyMs;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy)}">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${escapeMarkup(title)}</h1>`,
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
    '</body>',
    '</html>',
    '',
  ].join('\n');
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
