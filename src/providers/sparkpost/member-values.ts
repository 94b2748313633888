import type { JsonObject } from '../../core/json.ts';
import { BASE62, type Random } from '../../core/random.ts';
import type { BuildContext } from '../types.ts';

const DIGITS = '0123456789';

export const CUSTOMER_ID = '184720';
const SUBACCOUNT_ID = '101';

/** What members hold unless an event says otherwise: nearly all numbers are text. */
export function memberValues(context: BuildContext): JsonObject {
  const { message, nowMs } = context;
  const random = message.random();
  const recipient = message.recipient.toLowerCase();
  const domain = domainOf(recipient);
  return {
    ab_test_id: 'welcome-subject',
    ab_test_version: '1',
    amp_enabled: false,
    campaign_id: 'welcome',
    click_tracking: true,
    customer_id: CUSTOMER_ID,
    delv_method: 'esmtp',
    event_id: longId(context.random.fork('event-id')),
    friendly_from: 'shop@mail.example.org',
    initial_pixel: true,
    injection_time: new Date(message.acceptedAtMs).toISOString(),
    ip_address: '198.51.100.25',
    ip_pool: 'shared',
    mailbox_provider: 'Gsuite',
    mailbox_provider_region: 'Europe - UK',
    mailfrom: recipient,
    message_id: messageId(context),
    msg_from: `msprvs1=${random.fork('msg-from').text(BASE62, 13)}=bounces-${CUSTOMER_ID}@bounces.example.org`,
    msg_size: '4213',
    num_retries: '0',
    open_tracking: true,
    outbound_tls: '1',
    queue_time: '1248',
    raw_rcpt_to: message.recipient,
    rcpt_hash: random.fork('rcpt-hash').hex(40),
    rcpt_meta: { order_id: '1042' },
    rcpt_subs: { first_name: 'Ada' },
    rcpt_tags: ['eu', 'new-customer'],
    rcpt_to: recipient,
    recipient_domain: domain,
    recv_method: 'rest',
    routing_domain: domain,
    scheduled_time: seconds(message.acceptedAtMs - 2000),
    sending_ip: '192.0.2.25',
    subaccount_id: SUBACCOUNT_ID,
    subject: message.subject,
    template_id: 'order-confirmation',
    template_version: '3',
    timestamp: seconds(nowMs),
    transactional: '1',
    transmission_id: longId(random.fork('transmission-id')),
  };
}

/** Whole milliseconds since the mail was injected, for events at which it leaves the queue or stays in it. */
export function queueTime({ nowMs, message }: BuildContext): string {
  return String(Math.max(0, Math.round(nowMs - message.acceptedAtMs)));
}

/** Unix seconds, as text. */
function seconds(atMs: number): string {
  return String(Math.floor(atMs / 1000));
}

/** 17 digits, beyond 2^53 and therefore text. */
export function longId(random: Random): string {
  return `6421695${random.text(DIGITS, 10)}`;
}

/** 20 hex digits that begin with the time of injection; another id than the transmission's. */
function messageId({ message }: BuildContext): string {
  const time = Math.floor(message.acceptedAtMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `${time}${message.random().fork('message-id').hex(12)}`;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
