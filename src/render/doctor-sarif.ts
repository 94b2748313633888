import {
  type DoctorReport,
  findingMessage,
  type ReportFinding,
  shownReport,
} from './doctor-report.ts';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * SARIF 2.1.0 (OASIS): one rule a probe, one result for each that failed or warns. What passed is no result, for GitHub's
 * code scanning makes an alert of everything that is one, whatever its `kind`.
 */
export function doctorSarif(report: DoctorReport): string {
  const shown = shownReport(report);
  const { findings, provider, target } = shown;
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
        automationDetails: { id: `webhook-cli-doctor/${provider}/` },
        invocations: [
          {
            executionSuccessful: true,
            startTimeUtc: new Date(shown.startedAtMs).toISOString(),
          },
        ],
        results: findings.flatMap((finding, index) => resultOf(finding, index, target)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule({ check, title, group, security, why, fix }: ReportFinding): unknown {
  return {
    id: check,
    shortDescription: { text: title },
    fullDescription: { text: why ?? title },
    help: { text: fix ?? title },
    properties: { tags: [group, ...(security ? ['security'] : [])] },
  };
}

const LEVELS = { fail: 'error', warn: 'warning' } as const;

function resultOf(finding: ReportFinding, ruleIndex: number, target: string): readonly unknown[] {
  const { result, check } = finding;
  if (result !== 'fail' && result !== 'warn') return [];
  return [
    {
      ruleId: check,
      ruleIndex,
      kind: 'fail',
      level: LEVELS[result],
      message: { text: findingMessage(finding) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: artifactUri(target) },
            region: { startLine: 1 },
          },
          logicalLocations: [{ fullyQualifiedName: target, kind: 'resource' }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: `${check}:1` },
    },
  ];
}

/** A relative one, since GitHub takes no other, and without the port, which may be another one in each run. */
function artifactUri(target: string): string {
  const path = URL.canParse(target) ? new URL(target).pathname : '';
  return `webhook-receiver${path}`.replace(/\/$/, '');
}
