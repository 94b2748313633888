import type { EventDefinition } from '../types.ts';
import {
  buildAccepted,
  buildBounce,
  buildDelayedBounce,
  buildDelivered,
  buildSoftBounce,
  buildSuppressedBounce,
} from './delivery-events.ts';
import {
  buildClicked,
  buildComplained,
  buildOpened,
  buildUnsubscribed,
} from './engagement-events.ts';
import { buildInbound, buildStored } from './inbound-events.ts';

/** Inbound posts name no event; these are the route actions that cause them. */
export const FORWARD_WIRE_NAME = 'forward';
export const STORE_WIRE_NAME = 'store';

const CURRENT = { generation: 'current', formats: ['json'] } as const;

export const CURRENT_EVENTS: readonly EventDefinition[] = [
  {
    ...CURRENT,
    name: 'processed',
    wireName: 'accepted',
    aliases: ['queued'],
    summary: 'Mailgun accepted the message and queued it',
    build: buildAccepted,
  },
  {
    ...CURRENT,
    name: 'delivered',
    wireName: 'delivered',
    aliases: ['deliver'],
    summary: "the recipient's server accepted the message",
    retry: 'none',
    build: buildDelivered,
  },
  {
    ...CURRENT,
    name: 'open',
    wireName: 'opened',
    aliases: [],
    summary: 'the message was opened: its tracking pixel was loaded, each time',
    build: buildOpened,
  },
  {
    ...CURRENT,
    name: 'click',
    wireName: 'clicked',
    aliases: [],
    summary: 'a tracked link was followed, each time',
    build: buildClicked,
  },
  {
    ...CURRENT,
    name: 'unsubscribe',
    wireName: 'unsubscribed',
    aliases: [],
    summary: 'the unsubscribe link was used, here for the whole domain',
    build: buildUnsubscribed,
  },
  {
    ...CURRENT,
    name: 'complaint',
    wireName: 'complained',
    aliases: ['spam'],
    summary: 'the recipient reported the message as spam',
    build: buildComplained,
  },
  {
    ...CURRENT,
    name: 'bounce',
    wireName: 'permanent_fail',
    aliases: ['hard-bounce', 'failed'],
    summary: 'the message bounced for good; the address goes on the bounce list',
    build: buildBounce,
  },
  {
    ...CURRENT,
    name: 'bounce-suppressed',
    wireName: 'permanent_fail',
    aliases: ['dropped', 'reject'],
    summary: 'the address is suppressed, so delivery was never attempted',
    build: buildSuppressedBounce,
  },
  {
    ...CURRENT,
    name: 'bounce-delayed',
    wireName: 'permanent_fail',
    aliases: ['delayed-bounce'],
    summary: 'a non-delivery report came in after the message had been accepted',
    build: buildDelayedBounce,
  },
  {
    ...CURRENT,
    name: 'soft-bounce',
    wireName: 'temporary_fail',
    aliases: ['deferred'],
    summary: 'delivery failed for now; Mailgun keeps trying',
    build: buildSoftBounce,
  },
  {
    name: 'inbound',
    wireName: FORWARD_WIRE_NAME,
    aliases: ['route'],
    summary: 'a mail came in and a route forwards it, as fields, with files, or raw',
    generation: 'current',
    formats: ['form', 'multipart', 'mime'],
    retry: 'route',
    build: buildInbound,
  },
  {
    name: 'inbound-stored',
    wireName: STORE_WIRE_NAME,
    aliases: ['stored', 'notify'],
    summary: 'a mail came in and a route stored it; files are listed by URL',
    generation: 'current',
    formats: ['form', 'multipart'],
    retry: 'route',
    build: buildStored,
  },
];
