import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { activityId, DOMAIN_ID, INBOUND_ID, messageId, micros, objectId } from './sample-ids.ts';
import { dateTime, sixDigits, sixZeros } from './times.ts';

interface AccountEvent extends Pick<EventDefinition, 'wireName' | 'summary'> {
  data(context: BuildContext): JsonObject;
}

const LIST_CHECK_MS = 340_000;
const LIST_REPORT_MS = 2_000;

function listCheck({ nowMs }: BuildContext): JsonObject {
  const endedAtMs = nowMs - LIST_REPORT_MS;
  return {
    id: 'jpzkmgqo1vlv059v',
    name: 'Newsletter',
    total: 3,
    verification_started: sixZeros(endedAtMs - LIST_CHECK_MS),
    verification_ended: sixZeros(endedAtMs),
    updated_at: sixZeros(endedAtMs),
    status: { name: 'completed', count: 3 },
    source: 'csv',
    statistics: {
      valid: 2,
      catch_all: 0,
      mailbox_full: 0,
      role_based: 0,
      unknown: 0,
      syntax_error: 1,
      typo: 0,
      mailbox_not_found: 0,
      disposable: 0,
      mailbox_blocked: 0,
      failed: 0,
      not_verified: 0,
    },
  };
}

const EVENTS: readonly AccountEvent[] = [
  {
    wireName: 'sender_identity.verified',
    summary: 'a sender identity was confirmed',
    data: () => ({
      object: 'sender_identity',
      id: '7nxe3yjmeq28vp0k',
      email: 'shop@example.org',
      name: 'Example Shop',
      reply_to_email: null,
      reply_to_name: null,
      is_verified: true,
      resends: 0,
      add_note: false,
      personal_note: null,
    }),
  },
  {
    wireName: 'maintenance.start',
    summary: 'a maintenance window began',
    data: () => ({ domain_id: DOMAIN_ID }),
  },
  {
    wireName: 'maintenance.end',
    summary: 'a maintenance window ended',
    data: () => ({ domain_id: DOMAIN_ID }),
  },
  {
    wireName: 'inbound_forward.failed',
    summary: 'an inbound route could not forward a mail',
    data: ({ message }) => ({
      domain_id: DOMAIN_ID,
      inbound_id: INBOUND_ID,
      inbound_message_id: objectId(
        message.acceptedAtMs,
        message.random().fork('inbound-message-id'),
      ),
    }),
  },
  {
    wireName: 'email_single.verified',
    summary: 'the check of an address has finished',
    data: (context) => ({
      id: activityId(context),
      address: context.message.recipient,
      status: 'completed',
      result: 'valid',
      error: null,
    }),
  },
  {
    wireName: 'email_list.verified',
    summary: 'the check of a list of addresses has finished',
    data: listCheck,
  },
  {
    wireName: 'bulk_email.completed',
    summary: 'a bulk call has finished',
    data: (context) => ({
      id: activityId(context),
      state: 'completed',
      total_recipients_count: 2,
      suppressed_recipients_count: 0,
      suppressed_recipients: null,
      validation_errors_count: 0,
      validation_errors: null,
      messages_id: [messageId(context)],
    }),
  },
];

export const PING_TYPE = 'webhook.test';
export const PING_MESSAGE = 'This is a ping test message';

/** Sent when a webhook or inbound route is saved, under a secret that everyone knows. */
const PING: EventDefinition = {
  name: 'ping',
  wireName: PING_TYPE,
  aliases: ['test'],
  summary: 'a webhook or inbound route is being saved; signed with a published secret',
  generation: 'current',
  formats: ['json'],
  build: (context) => ({
    kind: 'json',
    value: {
      type: PING_TYPE,
      message: PING_MESSAGE,
      created_at: sixDigits(context.nowMs, micros(context)),
    },
  }),
};

export const ACCOUNT_EVENTS: readonly EventDefinition[] = [
  ...EVENTS.map(
    ({ wireName, summary, data }): EventDefinition => ({
      name: wireName.replace(/[._]/g, '-'),
      wireName,
      aliases: [],
      summary,
      generation: 'current',
      formats: ['json'],
      build: (context) => ({
        kind: 'json',
        value: { type: wireName, created_at: dateTime(context.nowMs), data: data(context) },
      }),
    }),
  ),
  PING,
];
