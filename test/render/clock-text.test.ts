import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localTime, ordinal, sinceText, tookText } from '../../src/render/clock-text.ts';

test('local time is UTC and the offset', () => {
  const atMs = Date.UTC(2026, 10, 21, 23, 50, 0, 7);
  assert.deepEqual(localTime(atMs, 0), { date: '2026-11-21', time: '23:50:00.007' });
  assert.deepEqual(localTime(atMs, 60), { date: '2026-11-22', time: '00:50:00.007' });
  assert.deepEqual(localTime(atMs, -570), { date: '2026-11-21', time: '14:20:00.007' });
});

test('a number that is no time is shown as one that is not known', () => {
  assert.deepEqual(localTime(Number.NaN, 0), { date: '????-??-??', time: '??:??:??.???' });
});

test('time since the first has two units at most', () => {
  const cases: readonly [number, string][] = [
    [0, '+0ms'],
    [250, '+250ms'],
    [5_290, '+5.2s'],
    [59_999, '+59.9s'],
    [300_000, '+5m00s'],
    [305_900, '+5m05s'],
    [12_000_000, '+3h20m'],
    [183_600_000, '+2d03h'],
    [-300_000, '-5m00s'],
  ];
  for (const [elapsedMs, text] of cases) assert.equal(sinceText(elapsedMs), text);
});

test('durations keep about three digits', () => {
  const cases: readonly [number, string][] = [
    [0, '0 ms'],
    [0.84, '0.8 ms'],
    [12.4, '12 ms'],
    [999.6, '1.00 s'],
    [1_250, '1.25 s'],
    [95_000, '95.0 s'],
  ];
  for (const [durationMs, text] of cases) assert.equal(tookText(durationMs), text);
});

test('ordinals end as they are spoken', () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal), [
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '13th',
    '21st',
    '102nd',
    '111th',
  ]);
});
