import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import { queueTime } from './member-values.ts';
import type { MsysEvent } from './msys-event.ts';

const BOUNCE_MEMBERS = `
  amp_enabled bounce_class campaign_id click_tracking customer_id delv_method error_code event_id
  friendly_from initial_pixel injection_time ip_address ip_pool mailbox_provider
  mailbox_provider_region message_id msg_from msg_size num_retries open_tracking rcpt_meta rcpt_tags
  rcpt_to rcpt_hash raw_rcpt_to raw_reason reason recipient_domain recv_method routing_domain
  scheduled_time sending_ip subaccount_id subject template_id template_version timestamp
  transactional transmission_id type`;

/** What becomes of a mail on its way, in the order of the official samples. */
export const MESSAGE_EVENTS: readonly MsysEvent[] = [
  {
    name: 'processed',
    eventClass: 'message_event',
    wireName: 'injection',
    aliases: ['accepted', 'queued'],
    summary: 'SparkPost received the mail',
    members: `
      ab_test_id ab_test_version amp_enabled campaign_id click_tracking customer_id event_id
      friendly_from initial_pixel injection_time ip_pool mailbox_provider mailbox_provider_region
      message_id msg_from msg_size open_tracking rcpt_meta rcpt_tags rcpt_to rcpt_hash raw_rcpt_to
      recipient_domain recv_method routing_domain scheduled_time sending_ip subaccount_id subject
      template_id template_version timestamp transactional transmission_id type`,
  },
  {
    name: 'delivered',
    eventClass: 'message_event',
    wireName: 'delivery',
    aliases: [],
    summary: "the recipient's server accepted the mail",
    members: `
      ab_test_id ab_test_version amp_enabled campaign_id click_tracking customer_id delv_method
      event_id friendly_from initial_pixel injection_time ip_address ip_pool mailbox_provider
      mailbox_provider_region message_id msg_from msg_size num_retries open_tracking outbound_tls
      queue_time rcpt_meta rcpt_tags rcpt_to rcpt_hash raw_rcpt_to recipient_domain recv_method
      routing_domain scheduled_time sending_ip subaccount_id subject template_id template_version
      timestamp transactional transmission_id type`,
    own: (context) => ({ queue_time: queueTime(context) }),
  },
  {
    name: 'bounce',
    eventClass: 'message_event',
    wireName: 'bounce',
    aliases: ['hard-bounce'],
    summary: 'refused for good, here for an invalid recipient (class 10)',
    members: BOUNCE_MEMBERS,
    own: ({ message }) =>
      failure(
        '10',
        `550 5.1.1 <${message.recipient.toLowerCase()}>: Recipient address rejected: User unknown`,
        '550 5.1.1 ...@... Recipient address rejected: ...',
      ),
  },
  {
    name: 'soft-bounce',
    eventClass: 'message_event',
    wireName: 'bounce',
    aliases: [],
    summary: 'given up for a reason that may pass, here a full mailbox (class 22)',
    members: BOUNCE_MEMBERS,
    own: mailboxFull,
  },
  {
    name: 'blocked',
    eventClass: 'message_event',
    wireName: 'bounce',
    aliases: ['block'],
    summary: 'refused as spam or by a block list, here the latter (class 51)',
    members: BOUNCE_MEMBERS,
    own: () =>
      failure(
        '51',
        '550 5.7.1 Service unavailable; client host [192.0.2.25] blocked',
        '550 5.7.1 Service unavailable; client host [...] blocked',
      ),
  },
  {
    name: 'deferred',
    eventClass: 'message_event',
    wireName: 'delay',
    aliases: ['delayed'],
    summary: 'refused for now; SparkPost keeps trying',
    members: `
      amp_enabled bounce_class campaign_id click_tracking customer_id delv_method error_code event_id
      friendly_from injection_time initial_pixel ip_address ip_pool mailbox_provider
      mailbox_provider_region message_id msg_from msg_size num_retries open_tracking outbound_tls
      queue_time rcpt_meta rcpt_tags rcpt_to rcpt_hash raw_rcpt_to raw_reason reason recipient_domain
      recv_method routing_domain scheduled_time sending_ip subaccount_id subject template_id
      template_version timestamp transactional transmission_id type`,
    own: (context) => ({
      ...failure('21', '454 4.4.4 [internal] no MX or A for domain'),
      num_retries: '1',
      outbound_tls: '-1',
      queue_time: queueTime(context),
    }),
  },
  {
    name: 'bounce-delayed',
    eventClass: 'message_event',
    wireName: 'out_of_band',
    aliases: ['late-bounce', 'delayed-bounce'],
    summary: 'a bounce mail came in after the mail had been accepted',
    members: `
      ab_test_id ab_test_version bounce_class campaign_id customer_id delv_method error_code event_id
      friendly_from injection_time ip_address ip_pool mailbox_provider mailbox_provider_region
      message_id msg_from msg_size num_retries queue_time raw_rcpt_to raw_reason rcpt_meta rcpt_tags
      rcpt_to rcpt_hash reason recipient_domain recv_method routing_domain scheduled_time sending_ip
      subaccount_id subject template_id template_version timestamp transactional transmission_id
      type`,
    own: mailboxFull,
  },
  {
    name: 'reject',
    eventClass: 'message_event',
    wireName: 'policy_rejection',
    aliases: ['dropped'],
    summary: 'SparkPost refused the mail on injection',
    members: `
      ab_test_id ab_test_version campaign_id customer_id error_code event_id friendly_from
      injection_time ip_pool mailbox_provider mailbox_provider_region message_id msg_from rcpt_meta
      rcpt_tags rcpt_to rcpt_hash raw_rcpt_to raw_reason reason recipient_domain recv_method
      remote_addr sending_ip subaccount_id template_id template_version timestamp transactional
      transmission_id type bounce_class`,
    own: () => ({
      ...failure(
        '25',
        '550 5.7.1 Unconfigured Sending Domain <mail.example.org>',
        '550 5.7.1 Unconfigured Sending Domain <...>',
      ),
      recv_method: 'esmtp',
      remote_addr: '198.51.100.77',
    }),
  },
  {
    name: 'complaint',
    eventClass: 'message_event',
    wireName: 'spam_complaint',
    aliases: ['spam'],
    summary: 'a feedback loop reported spam',
    members: `
      ab_test_id ab_test_version campaign_id customer_id delv_method event_id fbtype friendly_from
      injection_time ip_address ip_pool mailbox_provider mailbox_provider_region message_id msg_from
      msg_size num_retries queue_time rcpt_meta rcpt_tags rcpt_to rcpt_hash raw_rcpt_to
      recipient_domain report_by report_to routing_domain scheduled_time sending_ip subaccount_id
      subject template_id template_version timestamp transactional transmission_id type`,
    own: () => ({
      fbtype: 'abuse',
      report_by: 'feedback.example.net',
      report_to: 'abuse.example.org',
    }),
  },
];

function mailboxFull({ message }: BuildContext): JsonObject {
  return failure(
    '22',
    `552 5.2.2 <${message.recipient.toLowerCase()}>: mailbox full`,
    '552 5.2.2 ...@...: mailbox full',
  );
}

/**
 * @param bounceClass - number of the classification
 * @param raw - see {@link refusal}
 */
export function failure(bounceClass: string, raw: string, reason?: string): JsonObject {
  return { bounce_class: bounceClass, ...refusal(raw, reason) };
}

/**
 * @param raw - the whole answer, which begins with its code
 * @param reason - the answer with its variable parts replaced
 */
export function refusal(raw: string, reason = raw): JsonObject {
  return { error_code: raw.slice(0, 3), raw_reason: raw, reason };
}
