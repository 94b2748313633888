import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_RESPONSE, type PlannedAnswer } from '../../src/capture/answer.ts';
import { answerable } from '../../src/capture/answerable.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { keptLog } from '../helpers/listening.ts';

function planned(status: number, headers: HeaderList, source: 'rule' | 'target'): PlannedAnswer {
  return { response: { status, headers, body: Buffer.from('x') }, source, delayMs: 5 };
}

const bad: readonly (readonly [PlannedAnswer, string, string])[] = [
  [
    planned(200, [['X-A', 'a\x01b']], 'target'),
    '1.1',
    "the target's answer can't be passed on: its header X-A has a control character",
  ],
  [
    planned(200, [['X A', 'b']], 'rule'),
    '1.1',
    "the answer can't be passed on: it has a header without a proper name",
  ],
  [
    planned(200, [['trailer', 'x']], 'rule'),
    '1.1',
    "the answer can't be passed on: it has a Trailer header, and no trailers",
  ],
  [planned(999, [], 'target'), '2', "the target's answer can't be passed on: its status is 999"],
  [planned(42, [], 'target'), '1.1', "the target's answer can't be passed on: its status is 42"],
];
for (const [answer, httpVersion, text] of bad) {
  test(`what can't be written is a 503 before it is on record: ${text}`, () => {
    const log = keptLog();
    const { response, source, delayMs } = answerable(answer, httpVersion, log);
    assert.deepEqual([response.status, source, delayMs], [503, answer.source, 5]);
    assert.equal(Buffer.from(response.body).toString(), `webhook-cli: ${text}\n`);
    assert.deepEqual(log.lines, [`error: answered 503: ${text}`]);
  });
}

test('any other answer stays as it is', () => {
  const log = keptLog();
  const answers: readonly PlannedAnswer[] = [
    { response: DEFAULT_RESPONSE, source: 'default', delayMs: 0 },
    planned(
      999,
      [
        ['X-A', 'caf\xe9\tb'],
        ['x-a', ''],
      ],
      'target',
    ),
    {
      response: { ...DEFAULT_RESPONSE, status: 42, manner: { kind: 'hang-up' } },
      source: 'rule',
      delayMs: 0,
    },
  ];
  for (const answer of answers) assert.equal(answerable(answer, '1.1', log), answer);
  assert.deepEqual(log.lines, []);
});
