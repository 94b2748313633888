import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { retryAfterMs } from '../../src/core/retry-after.ts';
import { delayText, ruleTexts } from '../../src/core/rule-text.ts';
import {
  ANY_2XX,
  attemptOffsetsMs,
  formatStatusRule,
  matchesStatus,
  nextStep,
  ONLY_200,
  parseDelayList,
  repeatDelay,
} from '../../src/core/schedule.ts';
import { NO_RETRY } from '../../src/providers/retry-profiles.ts';

const profile = {
  ...NO_RETRY,
  delaysMs: [1000, 2000],
  success: ONLY_200,
  stop: [406, [410, 419]] as const,
};

describe('schedule', () => {
  it('delivers on a success status, whatever the attempt', () => {
    for (const attempt of [1, 2, 3]) {
      assert.deepEqual(nextStep(profile, attempt, 200), { kind: 'delivered' });
    }
  });

  it('refuses on a stop status', () => {
    assert.deepEqual(nextStep(profile, 1, 406), { kind: 'rejected' });
    assert.deepEqual(nextStep(profile, 1, 415), { kind: 'rejected' });
  });

  it('retries with the wait of its attempt, and is exhausted after the last', () => {
    assert.deepEqual(nextStep(profile, 1, 204), { kind: 'retry', delayMs: 1000 });
    assert.deepEqual(nextStep(profile, 2, null), { kind: 'retry', delayMs: 2000 });
    assert.deepEqual(nextStep(profile, 3, 500), { kind: 'exhausted' });
  });

  it('lists attempt offsets as running sums', () => {
    assert.deepEqual(attemptOffsetsMs(profile), [0, 1000, 3000]);
    assert.deepEqual(attemptOffsetsMs(NO_RETRY), [0]);
  });

  it('matches numbers and inclusive ranges', () => {
    assert.equal(matchesStatus(ANY_2XX, 299), true);
    assert.equal(matchesStatus(ANY_2XX, 300), false);
    assert.equal(formatStatusRule([200, [300, 399]]), '200, 300-399');
  });

  it('writes delays so that runs of equal ones stand together', () => {
    assert.equal(
      delayText([5_000, 5_000, 300_000, ...repeatDelay(3, 1_000)]),
      '5s, 5s, 5m, 3 x 1s',
    );
    assert.equal(delayText([]), '');
  });

  const lists: readonly [string, readonly number[] | undefined][] = [
    ['40x5m', repeatDelay(40, 300_000)],
    ['5s,5m,30m', [5_000, 300_000, 1_800_000]],
    ['2x1s, 1h', [1_000, 1_000, 3_600_000]],
    ['0', [0]],
    ['5', undefined],
    ['', undefined],
    ['40x', undefined],
    ['x5m', undefined],
    ['5m,,5m', undefined],
    ['20000x1s', undefined],
    ['mailtrap', undefined],
  ];
  for (const [text, expected] of lists) {
    it(`reads the delay list "${text}" as ${expected === undefined ? 'none' : `${expected.length} delays`}`, () => {
      assert.deepEqual(parseDelayList(text), expected);
    });
  }

  it('draws a wait within its range, and never waits less than planned when asked to wait', () => {
    const drawn = { ...profile, jitter: { from: 0.8, to: 1.2 } };
    const asking = { ...profile, retryAfter: { maxFactor: 2, maxMs: 3_600_000 } };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (waitMs, draw, seconds) => {
          const delaysMs = [waitMs];
          const one = nextStep({ ...drawn, delaysMs }, 1, 500, { draw });
          assert.ok(one.kind === 'retry');
          assert.ok(one.delayMs >= Math.floor(waitMs * 0.8));
          assert.ok(one.delayMs <= Math.ceil(waitMs * 1.2));
          const headers = [['Retry-After', `${seconds}`]] as const;
          const other = nextStep({ ...asking, delaysMs }, 1, 500, { headers });
          assert.ok(other.kind === 'retry');
          assert.ok(other.delayMs >= waitMs && other.delayMs <= waitMs * 2);
        },
      ),
    );
  });

  it('takes the middle of the range without a draw', () => {
    const drawn = { ...profile, jitter: { from: 0.8, to: 1.2 } };
    assert.deepEqual(nextStep(drawn, 1, 500), { kind: 'retry', delayMs: 1000 });
  });

  it('gives up on failures that are not retried, and on what is over its total', () => {
    const strict = { ...profile, givesUpOn: ['dns'] as const, totalMs: 5_000 };
    assert.equal(nextStep(strict, 1, null, { noAnswer: 'dns' }).kind, 'exhausted');
    assert.equal(nextStep(strict, 1, null, { noAnswer: 'tls' }).kind, 'retry');
    assert.equal(nextStep(strict, 1, null).kind, 'retry');
    assert.equal(nextStep(strict, 2, 500, { elapsedMs: 2_999 }).kind, 'retry');
    assert.equal(nextStep(strict, 2, 500, { elapsedMs: 3_000 }).kind, 'exhausted');
  });

  const waits: readonly [string, number | undefined][] = [
    ['120', 120_000],
    [' 1.5 ', 2_000],
    ['0', 0],
    ['Sat, 21 Nov 2026 06:50:10 GMT', 10_000],
    ['Sat, 21 Nov 2026 06:49:50 GMT', 0],
    ['-1', undefined],
    ['1e3', undefined],
    ['soon', undefined],
    ['', undefined],
  ];
  for (const [value, expected] of waits) {
    it(`reads Retry-After "${value}" as ${expected === undefined ? 'nothing' : `${expected} ms`}`, () => {
      assert.equal(retryAfterMs(value, Date.UTC(2026, 10, 21, 6, 50)), expected);
    });
  }

  it('says every rule of a profile in words', () => {
    const rules = {
      ...profile,
      jitter: { from: 0.8, to: 1.2 },
      waitsFrom: 'end',
      totalMs: 15_000,
      givesUpOn: ['dns'],
      stopHeader: { name: 'X-Stop', value: '1' },
      floor: { minMs: 60_000, statuses: [429], noAnswers: ['timeout'] },
      retryAfter: { maxFactor: 2, maxMs: 3_600_000 },
      redirects: { max: 2, statuses: [301, [307, 308]] },
      retryHeaders: [{ name: 'X-Num', holds: 'number' }],
      changes: ['X-Time'],
      keeps: ['X-Id'],
    } as const;
    assert.deepEqual(ruleTexts(rules), [
      'each wait is drawn: 80 to 120 % of it',
      'waits count from the end of an attempt',
      'waits at least 1m after 429, no answer in time',
      'Retry-After is heeded, never less than the wait, up to 2 times the wait and 1h',
      '15s for all attempts together',
      'not retried: X-Stop: 1, an unknown host',
      'follows up to 2 redirects (301, 307-308)',
      'a retry says so in X-Num',
      'new in each attempt: X-Time',
      'the same in each: X-Id',
    ]);
    assert.deepEqual(ruleTexts(profile), []);
  });

  it('never plans more attempts than delays plus one, nor waits beyond their sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e7 }), { maxLength: 60 }), (delaysMs) => {
        let attempt = 1;
        let elapsedMs = 0;
        for (;;) {
          const step = nextStep({ ...profile, delaysMs }, attempt, 500);
          if (step.kind !== 'retry') break;
          elapsedMs += step.delayMs;
          attempt += 1;
        }
        assert.equal(attempt, delaysMs.length + 1);
        assert.equal(elapsedMs, attemptOffsetsMs({ ...profile, delaysMs }).at(-1));
      }),
    );
  });
});
