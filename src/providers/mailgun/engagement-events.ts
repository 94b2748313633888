import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, Payload } from '../types.ts';
import { type Client, desktopClient, mobileClient } from './client.ts';
import { unixSeconds } from './dates.ts';
import { ACCOUNT, DOMAIN, eventId, eventPayload, eventTimestamp } from './event-data.ts';
import { domainOf, FROM, messageIds, SENDING_IP, TAG, USER_VARIABLES } from './sample-mail.ts';

/** How long after its acceptance a message counts as delivered, where an event tells the time of delivery. */
const DELIVERY_MS = 2000;

export function buildOpened(context: BuildContext): Payload {
  return eventPayload({
    ...engagementHead(context, 'opened'),
    'delivered-at': deliveredAt(context),
    ...engagementTail(context, TAG, desktopClient(context.random)),
    'user-variables': USER_VARIABLES,
  });
}

export function buildClicked(context: BuildContext): Payload {
  return eventPayload({
    ...engagementHead(context, 'clicked'),
    'delivered-at': deliveredAt(context),
    ...engagementTail(context, TAG, mobileClient(context.random)),
    'user-variables': USER_VARIABLES,
    url: 'https://www.example.com/orders/A-1001?utm_source=mail&utm_medium=email',
  });
}

/** `*` in place of tags: the reader left every mail of the domain. */
export function buildUnsubscribed(context: BuildContext): Payload {
  return eventPayload({
    ...engagementHead(context, 'unsubscribed'),
    ...engagementTail(context, '*', desktopClient(context.random)),
    'user-variables': USER_VARIABLES,
    storage: {},
  });
}

export function buildComplained(context: BuildContext): Payload {
  const ids = messageIds(context.message);
  const { recipient, subject } = context.message;
  return eventPayload({
    event: 'complained',
    id: eventId(context),
    timestamp: eventTimestamp(context),
    'log-level': 'warn',
    account: ACCOUNT,
    domain: DOMAIN,
    message: {
      headers: { to: recipient, 'message-id': ids.messageId, from: FROM, subject },
      size: ids.size,
    },
    campaigns: [],
    recipient,
    'recipient-domain': domainOf(recipient),
    'recipient-provider': 'Other',
    tags: [TAG],
    'user-variables': USER_VARIABLES,
    envelope: { 'sending-ip': SENDING_IP },
    storage: ids.storage,
  });
}

function engagementHead(context: BuildContext, event: string): JsonObject {
  return {
    event,
    id: eventId(context),
    timestamp: eventTimestamp(context),
    'log-level': 'info',
    account: ACCOUNT,
    domain: DOMAIN,
    message: { headers: { 'message-id': messageIds(context.message).messageId } },
    campaigns: [],
  };
}

function engagementTail(context: BuildContext, tag: string, client: Client): JsonObject {
  const { recipient } = context.message;
  return {
    recipient,
    'recipient-domain': domainOf(recipient),
    'recipient-provider': 'Other',
    tags: [tag],
    ip: client.ip,
    'client-info': client.info,
    geolocation: client.geolocation,
  };
}

function deliveredAt(context: BuildContext): number {
  return unixSeconds(Math.min(context.nowMs, context.message.acceptedAtMs + DELIVERY_MS));
}
