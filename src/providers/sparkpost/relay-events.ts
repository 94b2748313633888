import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import { failure, refusal } from './message-events.ts';
import type { MsysEvent } from './msys-event.ts';

const RELAYED_MEMBERS = `
  delv_method routing_domain customer_id sending_ip type subaccount_id timestamp ip_pool origination
  message_id msg_from recv_method injection_time relay_id`;

const UNAVAILABLE: JsonObject = refusal('503 Service Unavailable');

/** The life of an inbound mail; the mail itself comes over a relay webhook. */
export const RELAY_EVENTS: readonly MsysEvent[] = [
  {
    name: 'relay-injection',
    eventClass: 'relay_event',
    wireName: 'relay_injection',
    aliases: [],
    summary: 'an inbound mail was received',
    members: `
      event_id rcpt_to rcpt_hash raw_rcpt_to msg_size routing_domain customer_id sending_ip type
      subaccount_id timestamp ip_pool origination message_id msg_from recv_method injection_time
      relay_id`,
    own: inboundMembers,
  },
  {
    name: 'relay-rejection',
    eventClass: 'relay_event',
    wireName: 'relay_rejection',
    aliases: [],
    summary: 'an inbound mail was refused',
    members: `
      event_id rcpt_to rcpt_hash raw_rcpt_to raw_reason reason error_code remote_addr customer_id
      sending_ip type subaccount_id timestamp ip_pool origination message_id msg_from recv_method
      relay_id bounce_class`,
    own: (context) => ({
      ...inboundMembers(context),
      ...failure('25', '550 5.7.1 relaying denied'),
      remote_addr: '198.51.100.77',
    }),
  },
  {
    name: 'relay-delivery',
    eventClass: 'relay_event',
    wireName: 'relay_delivery',
    aliases: [],
    summary: 'an inbound mail was handed to the relay webhook',
    members: `event_id rcpt_to rcpt_hash raw_rcpt_to queue_time num_retries ${RELAYED_MEMBERS}`,
    own: inboundMembers,
  },
  {
    name: 'relay-tempfail',
    eventClass: 'relay_event',
    wireName: 'relay_tempfail',
    aliases: [],
    summary: 'the relay webhook failed for now',
    members: `
      event_id rcpt_to rcpt_hash raw_rcpt_to raw_reason reason error_code queue_time num_retries
      ${RELAYED_MEMBERS}`,
    own: (context) => ({ ...inboundMembers(context), ...UNAVAILABLE }),
  },
  {
    name: 'relay-permfail',
    eventClass: 'relay_event',
    wireName: 'relay_permfail',
    aliases: [],
    summary: 'the relay webhook failed for good',
    members: `
      event_id rcpt_to rcpt_hash raw_rcpt_to raw_reason reason error_code queue_time num_retries
      outbound_tls ${RELAYED_MEMBERS}`,
    own: (context) => ({ ...inboundMembers(context), ...UNAVAILABLE }),
  },
];

function inboundMembers({ message }: BuildContext): JsonObject {
  const random = message.random().fork('relay-id');
  const part = (): string => String(random.integer(10, 999));
  return {
    delv_method: 'http',
    msg_from: 'ada@example.org',
    origination: 'inbound',
    recv_method: 'esmtp',
    relay_id: [part(), part(), part()].join('-'),
  };
}
