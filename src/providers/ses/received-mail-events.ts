import type { JsonObject } from '../../core/json.ts';
import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { notification } from './envelope.ts';
import { isoTime, receivedMailId } from './ids.ts';
import { headerList } from './mail.ts';
import { topicOption } from './options.ts';

const SUBJECT = 'Amazon SES Email Receipt Notification';
const SENDER = 'jane@example.org';
const FROM = `Jane Doe <${SENDER}>`;
const PASS: JsonObject = { status: 'PASS' };

/** Where the rule put the mail; only the SNS action sends its content along. */
type Action = 'SNS' | 'S3';

interface ReceivedMail {
  readonly id: string;
  readonly messageIdHeader: string;
  readonly recipient: string;
  readonly subject: string;
  /** `Thu, 1 Jan 2026 00:00:00 +0000`, as the sender's program wrote it. */
  readonly date: string;
}

function receivedMail({ message }: BuildContext): ReceivedMail {
  const digits = message.random().fork('mail-header-id').text('0123456789', 10);
  return {
    id: receivedMailId(message.random().fork('mail-id')),
    messageIdHeader: `<CAF${digits}@mail.example.org>`,
    recipient: message.recipient,
    subject: message.subject,
    date: mailDate(message.acceptedAtMs).replace(/ 0(\d )/, ' $1'),
  };
}

function mailDate(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}

function build(context: BuildContext, action: Action): Payload {
  const { message, nowMs } = context;
  const mail = receivedMail(context);
  const receivedAt = isoTime(message.acceptedAtMs);
  const value: JsonObject = {
    notificationType: 'Received',
    mail: {
      timestamp: receivedAt,
      source: SENDER,
      messageId: mail.id,
      destination: [mail.recipient],
      headersTruncated: false,
      headers: headerList([
        ['Return-Path', `<${SENDER}>`],
        ['From', FROM],
        ['To', mail.recipient],
        ['Subject', mail.subject],
        ['Date', mail.date],
        ['Message-ID', mail.messageIdHeader],
        ['MIME-Version', '1.0'],
        ['Content-Type', 'text/plain; charset=UTF-8'],
      ]),
      commonHeaders: {
        returnPath: SENDER,
        from: [FROM],
        date: mail.date,
        to: [mail.recipient],
        messageId: mail.messageIdHeader,
        subject: mail.subject,
      },
    },
    receipt: {
      timestamp: receivedAt,
      processingTimeMillis: Math.floor(nowMs - message.acceptedAtMs),
      recipients: [mail.recipient],
      spamVerdict: PASS,
      virusVerdict: PASS,
      spfVerdict: PASS,
      dkimVerdict: PASS,
      dmarcVerdict: { status: 'GRAY' },
      action: actionMembers(context, action, mail),
    },
    ...(action === 'SNS' ? { content: content(context, mail) } : {}),
  };
  return notification(context, value, SUBJECT);
}

function actionMembers({ options }: BuildContext, action: Action, mail: ReceivedMail): JsonObject {
  const own: JsonObject =
    action === 'SNS'
      ? { encoding: 'UTF8' }
      : { bucketName: 'example-inbound-mail', objectKey: mail.id };
  return { type: action, topicArn: topicOption(options).arn, ...own };
}

function content({ message, options }: BuildContext, mail: ReceivedMail): string {
  const { region } = topicOption(options);
  return [
    `Return-Path: <${SENDER}>`,
    `Received: from mail.example.org (mail.example.org [192.0.2.44]) by inbound-smtp.${region}.amazonaws.com with SMTP id ${mail.id} for ${mail.recipient}; ${mailDate(message.acceptedAtMs)} (UTC)`,
    `From: ${FROM}`,
    `To: ${mail.recipient}`,
    `Subject: ${mail.subject}`,
    `Date: ${mail.date}`,
    `Message-ID: ${mail.messageIdHeader}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    '',
    'Hi,',
    '',
    'please call me.',
    '',
  ].join('\r\n');
}

export const RECEIVED_MAIL_EVENTS: readonly EventDefinition[] = [
  {
    name: 'inbound',
    wireName: 'Received',
    aliases: ['received-mail'],
    summary: 'SES received a mail, and the SNS action sends it along',
    generation: 'current',
    formats: ['json'],
    build: (context) => build(context, 'SNS'),
  },
  {
    name: 'inbound-stored',
    wireName: 'Received',
    aliases: ['inbound-s3'],
    summary: 'SES received a mail and put it into S3; only its headers are told',
    generation: 'current',
    formats: ['json'],
    build: (context) => build(context, 'S3'),
  },
];
