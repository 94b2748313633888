import type { JsonObject } from '../../core/json.ts';
import type { SendingEvent } from './sending-event.ts';

const CLIENT_IP = '198.51.100.23';
const BROWSER: JsonObject = {
  ip: CLIENT_IP,
  geo: 'FR',
  agent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
};

/** The agent of unsubscriptions by the header of a mail. */
export const LIST_UNSUBSCRIBE_AGENT = 'List-Unsubscribe';

export const SENDING_EVENTS: readonly SendingEvent[] = [
  {
    name: 'delivered',
    wireName: 'sent',
    aliases: ['delivery'],
    summary: "the recipient's server accepted the mail",
    order: 'custom-first',
    own: ({ nowMs }) => ({
      smtp_reply: `250 2.0.0 OK  ${Math.floor(nowMs / 1000)} ffacd0b85a97d-42cb7fd2a5asi1234567f8f.101 - gsmtp`,
    }),
  },
  {
    name: 'delivered',
    wireName: 'sent',
    aliases: ['delivery'],
    summary: 'the same as the documentation prints it, with mj_message_id',
    generation: 'legacy',
    order: 'own-first',
    own: ({ nowMs }, { messageId }) => ({
      mj_message_id: messageId.text,
      smtp_reply: `sent (250 2.0.0 OK ${Math.floor(nowMs / 1000)} ffacd0b85a97d.101 - gsmtp)`,
    }),
  },
  {
    name: 'open',
    wireName: 'open',
    aliases: ['opened'],
    summary: 'the tracking pixel was loaded',
    order: 'own-first',
    own: () => ({
      ip: CLIENT_IP,
      geo: 'EU',
      agent:
        'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    }),
  },
  {
    name: 'click',
    wireName: 'click',
    aliases: ['clicked'],
    summary: 'a tracked link was followed',
    order: 'own-first',
    own: () => ({ url: 'https://www.example.org/orders/1042', ...BROWSER }),
  },
  {
    name: 'bounce',
    wireName: 'bounce',
    aliases: ['hard-bounce'],
    summary: 'refused for good (hard_bounce true); the address is blocked from now on',
    order: 'own-first',
    own: ({ message }) => ({
      blocked: true,
      hard_bounce: true,
      error_related_to: 'recipient',
      error: 'user unknown',
      comment: `550 5.1.1 <${message.recipient}>: Recipient address rejected: User unknown in virtual mailbox table`,
    }),
  },
  {
    name: 'soft-bounce',
    wireName: 'bounce',
    aliases: [],
    summary: 'refused this time (hard_bounce false)',
    order: 'own-first',
    own: () => ({
      blocked: false,
      hard_bounce: false,
      error_related_to: 'recipient',
      error: 'quota exceeded',
      comment: '452 4.2.2 The recipient mailbox is over its storage limit',
    }),
  },
  {
    name: 'deferred',
    wireName: 'bounce',
    aliases: ['greylisted', 'delayed'],
    summary: 'put off by greylisting: a bounce on the wire',
    order: 'own-first',
    own: () => ({
      blocked: false,
      hard_bounce: false,
      error_related_to: 'domain',
      error: 'greylisted',
      comment: '451 4.7.1 Greylisted, please try again later',
    }),
  },
  {
    name: 'reject',
    wireName: 'blocked',
    aliases: ['dropped', 'suppressed'],
    summary: 'Mailjet did not send: known-bad address, duplicate or policy',
    order: 'custom-first',
    own: () => ({ error_related_to: 'mailjet', error: 'preblocked' }),
  },
  {
    name: 'complaint',
    wireName: 'spam',
    aliases: ['complained'],
    summary: 'the recipient reported spam',
    order: 'custom-first',
    own: () => ({ source: 'JMRPP' }),
  },
  {
    name: 'unsubscribe',
    wireName: 'unsub',
    aliases: ['unsubscribed'],
    summary: 'the unsubscribe link was used',
    order: 'custom-first',
    campaign: 7276,
    own: () => ({ mj_list_id: 17, ...BROWSER }),
  },
  {
    name: 'list-unsubscribe',
    wireName: 'unsub',
    aliases: ['unsubscribe-header'],
    summary: 'a mail client used the List-Unsubscribe header',
    order: 'custom-first',
    campaign: 7276,
    own: () => ({
      mj_list_id: 0,
      ip: '198.51.100.24',
      geo: '',
      agent: LIST_UNSUBSCRIBE_AGENT,
    }),
  },
];
