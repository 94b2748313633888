import type { JsonObject } from '../../core/json.ts';
import { plan, price } from './price.ts';
import type { Sale } from './sale.ts';

const DAY_SECONDS = 86_400;
export const MONTH_SECONDS = 31 * DAY_SECONDS;

/** A monthly one that its customer has just cancelled for the end of the period. */
export function subscription(sale: Sale): JsonObject {
  const { ids, livemode, startedAt, now } = sale;
  const periodEnd = startedAt + MONTH_SECONDS;
  return {
    id: ids.subscription,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: startedAt,
    billing_cycle_anchor_config: null,
    billing_mode: {
      flexible: { proration_discounts: 'included' },
      type: 'flexible',
      updated_at: startedAt - 10,
    },
    billing_thresholds: null,
    cancel_at: periodEnd,
    cancel_at_period_end: true,
    canceled_at: now,
    cancellation_details: { comment: null, feedback: null, reason: 'cancellation_requested' },
    collection_method: 'charge_automatically',
    created: startedAt,
    currency: 'usd',
    customer: ids.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: ids.paymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: { account_tax_ids: null, issuer: { type: 'self' } },
    items: {
      object: 'list',
      data: [
        {
          id: ids.subscriptionItem,
          object: 'subscription_item',
          billing_thresholds: null,
          created: startedAt,
          current_period_end: periodEnd,
          current_period_start: startedAt,
          discounts: [],
          metadata: {},
          plan: plan(livemode, startedAt),
          price: price(livemode, startedAt),
          quantity: 1,
          subscription: ids.subscription,
          tax_rates: [],
        },
      ],
      has_more: false,
      total_count: 1,
      url: `/v1/subscription_items?subscription=${ids.subscription}`,
    },
    latest_invoice: ids.invoice,
    livemode,
    managed_payments: null,
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    plan: plan(livemode, startedAt),
    quantity: 1,
    schedule: null,
    start_date: startedAt,
    status: 'active',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    trial_start: null,
  };
}

/** What {@link subscription}'s cancellation changed. */
export const BEFORE_CANCELLATION: JsonObject = {
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { reason: null },
};

const NO_CANCELLATION: JsonObject = {
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, reason: null },
};

export function activeSubscription(sale: Sale): JsonObject {
  return { ...subscription(sale), ...NO_CANCELLATION };
}

export function endedSubscription(sale: Sale): JsonObject {
  return {
    ...subscription(sale),
    cancel_at: null,
    cancel_at_period_end: false,
    ended_at: sale.now,
    status: 'canceled',
  };
}

/** Three days before its trial ends. */
export function trialSubscription(sale: Sale): JsonObject {
  return {
    ...activeSubscription(sale),
    status: 'trialing',
    trial_end: sale.now + 3 * DAY_SECONDS,
    trial_start: sale.startedAt,
  };
}
