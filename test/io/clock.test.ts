import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/io/clock.ts';
import { cryptoSeed } from '../../src/io/entropy.ts';
import { fakeClock, trackWork } from '../helpers/fake-clock.ts';

test('the system clock sleeps until its own time has come', async () => {
  const startMs = systemClock.monotonicMs();
  const atMs = systemClock.nowMs() + 5;
  await systemClock.sleepUntil(atMs);
  assert.ok(systemClock.nowMs() >= atMs);
  assert.ok(systemClock.monotonicMs() - startMs > 3);
});

test('the system clock wakes at once for the past and for an abort, and leaves no timer behind', async () => {
  await systemClock.sleepUntil(0);
  await systemClock.sleepUntil(Number.MAX_SAFE_INTEGER, AbortSignal.abort());
  const stop = new AbortController();
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  const before = timers();
  const sleep = systemClock.sleepUntil(Number.MAX_SAFE_INTEGER, stop.signal);
  assert.equal(timers(), before + 1);
  stop.abort();
  await sleep;
  assert.equal(timers(), before);
});

test('many who wait for one signal are no leak that Node warns of', async (t) => {
  const warnings: string[] = [];
  const warned = ({ message }: Error): void => void warnings.push(message);
  process.on('warning', warned);
  t.after(() => process.off('warning', warned));
  const stop = new AbortController();
  const sleeps = Array.from({ length: 20 }, () =>
    systemClock.sleepUntil(Number.MAX_SAFE_INTEGER, stop.signal),
  );
  await new Promise(setImmediate); // warnings come in a later turn
  stop.abort();
  await Promise.all(sleeps);
  assert.deepEqual(warnings, []);
});

test('seeds are 32 hexadecimal characters, each time others', () => {
  assert.match(cryptoSeed(), /^[0-9a-f]{32}$/);
  assert.notEqual(cryptoSeed(), cryptoSeed());
});

test('the fake clock wakes sleepers in order, each at its own time', async () => {
  const clock = fakeClock(1_000);
  const woken: string[] = [];
  const sleep = async (name: string, atMs: number): Promise<void> => {
    await clock.sleepUntil(atMs);
    woken.push(`${name} at ${clock.nowMs()}`);
  };
  void sleep('b', 3_000);
  void sleep('a', 2_000).then(() => sleep('a again', 2_500));
  void sleep('late', 9_000);
  void sleep('past', 500);
  await clock.advance(2_500);
  assert.deepEqual(woken, ['past at 1000', 'a at 2000', 'a again at 2500', 'b at 3000']);
  assert.equal(clock.nowMs(), 3_500);
  assert.equal(clock.monotonicMs(), 2_500);
  assert.deepEqual(clock.sleepers(), [9_000]);
  await clock.runUntilIdle();
  assert.equal(clock.nowMs(), 9_000);
});

test('an abort wakes a sleeper of the fake clock without moving time', async () => {
  const clock = fakeClock(0);
  const stop = new AbortController();
  const sleep = clock.sleepUntil(100, stop.signal);
  stop.abort();
  await sleep;
  assert.deepEqual([clock.nowMs(), clock.sleepers()], [0, []]);
});

test('the fake clock stands still while real work is under way', async () => {
  const clock = fakeClock(0);
  const work = trackWork();
  const timesMs: number[] = [];
  const run = async (): Promise<string> => {
    void clock.sleepUntil(10); // a timeout that must not strike during the work
    await work.during(async () => await new Promise((resolve) => setTimeout(resolve, 5)));
    timesMs.push(clock.nowMs());
    await clock.sleepUntil(1_000);
    timesMs.push(clock.nowMs());
    return 'done';
  };
  assert.equal(await clock.runUntil(run(), work), 'done');
  assert.deepEqual(timesMs, [0, 1_000]);
});
