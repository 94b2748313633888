import type { Random } from '../../core/random.ts';
import type { EventDefinition } from '../types.ts';
import { INBOUND_RETRY } from './schedule.ts';
import { timeUuid } from './time-uuid.ts';

const DIGITS = '0123456789';

/** 19 decimal digits that begin as the captured ones do; it is text on the wire, beyond 2^53. */
function objectId(random: Random): string {
  return `187${random.text(DIGITS, 16)}`;
}

/** Mail to an inbound inbox: time in Unix milliseconds. */
export const INBOUND_EVENTS: readonly EventDefinition[] = [
  {
    name: 'inbound',
    wireName: 'inbound.message_received',
    aliases: ['inbound_message_received', 'message-received'],
    summary: 'a mail arrived in an inbound inbox',
    generation: 'current',
    formats: ['json', 'jsonl'],
    retry: INBOUND_RETRY,
    build: (context) => ({
      kind: 'json',
      value: {
        event: 'inbound.message_received',
        event_id: timeUuid(context.nowMs, context.random.fork('event-id')),
        timestamp: Math.floor(context.nowMs),
        inbox_id: 4821,
        message_id: objectId(context.message.random().fork('inbound-message-id')),
        from: 'Bob Example <bob@example.org>',
      },
    }),
  },
];
