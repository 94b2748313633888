import { base64Text, concatBytes, latin1Bytes, utf8Bytes } from '../../core/bytes.ts';
import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition, MessageContext } from '../types.ts';
import { CUSTOMER_ID, longId } from './member-values.ts';
import { inMsys } from './msys-event.ts';
import { isBase64Mail } from './options.ts';
import { RELAY_RETRY } from './schedule.ts';

const SENDER = 'ada@example.org';

/** The post of a relay webhook: a mail in the same wrapper, always alone, without `type` and event id. */
export const INBOUND_EVENTS: readonly EventDefinition[] = [
  {
    name: 'inbound',
    wireName: 'relay_message',
    aliases: ['relay', 'relay-webhook'],
    summary: 'a mail came in',
    generation: 'current',
    formats: ['json'],
    retry: RELAY_RETRY,
    build: (context) => ({
      kind: 'json',
      value: inMsys('relay_message', relayMessage(context), context),
    }),
  },
];

function relayMessage({ message, options }: BuildContext): JsonObject {
  return {
    content: isBase64Mail(options)
      ? content(message, 'iso-8859-1', 'Where is my café order?\r\n')
      : content(message, 'utf-8', 'Where is my order?\r\n'),
    customer_id: CUSTOMER_ID,
    friendly_from: SENDER,
    msg_from: SENDER,
    protocol: 'smtp',
    rcpt_to: message.recipient,
    webhook_id: longId(message.random().fork('webhook-id')),
  };
}

/** A mail in Latin-1 is not UTF-8, and then the whole of it is base64. */
function content(
  message: MessageContext,
  charset: 'utf-8' | 'iso-8859-1',
  text: string,
): JsonObject {
  const headers: readonly (readonly [string, string])[] = [
    ['From', `Ada Example <${SENDER}>`],
    ['To', message.recipient],
    ['Subject', message.subject],
    ['MIME-Version', '1.0'],
    ['Content-Type', `text/plain; charset=${charset}`],
  ];
  const head = headers.map((pair) => `${pair.join(': ')}\r\n`).join('');
  const isBase64 = charset === 'iso-8859-1';
  return {
    email_rfc822: isBase64
      ? base64Text(concatBytes([utf8Bytes(`${head}\r\n`), latin1Bytes(text)]))
      : `${head}\r\n${text}`,
    email_rfc822_is_base64: isBase64,
    headers: headers.map(([name, value]) => ({ [name]: value })),
    subject: message.subject,
    text,
    to: [message.recipient],
  };
}
