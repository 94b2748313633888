import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { progressLine, type RunProgress } from '../../src/render/run-progress.ts';

const RUN: RunProgress = {
  elapsedMs: 2_000,
  attempts: 30,
  underWay: 4,
  retrying: 3,
  nextDueAtMs: 65_000,
  outcomes: { delivered: 20, rejected: 1, exhausted: 2, dropped: 0, interrupted: 0 },
  isPaused: false,
};

describe('run progress', () => {
  it('tells rate, what is in flight, what waits and until when, and what was given up', () => {
    assert.equal(
      progressLine(RUN, { nowMs: 5_000, width: 100, hasKeys: false }),
      '15/s, 4 in flight, 20 delivered, 3 retrying, next in 1m, 3 given up',
    );
  });

  it('names the keys where there is room, and says that it is paused', () => {
    const line = progressLine({ ...RUN, isPaused: true }, { nowMs: 0, width: 160, hasKeys: true });
    assert.match(line, /^PAUSED, .* \[r retry now, p go on, q stop and keep\]$/);
  });

  it('never gets as long as the terminal is wide', () => {
    for (const width of [1, 20, 60, 100]) {
      assert.ok(progressLine(RUN, { nowMs: 0, width, hasKeys: true }).length < width);
    }
  });
});
