import assert from 'node:assert/strict';
import type { DeliveryOutcome } from '../../src/core/delivery-events.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import type { HttpSender, OutgoingRequest, TransportFailure } from '../../src/core/ports.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import type { RetryProfile } from '../../src/core/schedule.ts';
import { type EngineSettings, runDeliveries } from '../../src/delivery/engine.ts';
import { preparation } from '../../src/delivery/prepare.ts';
import { parseTarget } from '../../src/delivery/target.ts';
import type { PlannedDelivery } from '../../src/delivery/types.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import type { Provider, Secret } from '../../src/providers/types.ts';
import { doctorSecret } from './examined.ts';
import { fakeClock } from './fake-clock.ts';
import {
  buildUnsigned,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
  withTransportHeaders,
} from './provider-cases.ts';
import { collectingOutput } from './scripted-sender.ts';

/** What the target does with an attempt, and how long it takes; a timeout takes as long as it may. */
export type TargetAnswer = { readonly afterMs?: number } & (
  | { readonly status: number; readonly headers?: HeaderList }
  | { readonly failure: TransportFailure['kind']; readonly phase?: 'connect' }
);

export interface SentAttempt {
  /** Since the first one. */
  readonly offsetMs: number;
  readonly atMs: number;
  readonly url: string;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number | null;
  /** As it arrives. */
  readonly request: WebhookRequest;
}

export interface RetryRun {
  /** Every request that left, redirected ones too. */
  readonly sent: readonly SentAttempt[];
  readonly outcome: DeliveryOutcome;
  readonly attempts: number;
  readonly status: number | null;
}

export interface RunSettings extends Partial<EngineSettings> {
  /** For the draws of waits; the middle of their range without it. */
  readonly seed?: string;
}

/** The secret that a sample is signed with. */
export function secretOf(provider: Provider): Secret {
  return doctorSecret(provider);
}

/** Makes a delivery of an event's sample, signed as `send` signs it. */
function sampleDelivery(
  provider: Provider,
  eventName: string,
  profile: RetryProfile,
  seed: string | undefined,
): PlannedDelivery {
  const event = findEvent(provider, eventName, 'current');
  const prepare = preparation(buildUnsigned(provider, event), {
    target: parseTarget(TARGET_URL),
    provider,
    decision: { signed: 'fresh', note: null },
    secret: secretOf(provider),
    options: defaultOptions(provider),
    random: seededRandom('sign'),
    skewMs: 0,
    tamper: null,
    headers: [],
  });
  const source = `${provider.name}/${eventName}`;
  const random = seed === undefined ? {} : { random: seededRandom(seed) };
  return { id: '1', source, profile, prepare, ...random };
}

/** Runs one delivery through the engine in virtual time, until it ends. */
export async function retryRun(
  provider: Provider,
  eventName: string,
  profile: RetryProfile,
  answer: (sent: number, request: OutgoingRequest) => TargetAnswer,
  { seed, ...settings }: RunSettings = {},
): Promise<RetryRun> {
  const clock = fakeClock(NOW_MS);
  const output = collectingOutput();
  const sent: SentAttempt[] = [];
  const sender: HttpSender = {
    close: async () => {},
    send: async (outgoing) => {
      const { url, method, headers, body, timeoutMs, connectTimeoutMs = null } = outgoing;
      const { pathname, search } = new URL(url);
      const request = withTransportHeaders(
        { method, path: `${pathname}${search}`, headers, body },
        url,
      );
      const atMs = clock.nowMs();
      sent.push({ offsetMs: atMs - NOW_MS, atMs, url, timeoutMs, connectTimeoutMs, request });
      const does = answer(sent.length, outgoing);
      const isTimeout = 'failure' in does && does.failure === 'timeout';
      const isConnecting = 'failure' in does && does.phase === 'connect';
      const boundMs = isConnecting ? Math.min(connectTimeoutMs ?? timeoutMs, timeoutMs) : timeoutMs;
      await clock.sleepUntil(atMs + (does.afterMs ?? (isTimeout ? boundMs : 0)));
      if ('status' in does) {
        const { status, headers: pairs = [] } = does;
        return { ok: true, response: { status, headers: pairs, body: new Uint8Array(0) } };
      }
      const { failure: kind, phase } = does;
      const detail = `made-up failure: ${kind}`;
      return { ok: false, failure: { kind, detail, ...(phase === undefined ? {} : { phase }) } };
    },
  };
  async function* source(): AsyncGenerator<PlannedDelivery> {
    yield sampleDelivery(provider, eventName, profile, seed);
  }
  const work = runDeliveries(
    source(),
    {
      run: 'r',
      timeScale: 1,
      timeoutMs: null,
      concurrency: 1,
      ratePerSecond: null,
      ...settings,
    },
    { clock, sender, output, stop: new AbortController().signal },
  );
  await clock.runUntil(work);
  const [end] = output.ofType('delivery');
  assert.ok(end !== undefined);
  const { outcome, attempts, status } = end;
  return { sent, outcome, attempts, status };
}

/** Names of headers that are not the same in all attempts, as first seen, sorted. */
export function changingHeaders(sent: readonly SentAttempt[]): readonly string[] {
  const values = new Map<string, Set<string>>();
  for (const { request } of sent) {
    for (const [name, value] of request.headers) {
      values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  }
  const isEverywhere = (name: string): boolean =>
    sent.every(({ request }) => request.headers.some(([other]) => other === name));
  return [...values]
    .filter(([name, seen]) => seen.size > 1 || !isEverywhere(name))
    .map(([name]) => name)
    .sort();
}
