import {
  type AttemptPorts,
  type AttemptResult,
  type AttemptSettings,
  makeAttempt,
} from './attempt.ts';
import type { EndpointHold, EndpointHolds } from './endpoint-holds.ts';
import { FailedAttempts } from './failed-attempts.ts';
import type { DueDelivery } from './plan-store.ts';

export interface DueAttemptSettings extends AttemptSettings {
  /** Heeds the rules of profiles for a whole endpoint; absent for not. */
  readonly holds?: EndpointHolds;
}

/** What became of an attempt that was due. */
export type DueOutcome =
  | {
      readonly kind: 'made';
      readonly result: AttemptResult;
      /** What its provider begins to hold back because of it. */
      readonly hold: EndpointHold | undefined;
    }
  /** Its provider holds everything back. */
  | { readonly kind: 'held'; readonly untilMs: number }
  /** The source is gone, or has changed. */
  | { readonly kind: 'lost' };

const LOST: DueOutcome = { kind: 'lost' };

/** Makes attempts that are due, heeding what came of those before them in the run. */
export class DueAttempts {
  readonly #settings: DueAttemptSettings;
  readonly #ports: AttemptPorts;
  readonly #failedBefore = new FailedAttempts();

  constructor(settings: DueAttemptSettings, ports: AttemptPorts) {
    this.#settings = settings;
    this.#ports = ports;
  }

  /** @param signal - cuts the attempt short */
  async make(due: DueDelivery, signal: AbortSignal): Promise<DueOutcome> {
    const loaded = due.load();
    const delivery = loaded instanceof Promise ? await loaded : loaded;
    if (delivery === null) return LOST;
    const { profile } = delivery;
    const { clock } = this.#ports;
    const holds = profile.endpoint === null ? undefined : this.#settings.holds;
    const untilMs = holds?.untilMs(profile) ?? 0;
    if (untilMs > 0 && untilMs > clock.nowMs()) return { kind: 'held', untilMs };
    const known = this.#failedBefore.known(delivery);
    const result = await makeAttempt(known, due.attempt, this.#settings, this.#ports, signal);
    this.#failedBefore.ended(known, result);
    const { event, failure } = result;
    const hold = holds?.attempted(profile, event.status, failure, clock.nowMs());
    return { kind: 'made', result, hold };
  }
}
