import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attemptOffsetsMs, repeatDelay } from '../../src/core/schedule.ts';
import { asciiGlyphs } from '../../src/render/glyphs.ts';
import { renderOptions } from '../../src/render/options.ts';
import { prettyEvent } from '../../src/render/pretty.ts';
import { FORTY_RETRIES, planEvent } from '../helpers/render-events.ts';

const options = renderOptions({ utcOffsetMinutes: 60 });

function planned(delaysMs: readonly number[], scale = 1): string[] {
  const profile = { ...FORTY_RETRIES, delaysMs };
  const offsetsMs = attemptOffsetsMs(profile).map((offsetMs) => offsetMs / scale);
  const lines = String(prettyEvent(planEvent({ profile, offsetsMs }), options)).split('\n');
  return lines.slice(2, -2).map((line) => line.slice(2));
}

test('a plan of 41 attempts groups equal waits and tells the whole span', () => {
  assert.equal(
    prettyEvent(planEvent(), options),
    [
      'mailgun/bounce → http://127.0.0.1:4665/  (signed fresh)',
      '  retry mailtrap: 40 retries, timeout 30s, success 200',
      '  attempt   wait      offset    at',
      '  #1        -         +0s       07:50:00',
      '  #2        5m        +5m       07:55:00',
      '  #3 – #41  every 5m  … +3h20m  11:10:00',
      '  41 attempts over 3h20m',
      '',
      '',
    ].join('\n'),
  );
});

test('the same in ASCII', () => {
  const text = String(prettyEvent(planEvent(), { ...options, glyphs: asciiGlyphs }));
  assert.match(text, /^[\x20-\x7e\n]*$/);
  assert.match(text, / #3 - #41 {2}every 5m {2}\.\.\. \+3h20m {2}11:10:00\n/);
});

test('up to twelve attempts have a row each', () => {
  const rows = planned(repeatDelay(11, 60_000));
  assert.equal(rows.length, 14);
  assert.equal(rows[12], '#12      1m    +11m    08:01:00');
  assert.equal(rows[13], '12 attempts over 11m');
});

test('runs are grouped each for itself, and different waits keep their rows', () => {
  const rows = planned([
    ...repeatDelay(6, 60_000),
    3_600_000,
    7_200_000,
    ...repeatDelay(6, 86_400_000),
  ]);
  assert.deepEqual(rows, [
    'attempt    wait      offset     at',
    '#1         -         +0s        07:50:00',
    '#2         1m        +1m        07:51:00',
    '#3 – #7    every 1m  … +6m      07:56:00',
    '#8         1h        +1h6m      08:56:00',
    '#9         2h        +3h6m      10:56:00',
    '#10        1d        +1d3h6m    2026-11-22 10:56:00',
    '#11 – #15  every 1d  … +6d3h6m  2026-11-27 10:56:00',
    '15 attempts over 6d3h6m',
  ]);
});

test('a scaled plan tells the real time as well', () => {
  assert.equal(
    planned(repeatDelay(40, 300_000), 300).at(-1),
    '41 attempts over 40s (scaled; 3h20m in real time)',
  );
});

test('a plan without retries is one attempt', () => {
  assert.deepEqual(planned([]).slice(1), ['#1       -     +0s     07:50:00', '1 attempt']);
});

test('statuses that stop a delivery are named', () => {
  const profile = { ...FORTY_RETRIES, delaysMs: [1000], stop: [406, [500, 599]] as const };
  const text = String(prettyEvent(planEvent({ profile, offsetsMs: [0, 1000] }), options));
  assert.match(text, / retry mailtrap: 1 retry, timeout 30s, success 200, stop 406, 500-599\n/);
});

test('a schedule adds what happens in the end and where the numbers come from', () => {
  const event = { type: 'schedule', profile: FORTY_RETRIES, offsetsMs: [0], startAtMs: 0 } as const;
  const lines = String(prettyEvent(event, options)).split('\n');
  assert.equal(lines[0], 'mailtrap  40 retries, 5 minutes apart');
  assert.deepEqual(lines.slice(-4), ['  after the last: given up', '  help page', '', '']);
});
