import {
  countResults,
  type DoctorReport,
  findingMessage,
  type ReportFinding,
  shownReport,
} from './doctor-report.ts';
import { escapeMarkup } from './markup.ts';

/** JUnit XML, one suite a group. It knows no warnings: they pass, and their text stands in `system-out`. */
export function doctorJunit(report: DoctorReport): string {
  const shown = shownReport(report);
  const { findings, provider, target } = shown;
  const counts = countResults(findings);
  const totals = `tests="${findings.length}" failures="${counts.fail}" skipped="${counts.skip}" errors="0" time="${seconds(findings)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeMarkup(`webhook-cli doctor ${provider} ${target}`)}" ${totals}>`,
    ...shown.groups.flatMap(({ name, title }) =>
      suite(
        title,
        shown.startedAtMs,
        findings.filter(({ group }) => group === name),
      ),
    ),
    '</testsuites>',
    '',
  ].join('\n');
}

function seconds(findings: readonly ReportFinding[]): string {
  const totalMs = findings.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return (totalMs / 1000).toFixed(3);
}

function suite(
  title: string,
  startedAtMs: number,
  findings: readonly ReportFinding[],
): readonly string[] {
  if (findings.length === 0) return [];
  const { fail, skip } = countResults(findings);
  const at = new Date(startedAtMs).toISOString().slice(0, 19);
  return [
    `  <testsuite name="${escapeMarkup(title)}" timestamp="${at}" tests="${findings.length}" failures="${fail}" skipped="${skip}" errors="0" time="${seconds(findings)}">`,
    ...findings.flatMap((finding) => testCase(finding)),
    '  </testsuite>',
  ];
}

function testCase(finding: ReportFinding): readonly string[] {
  const { check, group, title, result, cause, did } = finding;
  const name = escapeMarkup(`${check}: ${title}`);
  const open = `    <testcase classname="doctor.${escapeMarkup(group)}" name="${name}" time="${seconds([finding])}"`;
  const message = escapeMarkup(did);
  const text = escapeMarkup(findingMessage(finding));
  switch (result) {
    case 'pass':
      return [`${open}/>`];
    case 'skip':
      return [`${open}><skipped message="${message}"/></testcase>`];
    case 'warn':
      return [`${open}><system-out>warning: ${text}</system-out></testcase>`];
    case 'fail': {
      const type = escapeMarkup(cause ?? 'fail');
      return [`${open}><failure type="${type}" message="${message}">${text}</failure></testcase>`];
    }
    default:
      return result satisfies never;
  }
}
