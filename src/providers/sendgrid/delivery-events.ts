import type { JsonObject } from '../../core/json.ts';
import type { EmailEvent } from './email-event.ts';

const SENDING_IP = '192.0.2.25';

/** What becomes of a mail on its way; ids are made of kind, account and message. */
export const DELIVERY_EVENTS: readonly EmailEvent[] = [
  {
    name: 'processed',
    wireName: 'processed',
    aliases: ['queued', 'accepted'],
    summary: 'SendGrid accepted the message for one recipient',
    idKind: 'processed',
    own: () => ({ send_at: 0 }),
  },
  {
    name: 'reject',
    wireName: 'dropped',
    aliases: ['suppressed'],
    summary: 'SendGrid decided not to send',
    idKind: 'drop',
    own: () => ({ reason: 'Bounced Address' }),
  },
  {
    name: 'delivered',
    wireName: 'delivered',
    aliases: ['delivery'],
    summary: "the recipient's server accepted the message",
    idKind: 'delivered-0',
    own: ({ nowMs }) => ({
      ip: SENDING_IP,
      response: `250 2.0.0 OK ${Math.floor(nowMs / 1000)} d9443c01a7336-2a2f3c5e1b0si1234567ad.100 - gsmtp`,
      tls: 1,
    }),
  },
  {
    name: 'deferred',
    wireName: 'deferred',
    aliases: ['delayed'],
    summary: "the recipient's server refused for now; SendGrid keeps trying for up to 72 hours",
    idKind: 'deferred-1',
    own: () => ({
      attempt: '1',
      response: '450 4.2.1 The user you are trying to contact is receiving mail too quickly',
      tls: 1,
    }),
  },
  {
    name: 'bounce',
    wireName: 'bounce',
    aliases: ['hard-bounce'],
    summary: 'refused for good (type bounce); the address goes on the bounce list',
    idKind: 'bounce-0',
    own: ({ message }) => ({
      ...userUnknown(message.recipient),
      ip: SENDING_IP,
      tls: 1,
    }),
  },
  {
    name: 'soft-bounce',
    wireName: 'bounce',
    aliases: ['blocked', 'block'],
    summary: 'this message was refused (type blocked); the address stays usable',
    idKind: 'bounce-0',
    notInTest: true,
    own: () => ({
      bounce_classification: 'Mailbox Unavailable',
      reason: '552 5.2.2 The email account that you tried to reach is over quota',
      status: '5.2.2',
      type: 'blocked',
      ip: SENDING_IP,
      tls: 1,
    }),
  },
  {
    name: 'bounce-delayed',
    wireName: 'bounce',
    aliases: ['delayed-bounce', 'late-bounce', 'asynchronous-bounce'],
    summary: 'a bounce mail came in after delivery; without sg_message_id, smtp-id and ip',
    idKind: null,
    isLate: true,
    own: ({ message }) => userUnknown(message.recipient),
  },
];

function userUnknown(recipient: string): JsonObject {
  return {
    bounce_classification: 'Invalid Address',
    reason: `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown`,
    status: '5.1.1',
    type: 'bounce',
  };
}
