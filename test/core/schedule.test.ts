import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
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
