import type { JsonObject } from '../../core/json.ts';
import { ksuid } from '../ksuid.ts';
import type { BuildContext, EventDefinition } from '../types.ts';

interface Sample extends Pick<EventDefinition, 'name' | 'aliases' | 'summary'> {
  readonly type: string;
  data(context: BuildContext): JsonObject;
  /** Members beside `type`, `timestamp` and `data`. */
  readonly more?: JsonObject;
}

/** ISO 8601 with six digits of a second and `Z`. */
function sixDigits(atMs: number, micros = 0): string {
  return `${utc(atMs).slice(0, 23)}${String(micros).padStart(3, '0')}Z`;
}

function utc(atMs: number): string {
  return new Date(Math.floor(atMs)).toISOString();
}

function invoiceId(context: BuildContext): string {
  return `inv_${context.message.random().fork('invoice-id').hex(8)}`;
}

function user({ message }: BuildContext): JsonObject {
  return {
    id: `usr_${ksuid(message.acceptedAtMs, message.random().fork('user-id'))}`,
    email: message.recipient,
    name: 'Ada Example',
    created_at: sixDigits(message.acceptedAtMs),
    email_verified: false,
  };
}

function invoice(context: BuildContext): JsonObject {
  return {
    id: invoiceId(context),
    customer_id: 'cus_4471',
    amount_due: 4900,
    currency: 'usd',
    paid_at: `${utc(context.message.acceptedAtMs).slice(0, 19)}Z`,
    lines: [{ description: 'Pro plan', amount: 4900, quantity: 1 }],
  };
}

function contact({ message }: BuildContext): JsonObject {
  return {
    id: message.random().fork('contact-id').uuid(),
    type: 'contact',
    full_name: 'Grace Example',
    phone: '+15550100',
    changes: { phone: ['+15550199', '+15550100'] },
  };
}

/** The specification names no events: these show the kinds of payload it allows. */
const SAMPLES: readonly Sample[] = [
  {
    name: 'user-created',
    type: 'user.created',
    aliases: [],
    summary: 'stand-in: a full payload, the entity itself',
    data: user,
  },
  {
    name: 'invoice-paid',
    type: 'invoice.paid',
    aliases: [],
    summary: 'stand-in: a full payload with a list',
    data: invoice,
  },
  {
    name: 'invoice-paid-thin',
    type: 'invoice.paid',
    aliases: ['thin'],
    summary: 'stand-in: a thin payload, the id alone',
    data: (context) => ({ id: invoiceId(context) }),
  },
  {
    name: 'contact-updated',
    type: 'contact.updated',
    aliases: [],
    summary: 'stand-in: further members beside the recommended ones',
    data: contact,
    more: { account_id: 'acct_77', environment: 'test' },
  },
  {
    name: 'ping',
    type: 'endpoint.ping',
    aliases: ['test'],
    summary: 'stand-in: a test event without data',
    data: () => ({}),
  },
];

export const EVENTS: readonly EventDefinition[] = SAMPLES.map((sample) => ({
  name: sample.name,
  wireName: sample.type,
  aliases: sample.aliases,
  summary: sample.summary,
  generation: 'current',
  formats: ['json'],
  build: (context) => ({
    kind: 'json',
    value: {
      type: sample.type,
      timestamp: sixDigits(context.nowMs, context.random.fork('microseconds').integer(0, 999)),
      data: sample.data(context),
      ...sample.more,
    },
  }),
}));
