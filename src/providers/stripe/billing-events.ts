import { BEFORE_CUSTOMER_UPDATE, customer } from './customer.ts';
import { draftInvoice, failedInvoice, invoice, openInvoice } from './invoice.ts';
import type { StripeEvent } from './stripe-event.ts';
import {
  activeSubscription,
  BEFORE_CANCELLATION,
  endedSubscription,
  subscription,
  trialSubscription,
} from './subscription.ts';

export const BILLING_EVENTS: readonly StripeEvent[] = [
  {
    name: 'customer.created',
    aliases: [],
    summary: 'a customer was made',
    object: customer,
  },
  {
    name: 'customer.updated',
    aliases: [],
    summary: 'a customer changed; the sample got a name',
    object: customer,
    previous: BEFORE_CUSTOMER_UPDATE,
  },
  {
    name: 'customer.deleted',
    aliases: [],
    summary: 'a customer was deleted; the object is its last state',
    object: customer,
  },
  {
    name: 'customer.subscription.created',
    aliases: ['subscription-created'],
    summary: 'a subscription was made',
    object: activeSubscription,
  },
  {
    name: 'customer.subscription.updated',
    aliases: ['subscription-changed', 'subscription-updated'],
    summary: 'plan, status or cancel flag changed; the sample will end with its period',
    object: subscription,
    previous: BEFORE_CANCELLATION,
  },
  {
    name: 'customer.subscription.deleted',
    aliases: ['subscription-ended', 'subscription-deleted'],
    summary: 'a subscription ended',
    cause: 'none',
    object: endedSubscription,
  },
  {
    name: 'customer.subscription.trial_will_end',
    aliases: ['trial-will-end'],
    summary: 'a trial ends in three days',
    cause: 'none',
    object: trialSubscription,
  },
  {
    name: 'invoice.created',
    aliases: [],
    summary: 'an invoice was drafted',
    cause: 'key',
    object: draftInvoice,
  },
  {
    name: 'invoice.finalized',
    aliases: [],
    summary: 'an invoice became final and open',
    cause: 'key',
    object: openInvoice,
  },
  {
    name: 'invoice.paid',
    aliases: [],
    summary: 'an invoice was paid, or marked as paid out of band',
    cause: 'key',
    object: invoice,
  },
  {
    name: 'invoice.payment_succeeded',
    aliases: [],
    summary: 'an invoice was paid, but not out of band',
    cause: 'key',
    object: invoice,
  },
  {
    name: 'invoice.payment_failed',
    aliases: [],
    summary: 'an attempt to collect an invoice failed',
    cause: 'key',
    object: failedInvoice,
  },
];
