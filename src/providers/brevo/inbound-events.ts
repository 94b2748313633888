import { base64UrlText, utf8Bytes } from '../../core/bytes.ts';
import { encodeJson, type JsonObject } from '../../core/json.ts';
import { BASE62 } from '../../core/random.ts';
import type { BuildContext, EventDefinition } from '../types.ts';

/** The post names no event; this is what one subscribes to. */
export const INBOUND_WIRE_NAME = 'inboundEmailProcessed';

const FILE_NAME = 'receipt.pdf';

/** Mails that came in, parsed; files are fetched with a token. */
export const INBOUND_EVENTS: readonly EventDefinition[] = [
  {
    name: 'inbound',
    wireName: INBOUND_WIRE_NAME,
    aliases: ['parse'],
    summary: 'a mail came in, with a file to be fetched',
    generation: 'current',
    formats: ['json'],
    build: (context) => ({ kind: 'json', value: { items: [item(context)] } }),
  },
];

function item({ nowMs, message, random }: BuildContext): JsonObject {
  const sentAt = mailDate(message.acceptedAtMs - 1000);
  const id = message.random().fork('inbound-message-id').text(BASE62, 6);
  const messageId = `<CAF${id}@mail.example.org>`;
  return {
    Uuid: [random.fork('uuid').uuid()],
    MessageId: messageId,
    InReplyTo: null,
    From: { Name: 'Ada Example', Address: 'ada@example.org' },
    To: [{ Name: null, Address: message.recipient }],
    Cc: [],
    ReplyTo: null,
    SentAtDate: sentAt,
    Subject: message.subject,
    Attachments: [
      {
        Name: FILE_NAME,
        ContentType: 'application/pdf',
        ContentLength: 18230,
        ContentID: null,
        DownloadToken: downloadToken(nowMs),
      },
    ],
    Headers: {
      Received: [
        `by outbound.example.org for <${message.recipient}>; ${mailDate(message.acceptedAtMs)}`,
        `from [198.51.100.7] by smtp.example.org; ${sentAt}`,
      ],
      'MIME-Version': '1.0',
      From: 'Ada Example <ada@example.org>',
      Date: sentAt,
      'Message-ID': messageId,
      Subject: message.subject,
      To: message.recipient,
      'Content-Type': 'multipart/mixed',
    },
    SpamScore: 2.9,
    ExtractedMarkdownMessage: 'Where is my order?  \n',
    ExtractedMarkdownSignature: '- Ada  \n',
    RawHtmlBody: '<div dir="ltr">Where is my order?</div>\r\n',
    RawTextBody: 'Where is my order?\r\n\r\n- Ada\r\n',
  };
}

/** JSON in base64url; the folder is called after the time of processing, in UTC. */
function downloadToken(atMs: number): string {
  const folder = new Date(atMs).toISOString().slice(0, 19).replace(/\D/g, '');
  return base64UrlText(utf8Bytes(encodeJson({ folder, filename: FILE_NAME })));
}

/** `Thu, 20 Nov 2025 10:15:40 +0000`. */
function mailDate(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
