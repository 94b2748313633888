import { BASE62 } from '../../core/random.ts';
import type { BuildContext } from '../types.ts';
import { recipientsOption } from './options.ts';
import { wholeSeconds } from './times.ts';
import type { WireField } from './wire-fields.ts';

/** Fields an event has beside those of every e-mail event. */
export type SpecificFields = (context: BuildContext) => readonly WireField[];

/** Address the mail was handed in from, and address of the person who opens it. */
const SUBMITTER: WireField = ['srchost', '203.0.113.25'];
const READER: WireField = ['srchost', '192.0.2.61'];

const HOST: WireField = ['host', 'mx1.example.net [198.51.100.25]'];

function rcpt(context: BuildContext): WireField {
  return ['rcpt', context.message.recipient];
}

/** One event for all recipients, so there is no `rcpt`. */
export const processed: SpecificFields = (context) => [
  ['recipients', recipientsOption(context)],
  SUBMITTER,
];

export const delivered: SpecificFields = (context) => [
  rcpt(context),
  ['context', 'Unavailable'],
  HOST,
  [
    'message',
    `250 2.0.0 Ok: 2780 bytes queued as ${context.random.fork('queue-id').text(BASE62, 13)}`,
  ],
];

const tracked: SpecificFields = (context) => [
  rcpt(context),
  READER,
  ['client-device', 'iPhone'],
  ['client-os', 'iOS'],
  ['context', 'Unavailable'],
  ['geoip-city', 'Christchurch'],
  ['geoip-continent', 'OC'],
  ['geoip-country', 'NZ'],
  ['message', 'Unavailable'],
  [
    'user-agent',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  ],
];

export const open: SpecificFields = (context) => [
  ...tracked(context),
  ['client', 'Apple Mail'],
  ['opened-at', wholeSeconds(context.nowMs)],
  ['read-secs', '15'],
];

export const click: SpecificFields = (context) => [
  ...tracked(context),
  ['client', 'Mobile Safari'],
  ['clicked-at', wholeSeconds(context.nowMs)],
  ['url', 'https://www.example.com/orders/1042?utm_source=email'],
];

function refusal(bounce: 'hard' | 'soft', message: (recipient: string) => string): SpecificFields {
  return (context) => [
    rcpt(context),
    ['bounce', bounce],
    ['context', `RCPT TO:<${context.message.recipient}>`],
    HOST,
    ['message', message(context.message.recipient)],
  ];
}

export const hardBounce = refusal(
  'hard',
  (recipient) => `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown`,
);

/** Modelled on the hard bounce, of which there is a capture. */
export const softBounce = refusal('soft', () => '452 4.2.2 Mailbox full');

/** `message` is empty for a complaint, the sender's address for (un)subscribing. */
export function feedback(message: string): SpecificFields {
  return (context) => [rcpt(context), ['context', 'feedback'], ['message', message]];
}

export const reject: SpecificFields = (context) => [
  rcpt(context),
  ['context', 'submission'],
  ['message', 'sender not verified'],
  SUBMITTER,
];
