import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { notification } from './envelope.ts';
import { isoTime } from './ids.ts';
import { publishedMail } from './mail.ts';
import { bounce, complaint, delivery, HARD, SOFT, SUPPRESSED } from './outcome.ts';

const SUBJECT = 'Amazon SES Email Event Notification';
const HOUR_MS = 3_600_000;

const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';
const READER_IP = '198.51.100.7';

interface PublishedEvent
  extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  /** What follows `eventType`; bounces and complaints come before the mail. */
  members(context: BuildContext): JsonObject;
}

const EVENTS: readonly PublishedEvent[] = [
  {
    name: 'processed',
    wireName: 'Send',
    aliases: ['sent', 'accepted'],
    summary: 'SES accepted the request to send',
    members: (context) => ({ mail: publishedMail(context), send: {} }),
  },
  {
    name: 'delivered',
    wireName: 'Delivery',
    aliases: [],
    summary: "the recipient's server accepted the mail",
    members: (context) => ({
      mail: publishedMail(context, 'whole', { 'ses:outgoing-ip': ['192.0.2.25'] }),
      delivery: delivery(context, 'published'),
    }),
  },
  {
    name: 'bounce',
    wireName: 'Bounce',
    aliases: ['hard-bounce'],
    summary: 'refused for good (bounceType Permanent)',
    members: (context) => ({
      bounce: bounce(context, 'published', HARD),
      mail: publishedMail(context),
    }),
  },
  {
    name: 'bounce-suppressed',
    wireName: 'Bounce',
    aliases: ['suppressed'],
    summary: 'not sent: the address is on the suppression list of the account',
    members: (context) => ({
      bounce: bounce(context, 'published', SUPPRESSED),
      mail: publishedMail(context),
    }),
  },
  {
    name: 'soft-bounce',
    wireName: 'Bounce',
    aliases: ['transient-bounce'],
    summary: 'SES gave up after retries (bounceType Transient), or the cause is unclear',
    members: (context) => ({
      bounce: bounce(context, 'published', SOFT),
      mail: publishedMail(context),
    }),
  },
  {
    name: 'complaint',
    wireName: 'Complaint',
    aliases: ['spam'],
    summary: "the recipient's provider reported a complaint",
    members: (context) => ({
      complaint: complaint(context, 'report'),
      mail: publishedMail(context),
    }),
  },
  {
    name: 'complaint-suppressed',
    wireName: 'Complaint',
    aliases: [],
    summary: "the address is on the account's list for complaints; there is no report",
    members: (context) => ({
      complaint: complaint(context, 'suppressed'),
      mail: publishedMail(context),
    }),
  },
  {
    name: 'reject',
    wireName: 'Reject',
    aliases: ['dropped'],
    summary: 'SES found a virus',
    members: (context) => ({ mail: publishedMail(context), reject: { reason: 'Bad content' } }),
  },
  {
    name: 'open',
    wireName: 'Open',
    aliases: ['opened'],
    summary: 'the tracking pixel was loaded',
    members: (context) => ({
      mail: publishedMail(context),
      open: {
        timestamp: isoTime(context.nowMs),
        userAgent: USER_AGENT,
        ipAddress: READER_IP,
      },
    }),
  },
  {
    name: 'click',
    wireName: 'Click',
    aliases: ['clicked'],
    summary: 'a tracked link was clicked',
    members: (context) => ({
      mail: publishedMail(context),
      click: {
        timestamp: isoTime(context.nowMs),
        ipAddress: READER_IP,
        userAgent: USER_AGENT,
        link: 'https://www.example.com/welcome?a=1&b=2',
        linkTags: { position: ['header'] },
      },
    }),
  },
  {
    name: 'rendering-failure',
    wireName: 'Rendering Failure',
    aliases: ['failed', 'failure'],
    summary: 'the data for a template were incomplete, so nothing was sent',
    members: (context) => ({
      mail: publishedMail(context, 'brief'),
      failure: {
        errorMessage: "Attribute 'name' is not present in the rendering data.",
        templateName: 'WelcomeTemplate',
      },
    }),
  },
  {
    name: 'deferred',
    wireName: 'DeliveryDelay',
    aliases: ['delayed', 'delivery-delay'],
    summary: 'temporary failure; SES keeps trying',
    members: (context) => ({
      mail: publishedMail(context, 'brief'),
      deliveryDelay: {
        timestamp: isoTime(context.nowMs),
        delayType: 'TransientCommunicationFailure',
        expirationTime: isoTime(context.message.acceptedAtMs + 14 * HOUR_MS),
        delayedRecipients: [
          {
            emailAddress: context.message.recipient,
            status: '4.4.1',
            diagnosticCode: 'smtp; 421 4.4.1 Unable to connect to remote host',
          },
        ],
      },
    }),
  },
  {
    name: 'unsubscribe',
    wireName: 'Subscription',
    aliases: ['unsubscribed', 'preference-change'],
    summary: "the recipient used List-Unsubscribe or the preference page of SES's list management",
    members: (context) => ({
      mail: publishedMail(context),
      subscription: {
        contactList: 'Newsletter',
        timestamp: isoTime(context.nowMs),
        source: 'UnsubscribeHeader',
        newTopicPreferences: preferences(true, 'OptOut'),
        oldTopicPreferences: preferences(false, 'OptIn'),
      },
    }),
  },
];

function preferences(unsubscribeAll: boolean, subscriptionStatus: string): JsonObject {
  return {
    unsubscribeAll,
    topicSubscriptionStatus: [{ topicName: 'News', subscriptionStatus }],
  };
}

/** Event publishing by a configuration set: `eventType`. */
export const PUBLISHED_EVENTS: readonly EventDefinition[] = EVENTS.map(
  ({ name, wireName, aliases, summary, members }) => ({
    name,
    wireName,
    aliases,
    summary,
    generation: 'current',
    formats: ['json'],
    build: (context) =>
      notification(context, { eventType: wireName, ...members(context) }, SUBJECT),
  }),
);
