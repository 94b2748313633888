import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { parseCustomHeaders, withCustomHeaders } from './custom-headers.ts';
import { eximId, messageIdHeader } from './email-id.ts';
import { headersOption } from './options.ts';
import * as specific from './specific-fields.ts';
import { microseconds, wholeSeconds } from './times.ts';
import { toPayload, type WireField } from './wire-fields.ts';

interface EmailEvent extends Pick<EventDefinition, 'name' | 'wireName' | 'aliases' | 'summary'> {
  readonly fields: specific.SpecificFields;
}

const FROM_ADDRESS = 'shop@example.com';
const FROM_NAME = 'Example Shop';

const EVENTS: readonly EmailEvent[] = [
  {
    name: 'processed',
    wireName: 'processed',
    aliases: ['accepted', 'queued'],
    summary: 'SMTP2GO took the mail; once for all its recipients',
    fields: specific.processed,
  },
  {
    name: 'delivered',
    wireName: 'delivered',
    aliases: ['delivery'],
    summary: 'the recipient server answered 250',
    fields: specific.delivered,
  },
  {
    name: 'open',
    wireName: 'open',
    aliases: ['opened'],
    summary: 'the tracking pixel was loaded; each open fires',
    fields: specific.open,
  },
  {
    name: 'click',
    wireName: 'click',
    aliases: ['clicked'],
    summary: 'a tracked link was clicked; each click fires',
    fields: specific.click,
  },
  {
    name: 'bounce',
    wireName: 'bounce',
    aliases: ['hard-bounce'],
    summary: 'the recipient server refused for good (field bounce=hard)',
    fields: specific.hardBounce,
  },
  {
    name: 'soft-bounce',
    wireName: 'bounce',
    aliases: [],
    summary: 'the recipient server refused for now (field bounce=soft)',
    fields: specific.softBounce,
  },
  {
    name: 'complaint',
    wireName: 'spam',
    aliases: ['spam_complaint'],
    summary: 'the recipient marked the mail as spam; the address is suppressed',
    fields: specific.feedback(''),
  },
  {
    name: 'unsubscribe',
    wireName: 'unsubscribe',
    aliases: ['unsubscribed'],
    summary: 'the link of the Unsubscribe Footer was used; the address is suppressed',
    fields: specific.feedback(FROM_ADDRESS),
  },
  {
    name: 'resubscribe',
    wireName: 'resubscribe',
    aliases: ['resubscribed'],
    summary: 'the recipient resubscribed, or the address left the suppressions',
    fields: specific.feedback(FROM_ADDRESS),
  },
  {
    name: 'reject',
    wireName: 'reject',
    aliases: ['rejected', 'dropped'],
    summary: 'suppressed address, unverified sender or sandboxed credential',
    fields: specific.reject,
  },
];

function commonFields(wireName: string, context: BuildContext): readonly WireField[] {
  const { message, nowMs, random } = context;
  const emailId = eximId(message.acceptedAtMs, message.random().fork('email-id'));
  const messageId = messageIdHeader(emailId);
  return [
    ['Message-Id', messageId],
    ['Subject', message.subject],
    ['auth', `api-${message.random().fork('api-key').hex(12).toUpperCase()}`],
    ['email_id', emailId],
    ['event', wireName],
    ['from', `${FROM_NAME} <${FROM_ADDRESS}>`],
    ['from_address', FROM_ADDRESS],
    ['from_name', FROM_NAME],
    ['id', random.fork('event-id').hex(32)],
    ['message-id', messageId],
    ['sender', 'bounces@example.com'],
    // Captures have the event's own time here, not that of the mail as documented.
    ['sendtime', microseconds(nowMs, random.fork('microseconds').integer(0, 999))],
    ['subject', message.subject],
    ['time', wholeSeconds(nowMs)],
  ];
}

/** @throws {UsageError} when the option `headers` is not a list of headers */
function build(event: EmailEvent, context: BuildContext): Payload {
  const fields = [...commonFields(event.wireName, context), ...event.fields(context)];
  const headers = parseCustomHeaders(headersOption(context.options));
  return toPayload(withCustomHeaders(fields, headers), context.format);
}

export const EMAIL_EVENTS: readonly EventDefinition[] = EVENTS.map((event) => ({
  name: event.name,
  wireName: event.wireName,
  aliases: event.aliases,
  summary: event.summary,
  generation: 'current',
  formats: ['form', 'json'],
  build: (context) => build(event, context),
}));
