import { copernicaPayload, type EventFields } from './copernica-body.ts';
import type { BuildContext, EventDefinition } from './types.ts';

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 16;
const TAGS = ['welcome', 'batch-42'];
const ENVELOPE = 'bounce@example.com';
const LINK = 'https://www.example.com/orders/1042?utm_source=email';
const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:124.0) Gecko/20100101 Firefox/124.0';
const REFERER = 'https://webmail.example.org/';

type EventFacts = Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'>;

/** An event of either product: a form by default, JSON on request. */
export function copernicaEvent(
  facts: EventFacts,
  fields: (context: BuildContext) => EventFields,
): EventDefinition {
  return {
    ...facts,
    generation: 'current',
    formats: ['form', 'json'],
    build: (context) => copernicaPayload(context.format, fields(context)),
  };
}

/** Id of the outgoing message; all its events share it, and no event has an id of its own. */
export function messageId(context: BuildContext): string {
  return context.message.random().fork('message-id').text(ID_ALPHABET, ID_LENGTH);
}

/** `YYYY-MM-DD HH:MM:SS` in UTC, the zone being undocumented. */
export function dateTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** The moment twice: as text and in Unix seconds. */
export function eventTimes(context: BuildContext): EventFields {
  return [
    ['timestamp', dateTime(context.nowMs)],
    ['time', Math.floor(context.nowMs / 1000)],
  ];
}

/** The fields a mail event begins with, and the tags it ends with. */
export function mailFields(context: BuildContext, type: string, middle: EventFields): EventFields {
  return [
    ['id', messageId(context)],
    ['type', type],
    ...eventTimes(context),
    ['recipient', context.message.recipient],
    ...middle,
    ...tagFields(),
  ];
}

export function tagFields(): EventFields {
  return [['tags', TAGS]];
}

function clientAddress(context: BuildContext): string {
  return `192.0.2.${context.random.fork('client').integer(1, 254)}`;
}

function returnedMessage(recipient: string): string {
  return [
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx1.example.net>',
    `To: <${ENVELOPE}>`,
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Your message to <${recipient}> could not be delivered: mailbox full.`,
    '',
  ].join('\r\n');
}

/** Events with the same fields in both products. */
export const SHARED_MAIL_EVENTS = {
  open: (aliases: readonly string[]) =>
    copernicaEvent(
      {
        name: 'open',
        wireName: 'open',
        aliases,
        summary: 'a tracked image was downloaded',
      },
      (context) =>
        mailFields(context, 'open', [
          ['ip', clientAddress(context)],
          ['useragent', USER_AGENT],
          ['referer', REFERER],
        ]),
    ),
  click: (aliases: readonly string[]) =>
    copernicaEvent(
      {
        name: 'click',
        wireName: 'click',
        aliases,
        summary: 'a rewritten link was clicked',
      },
      (context) =>
        mailFields(context, 'click', [
          ['ip', clientAddress(context)],
          ['original', LINK],
          ['useragent', USER_AGENT],
          ['referer', REFERER],
        ]),
    ),
  bounce: (aliases: readonly string[]) =>
    copernicaEvent(
      {
        name: 'bounce',
        wireName: 'bounce',
        aliases,
        summary: 'any message came back to the envelope address, out-of-office replies too',
      },
      (context) =>
        mailFields(context, 'bounce', [
          ['envelope', ENVELOPE],
          ['mime', returnedMessage(context.message.recipient)],
        ]),
    ),
  failure: (aliases: readonly string[]) =>
    copernicaEvent(
      {
        name: 'failure',
        wireName: 'failure',
        aliases,
        summary: 'the receiving server refused the mail in the SMTP dialogue',
      },
      (context) =>
        mailFields(context, 'failure', [
          ['action', 'failed'],
          ['state', 'rcptto'],
          ['code', 550],
          ['extended', '5.1.1'],
          ['description', `550 5.1.1 <${context.message.recipient}>: user unknown`],
        ]),
    ),
  failureAsync: (aliases: readonly string[]) =>
    copernicaEvent(
      {
        name: 'failure-async',
        wireName: 'failure',
        aliases,
        summary: 'a recognised delivery status notification came back after acceptance',
      },
      (context) =>
        mailFields(context, 'failure', [
          ['action', 'failed'],
          ['state', 'bounce'],
          ['extended', '5.2.2'],
          ['description', 'smtp; 552 5.2.2 mailbox full'],
        ]),
    ),
} as const;
