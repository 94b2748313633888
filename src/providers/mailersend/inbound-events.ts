import type { JsonObject } from '../../core/json.ts';
import { BASE62 } from '../../core/random.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { webhookUrlOption } from './options.ts';
import { INBOUND_ID, micros, objectId } from './sample-ids.ts';
import { mailDate, sixDigits } from './times.ts';

const SENDER = 'ada@example.org';
const SENDER_NAME = 'Ada Example';
const FROM = `${SENDER_NAME} <${SENDER}>`;
const RETURN_PATH = 'bounce-1042@example.org';
const TEXT = 'Where is my order?\r\n';
const RECEIVED_AFTER_MS = 1_000;

/** Headers of the mail as fields; one that is repeated is a list. */
function mailHeaders({ message }: BuildContext): Readonly<Record<string, string | string[]>> {
  const random = message.random().fork('message-id-header');
  const queueId = message.random().fork('queue-id').hex(10).toUpperCase();
  const date = mailDate(message.acceptedAtMs);
  const receivedDate = mailDate(message.acceptedAtMs + RECEIVED_AFTER_MS);
  return {
    'X-Envelope-From': `<${RETURN_PATH}>`,
    Received: [
      `from mail.example.org (mail.example.org [198.51.100.7])\r\n by inbound.mailersend.net with ESMTPS id ${queueId}\r\n ${receivedDate} (UTC)`,
      `by mail.example.org with HTTP; ${date}`,
    ],
    'MIME-Version': '1.0',
    From: FROM,
    Date: date,
    'Message-ID': `<CAF${random.text(BASE62, 6)}@mail.example.org>`,
    Subject: message.subject,
    To: `Support <${message.recipient}>`,
    'Content-Type': 'text/plain; charset="UTF-8"',
  };
}

/** The mail itself, of repeated headers the first. */
function rawMail(headers: Readonly<Record<string, string | string[]>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${[value].flat()[0]}`);
  return `${lines.join('\r\n')}\r\n\r\n${TEXT}`;
}

function inbound(context: BuildContext): JsonObject {
  const { recipient, subject, acceptedAtMs } = context.message;
  const headers = mailHeaders(context);
  const random = context.message.random().fork('inbound-message-id');
  return {
    type: 'inbound.message',
    inbound_id: INBOUND_ID,
    url: webhookUrlOption(context.options, 'https://hooks.example.com/mailersend-inbound'),
    created_at: sixDigits(context.nowMs, micros(context)),
    data: {
      object: 'message',
      id: objectId(acceptedAtMs, random),
      recipients: {
        rcptTo: [{ email: recipient }],
        to: { raw: `Support <${recipient}>`, data: [{ email: recipient, name: 'Support' }] },
      },
      from: { email: SENDER, name: SENDER_NAME, raw: FROM },
      sender: { email: RETURN_PATH },
      subject,
      date: mailDate(acceptedAtMs),
      headers,
      text: TEXT,
      html: '<p>Where is my order?</p>',
      raw: rawMail(headers),
      attachments: [
        {
          file_name: 'note.txt',
          content_type: 'text/plain',
          content_disposition: 'attachment',
          size: 6,
          content: 'aGVsbG8K',
        },
      ],
      spf_check: { code: '+', value: null },
      dkim_check: false,
      created_at: sixDigits(context.nowMs),
    },
  };
}

/** The whole mail in one post, signed with the secret of the inbound route. */
export const INBOUND_EVENTS: readonly EventDefinition[] = [
  {
    name: 'inbound',
    wireName: 'inbound.message',
    aliases: [],
    summary: 'a mail arrived at an inbound route',
    generation: 'current',
    formats: ['json'],
    build: (context) => ({ kind: 'json', value: inbound(context) }),
  },
];
