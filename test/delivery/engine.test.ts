import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ANY_2XX, ONLY_200, type RetryProfile, repeatDelay } from '../../src/core/schedule.ts';
import { type EngineSettings, runDeliveries } from '../../src/delivery/engine.ts';
import type { PlannedDelivery } from '../../src/delivery/types.ts';
import { NO_RETRY } from '../../src/providers/retry-profiles.ts';
import { type FakeClock, fakeClock } from '../helpers/fake-clock.ts';
import { plannedDelivery } from '../helpers/planned-delivery.ts';
import { collectingOutput, type Reaction, scriptedSender } from '../helpers/scripted-sender.ts';

const MINUTE = 60_000;

const FORTY_BY_FIVE: RetryProfile = {
  ...NO_RETRY,
  name: 'forty',
  delaysMs: repeatDelay(40, 5 * MINUTE),
  success: ONLY_200,
  stop: [406],
};

async function* from(deliveries: Iterable<PlannedDelivery>): AsyncGenerator<PlannedDelivery> {
  yield* deliveries;
}

interface RunSettings extends Partial<EngineSettings> {
  readonly stop?: AbortSignal;
}

function start(
  deliveries: AsyncIterable<PlannedDelivery>,
  react: (url: string, ordinal: number) => Reaction,
  settings: RunSettings = {},
  clock: FakeClock = fakeClock(0),
) {
  const output = collectingOutput();
  const sender = scriptedSender(clock.nowMs, (request, ordinal) => react(request.url, ordinal));
  const work = runDeliveries(
    deliveries,
    { run: 'r', timeScale: 1, timeoutMs: null, concurrency: 1, ratePerSecond: null, ...settings },
    { clock, sender, output, stop: settings.stop ?? new AbortController().signal },
  );
  return { clock, sender, output, work };
}

describe('delivery engine', () => {
  for (const failures of [0, 1, 39, 40]) {
    it(`makes ${failures + 1} attempts 5 minutes apart when ${failures} fail first`, async () => {
      const { clock, sender, output, work } = start(
        from([plannedDelivery('a', FORTY_BY_FIVE)]),
        (_url, ordinal) => (ordinal <= failures ? 503 : 200),
      );
      const { summary } = await clock.runUntil(work);
      assert.deepEqual(
        sender.sent.map(({ atMs }) => atMs),
        Array.from({ length: failures + 1 }, (_, index) => index * 5 * MINUTE),
      );
      assert.deepEqual(
        output
          .ofType('delivery')
          .map(({ outcome, attempts, status }) => [outcome, attempts, status]),
        [['delivered', failures + 1, 200]],
      );
      assert.equal(summary.delivered, 1);
    });
  }

  it('gives up after 41 attempts over 3 h 20 m when all fail', async () => {
    const { clock, sender, output, work } = start(
      from([plannedDelivery('a', FORTY_BY_FIVE)]),
      () => 204,
    );
    const { summary } = await clock.runUntil(work);
    assert.equal(sender.sent.length, 41);
    assert.equal(sender.sent.at(-1)?.atMs, 200 * MINUTE);
    assert.deepEqual(
      output.ofType('delivery').map(({ outcome, attempts }) => [outcome, attempts]),
      [['exhausted', 41]],
    );
    assert.deepEqual([summary.delivered, summary.failed, summary.attempts], [0, 1, 41]);
    assert.equal(output.ofType('attempt').at(-1)?.nextAttemptAtMs, null);
  });

  it('stops at once on a stop status', async () => {
    const { clock, sender, output, work } = start(
      from([plannedDelivery('a', FORTY_BY_FIVE)]),
      () => 406,
    );
    await clock.runUntil(work);
    assert.equal(sender.sent.length, 1);
    assert.equal(output.ofType('delivery')[0]?.outcome, 'rejected');
  });

  it('divides waits by the time scale', async () => {
    const { clock, sender, work } = start(
      from([plannedDelivery('a', FORTY_BY_FIVE)]),
      (_url, ordinal) => (ordinal < 3 ? 'refused' : 200),
      { timeScale: 300 },
    );
    await clock.runUntil(work);
    assert.deepEqual(
      sender.sent.map(({ atMs }) => atMs),
      [0, 1000, 2000],
    );
  });

  it('calls an answer that is not accepted a refusal when no retry was planned', async () => {
    const once = { ...NO_RETRY, success: ANY_2XX };
    const { clock, output, work } = start(
      from([plannedDelivery('a', once), plannedDelivery('b', once)]),
      (url) => (url.endsWith('a') ? 400 : 'refused'),
    );
    const { lastFailure } = await clock.runUntil(work);
    assert.deepEqual(
      output.ofType('delivery').map(({ outcome }) => outcome),
      ['rejected', 'exhausted'],
    );
    assert.equal(lastFailure?.kind, 'refused');
  });

  it('goes on with other deliveries while one waits for its retry', async () => {
    const { clock, sender, work } = start(
      from([
        plannedDelivery('a', FORTY_BY_FIVE),
        plannedDelivery('b', NO_RETRY),
        plannedDelivery('c', NO_RETRY),
      ]),
      (url, ordinal) => (url.endsWith('a') && ordinal === 1 ? 503 : 200),
    );
    await clock.runUntil(work);
    assert.deepEqual(
      sender.sent.map(({ url, atMs }) => [url.at(-1), atMs]),
      [
        ['a', 0],
        ['b', 0],
        ['c', 0],
        ['a', 5 * MINUTE],
      ],
    );
  });

  it('spaces starts evenly under a rate', async () => {
    const { clock, sender, work } = start(
      from(['a', 'b', 'c', 'd'].map((id) => plannedDelivery(id, NO_RETRY))),
      () => 200,
      { ratePerSecond: 4, concurrency: 10 },
    );
    await clock.runUntil(work);
    assert.deepEqual(
      sender.sent.map(({ atMs }) => atMs),
      [0, 250, 500, 750],
    );
  });

  it('pulls from the source only what it has room to start', async () => {
    let pulled = 0;
    const endless = async function* (): AsyncGenerator<PlannedDelivery> {
      for (;;) {
        pulled += 1;
        yield plannedDelivery(`${pulled}`, NO_RETRY);
      }
    };
    const stop = new AbortController();
    const { clock, work } = start(endless(), () => 'hang', { concurrency: 3, stop: stop.signal });
    await clock.settle();
    assert.equal(pulled, 3);
    stop.abort();
    const { interrupted } = await clock.runUntil(work);
    assert.equal(interrupted, true);
  });

  it('lets attempts under way finish for 2 s after a stop, then cuts them and reports what was pending', async () => {
    const stop = new AbortController();
    const { clock, output, work } = start(
      from([plannedDelivery('a', FORTY_BY_FIVE), plannedDelivery('b', FORTY_BY_FIVE)]),
      (url) => (url.endsWith('a') ? 503 : 'hang'),
      { stop: stop.signal },
    );
    await clock.settle();
    stop.abort();
    const { summary } = await clock.runUntil(work);
    assert.equal(clock.nowMs(), 2_000);
    assert.deepEqual(
      output
        .ofType('delivery')
        .map(({ delivery: id, outcome, attempts }) => [id, outcome, attempts]),
      [
        ['b', 'interrupted', 1],
        ['a', 'interrupted', 1],
      ],
    );
    assert.equal(summary.failed, 2);
  });

  it('ends the run with the error when a request can not be prepared', async () => {
    const broken: PlannedDelivery = {
      ...plannedDelivery('a', NO_RETRY),
      prepare: () => {
        throw new Error('no key');
      },
    };
    const { clock, work } = start(from([broken]), () => 200);
    await assert.rejects(clock.runUntil(work), /no key/);
  });
});
