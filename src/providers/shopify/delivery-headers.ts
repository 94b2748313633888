import type { HeaderList } from '../../core/headers.ts';
import type { BuildContext } from '../types.ts';
import { ACTION_HEADER, EVENT_HEADERS, type HeaderNames, WEBHOOK_HEADERS } from './header-names.ts';
import { apiVersion, shopDomain, subscriptionName } from './options.ts';
import { triggeredAt } from './shop-time.ts';

/** What a webhook tells of itself. The webhook id is that of the delivery and its retries. */
export function webhookHeaders(topic: string, context: BuildContext): HeaderList {
  const name = subscriptionName(context.options);
  return [
    ...commonHeaders(WEBHOOK_HEADERS, topic, apiVersion(context.options), context),
    ...(name === '' ? [] : ([['X-Shopify-Name', name]] as const)),
  ];
}

/** @param resourceId - global id of what changed */
export function eventHeaders(
  resource: { readonly topic: string; readonly action: string; readonly id: string },
  handle: string,
  context: BuildContext,
): HeaderList {
  return [
    ...commonHeaders(EVENT_HEADERS, resource.topic, 'unstable', context),
    ['shopify-handle', handle],
    [ACTION_HEADER, resource.action],
    ['shopify-resource-id', resource.id],
  ];
}

function commonHeaders(
  names: HeaderNames,
  topic: string,
  version: string,
  context: BuildContext,
): HeaderList {
  const { random, nowMs, message, options } = context;
  const nanoseconds = random.fork('nanoseconds').text('0123456789', 6);
  return [
    [names.topic, topic],
    [names.shopDomain, shopDomain(options)],
    [names.apiVersion, version],
    [names.webhookId, random.fork('webhook-id').uuid()],
    [names.triggeredAt, triggeredAt(nowMs, nanoseconds)],
    [names.eventId, message.random().fork('shopify-event-id').uuid()],
  ];
}
