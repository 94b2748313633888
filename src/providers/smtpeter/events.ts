import {
  copernicaEvent,
  eventTimes,
  messageId,
  SHARED_MAIL_EVENTS,
  tagFields,
} from '../copernica-mail-events.ts';
import type { BuildContext, EventDefinition } from '../types.ts';

const QUEUE_ID_ALPHABET = '0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz';
const QUEUE_ID_LENGTH = 13;

const ABUSE_REPORT = [
  'From: Abuse Desk <fbl@example.org>',
  'To: <abuse@example.com>',
  'Subject: Abuse report',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=feedback-report; boundary="b1"',
  '',
  '--b1',
  'Content-Type: message/feedback-report',
  '',
  'Feedback-Type: abuse',
  'User-Agent: ExampleFBL/1.0',
  'Version: 1',
  '--b1--',
  '',
].join('\r\n');

function queueId(context: BuildContext): string {
  return context.random.fork('queue-id').text(QUEUE_ID_ALPHABET, QUEUE_ID_LENGTH);
}

const delivered = copernicaEvent(
  {
    name: 'delivered',
    wireName: 'delivery',
    aliases: [],
    summary: 'the receiving server accepted the mail',
  },
  (context) => [
    ['id', messageId(context)],
    ['recipient', context.message.recipient],
    ...eventTimes(context).toReversed(),
    ['code', 250],
    ['extended', '2.0.0'],
    ['description', `250 2.0.0 Ok: queued as ${queueId(context)}`],
    ['type', 'delivery'],
    ...tagFields(),
  ],
);

const complaint = copernicaEvent(
  {
    name: 'complaint',
    wireName: 'abuse',
    aliases: ['spam'],
    summary: 'a feedback loop reported the mail as abuse',
  },
  (context) => [
    ['id', messageId(context)],
    ['type', 'abuse'],
    ['emailfrom', context.message.recipient],
    ['mime', ABUSE_REPORT],
  ],
);

export const SMTPETER_EVENTS: readonly EventDefinition[] = [
  SHARED_MAIL_EVENTS.bounce(['returned', 'out-of-office', 'vacation']),
  SHARED_MAIL_EVENTS.failure(['failed', 'hard-bounce', 'dsn', 'permanent-fail']),
  SHARED_MAIL_EVENTS.failureAsync(['dsn-failure']),
  SHARED_MAIL_EVENTS.click(['clicked']),
  SHARED_MAIL_EVENTS.open(['opened']),
  delivered,
  complaint,
];
