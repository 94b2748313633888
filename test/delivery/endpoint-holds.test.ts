import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointRule } from '../../src/core/retry-rules.ts';
import type { RetryProfile } from '../../src/core/schedule.ts';
import { type EndpointHold, EndpointHolds, NEVER_MS } from '../../src/delivery/endpoint-holds.ts';
import { runDeliveries } from '../../src/delivery/engine.ts';
import type { RunHandle } from '../../src/delivery/run-handle.ts';
import type { PlannedDelivery } from '../../src/delivery/types.ts';
import { findRetryProfile, NO_RETRY } from '../../src/providers/retry-profiles.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import { plannedDelivery } from '../helpers/planned-delivery.ts';
import { collectingOutput, type Reaction, scriptedSender } from '../helpers/scripted-sender.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface HoldRun {
  /** Path and time of each request. */
  readonly sent: readonly (readonly [path: string, atMs: number])[];
  readonly held: readonly EndpointHold[];
  readonly outcomes: Readonly<Record<string, string>>;
}

interface RunSettings {
  readonly timeScale?: number;
  readonly ratePerSecond?: number | null;
  readonly onHold?: (run: RunHandle) => void;
}

async function run(
  deliveries: readonly PlannedDelivery[],
  react: (path: string, ordinal: number) => Reaction,
  { timeScale = 1, ratePerSecond = null, onHold }: RunSettings = {},
): Promise<HoldRun> {
  const clock = fakeClock(0);
  const output = collectingOutput();
  const sent: [string, number][] = [];
  const held: EndpointHold[] = [];
  let handle: RunHandle | undefined;
  const sender = scriptedSender(clock.nowMs, ({ url }, ordinal) => {
    const path = new URL(url).pathname.slice(1);
    sent.push([path, clock.nowMs()]);
    return react(path, ordinal);
  });
  async function* source(): AsyncGenerator<PlannedDelivery> {
    yield* deliveries;
  }
  const work = runDeliveries(
    source(),
    {
      run: 'r',
      timeScale,
      timeoutMs: null,
      concurrency: 1,
      ratePerSecond,
      holds: new EndpointHolds(timeScale),
    },
    {
      clock,
      sender,
      output,
      stop: new AbortController().signal,
      watch: (watched) => {
        handle = watched;
      },
      held: (hold) => {
        held.push(hold);
        if (handle !== undefined) onHold?.(handle);
      },
    },
  );
  await clock.runUntil(work);
  const outcomes = Object.fromEntries(
    output.ofType('delivery').map(({ delivery: id, outcome }) => [id, outcome]),
  );
  return { sent, held, outcomes };
}

const [brevo, mailersend, standard] = await Promise.all(
  ['brevo', 'mailersend', 'standard-webhooks'].map((name) => findRetryProfile(name)),
);
const OK: Reaction = 200;
const REFUSED: Reaction = 'refused';

function profiled(profile: RetryProfile | undefined, ...ids: readonly string[]) {
  assert.ok(profile !== undefined);
  return ids.map((id) => plannedDelivery(id, profile));
}

describe('rules for a whole endpoint', () => {
  it('brevo: "Unresponsive server: pauses requests for 10 minutes and then resumes", for its own deliveries alone', async () => {
    const deliveries = [...profiled(brevo, 'a', 'b', 'c'), plannedDelivery('d', NO_RETRY)];
    const { sent, held, outcomes } = await run(deliveries, (_path, ordinal) =>
      ordinal === 1 ? REFUSED : OK,
    );
    assert.deepEqual(sent, [
      ['a', 0],
      ['d', 0],
      ['b', 10 * MINUTE],
      ['c', 10 * MINUTE],
      ['a', 10 * MINUTE],
    ]);
    assert.deepEqual(
      held.map(({ profile, untilMs }) => [profile, untilMs]),
      [['brevo', 10 * MINUTE]],
    );
    assert.deepEqual(outcomes, { a: 'delivered', b: 'delivered', c: 'delivered', d: 'delivered' });
    const fast = await run(
      profiled(brevo, 'a', 'b'),
      (_path, ordinal) => (ordinal === 1 ? REFUSED : OK),
      { timeScale: 300 },
    );
    assert.deepEqual(fast.sent.slice(1), [
      ['b', 2 * SECOND],
      ['a', 2 * SECOND],
    ]);
    // An answer is no silence, whatever it says.
    const failing = await run(profiled(brevo, 'a', 'b'), () => 500);
    assert.deepEqual(failing.held, []);
  });

  it('takes nothing of the rate for what is held back', async () => {
    const deliveries = [...profiled(brevo, 'a', 'b', 'c'), plannedDelivery('d', NO_RETRY)];
    const { sent } = await run(deliveries, (path) => (path === 'a' ? REFUSED : OK), {
      ratePerSecond: 1,
    });
    assert.deepEqual(sent.slice(0, 2), [
      ['a', 0],
      ['d', 1 * SECOND],
    ]);
  });

  it('mailersend: "20 within 24 h: the webhook is paused until someone enables it again"', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `${index + 1}`);
    const { sent, held, outcomes } = await run(profiled(mailersend, ...ids), () => 503);
    assert.equal(sent.length, 20);
    assert.deepEqual(
      held.map(({ untilMs }) => untilMs),
      [NEVER_MS],
    );
    assert.equal(outcomes['25'], 'interrupted');
    const freed = await run(
      profiled(mailersend, ...ids),
      (_path, ordinal) => (ordinal <= 20 ? 503 : OK),
      { onHold: (handle) => handle.retryNow() },
    );
    assert.equal(freed.sent.length, 45);
    assert.ok(ids.every((id) => freed.outcomes[id] === 'delivered'));
  });

  it('standard-webhooks: "410: receiver wants no more: disable the endpoint"', async () => {
    const { sent, outcomes } = await run(profiled(standard, 'a', 'b'), () => 410);
    assert.deepEqual(sent, [['a', 0]]);
    assert.deepEqual(outcomes, { a: 'rejected', b: 'interrupted' });
  });

  it('counts failures within their time, or in a row, and in another session too', () => {
    const rule: EndpointRule = {
      failures: 3,
      withinMs: 1 * HOUR,
      statuses: null,
      noAnswers: null,
      pauseMs: 5 * MINUTE,
    };
    const within = { ...NO_RETRY, endpoint: rule };
    const holds = new EndpointHolds(1);
    const fail = (profile: RetryProfile, atMs: number, of = holds) =>
      of.attempted(profile, 503, null, atMs)?.untilMs;
    assert.equal(fail(within, 0), undefined);
    assert.equal(fail(within, 40 * MINUTE), undefined);
    assert.equal(holds.attempted(within, 200, null, 41 * MINUTE), undefined);
    assert.equal(fail(within, 61 * MINUTE), undefined, 'the first is an hour ago');
    const later = new EndpointHolds(1, JSON.parse(JSON.stringify(holds.stored())));
    assert.equal(fail(within, 70 * MINUTE, later), 75 * MINUTE);
    assert.equal(fail(within, 71 * MINUTE, later), undefined, 'under way when it began');
    const again = new EndpointHolds(1, JSON.parse(JSON.stringify(later.stored())));
    assert.equal(again.untilMs(within), 75 * MINUTE);

    const inRow = {
      ...NO_RETRY,
      name: 'row',
      endpoint: { ...rule, withinMs: null, pauseMs: null },
    };
    for (const atMs of [0, 1]) assert.equal(fail(inRow, atMs), undefined);
    holds.attempted(inRow, 204, null, 2);
    for (const atMs of [3, 4]) assert.equal(fail(inRow, atMs), undefined);
    assert.equal(fail(inRow, 5), NEVER_MS);
    const resumed = new EndpointHolds(1, JSON.parse(JSON.stringify(holds.stored())));
    assert.equal(resumed.untilMs(inRow), 0, 'to go on is to turn it on again');
  });
});
