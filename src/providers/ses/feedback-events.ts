import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { notification } from './envelope.ts';
import { feedbackMail } from './mail.ts';
import { topicOption } from './options.ts';
import { bounce, complaint, delivery, HARD, SOFT } from './outcome.ts';

interface FeedbackEvent extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  /** What follows `notificationType`. */
  members(context: BuildContext): JsonObject;
}

const EVENTS: readonly FeedbackEvent[] = [
  {
    name: 'feedback-bounce',
    wireName: 'Bounce',
    aliases: ['bounce-notification'],
    summary: 'feedback notification of an identity: refused for good',
    members: (context) => ({
      bounce: bounce(context, 'feedback', HARD),
      mail: feedbackMail(context),
    }),
  },
  {
    name: 'feedback-soft-bounce',
    wireName: 'Bounce',
    aliases: [],
    summary: 'feedback notification of an identity: SES gave up after retries',
    members: (context) => ({
      bounce: bounce(context, 'feedback', SOFT),
      mail: feedbackMail(context),
    }),
  },
  {
    name: 'feedback-complaint',
    wireName: 'Complaint',
    aliases: ['complaint-notification'],
    summary: 'feedback notification of an identity: a complaint',
    members: (context) => ({
      complaint: complaint(context, 'report'),
      mail: feedbackMail(context),
    }),
  },
  {
    name: 'feedback-delivered',
    wireName: 'Delivery',
    aliases: ['delivery-notification'],
    summary: "feedback notification of an identity: the recipient's server accepted the mail",
    members: (context) => ({
      mail: feedbackMail(context),
      delivery: delivery(context, 'feedback'),
    }),
  },
  {
    name: 'feedback-test',
    wireName: 'AmazonSnsSubscriptionSucceeded',
    aliases: ['subscription-succeeded'],
    summary: 'a topic was attached to an identity',
    members: ({ options }) => ({
      message: `You have successfully subscribed your Amazon SNS topic '${topicOption(options).arn}' to receive 'Bounce' notifications from Amazon SES for identity 'example.com'.`,
    }),
  },
];

/** Feedback notifications of an identity: `notificationType`, and no Subject. */
export const FEEDBACK_EVENTS: readonly EventDefinition[] = EVENTS.map(
  ({ name, wireName, aliases, summary, members }) => ({
    name,
    wireName,
    aliases,
    summary,
    generation: 'current',
    formats: ['json'],
    build: (context) =>
      notification(context, { notificationType: wireName, ...members(context) }, null),
  }),
);
