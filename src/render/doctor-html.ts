import {
  countResults,
  countsText,
  type DoctorReport,
  escapeMarkup,
  type ReportFinding,
  shownReport,
} from './doctor-report.ts';

const WORDS = { pass: 'passed', fail: 'failed', warn: 'warning', skip: 'skipped' } as const;

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; --warn: #9a6700; --dim: #6e7781; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #f85149; --warn: #d29922; --dim: #8b949e; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--dim); font-weight: normal; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem .35rem 0; vertical-align: top; }
p { margin: .2rem 0; }
.about, .skip { color: var(--dim); }
.result { white-space: nowrap; font-weight: 600; }
.pass .result { color: var(--good); }
.fail .result { color: var(--bad); }
.warn .result { color: var(--warn); }
.sum { font-weight: 600; }
@media print { body { margin: 0; max-width: none; } }
`;

/**
 * A page that stands alone: one style, no script, nothing loaded. Its policy allows that style by its hash and nothing
 * else.
 *
 * @param sha256Base64 - base64 of the SHA-256 of a text's UTF-8
 */
export function doctorHtml(report: DoctorReport, sha256Base64: (text: string) => string): string {
  const shown = shownReport(report);
  const { provider, target, findings } = shown;
  const policy = `default-src 'none'; style-src 'sha256-${sha256Base64(STYLE)}'; base-uri 'none'; form-action 'none'`;
  const at = new Date(shown.startedAtMs).toISOString();
  const title = `${provider} receiver examined`;
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
    `<p class="about"><code>${escapeMarkup(target)}</code> at ${at}, by webhook-cli ${escapeMarkup(shown.version)}</p>`,
    `<p class="sum">${countsText(countResults(findings))}</p>`,
    ...shown.groups.flatMap(({ name, title: heading }) =>
      section(
        heading,
        findings.filter(({ group }) => group === name),
      ),
    ),
    '</body>',
    '</html>',
    '',
  ].join('\n');
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
