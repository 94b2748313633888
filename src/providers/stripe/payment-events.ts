import { BEFORE_REFUND, charge, failedCharge, refundedCharge } from './charge.ts';
import { checkoutSession, expiredCheckoutSession } from './checkout-session.ts';
import { dispute } from './dispute.ts';
import { failedPaymentIntent, newPaymentIntent, paymentIntent } from './payment-intent.ts';
import { BEFORE_REFUND_UPDATE, refund } from './refund.ts';
import type { StripeEvent } from './stripe-event.ts';

export const PAYMENT_EVENTS: readonly StripeEvent[] = [
  {
    name: 'payment_intent.created',
    aliases: ['payment-created'],
    summary: 'a PaymentIntent was made; it has no payment method yet',
    family: 'payment',
    object: newPaymentIntent,
  },
  {
    name: 'payment_intent.succeeded',
    aliases: ['payment-succeeded'],
    summary: 'a PaymentIntent completed',
    family: 'payment',
    object: paymentIntent,
  },
  {
    name: 'payment_intent.payment_failed',
    aliases: ['payment-failed'],
    summary: 'an attempt to pay was declined',
    family: 'payment',
    object: failedPaymentIntent,
  },
  {
    name: 'charge.succeeded',
    aliases: [],
    summary: 'a charge went through',
    family: 'payment',
    object: charge,
  },
  {
    name: 'charge.failed',
    aliases: [],
    summary: 'a charge was declined',
    family: 'payment',
    object: failedCharge,
  },
  {
    name: 'charge.refunded',
    aliases: ['refund'],
    summary: 'a charge was refunded, also partly',
    family: 'payment',
    object: refundedCharge,
    previous: BEFORE_REFUND,
  },
  {
    name: 'charge.dispute.created',
    aliases: ['dispute', 'chargeback'],
    summary: 'the cardholder disputes a charge',
    cause: 'none',
    object: dispute,
  },
  {
    name: 'refund.created',
    aliases: [],
    summary: 'a refund was made',
    family: 'payment',
    object: refund,
  },
  {
    name: 'refund.updated',
    aliases: [],
    summary: 'a refund changed, for example from pending to succeeded',
    family: 'payment',
    cause: 'none',
    object: refund,
    previous: BEFORE_REFUND_UPDATE,
  },
  {
    name: 'checkout.session.completed',
    aliases: ['checkout-done'],
    summary: 'the customer finished Checkout; delayed methods may still be unpaid',
    cause: 'none',
    object: checkoutSession,
  },
  {
    name: 'checkout.session.expired',
    aliases: [],
    summary: 'nobody finished the Checkout session in time',
    cause: 'none',
    object: expiredCheckoutSession,
  },
];
