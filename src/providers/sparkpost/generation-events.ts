import { failure, refusal } from './message-events.ts';
import type { MsysEvent } from './msys-event.ts';

const MEMBERS = `
  ab_test_id ab_test_version campaign_id customer_id error_code event_id friendly_from ip_pool
  mailbox_provider mailbox_provider_region rcpt_meta rcpt_subs rcpt_tags rcpt_to rcpt_hash raw_rcpt_to
  raw_reason reason recipient_domain recv_method routing_domain scheduled_time sending_ip
  subaccount_id`;

/** Mails that were never made of their template. */
export const GENERATION_EVENTS: readonly MsysEvent[] = [
  {
    name: 'generation-failure',
    eventClass: 'gen_event',
    wireName: 'generation_failure',
    aliases: ['failed', 'template-error'],
    summary: 'the mail could not be built',
    members: `${MEMBERS} template_id template_version timestamp transactional transmission_id type`,
    own: () =>
      refusal(
        '554 5.3.3 [internal] Error while rendering part html: line 7: substitution value is missing',
        '554 5.3.3 [internal] Error while rendering part html: ...',
      ),
  },
  {
    name: 'generation-rejection',
    eventClass: 'gen_event',
    wireName: 'generation_rejection',
    aliases: ['suppressed'],
    summary: 'a policy refused the mail, here for a suppressed recipient',
    members: `${MEMBERS} subject template_id template_version timestamp transactional transmission_id type bounce_class`,
    own: () => failure('25', '554 5.7.1 recipient address suppressed due to customer policy'),
  },
];
