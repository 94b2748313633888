import type { JsonObject } from '../../core/json.ts';
import { BASE62 } from '../../core/random.ts';
import type { BuildContext, Payload } from '../types.ts';
import { apiVersion, connectedAccount } from './options.ts';
import { eventId, saleOf } from './sale.ts';
import type { StripeEvent } from './stripe-event.ts';

/** One event around its object: `id` and `object` first, then by name, as in every object of Stripe. */
export function snapshotEvent(event: StripeEvent, context: BuildContext): Payload {
  const sale = saleOf(context);
  const account = connectedAccount(context.options);
  const previous = event.previous;
  return {
    kind: 'json',
    value: {
      id: eventId(context, event.family ?? 'other'),
      object: 'event',
      ...(account === '' ? {} : { account }),
      api_version: apiVersion(context.options),
      created: sale.now,
      data: {
        object: event.object(sale),
        ...(previous === undefined ? {} : { previous_attributes: previous }),
      },
      livemode: sale.livemode,
      pending_webhooks: event.family === 'payment' ? 2 : 1,
      request: requestOf(event, context),
      type: event.name,
    },
  };
}

/** The API call that caused it; Stripe itself caused what has no id. */
function requestOf(event: StripeEvent, { random }: BuildContext): JsonObject {
  const cause = event.cause ?? 'api';
  return {
    id: cause === 'api' ? `req_${random.fork('request-id').text(BASE62, 14)}` : null,
    idempotency_key: cause === 'none' ? null : random.fork('idempotency-key').uuid(),
  };
}
