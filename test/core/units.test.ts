import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatDuration, parseDurationMs } from '../../src/core/duration.ts';
import { LatencyHistogram } from '../../src/core/latency.ts';
import { formatSize, parseSizeBytes } from '../../src/core/size.ts';

describe('durations', () => {
  const cases: readonly [string, number | undefined][] = [
    ['500ms', 500],
    ['30s', 30_000],
    ['7m30s', 450_000],
    ['1h45m', 6_300_000],
    ['1.5s', 1_500],
    ['2d', 172_800_000],
    ['0', 0],
    ['5', undefined],
    ['', undefined],
    ['-5m', undefined],
    ['5 m', undefined],
    ['5min', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`reads "${text}" as ${expected ?? 'no duration'}`, () => {
      assert.equal(parseDurationMs(text), expected);
    });
  }

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (ms) => {
        assert.equal(parseDurationMs(formatDuration(ms)), ms);
      }),
    );
  });

  it('writes the whole Mailtrap plan as 3h20m', () => {
    assert.equal(formatDuration(40 * 5 * 60_000), '3h20m');
  });
});

describe('sizes', () => {
  it('reads decimal and binary units without regard to case', () => {
    assert.equal(parseSizeBytes('25mb'), 25_000_000);
    assert.equal(parseSizeBytes('64KiB'), 65_536);
    assert.equal(parseSizeBytes('1000'), 1000);
    assert.equal(parseSizeBytes('25 pounds'), undefined);
  });

  it('writes sizes for people', () => {
    assert.deepEqual([0, 999, 1234, 25_000_000].map(formatSize), [
      '0 B',
      '999 B',
      '1.2 kB',
      '25.0 MB',
    ]);
  });
});

describe('latency histogram', () => {
  it('gives percentiles within its bucket width of 2.2 %', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1 }), (durations) => {
        const histogram = new LatencyHistogram();
        for (const duration of durations) histogram.record(duration);
        const sorted = [...durations].sort((left, right) => left - right);
        const { p50, p99, max } = histogram.summary();
        const exact = (share: number): number =>
          sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
        assert.ok(Math.abs(p50 - exact(0.5)) <= exact(0.5) * 0.023 + 0.01);
        assert.ok(Math.abs(p99 - exact(0.99)) <= exact(0.99) * 0.023 + 0.01);
        assert.equal(max, sorted.at(-1));
      }),
    );
  });

  it('is all zero without samples', () => {
    assert.deepEqual(new LatencyHistogram().summary(), { p50: 0, p90: 0, p99: 0, max: 0 });
  });
});
