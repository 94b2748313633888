import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REST_MS, Slices } from '../../src/capture/slices.ts';

/**
 * Turns of an event loop in which requests come every `everyMs` and are stored within `storedMs`; showing one takes
 * 0.1 ms. Gives how many were shown, and how many waited for it at most.
 */
function shownOver(
  ms: number,
  everyMs: number,
  storedMs: number,
): { readonly shown: number; readonly mostWaiting: number } {
  const slices = new Slices();
  let mostWaiting = 0;
  let shown = 0;
  let restsUntilMs = 0;
  for (let nowMs = 0; nowMs < ms; nowMs += 0.02) {
    const came = Math.floor(nowMs / everyMs);
    const stored = Math.max(0, Math.floor((nowMs - storedMs) / everyMs));
    if (nowMs >= restsUntilMs && shown < stored) {
      const slice = slices.next(nowMs, came, came > stored);
      if (slice === 'rest') restsUntilMs = nowMs + REST_MS;
      if (slice === 'step' || slice === 'steps') {
        shown += 1;
        nowMs += 0.1;
      }
    }
    mostWaiting = Math.max(mostWaiting, stored - shown);
  }
  return { shown, mostWaiting };
}

test('what comes at a moderate pace, 500 a second, is shown within a few requests, however long that goes on', () => {
  assert.ok(shownOver(5_000, 2, 0.5).mostWaiting <= 3);
  // A slow disk, so that somebody always waits for it.
  assert.ok(shownOver(5_000, 2, 10).mostWaiting <= 3);
});

test('while requests come faster than they can be shown beside, one is shown now and then', () => {
  const { shown } = shownOver(2_000, 0.05, 1);
  // More in the beginning: the pace is not known yet.
  assert.ok(shown >= 9 && shown < 250, `${shown} of 40000`);
});

test('nothing is shown in a turn that brought a request, and all there is time for once it is quiet', () => {
  const slices = new Slices();
  assert.equal(slices.next(0, 1, false), 'step');
  assert.equal(slices.next(1, 2, false), 'next-turn');
  assert.equal(slices.next(1.1, 2, false), 'step');
  assert.equal(slices.next(4, 2, false), 'steps');
});

test('after a rush it is back to normal within two rests', () => {
  const slices = new Slices();
  slices.next(0, 1, true);
  slices.next(REST_MS, 1_000, true);
  assert.equal(slices.next(REST_MS + 1, 1_001, true), 'rest');
  slices.next(2 * REST_MS + 1, 1_001, false);
  assert.equal(slices.next(2 * REST_MS + 2, 1_001, false), 'steps');
});
