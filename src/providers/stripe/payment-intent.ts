import type { JsonObject } from '../../core/json.ts';
import type { Sale } from './sale.ts';

/** A card payment that succeeded. */
export function paymentIntent({ ids, email, livemode, startedAt }: Sale): JsonObject {
  return {
    id: ids.paymentIntent,
    object: 'payment_intent',
    amount: 2000,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 2000,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: ids.clientSecret,
    confirmation_method: 'automatic',
    created: startedAt,
    currency: 'usd',
    customer: ids.customer,
    customer_account: null,
    description: 'Order 1001',
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: ids.charge,
    livemode,
    managed_payments: null,
    metadata: { order_id: '1001' },
    next_action: null,
    on_behalf_of: null,
    payment_method: ids.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
      },
    },
    payment_method_types: ['card'],
    processing: null,
    receipt_email: email,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

/** Before the customer has given a payment method. */
export function newPaymentIntent(sale: Sale): JsonObject {
  return {
    ...paymentIntent(sale),
    amount_received: 0,
    latest_charge: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
}

/** After the card was declined. */
export function failedPaymentIntent(sale: Sale): JsonObject {
  return {
    ...paymentIntent(sale),
    amount_received: 0,
    last_payment_error: {
      advice_code: 'try_again_later',
      charge: sale.ids.charge,
      code: 'card_declined',
      decline_code: 'generic_decline',
      doc_url: 'https://stripe.com/docs/error-codes/card-declined',
      message: 'Your card was declined.',
      network_advice_code: null,
      network_decline_code: '01',
      // A whole payment method on the wire; its other members are not published in the source used here.
      payment_method: { id: sale.ids.paymentMethod, object: 'payment_method' },
      type: 'card_error',
    },
    payment_method: null,
    status: 'requires_payment_method',
  };
}
