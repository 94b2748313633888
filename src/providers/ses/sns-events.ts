import type { EventDefinition } from '../types.ts';
import { confirmation, notification } from './envelope.ts';

/** Not JSON, and the first thing a new event destination publishes. */
export const VALIDATION_TEXT = 'Successfully validated SNS topic for Amazon SES event publishing.';

export const VALIDATION_NAME = 'topic-validation';

const CURRENT = { generation: 'current', formats: ['json'] } as const;

/** What comes from SNS itself, and the plain notice of a new event destination. */
export const SNS_EVENTS: readonly EventDefinition[] = [
  {
    ...CURRENT,
    name: 'subscription-confirmation',
    wireName: 'SubscriptionConfirmation',
    aliases: ['confirm', 'confirmation'],
    summary: 'the endpoint was subscribed: it has to GET SubscribeURL before notifications come',
    build: (context) =>
      confirmation(
        context,
        'SubscriptionConfirmation',
        (topic) =>
          `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
      ),
  },
  {
    ...CURRENT,
    name: VALIDATION_NAME,
    wireName: 'Notification',
    aliases: ['validation'],
    summary: 'an event destination was added: a notice that is plain text, not JSON',
    build: (context) => notification(context, VALIDATION_TEXT, null),
  },
  {
    ...CURRENT,
    name: 'unsubscribe-confirmation',
    wireName: 'UnsubscribeConfirmation',
    aliases: ['deactivate'],
    summary: 'the endpoint was unsubscribed; a GET of SubscribeURL would undo that',
    build: (context) =>
      confirmation(
        context,
        'UnsubscribeConfirmation',
        (_topic, subscription) =>
          `You have chosen to deactivate subscription ${subscription}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
      ),
  },
];
