import type { JsonObject } from '../../core/json.ts';
import type { EventDefinition } from '../types.ts';
import type { Sale } from './sale.ts';

/** A snapshot event: its name on the wire is the name its users know. */
export interface StripeEvent extends Pick<EventDefinition, 'name' | 'aliases' | 'summary'> {
  /** Whose ids the event id looks like. */
  readonly family?: 'payment';
  /** What stands in `request`: an API call, the idempotency key of one alone, or nothing. */
  readonly cause?: 'api' | 'key' | 'none';
  object(sale: Sale): JsonObject;
  /** `data.previous_attributes`: old values of the changed keys. */
  readonly previous?: JsonObject;
}
