import {
  type DoctorReport,
  findingMessage,
  type ReportFinding,
  shownReport,
} from './doctor-report.ts';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** SARIF 2.1.0 (OASIS): one rule a probe, one result a finding. The receiver's URL stands in the place of a file. */
export function doctorSarif(report: DoctorReport): string {
  const shown = shownReport(report);
  const { findings, target } = shown;
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'webhook-cli doctor',
            version: shown.version,
            rules: findings.map(rule),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            startTimeUtc: new Date(shown.startedAtMs).toISOString(),
          },
        ],
        results: findings.map((finding, index) => resultOf(finding, index, target)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule({ check, title, group, security, why, fix }: ReportFinding): unknown {
  return {
    id: check,
    shortDescription: { text: title },
    ...(why === null ? {} : { fullDescription: { text: why } }),
    ...(fix === null ? {} : { help: { text: fix } }),
    properties: { tags: [group, ...(security ? ['security'] : [])] },
  };
}

/** SARIF 3.27.9 and 3.27.10: a level other than "none" goes with the kind "fail" alone. */
function resultOf(finding: ReportFinding, ruleIndex: number, target: string): unknown {
  return {
    ruleId: finding.check,
    ruleIndex,
    ...VERDICTS[finding.result],
    message: { text: finding.result === 'pass' ? `${finding.did}.` : findingMessage(finding) },
    locations: [{ physicalLocation: { artifactLocation: { uri: target } } }],
  };
}

const VERDICTS = {
  pass: { kind: 'pass', level: 'none' },
  fail: { kind: 'fail', level: 'error' },
  warn: { kind: 'fail', level: 'warning' },
  skip: { kind: 'notApplicable', level: 'none' },
} as const satisfies Record<ReportFinding['result'], unknown>;
