import { printable } from '../core/printable.ts';
import { maskText, maskUrl } from './mask.ts';

/** One probe in a report. Texts may hold what the receiver sent: nothing in here is trusted. */
export interface ReportFinding {
  readonly check: string;
  readonly title: string;
  readonly group: string;
  readonly security: boolean;
  readonly result: 'pass' | 'fail' | 'warn' | 'skip';
  readonly cause: string | null;
  readonly did: string;
  /** After "a correct receiver"; `null` when nothing was expected. */
  readonly expected: string | null;
  readonly why: string | null;
  readonly fix: string | null;
  /** How long the probe took. */
  readonly durationMs: number;
}

export interface DoctorReport {
  /** Title of the provider. */
  readonly provider: string;
  readonly target: string;
  readonly startedAtMs: number;
  readonly version: string;
  /** Names of groups and their titles, in order. */
  readonly groups: readonly { readonly name: string; readonly title: string }[];
  readonly findings: readonly ReportFinding[];
}

export type ReportFormat = 'html' | 'junit' | 'sarif';

interface ResultCounts {
  readonly pass: number;
  readonly fail: number;
  readonly warn: number;
  readonly skip: number;
}

export function countResults(findings: readonly Pick<ReportFinding, 'result'>[]): ResultCounts {
  const counts = { pass: 0, fail: 0, warn: 0, skip: 0 };
  for (const { result } of findings) counts[result] += 1;
  return counts;
}

/** `31 checks: 24 passed, 1 failed, 3 warnings, 3 skipped`. */
export function countsText(counts: ResultCounts): string {
  const { pass, fail, warn, skip } = counts;
  const total = pass + fail + warn + skip;
  const warnings = warn === 1 ? '1 warning' : `${warn} warnings`;
  return `${total} ${total === 1 ? 'check' : 'checks'}: ${pass} passed, ${fail} failed, ${warnings}, ${skip} skipped`;
}

/** What went wrong in one paragraph, for formats that have one place for it. */
export function findingMessage(finding: ReportFinding): string {
  const { did, expected, why, fix } = finding;
  const should = expected === null ? '' : `; a correct receiver ${expected}`;
  return [`${did}${should}.`, why, fix].filter((part) => part !== null).join(' ');
}

/** The report with secrets masked and control characters escaped in all that came from outside. */
export function shownReport(report: DoctorReport): DoctorReport {
  const shown = (text: string): string => printable(maskText(text));
  const orNull = (text: string | null): string | null => (text === null ? null : shown(text));
  return {
    ...report,
    provider: shown(report.provider),
    target: printable(maskUrl(report.target)),
    version: shown(report.version),
    findings: report.findings.map((finding) => ({
      ...finding,
      title: shown(finding.title),
      cause: orNull(finding.cause),
      did: shown(finding.did),
      expected: orNull(finding.expected),
      why: orNull(finding.why),
      fix: orNull(finding.fix),
    })),
  };
}
