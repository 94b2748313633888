import type { FormField } from '../../core/form.ts';
import type { BuildContext, EventDefinition } from '../types.ts';
import { ACCOUNT_SID, API_VERSION, customerNumber, OWN_NUMBER, sid } from './parties.ts';

interface MessageStatus {
  readonly status: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly viaService?: true;
  readonly errorCode?: string;
}

const STATUSES: readonly MessageStatus[] = [
  {
    status: 'accepted',
    aliases: [],
    summary: 'a Messaging Service took the message',
    viaService: true,
  },
  {
    status: 'scheduled',
    aliases: ['deferred'],
    summary: 'a Messaging Service will send the message later',
    viaService: true,
  },
  { status: 'queued', aliases: [], summary: 'the message waits to be sent' },
  { status: 'sending', aliases: [], summary: 'the message is on its way to the carrier' },
  { status: 'sent', aliases: [], summary: 'the carrier took the message' },
  { status: 'delivered', aliases: [], summary: 'the carrier confirmed delivery' },
  {
    status: 'undelivered',
    aliases: ['bounce'],
    summary: 'the carrier refused the message',
    errorCode: '30003',
  },
  {
    status: 'failed',
    aliases: ['reject'],
    summary: 'the message could not be sent',
    errorCode: '30008',
  },
  { status: 'canceled', aliases: ['cancelled'], summary: 'a scheduled message was cancelled' },
  { status: 'partially_delivered', aliases: [], summary: 'only some recipients or parts got it' },
];

/** Order of captured callbacks. */
function statusFields(event: MessageStatus, context: BuildContext): readonly FormField[] {
  const { status, viaService, errorCode } = event;
  const { message, nowMs } = context;
  const messageSid = sid('SM', 'message-sid', message);
  return [
    ['SmsSid', messageSid],
    ['SmsStatus', status],
    ['MessageStatus', status],
    ...fieldsIf(status === 'delivered', ['RawDlrDoneDate', receiptTime(nowMs)]),
    ['To', customerNumber(message)],
    ...fieldsIf(viaService === true, ['MessagingServiceSid', sid('MG', 'service-sid', message)]),
    ['MessageSid', messageSid],
    ['AccountSid', ACCOUNT_SID],
    ['From', OWN_NUMBER],
    API_VERSION,
    ...(errorCode === undefined ? [] : [['ErrorCode', errorCode] as const]),
  ];
}

/** WhatsApp tells its channel too; where those fields stand is not published. */
function readFields({ message }: BuildContext): readonly FormField[] {
  const messageSid = sid('SM', 'message-sid', message);
  const to = customerNumber(message);
  return [
    ['EventType', 'READ'],
    ['SmsSid', messageSid],
    ['SmsStatus', 'read'],
    ['MessageStatus', 'read'],
    ['ChannelToAddress', to],
    ['To', `whatsapp:${to}`],
    ['ChannelPrefix', 'whatsapp'],
    ['MessageSid', messageSid],
    ['AccountSid', ACCOUNT_SID],
    ['From', `whatsapp:${OWN_NUMBER}`],
    API_VERSION,
    ['ChannelInstallSid', sid('XE', 'channel-sid', message)],
  ];
}

/** `YYMMDDhhmm` of the carrier's receipt, in UTC. */
function receiptTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\D/g, '').slice(2, 12);
}

function fieldsIf(condition: boolean, field: FormField): readonly FormField[] {
  return condition ? [field] : [];
}

const COMMON = { generation: 'current', formats: ['form'] } as const;

export const MESSAGE_EVENTS: readonly EventDefinition[] = [
  ...STATUSES.map(
    (event): EventDefinition => ({
      ...COMMON,
      name: `message-${event.status}`,
      wireName: event.status,
      aliases: event.aliases,
      summary: `message status: ${event.summary}`,
      build: (context) => ({ kind: 'form', fields: statusFields(event, context) }),
    }),
  ),
  {
    ...COMMON,
    name: 'message-read',
    wireName: 'read',
    aliases: ['open'],
    summary: 'message status: the recipient read the message (WhatsApp, RCS)',
    build: (context) => ({ kind: 'form', fields: readFields(context) }),
  },
];
