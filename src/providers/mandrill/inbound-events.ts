import type { JsonObject } from '../../core/json.ts';
import { BASE62 } from '../../core/random.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { mailDate, unixSeconds } from './times.ts';

export const INBOUND = 'inbound';

const SENDER = 'ada@example.org';
const SENDER_NAME = 'Ada Example';
const FROM = `${SENDER_NAME} <${SENDER}>`;
const TEXT = 'Where is my order?\n';
const HOST = 'mail.example.org (mail.example.org [198.51.100.7])';

/** A picture of one transparent pixel. */
const LOGO_GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

const FILES: JsonObject = {
  attachments: {
    'note.txt': { name: 'note.txt', type: 'text/plain', content: 'hello\n', base64: false },
    'receipt.pdf': {
      name: 'receipt.pdf',
      type: 'application/pdf',
      content: 'JVBERi0xLjQK',
      base64: true,
    },
  },
  images: { 'logo.gif': { name: 'logo.gif', type: 'image/gif', content: LOGO_GIF } },
};

const CHECKS: JsonObject = {
  spam_report: {
    score: -0.8,
    matched_rules: [
      { name: 'SPF_HELO_PASS', score: 0, description: 'SPF: HELO matches SPF record' },
      {
        name: 'DKIM_VALID',
        score: -0.1,
        description: 'Message has at least one valid DKIM or DK signature',
      },
    ],
  },
  spf: { result: 'pass', detail: 'sender SPF authorized' },
};

interface InboundMail {
  readonly recipient: string;
  readonly subject: string;
  readonly id: string;
  readonly queueId: string;
  readonly sent: string;
  readonly received: string;
}

function inboundMail({ message, nowMs }: BuildContext): InboundMail {
  return {
    recipient: message.recipient,
    subject: message.subject,
    id: `<CAF${message.random().fork('mail-id').text(BASE62, 6)}@mail.example.org>`,
    queueId: message.random().fork('queue-id').hex(11).toUpperCase(),
    sent: mailDate(message.acceptedAtMs),
    received: mailDate(Math.min(message.acceptedAtMs + 1000, nowMs)),
  };
}

/** Names in title case, whatever their case in the mail; a repeated one has a list. */
function headers(mail: InboundMail): JsonObject {
  return {
    'Content-Type': 'multipart/mixed; boundary="b0"',
    Date: mail.sent,
    From: FROM,
    'Message-Id': mail.id,
    'Mime-Version': '1.0',
    Received: [
      `from ${HOST} by ip-10-0-0-9 (Postfix) with ESMTPS id ${mail.queueId} for <${mail.recipient}>; ${mail.received} (UTC)`,
      `by mail.example.org with HTTP; ${mail.sent}`,
    ],
    Subject: mail.subject,
    To: mail.recipient,
  };
}

function rawMail(mail: InboundMail): string {
  return [
    `Received: from ${HOST}`,
    `\tby ip-10-0-0-9 (Postfix) with ESMTPS id ${mail.queueId}`,
    `\tfor <${mail.recipient}>; ${mail.received} (UTC)`,
    `From: ${FROM}`,
    `To: ${mail.recipient}`,
    `Subject: ${mail.subject}`,
    `Date: ${mail.sent}`,
    `Message-ID: ${mail.id}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    '',
    TEXT,
  ].join('\n');
}

function inboundMessage(context: BuildContext): JsonObject {
  const mail = inboundMail(context);
  return {
    dkim: { signed: true, valid: true },
    email: mail.recipient,
    from_email: SENDER,
    from_name: SENDER_NAME,
    headers: headers(mail),
    html: '<p>Where is my order?</p>\n',
    raw_msg: rawMail(mail),
    sender: null,
    ...FILES,
    ...CHECKS,
    subject: mail.subject,
    tags: [],
    template: null,
    text: TEXT,
    text_flowed: false,
    to: [[mail.recipient, null]],
    cc: [],
  };
}

/** Each inbound route has a URL and a key of its own. */
export const INBOUND_EVENTS: readonly EventDefinition[] = [
  {
    name: 'inbound',
    wireName: INBOUND,
    aliases: ['received', 'route'],
    summary: 'an inbound route received a mail',
    generation: 'current',
    formats: ['form'],
    build: (context) => ({
      kind: 'json',
      value: {
        event: INBOUND,
        msg: inboundMessage(context),
        ts: unixSeconds(context.nowMs),
      },
    }),
  },
];
