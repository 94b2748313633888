import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { inboundMessageId, isoTime, resendEvent, sharedId } from './event-data.ts';

interface EmailEvent extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  /** Members that only this event has. */
  specific(context: BuildContext): JsonObject;
}

const NOTHING = (): JsonObject => ({});

const LINK = 'https://www.example.com/welcome?a=1&b=2';
const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

const EVENTS: readonly EmailEvent[] = [
  {
    name: 'processed',
    wireName: 'email.sent',
    aliases: ['sent', 'accepted'],
    summary: 'the API took the mail, and Resend will try to deliver it',
    specific: NOTHING,
  },
  {
    name: 'scheduled',
    wireName: 'email.scheduled',
    aliases: [],
    summary: 'the API took the mail, to be sent later',
    specific: NOTHING,
  },
  {
    name: 'delivered',
    wireName: 'email.delivered',
    aliases: ['delivery'],
    summary: 'the recipient server accepted the mail',
    specific: NOTHING,
  },
  {
    name: 'deferred',
    wireName: 'email.delivery_delayed',
    aliases: ['delayed', 'delivery-delayed'],
    summary: 'temporary failure; delivery is tried again',
    specific: NOTHING,
  },
  {
    name: 'complaint',
    wireName: 'email.complained',
    aliases: ['spam', 'complained'],
    summary: 'the recipient marked the mail as spam',
    specific: NOTHING,
  },
  {
    name: 'bounce',
    wireName: 'email.bounced',
    aliases: ['hard-bounce', 'bounced'],
    summary: 'the recipient server refused for good (bounce.type Permanent)',
    specific: () => ({
      bounce: {
        diagnosticCode: ['smtp; 550 5.1.1 user unknown'],
        message:
          "The recipient's email provider sent a hard bounce message, but didn't specify the reason for the hard bounce.",
        subType: 'General',
        type: 'Permanent',
      },
    }),
  },
  {
    name: 'soft-bounce',
    wireName: 'email.bounced',
    aliases: [],
    summary: 'the recipient server refused for now (bounce.type Transient)',
    specific: () => ({
      bounce: {
        diagnosticCode: ['smtp; 452 4.2.2 mailbox full'],
        message: "The recipient's mailbox was full.",
        subType: 'MailboxFull',
        type: 'Transient',
      },
    }),
  },
  {
    name: 'open',
    wireName: 'email.opened',
    aliases: ['opened'],
    summary: 'the tracking pixel was loaded; without address and user agent',
    specific: NOTHING,
  },
  {
    name: 'click',
    wireName: 'email.clicked',
    aliases: ['clicked'],
    summary: 'a tracked link was clicked',
    specific: (context) => ({
      click: {
        ipAddress: `198.51.100.${context.random.fork('client-ip').integer(1, 254)}`,
        link: LINK,
        timestamp: isoTime(context.nowMs),
        userAgent: USER_AGENT,
      },
    }),
  },
  {
    name: 'reject',
    wireName: 'email.failed',
    aliases: ['failed', 'failure'],
    summary: 'the mail could not be sent: quota, invalid recipient, key or domain',
    specific: () => ({ failed: { reason: 'reached_daily_quota' } }),
  },
  {
    name: 'suppressed',
    wireName: 'email.suppressed',
    aliases: ['dropped'],
    summary: 'the address is on the suppression list',
    specific: () => ({
      suppressed: {
        message:
          'Resend has suppressed sending to this address because it is on the account-level suppression list. This does not count toward your bounce rate metric',
        type: 'OnAccountSuppressionList',
      },
    }),
  },
];

/** `data.created_at` is the time of the mail; that of the event stands beside `data`. */
function emailData(event: EmailEvent, context: BuildContext): JsonObject {
  const { message } = context;
  return {
    created_at: isoTime(message.acceptedAtMs),
    email_id: sharedId(context, 'email-id'),
    from: 'Acme <onboarding@example.com>',
    message_id: sesMessageId(context),
    subject: message.subject,
    tags: { category: 'confirm_email' },
    to: [message.recipient],
    ...event.specific(context),
  };
}

/** As Amazon SES makes it: the milliseconds of acceptance in hexadecimal, and a UUID. */
function sesMessageId({ message }: BuildContext): string {
  const time = Math.floor(message.acceptedAtMs).toString(16).padStart(12, '0');
  const rest = message.random().fork('message-id').uuid();
  return `<0100${time}-${rest}-000000@email.amazonses.com>`;
}

/** Mail to the customer: metadata only, the content is fetched by API. */
const INBOUND = resendEvent(
  {
    name: 'inbound',
    wireName: 'email.received',
    aliases: ['received'],
    summary: 'a mail arrived; the post holds its metadata only',
  },
  (context) => ({
    attachments: [
      {
        content_disposition: 'inline',
        content_id: 'img001',
        content_type: 'image/png',
        filename: 'avatar.png',
        id: sharedId(context, 'attachment-id'),
      },
    ],
    bcc: [],
    cc: [],
    created_at: isoTime(context.message.acceptedAtMs),
    email_id: sharedId(context, 'email-id'),
    from: 'Jane Doe <jane@example.net>',
    message_id: inboundMessageId(context),
    received_for: [context.message.recipient],
    subject: context.message.subject,
    to: [context.message.recipient],
  }),
);

export const EMAIL_EVENTS: readonly EventDefinition[] = [
  ...EVENTS.map((event) => resendEvent(event, (context) => emailData(event, context))),
  INBOUND,
];
