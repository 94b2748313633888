import { UnknownNameError, UsageError } from '../core/errors.ts';
import { suggestionHint } from '../core/suggest.ts';
import type { EventDefinition, Provider } from './types.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

interface Step {
  /** Canonical names, best first: providers differ in which they have. */
  readonly anyOf: readonly string[];
  /** Time since the message was accepted. */
  readonly afterMs: number;
}

const ACCEPTED: Step = { anyOf: ['processed'], afterMs: 0 };
const DELIVERED: Step = { anyOf: ['delivered'], afterMs: 2 * SECOND };
const BOUNCED: readonly string[] = ['failure', 'bounce'];
const DEFERRED: readonly string[] = ['deferred', 'soft-bounce'];
const BOUNCED_LATE: readonly string[] = ['bounce-delayed', 'failure-async', 'failure', 'bounce'];

/** Lives of a message, as events and their distance from its acceptance. */
const SCENARIOS: Readonly<Record<string, readonly Step[]>> = {
  delivered: [ACCEPTED, DELIVERED],
  engaged: [
    ACCEPTED,
    DELIVERED,
    { anyOf: ['open'], afterMs: 12 * MINUTE },
    { anyOf: ['click'], afterMs: 13 * MINUTE },
  ],
  bounced: [ACCEPTED, { anyOf: BOUNCED, afterMs: 5 * SECOND }],
  'deferred-then-delivered': [
    ACCEPTED,
    { anyOf: DEFERRED, afterMs: 5 * SECOND },
    { anyOf: ['delivered'], afterMs: 15 * MINUTE },
  ],
  'deferred-then-bounced': [
    ACCEPTED,
    { anyOf: DEFERRED, afterMs: 5 * SECOND },
    { anyOf: BOUNCED, afterMs: 8 * 60 * MINUTE },
  ],
  'bounce-after-delivery': [ACCEPTED, DELIVERED, { anyOf: BOUNCED_LATE, afterMs: 20 * MINUTE }],
  complained: [
    ACCEPTED,
    DELIVERED,
    { anyOf: ['open'], afterMs: 12 * MINUTE },
    { anyOf: ['complaint'], afterMs: 14 * MINUTE },
  ],
  unsubscribed: [
    ACCEPTED,
    DELIVERED,
    { anyOf: ['open'], afterMs: 12 * MINUTE },
    { anyOf: ['unsubscribe'], afterMs: 14 * MINUTE },
  ],
};

const SCENARIO_NAMES: readonly string[] = Object.keys(SCENARIOS);

export interface ScenarioEvent {
  readonly event: EventDefinition;
  readonly afterMs: number;
}

export interface Scenario {
  readonly events: readonly ScenarioEvent[];
  /** Steps the provider has no webhook for. */
  readonly left: readonly string[];
}

/**
 * The events of a scenario that a provider has.
 *
 * @throws {UnknownNameError} for an unknown scenario
 * @throws {UsageError} when the provider has none of its events
 */
export function scenarioFor(provider: Pick<Provider, 'name' | 'events'>, name: string): Scenario {
  const steps = SCENARIOS[name];
  if (steps === undefined) {
    throw new UnknownNameError(`unknown scenario "${name}"`, {
      hint: suggestionHint(name, SCENARIO_NAMES),
    });
  }
  const events: ScenarioEvent[] = [];
  const left: string[] = [];
  for (const { anyOf, afterMs } of steps) {
    const event = anyOf
      .map((wanted) =>
        provider.events.find((own) => own.generation === 'current' && own.name === wanted),
      )
      .find((found) => found !== undefined);
    if (event === undefined) left.push(anyOf[0] ?? '');
    else events.push({ event, afterMs });
  }
  if (events.length === 0) {
    throw new UsageError(`${provider.name} has no event of the scenario "${name}"`);
  }
  return { events, left };
}
