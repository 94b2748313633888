import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { deliveryEventId, messageIds, randomId } from './ids.ts';
import { hasOldMessageIds, isTestButton } from './options.ts';
import { refuseTestButton, testButtonEvent } from './test-button.ts';

/** An event about one mail to one recipient. */
export interface EmailEvent
  extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  /** Start of the text its id is made of; `null` for events whose ids are random. */
  readonly idKind: string | null;
  /** A bounce mail that came in late: it is tied to no message any more. */
  readonly isLate?: boolean;
  /** "Test your integration" has no such event. */
  readonly notInTest?: boolean;
  /** Members that only this event has. */
  own(context: BuildContext): JsonObject;
}

export function emailDefinition(event: EmailEvent): EventDefinition {
  return {
    name: event.name,
    wireName: event.wireName,
    aliases: event.aliases,
    summary: event.summary,
    generation: 'current',
    formats: ['json'],
    build: (context) => ({ kind: 'json', value: emailEvent(event, context) }),
  };
}

/** In no order of its own: the encoder sorts the keys. */
function emailEvent(event: EmailEvent, context: BuildContext): JsonObject {
  const own = event.own(context);
  if (event.notInTest === true || event.isLate === true) {
    refuseTestButton(event.name, context.options);
  } else if (isTestButton(context.options)) {
    return testButtonEvent(event.wireName, own, context);
  }
  return {
    category: ['receipts', '2026'],
    email: context.message.recipient,
    event: event.wireName,
    order_id: 'A-1001',
    timestamp: Math.floor(context.nowMs / 1000),
    ...idMembers(event, context),
    ...own,
  };
}

function idMembers(event: EmailEvent, context: BuildContext): JsonObject {
  const ids = messageIds(context.message, hasOldMessageIds(context.options));
  const randomEventId = { sg_event_id: randomId(context.random.fork('event-id')) };
  if (event.isLate === true) return randomEventId;
  if (event.idKind === null) return { ...randomEventId, sg_message_id: ids.sgMessageId };
  return {
    sg_event_id: deliveryEventId(event.idKind, ids.key),
    sg_message_id: ids.sgMessageId,
    'smtp-id': ids.smtpId,
  };
}
