import type { EventDefinition } from '../types.ts';
import { CLIENT } from './client.ts';
import { buildMessageEvent, LINK, type MessageEvent } from './message-event.ts';
import { unixSeconds } from './times.ts';

const EVENTS: readonly MessageEvent[] = [
  {
    name: 'processed',
    wireName: 'send',
    aliases: ['sent'],
    summary: 'Mandrill has sent the mail',
    state: 'sent',
    engagement: 'none',
  },
  {
    name: 'delivered',
    wireName: 'delivered',
    aliases: ['delivery'],
    summary: "the recipient's server answered with success",
    state: 'sent',
    engagement: 'none',
  },
  {
    name: 'deferred',
    wireName: 'deferral',
    aliases: ['delayed'],
    summary: "the recipient's server asked to come back later",
    state: 'deferred',
    engagement: 'none',
    message: ({ nowMs }) => ({
      smtp_events: [
        {
          destination_ip: '198.51.100.25',
          diag: '451 4.3.5 Temporarily unavailable, try again later.',
          source_ip: '192.0.2.25',
          ts: unixSeconds(nowMs),
          type: 'deferred',
          size: 0,
        },
      ],
    }),
  },
  {
    name: 'bounce',
    wireName: 'hard_bounce',
    aliases: ['hard-bounce'],
    summary: 'permanent failure',
    state: 'bounced',
    engagement: 'absent',
    message: ({ message }) => ({
      bounce_description: 'bad_mailbox',
      bgtools_code: 10,
      diag: `smtp;550 5.1.1 <${message.recipient}>: Recipient address rejected: User unknown`,
    }),
  },
  {
    name: 'soft-bounce',
    wireName: 'soft_bounce',
    aliases: [],
    summary: 'temporary failure, given up',
    state: 'soft-bounced',
    engagement: 'absent',
    message: () => ({
      bounce_description: 'mailbox_full',
      bgtools_code: 22,
      diag: 'smtp;552 5.2.2 Over Quota',
    }),
  },
  {
    name: 'open',
    wireName: 'open',
    aliases: ['opened'],
    summary: 'the tracking pixel was loaded',
    state: 'sent',
    engagement: 'opened',
    own: CLIENT,
  },
  {
    name: 'click',
    wireName: 'click',
    aliases: ['clicked'],
    summary: 'a tracked link was clicked',
    state: 'sent',
    engagement: 'clicked',
    own: { ...CLIENT, url: LINK },
  },
  {
    name: 'complaint',
    wireName: 'spam',
    aliases: ['complained'],
    summary: 'the recipient marked the mail as spam (feedback loop)',
    state: 'sent',
    engagement: 'opened',
  },
  {
    name: 'unsubscribe',
    wireName: 'unsub',
    aliases: ['unsubscribed'],
    summary: "Mandrill's unsubscribe link was used",
    state: 'sent',
    engagement: 'clicked',
  },
  {
    name: 'reject',
    wireName: 'reject',
    aliases: ['rejected', 'dropped', 'suppressed'],
    summary: 'not sent: deny list, limits and the like',
    state: 'rejected',
    engagement: 'none',
  },
];

export const MESSAGE_EVENTS: readonly EventDefinition[] = EVENTS.map((event) => ({
  name: event.name,
  wireName: event.wireName,
  aliases: event.aliases,
  summary: event.summary,
  generation: 'current',
  formats: ['form'],
  build: (context) => buildMessageEvent(event, context),
}));
