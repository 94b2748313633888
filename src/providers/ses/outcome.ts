import type { JsonObject } from '../../core/json.ts';
import type { BuildContext } from '../types.ts';
import { isoTime, sesId } from './ids.ts';
import { recipientDomain } from './mail.ts';
import { topicOption } from './options.ts';

/** Which of the two outbound formats: only feedback notifications tell the address of the receiving server. */
export type OutboundFormat = 'published' | 'feedback';

const MTA = 'a8-62.smtp-out.amazonses.com';
const REMOTE_MTA_IP = '203.0.113.5';

function remote(format: OutboundFormat): JsonObject {
  return format === 'feedback' ? { remoteMtaIp: REMOTE_MTA_IP } : {};
}

export function delivery(context: BuildContext, format: OutboundFormat): JsonObject {
  const { nowMs, message } = context;
  return {
    timestamp: isoTime(nowMs),
    processingTimeMillis: Math.floor(nowMs - message.acceptedAtMs),
    recipients: [message.recipient],
    smtpResponse: `250 2.0.0 OK ${Math.floor(nowMs / 1000)} mx.${recipientDomain(context)}`,
    ...remote(format),
    reportingMTA: MTA,
  };
}

interface BounceReason {
  readonly type: 'Permanent' | 'Transient';
  readonly subType: string;
  readonly status: string;
  readonly diagnosticCode: string;
  /** Server that reports: SES itself when it did not even try. */
  readonly reporter: string;
}

export const HARD: BounceReason = {
  type: 'Permanent',
  subType: 'General',
  status: '5.1.1',
  diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  reporter: MTA,
};

export const SOFT: BounceReason = {
  type: 'Transient',
  subType: 'MailboxFull',
  status: '5.2.2',
  diagnosticCode: 'smtp; 552 5.2.2 mailbox full',
  reporter: MTA,
};

export const SUPPRESSED: BounceReason = {
  type: 'Permanent',
  subType: 'OnAccountSuppressionList',
  status: '5.1.1',
  diagnosticCode:
    'Amazon SES did not send the message to this address because it is on the suppression list for your account.',
  reporter: 'amazonses.com',
};

export function bounce(
  context: BuildContext,
  format: OutboundFormat,
  reason: BounceReason,
): JsonObject {
  const isRemote = reason.reporter === MTA;
  return {
    feedbackId: feedbackId(context),
    bounceType: reason.type,
    bounceSubType: reason.subType,
    bouncedRecipients: [
      {
        emailAddress: context.message.recipient,
        action: 'failed',
        status: reason.status,
        diagnosticCode: reason.diagnosticCode,
      },
    ],
    timestamp: isoTime(context.nowMs),
    ...(isRemote ? remote(format) : {}),
    reportingMTA: `dns; ${reason.reporter}`,
  };
}

/** With a report of the recipient's provider, or without one when the address is on the account's list. */
export function complaint(context: BuildContext, cause: 'report' | 'suppressed'): JsonObject {
  const { nowMs, message } = context;
  const hasReport = cause === 'report';
  return {
    feedbackId: feedbackId(context),
    complaintSubType: hasReport ? null : 'OnAccountSuppressionList',
    complainedRecipients: [{ emailAddress: message.recipient }],
    timestamp: isoTime(nowMs),
    ...(hasReport
      ? {
          userAgent: 'ExampleISP-FBL/1.0',
          complaintFeedbackType: 'abuse',
          arrivalDate: isoTime(Math.min(message.acceptedAtMs + 3_000, nowMs)),
        }
      : {}),
  };
}

function feedbackId({ nowMs, random, options }: BuildContext): string {
  return sesId(topicOption(options).region, nowMs, random.fork('feedback-id'));
}
