import {
  countResults,
  countsText,
  type DoctorReport,
  type ReportFinding,
  shownReport,
} from './doctor-report.ts';
import { escapeMarkup } from './markup.ts';
import { reportPage } from './report-page.ts';

const WORDS = { pass: 'passed', fail: 'failed', warn: 'warning', skip: 'skipped' } as const;

const STYLE = `
.skip { color: var(--dim); }
.result { white-space: nowrap; font-weight: 600; }
.pass .result { color: var(--good); }
.fail .result { color: var(--bad); }
.warn .result { color: var(--warn); }
`;

/** The findings as a page that stands alone; `sha256Base64` as in {@link reportPage}. */
export function doctorHtml(report: DoctorReport, sha256Base64: (text: string) => string): string {
  const shown = shownReport(report);
  const { provider, target, findings } = shown;
  const at = new Date(shown.startedAtMs).toISOString();
  const body = [
    `<p class="about"><code>${escapeMarkup(target)}</code> at ${at}, by webhook-cli ${escapeMarkup(shown.version)}</p>`,
    `<p class="sum">${countsText(countResults(findings))}</p>`,
    ...shown.groups.flatMap(({ name, title }) =>
      section(
        title,
        findings.filter(({ group }) => group === name),
      ),
    ),
  ];
  return reportPage({ title: `${provider} receiver examined`, style: STYLE, body }, sha256Base64);
}

function section(heading: string, findings: readonly ReportFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  return [
    `<h2>${escapeMarkup(heading)}</h2>`,
    '<table>',
    '<thead><tr><th>Result</th><th>Probe</th><th>What the receiver did</th></tr></thead>',
    '<tbody>',
    ...findings.map(row),
    '</tbody>',
    '</table>',
  ];
}

function row(finding: ReportFinding): string {
  const { result, check, title, security, did, expected, why, fix } = finding;
  const isWrong = result === 'fail' || result === 'warn';
  const explained = isWrong
    ? [
        paragraph('A correct receiver', expected),
        paragraph('Why it matters:', why),
        paragraph('What to do:', fix),
      ].join('')
    : '';
  const kind = security ? ' (security)' : '';
  return (
    `<tr class="${result}"><td class="result">${WORDS[result]}</td>` +
    `<td>${escapeMarkup(title)}<br><code>${escapeMarkup(check)}</code>${kind}</td>` +
    `<td><p>${escapeMarkup(did)}</p>${explained}</td></tr>`
  );
}

function paragraph(label: string, text: string | null): string {
  return text === null ? '' : `<p>${label} ${escapeMarkup(text)}</p>`;
}
