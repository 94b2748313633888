import type { FormField } from '../../core/form.ts';
import { encodeJson, type JsonStyle } from '../../core/json.ts';
import { BASE62, type Random } from '../../core/random.ts';
import type { MessageContext } from '../types.ts';
import { mailDate, quoteDate, unixSeconds } from './dates.ts';

const SENDER_ADDRESS = 'bob@example.org';
const SENDER_HOST = 'mail.example.org';
const DAY_MS = 86_400_000;

/** A mail from Bob to the receiver's own address, as its fields and texts. */
export interface InboundMail {
  readonly recipient: string;
  readonly sender: string;
  readonly from: string;
  readonly subject: string;
  readonly received: readonly [byMailgun: string, bySender: string];
  readonly date: string;
  /** With angle brackets. */
  readonly messageId: string;
  readonly contentType: string;
}

export function inboundMail(message: MessageContext, contentType: string): InboundMail {
  const random = message.random().fork('inbound');
  const arrivedAtMs = message.acceptedAtMs;
  const route = `from ${SENDER_HOST} (${SENDER_HOST} [192.0.2.46]) by mxa.mailgun.org with ESMTP id`;
  const mailgunId = `${unixSeconds(arrivedAtMs).toString(16)}.${random.fork('mailgun-id').hex(12)}-smtp-in-n03`;
  const arrival = mailDate(arrivedAtMs).replace('+0000', '-0000 (UTC)');
  const hop = `by ${SENDER_HOST} with SMTP id ${senderId(random.fork('sender-id'))}`;
  const departure = `${mailDate(arrivedAtMs - 1000)} (UTC)`;
  return {
    recipient: message.recipient,
    sender: SENDER_ADDRESS,
    from: `Bob Example <${SENDER_ADDRESS}>`,
    subject: message.subject,
    received: [
      `${route} ${mailgunId}; ${arrival}`,
      `${hop}        for <${message.recipient}>; ${departure}`,
    ],
    date: mailDate(arrivedAtMs - 3000, 2),
    messageId: `<CA${random.fork('message-id').text(`${BASE62}-_`, 22)}@${SENDER_HOST}>`,
    contentType,
  };
}

function senderId(random: Random): string {
  return `k${random.integer(1, 9)}so${random.integer(1_000_000, 9_999_999)}wmb.${random.integer(0, 9)}`;
}

/** The fields Mailgun makes of the mail's headers, two at the start its own. */
export function headerFields(mail: InboundMail): readonly FormField[] {
  return [
    ['X-Mailgun-Incoming', 'Yes'],
    ['X-Envelope-From', `<${mail.sender}>`],
    ['Received', mail.received[0]],
    ['Received', mail.received[1]],
    ['Mime-Version', '1.0'],
    ['From', mail.from],
    ['Date', mail.date],
    ['Message-Id', mail.messageId],
    ['Subject', mail.subject],
    ['To', mail.recipient],
    ['Content-Type', mail.contentType],
  ];
}

/** The headers once more, as one field of JSON. */
export function messageHeadersField(mail: InboundMail, style: JsonStyle): FormField {
  return ['message-headers', encodeJson(headerFields(mail), style)];
}

/** The texts of the mail, whole and without quotation and signature. */
export function bodyFields(message: MessageContext): readonly FormField[] {
  const html = '<div dir="ltr">Hi,<br>where is order A-1001?<br><br>Thanks,<br>Bob</div>';
  const quoted = `On ${quoteDate(message.acceptedAtMs - DAY_MS)}, ${message.recipient} wrote:\r\n> Your order has shipped.\r\n`;
  return [
    ['body-plain', `${QUESTION}\r\n\r\n${SIGN_OFF}\r\n\r\n${quoted}`],
    ['body-html', `${html}\r\n`],
    ['stripped-html', `${html}\n`],
    ['stripped-text', QUESTION],
    ['stripped-signature', SIGN_OFF],
  ];
}

const QUESTION = 'Hi,\r\nwhere is order A-1001?';
const SIGN_OFF = 'Thanks,\r\nBob';

/** The mail as it came in over SMTP, for routes whose URL ends in `mime`. */
export function rawMail(mail: InboundMail): string {
  return [
    `Received: ${mail.received[0]}`,
    `From: ${mail.from}`,
    `To: ${mail.recipient}`,
    `Subject: ${mail.subject}`,
    `Message-Id: ${mail.messageId}`,
    `Date: ${mail.date}`,
    'Mime-Version: 1.0',
    `Content-Type: ${mail.contentType}`,
    '',
    QUESTION,
    '',
  ].join('\r\n');
}
