import type { JsonObject } from '../../core/json.ts';
import { PRICE_ID, PRODUCT_ID } from './price.ts';
import { ACCOUNT_ID, type Sale } from './sale.ts';
import { MONTH_SECONDS } from './subscription.ts';

const AMOUNT = 4900;

const UNPAID = {
  finalized_at: null,
  marked_uncollectible_at: null,
  paid_at: null,
  voided_at: null,
} as const;

/** The first invoice of a subscription, paid. */
export function invoice(sale: Sale): JsonObject {
  const { ids, email, livemode, startedAt, now } = sale;
  return {
    id: ids.invoice,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Example Shop',
    account_tax_ids: null,
    amount_due: 4900,
    amount_overpaid: 0,
    amount_paid: 4900,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 1,
    attempted: true,
    auto_advance: false,
    automatic_tax: {
      disabled_reason: null,
      enabled: false,
      liability: null,
      provider: null,
      status: null,
    },
    automatically_finalizes_at: null,
    billing_reason: 'subscription_create',
    collection_method: 'charge_automatically',
    created: startedAt,
    currency: 'usd',
    custom_fields: null,
    customer: ids.customer,
    customer_account: null,
    customer_address: null,
    customer_email: email,
    customer_name: 'Ada Example',
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: startedAt,
    ending_balance: 0,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: `https://invoice.stripe.com/i/${ACCOUNT_ID}/test_dummy?s=ap`,
    invoice_pdf: `https://pay.stripe.com/invoice/${ACCOUNT_ID}/test_dummy/pdf?s=ap`,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: lines(sale),
    livemode,
    metadata: {},
    next_payment_attempt: null,
    number: '7FE1103-0001',
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: {}, subscription: ids.subscription },
      type: 'subscription_details',
    },
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    period_end: startedAt,
    period_start: startedAt,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'paid',
    status_transitions: {
      finalized_at: startedAt,
      marked_uncollectible_at: null,
      paid_at: Math.max(startedAt, now - 1),
      voided_at: null,
    },
    subtotal: 4900,
    subtotal_excluding_tax: 4900,
    test_clock: null,
    total: 4900,
    total_discount_amounts: [],
    total_excluding_tax: 4900,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
}

function lines({ ids, livemode, startedAt }: Sale): JsonObject {
  return {
    object: 'list',
    data: [
      {
        id: ids.invoiceLine,
        object: 'line_item',
        amount: 4900,
        currency: 'usd',
        description: '1 × Pro plan (at $49.00 / month)',
        discount_amounts: [],
        discountable: true,
        discounts: [],
        invoice: ids.invoice,
        livemode,
        metadata: {},
        parent: {
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: null,
            proration: false,
            proration_details: { credited_items: null },
            subscription: ids.subscription,
            subscription_item: ids.subscriptionItem,
          },
          type: 'subscription_item_details',
        },
        period: { end: startedAt + MONTH_SECONDS, start: startedAt },
        pretax_credit_amounts: [],
        pricing: {
          price_details: { price: PRICE_ID, product: PRODUCT_ID },
          type: 'price_details',
          unit_amount_decimal: '4900',
        },
        quantity: 1,
        quantity_decimal: '1',
        subtotal: 4900,
        taxes: [],
      },
    ],
    has_more: false,
    total_count: 1,
    url: `/v1/invoices/${ids.invoice}/lines`,
  };
}

/** Not final yet: it has no number and no page. */
export function draftInvoice(sale: Sale): JsonObject {
  return {
    ...openInvoice(sale),
    effective_at: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    number: null,
    status: 'draft',
    status_transitions: { ...UNPAID, finalized_at: null },
  };
}

/** Final, and nobody has tried to collect it. */
export function openInvoice(sale: Sale): JsonObject {
  return {
    ...invoice(sale),
    amount_paid: 0,
    amount_remaining: AMOUNT,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    status: 'open',
    status_transitions: { ...UNPAID, finalized_at: sale.startedAt },
  };
}

/** The first try to collect it failed, the next one is in three days. */
export function failedInvoice(sale: Sale): JsonObject {
  return {
    ...openInvoice(sale),
    attempt_count: 1,
    attempted: true,
    next_payment_attempt: sale.now + 3 * 86_400,
  };
}
