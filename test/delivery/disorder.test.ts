import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../src/core/random.ts';
import { NO_DISORDER, placements } from '../../src/delivery/disorder.ts';

const random = (label: string) => seededRandom(`disorder/${label}`);

describe('disorder', () => {
  it('leaves everything where it is when none is asked for', () => {
    assert.deepEqual(placements(NO_DISORDER, random('a'), 5_000), [
      { copy: 0, offsetMs: 0, heldBackMs: 0, position: null },
    ]);
  });

  it('drops about the share asked for, whole requests with their copies', () => {
    const disorder = { ...NO_DISORDER, dropShare: 0.05, duplicate: 1 };
    const all = Array.from({ length: 4_000 }, (_, n) => placements(disorder, random(`${n}`), 0));
    const dropped = all.filter(([first]) => first?.offsetMs === null);
    assert.ok(dropped.length > 150 && dropped.length < 250, `${dropped.length}`);
    assert.ok(dropped.every(({ length }) => length === 1));
    assert.ok(all.every((each) => each.length === 2 || each[0]?.offsetMs === null));
  });

  it('holds each copy back by a time of its own from the range, and tells it', () => {
    const disorder = { ...NO_DISORDER, delayMs: [100, 5_000], duplicate: 3 } as const;
    const placed = placements(disorder, random('delay'), 0);
    assert.equal(new Set(placed.map(({ offsetMs }) => offsetMs)).size, 4);
    for (const { offsetMs, heldBackMs } of placed) {
      assert.equal(offsetMs, heldBackMs);
      assert.ok(heldBackMs >= 100 && heldBackMs <= 5_000);
    }
  });

  it('copies about the share asked for, once each', () => {
    const disorder = { ...NO_DISORDER, duplicateShare: 0.1 };
    const all = Array.from({ length: 2_000 }, (_, n) => placements(disorder, random(`${n}`), 0));
    const copied = all.filter(({ length }) => length === 2);
    assert.ok(copied.length > 150 && copied.length < 250, `${copied.length}`);
    assert.equal(copied.length + all.filter(({ length }) => length === 1).length, all.length);
  });

  it('keeps captured gaps, scaled', () => {
    const scaled = placements({ ...NO_DISORDER, timingScale: 10 }, random('gap'), 60_000);
    assert.equal(scaled[0]?.offsetMs, 6_000);
  });

  it('does the same for the same seed, and to one request whatever is asked of others', () => {
    const shuffle = { ...NO_DISORDER, shuffle: true };
    const [once] = placements(shuffle, random('s'), 0);
    const [again] = placements({ ...shuffle, duplicate: 5 }, random('s'), 0);
    assert.equal(once?.position, again?.position);
    assert.notEqual(once?.position, placements(shuffle, random('t'), 0)[0]?.position);
  });
});
