import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isRecord } from '../../src/core/shape.ts';
import { doctorHtml } from '../../src/render/doctor-html.ts';
import { doctorJunit } from '../../src/render/doctor-junit.ts';
import {
  countResults,
  countsText,
  type DoctorReport,
  type ReportFinding,
} from '../../src/render/doctor-report.ts';
import { doctorSarif } from '../../src/render/doctor-sarif.ts';

const FINDING: ReportFinding = {
  check: 'unsigned',
  title: 'no signature at all',
  group: 'bad',
  security: true,
  result: 'fail',
  cause: 'accepted',
  did: 'answered 200',
  expected: 'refuses it with 406',
  why: 'Whoever knows the URL can post events.',
  fix: 'Refuse it.',
  durationMs: 12.5,
};

const REPORT: DoctorReport = {
  provider: 'Mailgun',
  target: 'http://127.0.0.1:3000/hooks',
  startedAtMs: Date.UTC(2026, 10, 21, 6, 50, 0, 123),
  version: '1.2.3',
  groups: [
    { name: 'good', title: 'Accepts the good' },
    { name: 'bad', title: 'Refuses the bad' },
  ],
  findings: [
    { ...FINDING, check: 'good-open', group: 'good', security: false, result: 'pass', cause: null },
    FINDING,
    { ...FINDING, check: 'tampered-body', result: 'warn', cause: 'scheme-limit' },
    {
      ...FINDING,
      check: 'stale',
      result: 'skip',
      cause: null,
      did: 'no time is signed',
      expected: null,
      why: null,
      fix: null,
    },
  ],
};

function sha256Base64(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}

function withTexts(text: string): DoctorReport {
  const findings = REPORT.findings.map((finding) => ({
    ...finding,
    did: text,
    expected: text,
    why: text,
    fix: text,
    cause: text,
    title: text,
  }));
  return { ...REPORT, provider: text, target: `http://127.0.0.1/${text}`, version: text, findings };
}

describe('the counts', () => {
  it('are told in one line', () => {
    assert.equal(
      countsText(countResults(REPORT.findings)),
      '4 checks: 1 passed, 1 failed, 1 warning, 1 skipped',
    );
    assert.equal(
      countsText(countResults([{ result: 'pass' }])),
      '1 check: 1 passed, 0 failed, 0 warnings, 0 skipped',
    );
  });
});

describe('the page', () => {
  const page = doctorHtml(REPORT, sha256Base64);

  it('allows its one style by its hash, and nothing else', () => {
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const [, policy = ''] =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    assert.equal(
      policy.replaceAll('&#39;', "'"),
      `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('loads nothing and runs nothing', () => {
    assert.doesNotMatch(page, /<(?:script|link|img|iframe|object|a)\b|\bon\w+=|url\(|style=/i);
  });

  it('explains what is wrong and not what is well', () => {
    assert.match(page, /<td><p>answered 200<\/p><p>A correct receiver refuses it with 406<\/p>/);
    assert.match(
      page,
      /<tr class="pass"><td class="result">passed<\/td>.*<td><p>answered 200<\/p><\/td>/,
    );
    assert.match(page, /4 checks: 1 passed, 1 failed, 1 warning, 1 skipped/);
  });

  it('is the same page whatever texts stand in it', () => {
    const tags = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];
    const plain = tags(doctorHtml(withTexts('x'), sha256Base64));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom(
            '</p><script>alert(1)</script>',
            '"><b onclick=x>',
            "' x='",
            '<!--',
            ']]>',
            '&lt;',
          ),
        ),
        (text) => {
          assert.deepEqual(tags(doctorHtml(withTexts(text), sha256Base64)), plain);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('shows no secret of the target or of an answer', () => {
    const hidden = doctorHtml(
      {
        ...REPORT,
        target: 'http://user:hunter22@127.0.0.1:3000/?token=s3cr3tvalue',
        findings: [{ ...FINDING, did: 'answered 302 to https://a:hunter22@example.com/' }],
      },
      sha256Base64,
    );
    assert.doesNotMatch(hidden, /hunter22|s3cr3tvalue/);
  });
});

describe('JUnit', () => {
  it('has a suite for each group, and a warning passes with a word', () => {
    assert.equal(
      doctorJunit(REPORT),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="webhook-cli doctor Mailgun http://127.0.0.1:3000/hooks" tests="4" failures="1" skipped="1" errors="0" time="0.050">
  <testsuite name="Accepts the good" timestamp="2026-11-21T06:50:00" tests="1" failures="0" skipped="0" errors="0" time="0.013">
    <testcase classname="doctor.good" name="good-open: no signature at all" time="0.013"/>
  </testsuite>
  <testsuite name="Refuses the bad" timestamp="2026-11-21T06:50:00" tests="3" failures="1" skipped="1" errors="0" time="0.037">
    <testcase classname="doctor.bad" name="unsigned: no signature at all" time="0.013"><failure type="accepted" message="answered 200">answered 200; a correct receiver refuses it with 406. Whoever knows the URL can post events. Refuse it.</failure></testcase>
    <testcase classname="doctor.bad" name="tampered-body: no signature at all" time="0.013"><system-out>warning: answered 200; a correct receiver refuses it with 406. Whoever knows the URL can post events. Refuse it.</system-out></testcase>
    <testcase classname="doctor.bad" name="stale: no signature at all" time="0.013"><skipped message="no time is signed"/></testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it('has no character that XML has no place for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = doctorJunit(withTexts(text));
        // XML 1.0, production 2
        assert.doesNotMatch(xml, /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
        assert.equal(
          (xml.match(/</g) ?? []).length,
          (doctorJunit(REPORT).match(/</g) ?? []).length,
        );
      }),
    );
  });
});

describe('SARIF', () => {
  it('has a rule and a result for each probe, with a level only for what failed', () => {
    const log: unknown = JSON.parse(doctorSarif(REPORT));
    assert.ok(isRecord(log) && Array.isArray(log['runs']));
    assert.equal(log['version'], '2.1.0');
    const [run] = log['runs'] as [
      { tool: { driver: { rules: unknown[] } }; results: Record<string, unknown>[] },
    ]; // as doctorSarif writes it
    assert.deepEqual(run.tool.driver.rules[1], {
      id: 'unsigned',
      shortDescription: { text: 'no signature at all' },
      fullDescription: { text: 'Whoever knows the URL can post events.' },
      help: { text: 'Refuse it.' },
      properties: { tags: ['bad', 'security'] },
    });
    assert.deepEqual(
      run.results.map(({ ruleId, ruleIndex, kind, level }) => [ruleId, ruleIndex, kind, level]),
      [
        ['unsigned', 1, 'fail', 'error'],
        ['tampered-body', 2, 'fail', 'warning'],
      ],
    );
    // GitHub's code scanning refuses http: and wants a line.
    assert.deepEqual(run.results[0]?.['locations'], [
      {
        physicalLocation: {
          artifactLocation: { uri: 'webhook-receiver/hooks' },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: 'http://127.0.0.1:3000/hooks', kind: 'resource' }],
      },
    ]);
  });

  it('has what the schema of SARIF 2.1.0 requires, and nothing it does not know', () => {
    for (const report of [REPORT, withTexts('any'), { ...REPORT, findings: [] }]) {
      assert.deepEqual(sarifFaults(JSON.parse(doctorSarif(report))), []);
    }
    const broken = JSON.parse(doctorSarif(REPORT).replaceAll('"warning"', '"warn"'));
    assert.equal(sarifFaults(broken).length, 1);
  });
});

interface Shape {
  readonly required?: readonly string[];
  /** Members that are allowed, by what their values have to be. */
  readonly members: Readonly<
    Record<string, Shape | readonly [Shape] | RegExp | 'integer' | 'true'>
  >;
}

const TEXT: Shape = { required: ['text'], members: { text: /./s } };
const TAGS: Shape = { members: { tags: [{ members: {} }] } };

/** The part of the OASIS schema that is used here: every object in it is closed. */
const SARIF: Shape = {
  required: ['version', 'runs'],
  members: {
    $schema: /^https:\/\//,
    version: /^2\.1\.0$/,
    runs: [
      {
        required: ['tool'],
        members: {
          tool: {
            required: ['driver'],
            members: {
              driver: {
                required: ['name'],
                members: {
                  name: /./,
                  version: /./,
                  rules: [
                    {
                      required: ['id'],
                      members: {
                        id: /./,
                        shortDescription: TEXT,
                        fullDescription: TEXT,
                        help: TEXT,
                        properties: TAGS,
                      },
                    },
                  ],
                },
              },
            },
          },
          automationDetails: { members: { id: /./ } },
          invocations: [
            {
              required: ['executionSuccessful'],
              members: {
                executionSuccessful: 'true',
                startTimeUtc: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
              },
            },
          ],
          results: [
            {
              required: ['message'],
              members: {
                ruleId: /./,
                ruleIndex: 'integer',
                kind: /^(?:notApplicable|pass|fail|review|open|informational)$/,
                level: /^(?:none|note|warning|error)$/,
                message: TEXT,
                locations: [
                  {
                    members: {
                      physicalLocation: {
                        members: {
                          // A relative reference (RFC 3986 4.2) whose first part has no colon.
                          artifactLocation: { members: { uri: /^[\w.~%-]+(?:\/[\w.~%:@-]*)*$/ } },
                          region: { members: { startLine: 'integer' } },
                        },
                      },
                      logicalLocations: [{ members: { fullyQualifiedName: /./, kind: /./ } }],
                    },
                  },
                ],
                partialFingerprints: { members: { primaryLocationLineHash: /./ } },
              },
            },
          ],
        },
      },
    ],
  },
};

function sarifFaults(
  value: unknown,
  shape: Shape['members'][string] = SARIF,
  path = 'log',
): readonly string[] {
  if (shape instanceof RegExp) {
    return typeof value === 'string' && shape.test(value) ? [] : [path];
  }
  if (shape === 'integer') return Number.isInteger(value) ? [] : [path];
  if (shape === 'true') return value === true ? [] : [path];
  if (isList(shape)) {
    if (!Array.isArray(value)) return [path];
    if (path.endsWith('.tags')) return value.every((tag) => typeof tag === 'string') ? [] : [path];
    return value.flatMap((item, index) => sarifFaults(item, shape[0], `${path}[${index}]`));
  }
  if (!isRecord(value)) return [path];
  const absent = (shape.required ?? []).filter((name) => !(name in value));
  return [
    ...absent.map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const wanted = shape.members[name];
      return wanted === undefined
        ? [`${path}.${name} is not known`]
        : sarifFaults(inner, wanted, `${path}.${name}`);
    }),
  ];
}

function isList(shape: Shape['members'][string]): shape is readonly [Shape] {
  return Array.isArray(shape);
}
