import { base64Text, utf8Bytes } from '../../core/bytes.ts';
import type { FormField } from '../../core/form.ts';
import { encodeJson, type JsonValue, PYTHON_JSON } from '../../core/json.ts';
import { filePart, textPart } from '../../core/multipart.ts';
import type { BuildContext, Payload } from '../types.ts';
import { hostNumber } from './client.ts';
import { mailDate } from './dates.ts';
import {
  FROM,
  legacyMessageId,
  namedAddress,
  SENDER,
  SENDING_DOMAIN,
  TAG,
  USER_VARIABLES,
} from './sample-mail.ts';
import { signatureFields } from './signature-fields.ts';

/** In captures the mail's date is a moment later than its arrival over HTTP. */
const DATED_AFTER_MS = 1000;

const DOMAIN: FormField = ['domain', SENDING_DOMAIN];
const ORDER_ID: FormField = ['order_id', USER_VARIABLES.order_id];
const CUSTOMER_TIER: FormField = ['customer_tier', USER_VARIABLES.customer_tier];

export function buildLegacyDelivered(context: BuildContext): Payload {
  return { kind: 'form', fields: deliveryFields(context, 'delivered', []) };
}

export function buildLegacyOpen(context: BuildContext): Payload {
  const tags: FormField[] = [
    ['tag', TAG],
    ['tag', 'transactional'],
  ];
  const fields = [...CLIENT, CUSTOMER_TIER, ip(context), CLIENT_TYPE, ...tags];
  return { kind: 'form', fields: [...fields, ...closingFields(context, 'opened')] };
}

export function buildLegacyClick(context: BuildContext): Payload {
  const url: FormField = ['url', 'https://www.example.com/orders/A-1001'];
  const fields = [...CLIENT, CUSTOMER_TIER, url, ip(context), CLIENT_TYPE];
  return { kind: 'form', fields: [...fields, ...closingFields(context, 'clicked')] };
}

export function buildLegacyUnsubscribe(context: BuildContext): Payload {
  const everything: FormField = ['tag', '*'];
  const fields = [ip(context), ...CLIENT, CUSTOMER_TIER, CLIENT_TYPE, everything];
  return { kind: 'form', fields: [...fields, ...closingFields(context, 'unsubscribed')] };
}

export function buildLegacyComplaint(context: BuildContext): Payload {
  return withReturnedMessage(context, deliveryFields(context, 'complained', []));
}

export function buildLegacyBounce(context: BuildContext): Payload {
  const { recipient } = context.message;
  const error = `5.1.1 <${recipient}>: Recipient address rejected:\r\n5.1.1 User unknown in virtual mailbox table`;
  return withReturnedMessage(
    context,
    deliveryFields(context, 'bounced', [
      ['code', '550'],
      ['error', error],
    ]),
  );
}

export function buildLegacyDrop(context: BuildContext): Payload {
  return withReturnedMessage(
    context,
    deliveryFields(context, 'dropped', [
      ['reason', 'hardfail'],
      ['code', '605'],
      ['description', 'Not delivering to previously bounced address'],
    ]),
  );
}

/** Fields of a reader's browser, in the order of a capture, with the custom variable that stands among them. */
const CLIENT: readonly FormField[] = [
  ['city', 'San Francisco'],
  DOMAIN,
  ['device-type', 'desktop'],
  ORDER_ID,
  ['country', 'US'],
  ['region', 'CA'],
  ['client-name', 'Chrome'],
  [
    'user-agent',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.31 (KHTML, like Gecko) Chrome/26.0.1410.43 Safari/537.31',
  ],
  ['client-os', 'Linux'],
];
const CLIENT_TYPE: FormField = ['client-type', 'browser'];

function ip(context: BuildContext): FormField {
  return ['ip', `198.51.100.${hostNumber(context.random)}`];
}

/** What every legacy post ends with. */
function closingFields(context: BuildContext, event: string): readonly FormField[] {
  return [
    ['recipient', context.message.recipient],
    ['event', event],
    ...signatureFields(context),
    ['body-plain', ''],
  ];
}

function deliveryFields(
  context: BuildContext,
  event: string,
  specific: readonly FormField[],
): readonly FormField[] {
  const sid = mailgunSid(context);
  return [
    ['X-Mailgun-Sid', sid],
    DOMAIN,
    ['message-headers', encodeJson(headersOfMessage(context, sid), PYTHON_JSON)],
    ['Message-Id', `<${legacyMessageId(context.message)}>`],
    ...specific,
    ORDER_ID,
    CUSTOMER_TIER,
    ...closingFields(context, event),
  ];
}

/** Base64 of a JSON list: short hex, recipient, short hex. */
function mailgunSid(context: BuildContext): string {
  const random = context.message.random().fork('sid');
  const parts = [random.hex(5), context.message.recipient, random.hex(5)];
  return base64Text(utf8Bytes(encodeJson(parts, PYTHON_JSON)));
}

function receivedLine(context: BuildContext): string {
  return `by luna.mailgun.net with HTTP; ${mailDate(context.message.acceptedAtMs)}`;
}

function headersOfMessage(context: BuildContext, sid: string): JsonValue {
  const { message } = context;
  return [
    ['Received', receivedLine(context)],
    ['Message-Id', `<${legacyMessageId(message)}>`],
    ['To', namedAddress(message.recipient)],
    ['From', FROM],
    ['Subject', message.subject],
    ['Content-Type', ['text/plain', { charset: 'ascii' }]],
    ['Mime-Version', '1.0'],
    ['X-Mailgun-Sid', sid],
    ['X-Mailgun-Variables', encodeJson(USER_VARIABLES, PYTHON_JSON)],
    ['Date', mailDate(message.acceptedAtMs + DATED_AFTER_MS)],
    ['Sender', SENDER],
  ];
}

/** In the multipart format: fields by name, then the message as the remote server sent it back. */
function withReturnedMessage(context: BuildContext, fields: readonly FormField[]): Payload {
  if (context.format !== 'multipart') return { kind: 'form', fields };
  const counted: readonly FormField[] = [...fields, ['attachment-count', '1']];
  const sorted = counted.toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  const file = filePart({
    name: 'attachment-1',
    filename: 'message.mime',
    contentType: 'application/octet-stream',
    body: utf8Bytes(returnedMessage(context)),
    contentLength: true,
  });
  return {
    kind: 'multipart',
    parts: [...sorted.map(([name, value]) => textPart(name, value)), file],
  };
}

function returnedMessage(context: BuildContext): string {
  const { message } = context;
  return [
    `Received: ${receivedLine(context)}`,
    `Message-Id: <${legacyMessageId(message)}>`,
    `From: ${FROM}`,
    `To: ${namedAddress(message.recipient)}`,
    `Subject: ${message.subject}`,
    'Mime-Version: 1.0',
    'Content-Type: text/plain; charset="ascii"',
    '',
    'Hi Alice,',
    'your order is on its way.',
    '',
  ].join('\r\n');
}
