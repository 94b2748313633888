import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { messageId } from './event-fields.ts';
import { hasRawEmail } from './options.ts';
import { INBOUND_RETRY } from './schedule.ts';

const SENDER = 'jane@example.org';
const SENDER_NAME = 'Jane Doe';
const TEXT = 'Hi,\n\nplease call me.\n';

/** `Thu, 1 Jan 2026 00:00:00 +0000` */
function mailDate(atMs: number): string {
  return new Date(Math.floor(atMs)).toUTCString().replace(', 0', ', ').replace('GMT', '+0000');
}

/** Text after the first `+` of the local part: Postmark hands it to the receiver. */
function mailboxHash(address: string): string {
  return /^[^@+]*\+([^@]*)@/.exec(address)?.[1] ?? '';
}

function messageIdHeader(context: BuildContext): string {
  const random = context.message.random().fork('message-id-header');
  return `<CAF${random.text('0123456789', 10)}@mail.example.org>`;
}

function rawMail(context: BuildContext): string {
  return [
    `From: ${SENDER_NAME} <${SENDER}>`,
    `To: "Support" <${context.message.recipient}>`,
    `Subject: ${context.message.subject}`,
    `Date: ${mailDate(context.message.acceptedAtMs)}`,
    'MIME-Version: 1.0',
    `Message-ID: ${messageIdHeader(context)}`,
    'Content-Type: text/plain; charset="utf-8"',
    '',
    TEXT.replaceAll('\n', '\r\n'),
  ].join('\r\n');
}

/** Headers of the mail; `Return-Path` comes first. */
function headers(context: BuildContext): readonly JsonObject[] {
  const pairs = [
    ['Return-Path', `<${SENDER}>`],
    ['X-Spam-Checker-Version', 'SpamAssassin 3.4.0 (2014-02-07) on mx01.example.net'],
    ['X-Spam-Status', 'No'],
    ['X-Spam-Score', '-0.1'],
    ['X-Spam-Tests', 'DKIM_SIGNED,DKIM_VALID,SPF_PASS'],
    [
      'Received-SPF',
      `Pass (sender SPF authorized) identity=mailfrom; client-ip=192.0.2.44; envelope-from=${SENDER}`,
    ],
    ['MIME-Version', '1.0'],
    ['Message-ID', messageIdHeader(context)],
  ] as const;
  return pairs.map(([name, value]) => ({ Name: name, Value: value }));
}

function inbound(context: BuildContext): JsonObject {
  const { recipient, subject, acceptedAtMs } = context.message;
  const hash = mailboxHash(recipient);
  return {
    FromName: SENDER_NAME,
    MessageStream: 'inbound',
    From: SENDER,
    FromFull: { Email: SENDER, Name: SENDER_NAME, MailboxHash: '' },
    To: `"Support" <${recipient}>`,
    ToFull: [{ Email: recipient, Name: 'Support', MailboxHash: hash }],
    Cc: '',
    CcFull: [],
    Bcc: '',
    BccFull: [],
    OriginalRecipient: recipient,
    Subject: subject,
    MessageID: messageId(context),
    ReplyTo: '',
    MailboxHash: hash,
    Date: mailDate(acceptedAtMs),
    TextBody: TEXT,
    HtmlBody: '<p>Hi,</p><p>please call me.</p>',
    StrippedTextReply: '',
    ...(hasRawEmail(context.options) ? { RawEmail: rawMail(context) } : {}),
    Tag: '',
    Headers: headers(context),
    Attachments: [
      {
        Name: 'note.txt',
        Content: 'aGVsbG8K',
        ContentType: 'text/plain',
        ContentLength: 6,
        ContentID: '',
      },
    ],
  };
}

/** The whole mail in one post; it has no `RecordType`. */
export const INBOUND_EVENTS: readonly EventDefinition[] = [
  {
    name: 'inbound',
    wireName: 'Inbound',
    aliases: [],
    summary: 'a mail arrived at an inbound address',
    generation: 'current',
    formats: ['json'],
    retry: INBOUND_RETRY,
    build: (context) => ({ kind: 'json', value: inbound(context) }),
  },
];
