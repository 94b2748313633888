import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { isoSecond, isoTime, resendEvent, sharedId } from './event-data.ts';

type Change = 'created' | 'updated' | 'deleted';

const CHANGES: readonly Change[] = ['created', 'updated', 'deleted'];
const AUDIENCE_ID = '78261eea-8f8b-4381-83c6-79fa7120f1cf';
const TOPIC_ID = 'b6d24b8e-af0b-4c3c-be0c-359bbd97381e';
const DOMAIN_ID = 'd91cd9bd-1176-453e-8fc1-35364d380206';

const CONTACT_SUMMARIES: Readonly<Record<Change, string>> = {
  created: 'a contact was added; not for CSV imports',
  updated: 'a contact was changed, here unsubscribed',
  deleted: 'a contact was removed',
};

/** The moment the object changed; one that was only made or removed keeps the time of its making. */
function updatedAt(change: Change, context: BuildContext): string {
  return change === 'updated' ? isoSecond(context.nowMs) : isoTime(context.message.acceptedAtMs);
}

function contact(change: Change, context: BuildContext): JsonObject {
  return {
    audience_id: AUDIENCE_ID,
    created_at: isoTime(context.message.acceptedAtMs),
    email: context.message.recipient,
    first_name: 'Jane',
    id: sharedId(context, 'contact-id'),
    last_name: 'Doe',
    segment_ids: [AUDIENCE_ID],
    unsubscribed: change === 'updated',
    updated_at: updatedAt(change, context),
  };
}

function domain(change: Change, context: BuildContext): JsonObject {
  const status = change === 'updated' ? 'verified' : 'not_started';
  const common = { status, ttl: 'Auto' };
  return {
    created_at: isoTime(context.message.acceptedAtMs),
    id: DOMAIN_ID,
    name: 'example.com',
    records: [
      {
        ...common,
        name: 'send',
        priority: 10,
        record: 'SPF',
        type: 'MX',
        value: 'feedback-smtp.us-east-1.amazonses.com',
      },
      {
        ...common,
        name: 'send',
        record: 'SPF',
        type: 'TXT',
        value: '"v=spf1 include:amazonses.com ~all"',
      },
      {
        ...common,
        name: 'resend._domainkey',
        record: 'DKIM',
        type: 'TXT',
        value: 'p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDexample',
      },
    ],
    region: 'us-east-1',
    status,
  };
}

function topic(change: Change, context: BuildContext): JsonObject {
  const isUpdate = change === 'updated';
  return {
    created_at: isoTime(context.message.acceptedAtMs),
    default_subscription: 'opt_in',
    deleted: change === 'deleted',
    description: isUpdate ? 'Monthly' : null,
    id: TOPIC_ID,
    name: isUpdate ? 'Product updates' : 'Product news',
    updated_at: change === 'created' ? updatedAt(change, context) : isoSecond(context.nowMs),
  };
}

function changeEvents(
  subject: string,
  summary: (change: Change) => string,
  data: (change: Change, context: BuildContext) => JsonObject,
): readonly EventDefinition[] {
  return CHANGES.map((change) =>
    resendEvent(
      {
        name: `${subject}-${change}`,
        wireName: `${subject}.${change}`,
        aliases: [],
        summary: summary(change),
      },
      (context) => data(change, context),
    ),
  );
}

const TOPICS_UPDATED = resendEvent(
  {
    name: 'contact-topics-updated',
    wireName: 'contact.topics.updated',
    aliases: ['unsubscribe'],
    summary: 'a contact left or joined topics, here left one',
  },
  (context) => ({
    email: context.message.recipient,
    topics: [{ id: TOPIC_ID, subscription: 'opt_out' }],
  }),
);

/** An address enters the suppression list by a bounce, and leaves it by hand. */
function suppression(change: 'added' | 'removed'): EventDefinition {
  const isAdded = change === 'added';
  return resendEvent(
    {
      name: `suppression-${change}`,
      wireName: `suppression.${change}`,
      aliases: [],
      summary: isAdded
        ? 'an address was put on the suppression list, here after a bounce'
        : 'an address was taken off the suppression list',
    },
    (context) => ({
      created_at: isoTime(context.message.acceptedAtMs),
      email: context.message.recipient,
      id: sharedId(context, 'suppression-id'),
      origin: isAdded ? 'bounce' : 'manual',
      source_id: isAdded ? sharedId(context, 'email-id') : null,
    }),
  );
}

export const ACCOUNT_EVENTS: readonly EventDefinition[] = [
  ...changeEvents('contact', (change) => CONTACT_SUMMARIES[change], contact),
  TOPICS_UPDATED,
  ...changeEvents('domain', (change) => `a sending domain was ${change}`, domain),
  suppression('added'),
  suppression('removed'),
  ...changeEvents('topic', (change) => `a topic was ${change}`, topic),
];
