import { jsonLine } from './json.ts';
import type { RunReport } from './run-report.ts';

/** One JSON object: the same objects that NDJSON has, as lists. Secrets are masked. */
export function runReportJson(report: RunReport): string {
  const line = (event: Parameters<typeof jsonLine>[0]): string =>
    jsonLine(event, { showSecrets: false });
  const list = (lines: readonly string[]): string =>
    lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return [
    '{',
    '  "v": 1,',
    '  "type": "report",',
    `  "started_at": ${JSON.stringify(new Date(report.startedAtMs).toISOString())},`,
    `  "summary": ${line(report.summary)},`,
    `  "deliveries": ${list(report.deliveries.map(line))},`,
    `  "attempts": ${list(report.attempts.map(line))}`,
    '}',
    '',
  ].join('\n');
}
