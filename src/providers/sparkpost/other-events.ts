import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import type { MsysEvent } from './msys-event.ts';

const INGEST_MEMBERS = `
  event_id batch_id timestamp expiration_timestamp type customer_id subaccount_id number_succeeded
  number_duplicates`;

const EXPIRES_AFTER_MS = 10 * 86_400_000;

/** About text messages, tests and uploads. */
export const OTHER_EVENTS: readonly MsysEvent[] = [
  {
    name: 'sms-status',
    eventClass: 'message_event',
    wireName: 'sms_status',
    aliases: ['sms'],
    summary: 'what became of a text message; without an event id',
    members: `
      customer_id delv_method dr_latency ip_address ip_pool reason routing_domain recv_method
      raw_reason sending_ip sms_dst sms_dst_npi sms_dst_ton sms_remoteids sms_src sms_src_npi
      sms_src_ton sms_text stat_type stat_state subaccount_id timestamp type`,
    own: () => ({
      delv_method: 'smpp',
      dr_latency: '0.02',
      raw_reason: 'delivered',
      reason: 'delivered',
      routing_domain: 'smpp.example.net',
      sms_dst: '15550100142',
      sms_dst_npi: 'E164',
      sms_dst_ton: 'International',
      sms_remoteids: ['0000'],
      sms_src: '15550100100',
      sms_src_npi: 'E164',
      sms_src_ton: 'Unknown',
      sms_text: 'Your code is 1042',
      stat_state: 'Delivered',
      stat_type: 'SMSC Delivery',
    }),
  },
  {
    name: 'ab-test-completed',
    eventClass: 'ab_test_event',
    wireName: 'ab_test_completed',
    aliases: [],
    summary: 'an A/B test ended with a winner',
    members: 'event_id timestamp type customer_id subaccount_id ab_test',
    own: (context) => ({
      event_id: uuid(context, 'event-id'),
      ab_test: { ...AB_TEST, winning_template_id: 'welcome-b' },
    }),
  },
  {
    name: 'ab-test-cancelled',
    eventClass: 'ab_test_event',
    wireName: 'ab_test_cancelled',
    aliases: [],
    summary: 'an A/B test was called off',
    members: 'event_id timestamp type customer_id subaccount_id ab_test',
    own: (context) => ({ event_id: uuid(context, 'event-id'), ab_test: AB_TEST }),
  },
  {
    name: 'ingest-success',
    eventClass: 'ingest_event',
    wireName: 'success',
    aliases: [],
    summary: 'a batch of Signals data was taken in',
    members: INGEST_MEMBERS,
    own: ingest,
  },
  {
    name: 'ingest-error',
    eventClass: 'ingest_event',
    wireName: 'error',
    aliases: [],
    summary: 'a batch of Signals data was refused in part',
    members: `${INGEST_MEMBERS} error_type number_failed retryable href`,
    own: (context) => ({
      ...ingest(context),
      error_type: 'validation',
      number_failed: 12,
      retryable: false,
      href: `https://api.sparkpost.com/api/v1/ingest/events/errors/${uuid(context, 'batch-id')}`,
    }),
  },
];

const AB_TEST: JsonObject = {
  id: 'welcome-subject',
  name: 'Welcome subject',
  version: 1,
  test_mode: 'bayesian',
  engagement_metric: 'count_unique_clicked',
  default_template: {
    template_id: 'welcome-a',
    count_unique_clicked: 35,
    count_accepted: 100,
    engagement_rate: 0.35,
  },
  variants: [
    {
      template_id: 'welcome-b',
      count_unique_clicked: 46,
      count_accepted: 100,
      engagement_rate: 0.46,
    },
  ],
};

function ingest(context: BuildContext): JsonObject {
  return {
    event_id: uuid(context, 'event-id'),
    batch_id: uuid(context, 'batch-id'),
    expiration_timestamp: new Date(context.nowMs + EXPIRES_AFTER_MS).toISOString(),
    number_succeeded: 980,
    number_duplicates: 20,
  };
}

function uuid({ random }: BuildContext, label: string): string {
  return random.fork(label).uuid();
}
