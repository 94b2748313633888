import { BASE62, type Random } from '../../core/random.ts';
import type { BuildContext } from '../types.ts';
import { isLive } from './options.ts';

/** Last characters of the account's id; they stand inside the ids of its objects. */
const ACCOUNT_TAIL = 'B7WZ01zgkW';

export const ACCOUNT_ID = `acct_1PgafT${ACCOUNT_TAIL}`;

/** What the objects of one sale have in common. Times are Unix seconds. */
export interface Sale {
  readonly ids: SaleIds;
  readonly email: string;
  readonly livemode: boolean;
  /** When the payment, session, subscription or invoice came to be. */
  readonly startedAt: number;
  readonly now: number;
}

interface SaleIds {
  readonly paymentIntent: string;
  readonly clientSecret: string;
  readonly charge: string;
  readonly balanceTransaction: string;
  readonly refund: string;
  readonly paymentMethod: string;
  readonly customer: string;
  readonly checkoutSession: string;
  readonly subscription: string;
  readonly subscriptionItem: string;
  readonly invoice: string;
  readonly invoiceLine: string;
  readonly dispute: string;
}

/** The sale an event is about: the same ids for all events of a message. */
export function saleOf(context: BuildContext): Sale {
  const { message, nowMs } = context;
  return {
    ids: saleIds(message.random(), isLive(context.options)),
    email: message.recipient,
    livemode: isLive(context.options),
    startedAt: Math.floor(message.acceptedAtMs / 1000),
    now: Math.floor(nowMs / 1000),
  };
}

/** `evt_3` in the family of payments, which shares the first characters of its ids; else `evt_1`. */
export function eventId(context: BuildContext, family: 'payment' | 'other'): string {
  const random = context.random.fork('event-id');
  if (family === 'other') return `evt_${accountObject(random)}`;
  return `evt_3${paymentStem(context.message.random())}${random.text(BASE62, 8)}`;
}

function saleIds(random: Random, livemode: boolean): SaleIds {
  const stem = paymentStem(random);
  const draw = (label: string, length: number): string => random.fork(label).text(BASE62, length);
  const payment = (label: string): string => `3${stem}${draw(label, 8)}`;
  const object = (label: string): string => accountObject(random.fork(label));
  const paymentIntent = `pi_${payment('payment-intent')}`;
  return {
    paymentIntent,
    clientSecret: `${paymentIntent}_secret_${draw('client-secret', 25)}`,
    charge: `ch_${payment('charge')}`,
    balanceTransaction: `txn_${payment('balance-transaction')}`,
    refund: `re_${payment('refund')}`,
    paymentMethod: `pm_${object('payment-method')}`,
    customer: `cus_${draw('customer', 14)}`,
    checkoutSession: `cs_${livemode ? 'live' : 'test'}_${draw('checkout-session', 58)}`,
    subscription: `sub_${object('subscription')}`,
    subscriptionItem: `si_${draw('subscription-item', 14)}`,
    invoice: `in_${object('invoice')}`,
    invoiceLine: `il_${object('invoice-line')}`,
    dispute: `dp_${object('dispute')}`,
  };
}

function paymentStem(random: Random): string {
  return random.fork('payment-stem').text(BASE62, 5) + ACCOUNT_TAIL;
}

function accountObject(random: Random): string {
  return `1${random.text(BASE62, 5)}${ACCOUNT_TAIL}${random.text(BASE62, 8)}`;
}
