import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { wholeSeconds } from './times.ts';
import { toPayload } from './wire-fields.ts';

type SmsStatus = 'sending' | 'submitted' | 'delivered' | 'failed' | 'rejected';

const SUMMARIES: Readonly<Record<SmsStatus, string>> = {
  sending: 'an SMS is being processed',
  submitted: 'an SMS was handed to the downstream network provider',
  delivered: 'the provider confirmed delivery of an SMS',
  failed: 'an SMS failed a check or in the gateway, or was dropped as a duplicate',
  rejected: 'the network blocked an SMS',
};

const STATUSES: readonly SmsStatus[] = ['sending', 'submitted', 'delivered', 'failed', 'rejected'];

const DEFAULT_NUMBER = '+12025550141';
const PHONE_NUMBER = /^\+\d{6,15}$/;

/** Documented fields; no capture of an SMS callback is public, so formats and `status_code` are a choice. */
function build(status: SmsStatus, context: BuildContext): Payload {
  const { message } = context;
  const number = PHONE_NUMBER.test(message.recipient) ? message.recipient : DEFAULT_NUMBER;
  return toPayload(
    [
      ['destination_number', number],
      ['email_subject', ''],
      ['event', `sms_${status}`],
      ['id', context.random.fork('event-id').hex(32)],
      ['message_content', 'Your code is 123456'],
      ['message_id', message.random().fork('sms-id').uuid()],
      ['received_timestamp', wholeSeconds(context.nowMs)],
      ['region', 'US'],
      ['retry_count', '1'],
      ['sender_email', ''],
      ['source_number', '+12025550959'],
      ['status_code', status],
      ['submitted_timestamp', wholeSeconds(message.acceptedAtMs)],
    ],
    context.format,
  );
}

export const SMS_EVENTS: readonly EventDefinition[] = STATUSES.map((status) => ({
  name: `sms-${status}`,
  wireName: `sms_${status}`,
  aliases: [],
  summary: SUMMARIES[status],
  generation: 'current',
  formats: ['form', 'json'],
  build: (context) => build(status, context),
}));
