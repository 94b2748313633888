import { type JsonObject, RawNumber } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { BOUNCE_TYPES, type BounceType, SPAM_COMPLAINT, UNSUBSCRIBE } from './bounce-types.ts';
import { bounceId, METADATA, messageId, preciseTime, SERVER_ID, TAG } from './event-fields.ts';
import { includesContent, streamOption } from './options.ts';
import { LONG_RETRY } from './schedule.ts';

type RecordType = 'Bounce' | 'SpamComplaint';

function bounce(recordType: RecordType, bounceType: BounceType, context: BuildContext): JsonObject {
  const isComplaint = recordType === 'SpamComplaint';
  // Seen without the two members in this one case.
  const isUnsubscribe = bounceType === UNSUBSCRIBE;
  return {
    RecordType: recordType,
    MessageStream: streamOption(context.options),
    ID: new RawNumber(bounceId(context.random)),
    Type: bounceType.type,
    TypeCode: bounceType.code,
    Name: bounceType.title,
    Tag: TAG,
    MessageID: messageId(context),
    Metadata: METADATA,
    ServerID: SERVER_ID,
    Description: bounceType.description,
    Details: bounceType.details,
    ...(isUnsubscribe ? {} : { Email: context.message.recipient }),
    From: 'sender@example.net',
    ...(isUnsubscribe ? {} : { BouncedAt: preciseTime(context) }),
    DumpAvailable: true,
    Inactive: bounceType.deactivates,
    CanActivate: !isComplaint,
    Subject: context.message.subject,
    ...(includesContent(context.options)
      ? { Content: isComplaint ? '<Abuse report dump>' : '<Full dump of bounce>' }
      : {}),
  };
}

function definition(
  recordType: RecordType,
  bounceType: BounceType,
  facts: Pick<EventDefinition, 'aliases' | 'summary'>,
): EventDefinition {
  return {
    name: bounceType.event,
    wireName: recordType,
    ...facts,
    generation: 'current',
    formats: ['json'],
    retry: LONG_RETRY,
    build: (context) => ({ kind: 'json', value: bounce(recordType, bounceType, context) }),
  };
}

export const BOUNCE_EVENTS: readonly EventDefinition[] = [
  ...BOUNCE_TYPES.map((bounceType) =>
    definition('Bounce', bounceType, {
      aliases: bounceType.aliases,
      summary: `bounce of type ${bounceType.type}: ${bounceType.title.toLowerCase()}`,
    }),
  ),
  definition('Bounce', UNSUBSCRIBE, {
    aliases: UNSUBSCRIBE.aliases.map((alias) => `${alias}Request`),
    summary: 'bounce of type Unsubscribe, as seen without Email and BouncedAt',
  }),
  definition('SpamComplaint', SPAM_COMPLAINT, {
    aliases: ['spam', 'spam-complaint'],
    summary: 'a feedback loop reported the mail as spam',
  }),
];
