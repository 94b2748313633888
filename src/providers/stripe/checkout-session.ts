import type { JsonObject } from '../../core/json.ts';
import type { Sale } from './sale.ts';

/** A session can be used for a day. */
const SESSION_SECONDS = 86_400;

/** A finished and paid one. */
export function checkoutSession({ ids, email, livemode, startedAt }: Sale): JsonObject {
  return {
    id: ids.checkoutSession,
    object: 'checkout.session',
    adaptive_pricing: { enabled: true },
    after_expiration: null,
    allow_promotion_codes: null,
    amount_subtotal: 2000,
    amount_total: 2000,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: 'https://shop.example.com/cancel',
    client_reference_id: 'order-1001',
    client_secret: null,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: null,
    consent_collection: null,
    created: startedAt,
    currency: 'usd',
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: ids.customer,
    customer_account: null,
    customer_creation: 'always',
    customer_details: {
      address: {
        city: null,
        country: 'US',
        line1: null,
        line2: null,
        postal_code: '62701',
        state: null,
      },
      business_name: null,
      email: email,
      individual_name: null,
      name: 'Ada Example',
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    customer_email: null,
    discounts: [],
    expires_at: startedAt + SESSION_SECONDS,
    integration_identifier: null,
    invoice: null,
    invoice_creation: {
      enabled: false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: null,
        metadata: {},
        rendering_options: null,
      },
    },
    livemode,
    locale: null,
    managed_payments: null,
    metadata: { order_id: '1001' },
    mode: 'payment',
    origin_context: null,
    payment_intent: ids.paymentIntent,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_status: 'paid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'complete',
    submit_type: null,
    subscription: null,
    success_url: 'https://shop.example.com/success',
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: null,
    wallet_options: null,
  };
}

/** Nobody paid in time. */
export function expiredCheckoutSession(sale: Sale): JsonObject {
  return {
    ...checkoutSession(sale),
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'expired',
  };
}
