import type { JsonObject } from '../../core/json.ts';
import { BASE62 } from '../../core/random.ts';
import type { BuildContext, EventDefinition, MessageContext, Payload } from '../types.ts';

/** The post names no event; routes of the Parse API cause it. */
export const INBOUND_WIRE_NAME = 'parseroute';

const HOUR_MS = 3_600_000;
const SENDER = 'ada@example.org';
const FROM = `Ada Example <${SENDER}>`;

/** Parse API: one bare object a mail, whatever the version of the event callbacks. */
export const INBOUND_EVENTS: readonly EventDefinition[] = [
  {
    name: 'inbound',
    wireName: INBOUND_WIRE_NAME,
    aliases: ['parse'],
    summary: 'a mail came in over the Parse API, with a text file',
    generation: 'current',
    formats: ['json'],
    build,
  },
];

function build({ message }: BuildContext): Payload {
  const sentAtMs = message.acceptedAtMs - 1000;
  return {
    kind: 'json',
    value: {
      Sender: 'bounce-1042@example.org',
      Recipient: message.recipient,
      Date: new Date(sentAtMs).toISOString().slice(0, 19).replace(/[-:]/g, ''),
      From: FROM,
      Subject: message.subject,
      Headers: headers(message, sentAtMs),
      Parts: PARTS,
      'Text-part': 'Where is my order?\n',
      'Html-part': '<div>Where is my order?</div>\n',
      Attachment1: 'aGVsbG8K',
      SpamAssassinScore: '0.602',
      CustomID: '',
      Payload: '',
    },
  };
}

/** Lists of values, but for eleven names whose value is one text. */
function headers(message: MessageContext, sentAtMs: number): JsonObject {
  const id = message.random().fork('inbound-message-id').text(BASE62, 6);
  return {
    'Return-Path': ['<bounce-1042@example.org>'],
    Received: [
      `from mail.example.org by parse.mailjet.com with ESMTPS; ${mailDate(message.acceptedAtMs)}`,
      `by mail.example.org with HTTP; ${mailDate(sentAtMs)}`,
    ],
    'MIME-Version': ['1.0'],
    From: FROM,
    Date: mailDate(sentAtMs + HOUR_MS).replace('+0000', '+0100'),
    'Message-ID': `<CAF${id}@mail.example.org>`,
    Subject: message.subject,
    To: message.recipient,
    'Content-Type': ['multipart/mixed; boundary="b0"'],
  };
}

/** Containers have no `ContentRef`; the others name a member of the mail. */
const PARTS: readonly JsonObject[] = [
  { Headers: { 'Content-Type': ['multipart/alternative; boundary="b1"'] } },
  { Headers: { 'Content-Type': ['text/plain; charset="UTF-8"'] }, ContentRef: 'Text-part' },
  {
    Headers: {
      'Content-Type': ['text/html; charset="UTF-8"'],
      'Content-Transfer-Encoding': ['quoted-printable'],
    },
    ContentRef: 'Html-part',
  },
  {
    Headers: {
      'Content-Type': ['text/plain; name="note.txt"'],
      'Content-Disposition': ['attachment; filename="note.txt"'],
      'Content-Transfer-Encoding': ['base64'],
    },
    ContentRef: 'Attachment1',
  },
];

/** `Thu, 20 Nov 2025 10:15:41 +0000`. */
function mailDate(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
