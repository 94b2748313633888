import type { JsonObject } from '../../core/json.ts';
import type { Sale } from './sale.ts';

const RECEIPT_URL = 'https://pay.stripe.com/receipts/payment/dummy';

const OUTCOME: JsonObject = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: 9,
  seller_message: 'Payment complete.',
  type: 'authorized',
};

const CARD_DETAILS: JsonObject = {
  card: {
    amount_authorized: 2000,
    authorization_code: '123456',
    brand: 'visa',
    checks: { address_line1_check: null, address_postal_code_check: 'pass', cvc_check: 'pass' },
    country: 'US',
    exp_month: 12,
    exp_year: 2034,
    extended_authorization: { status: 'disabled' },
    fingerprint: 'Xt5EWLLDS7FJjR1c',
    funding: 'credit',
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: '4242',
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: 'visa',
    network_token: { used: false },
    network_transaction_id: '104557651805572',
    overcapture: { maximum_amount_capturable: 2000, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: null,
    wallet: null,
  },
  type: 'card',
};

/** A card charge that succeeded. */
export function charge({ ids, email, livemode, startedAt }: Sale): JsonObject {
  return {
    id: ids.charge,
    object: 'charge',
    amount: 2000,
    amount_captured: 2000,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: ids.balanceTransaction,
    billing_details: {
      address: {
        city: null,
        country: 'US',
        line1: null,
        line2: null,
        postal_code: '62701',
        state: null,
      },
      email: email,
      name: 'Ada Example',
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'EXAMPLE SHOP',
    captured: true,
    created: startedAt,
    currency: 'usd',
    customer: ids.customer,
    description: 'Order 1001',
    destination: null,
    dispute: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode,
    metadata: { order_id: '1001' },
    on_behalf_of: null,
    order: null,
    outcome: OUTCOME,
    paid: true,
    payment_intent: ids.paymentIntent,
    payment_method: ids.paymentMethod,
    payment_method_details: CARD_DETAILS,
    radar_options: {},
    receipt_email: email,
    receipt_number: null,
    receipt_url: RECEIPT_URL,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

/** A declined one. */
export function failedCharge(sale: Sale): JsonObject {
  return {
    ...charge(sale),
    amount_captured: 0,
    balance_transaction: null,
    captured: false,
    failure_code: 'card_declined',
    failure_message: 'Your card was declined.',
    outcome: {
      ...OUTCOME,
      network_status: 'declined_by_network',
      reason: 'generic_decline',
      seller_message: 'Payment declined.',
      type: 'issuer_declined',
    },
    paid: false,
    receipt_url: null,
    status: 'failed',
  };
}

/** A wholly refunded one, and what the refund changed. */
export function refundedCharge(sale: Sale): JsonObject {
  return {
    ...charge(sale),
    amount_refunded: 2000,
    receipt_url: `${RECEIPT_URL}-refunded`,
    refunded: true,
  };
}

export const BEFORE_REFUND: JsonObject = {
  amount_refunded: 0,
  receipt_url: RECEIPT_URL,
  refunded: false,
};
