import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { progressLines, type RunProgress } from '../../src/render/run-progress.ts';

const RUN: RunProgress = {
  elapsedMs: 2_000,
  attempts: 30,
  underWay: 4,
  retrying: 3,
  nextDueAtMs: 65_000,
  outcomes: { delivered: 20, rejected: 1, exhausted: 2, dropped: 0, interrupted: 0 },
  isPaused: false,
};

const OPTIONS = { nowMs: 5_000, width: 100, hasKeys: false };

describe('run progress', () => {
  it('tells rate, what is in flight, what waits and until when, and what was given up', () => {
    assert.deepEqual(progressLines(RUN, OPTIONS), [
      '15/s, 4 in flight, 20 delivered, 3 retrying, 3 given up, next in 1m',
    ]);
  });

  it('tells how long what was never tried takes at the rate of late', () => {
    const [line] = progressLines({ ...RUN, toCome: 1_207 }, { ...OPTIONS, perSecond: 10 });
    assert.match(line ?? '', /, 1207 to come, about 2m left$/);
    const [last] = progressLines({ ...RUN, toCome: 7 }, OPTIONS);
    assert.match(last ?? '', /, 7 to come, next in 1m$/);
  });

  it('says when the next one is due where all of them wait', () => {
    const waiting = { ...RUN, underWay: 0, retrying: 0, toCome: 50 };
    assert.match(progressLines(waiting, OPTIONS)[0] ?? '', /, 50 to come, next in 1m$/);
  });

  it('names the keys on a line of their own, and says that it is paused or stopping', () => {
    const paused = progressLines({ ...RUN, isPaused: true }, { ...OPTIONS, hasKeys: true });
    assert.match(paused[0] ?? '', /^PAUSED, .*3 given up$/);
    assert.equal(paused[1], 'r retry now, p go on, q stop and keep');
    const stopping = progressLines(RUN, { ...OPTIONS, hasKeys: true, isStopping: true });
    assert.deepEqual(stopping.slice(1), ['Ctrl-C leaves at once']);
    assert.match(stopping[0] ?? '', /^STOPPING, /);
  });

  it('leaves out what matters least where the terminal is narrow', () => {
    const [line] = progressLines({ ...RUN, toCome: 7 }, { ...OPTIONS, width: 60 });
    assert.equal(line, '20 delivered, 3 retrying, 3 given up, 7 to come, next in 1m');
    const [narrow] = progressLines({ ...RUN, toCome: 7 }, { ...OPTIONS, width: 40 });
    assert.equal(narrow, '20 delivered, 3 given up, next in 1m');
  });

  it('never gets as long as the terminal is wide', () => {
    for (const width of [1, 20, 60, 100]) {
      for (const line of progressLines(RUN, { nowMs: 0, width, hasKeys: true })) {
        assert.ok(line.length < width);
      }
    }
  });
});
