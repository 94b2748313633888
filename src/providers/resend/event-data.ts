import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';

/** ISO 8601 with milliseconds and `Z`. */
export function isoTime(atMs: number): string {
  return new Date(Math.floor(atMs)).toISOString();
}

/** The same, at the second that has begun: when an object was changed. */
export function isoSecond(atMs: number): string {
  return isoTime(Math.floor(atMs / 1000) * 1000);
}

/** An event; its keys are sorted when it is encoded, so builders list them as they read best. */
export function resendEvent(
  facts: Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'>,
  data: (context: BuildContext) => JsonObject,
): EventDefinition {
  return {
    ...facts,
    generation: 'current',
    formats: ['json'],
    build: (context) => ({
      kind: 'json',
      value: {
        created_at: isoTime(context.nowMs),
        data: data(context),
        type: facts.wireName,
      },
    }),
  };
}

/** An id of the message or of another object that all events of a scenario are about. */
export function sharedId(context: BuildContext, label: string): string {
  return context.message.random().fork(label).uuid();
}

/** `Message-ID` header of a mail to Resend's customer; the address of the sender is that of a reader. */
export function inboundMessageId(context: BuildContext): string {
  const random = context.message.random().fork('inbound-message-id');
  return `<CAF${random.text('0123456789', 10)}@mail.example.net>`;
}
