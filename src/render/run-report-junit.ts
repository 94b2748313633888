import { escapeMarkup } from './markup.ts';
import {
  answerText,
  type ReportedDelivery,
  type RunReport,
  reportedDeliveries,
  shown,
} from './run-report.ts';

/** JUnit XML: one test case a delivery. What was left out on purpose, or is still to come, is skipped. */
export function runReportJunit(report: RunReport): string {
  const cases = reportedDeliveries(report);
  const { run, elapsedMs } = report.summary;
  const failures = cases.filter(({ outcome }) => isFailure(outcome)).length;
  const skipped = cases.filter(({ outcome }) => isSkipped(outcome)).length;
  const totals = `tests="${cases.length}" failures="${failures}" skipped="${skipped}" errors="0" time="${elapsedMs / 1000}"`;
  const at = new Date(report.startedAtMs).toISOString().slice(0, 19);
  const name = escapeMarkup(shown(run));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="webhook-cli replay" ${totals}>`,
    `  <testsuite name="${name}" timestamp="${at}" ${totals}>`,
    ...cases.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function isFailure(outcome: ReportedDelivery['outcome']): boolean {
  return outcome === 'rejected' || outcome === 'exhausted';
}

function isSkipped(outcome: ReportedDelivery['outcome']): boolean {
  return outcome === 'dropped' || outcome === 'interrupted' || outcome === 'waiting';
}

function testCase({ id, source, outcome, attempts }: ReportedDelivery): string {
  const seconds = attempts.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  const name = escapeMarkup(`${id}: ${shown(source)}`);
  const open = `    <testcase classname="replay" name="${name}" time="${Math.round(seconds * 1000) / 1000}"`;
  if (isSkipped(outcome)) return `${open}><skipped message="${outcome}"/></testcase>`;
  if (!isFailure(outcome)) return `${open}/>`;
  const lines = attempts.map(
    (event) => `attempt ${event.attempt}: ${answerText(event)} after ${event.durationMs} ms`,
  );
  const last = attempts.at(-1);
  const message = last === undefined ? outcome : `${outcome}: ${answerText(last)}`;
  return `${open}><failure type="${outcome}" message="${escapeMarkup(message)}">${escapeMarkup(lines.join('\n'))}</failure></testcase>`;
}
