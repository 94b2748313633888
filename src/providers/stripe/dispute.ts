import type { JsonObject } from '../../core/json.ts';
import type { Sale } from './sale.ts';

/** How long the seller may take to answer. */
const ANSWER_SECONDS = 604_800;

export function dispute({ ids, email, livemode, now }: Sale): JsonObject {
  const openedAt = now - 1;
  return {
    id: ids.dispute,
    object: 'dispute',
    amount: 2000,
    balance_transactions: [],
    charge: ids.charge,
    created: openedAt,
    currency: 'usd',
    enhanced_eligibility_types: [],
    evidence: {
      access_activity_log: null,
      billing_address: null,
      cancellation_policy: null,
      cancellation_policy_disclosure: null,
      cancellation_rebuttal: null,
      customer_communication: null,
      customer_email_address: email,
      customer_name: 'Ada Example',
      customer_purchase_ip: '192.0.2.14',
      customer_signature: null,
      duplicate_charge_documentation: null,
      duplicate_charge_explanation: null,
      duplicate_charge_id: null,
      enhanced_evidence: {},
      product_description: null,
      receipt: null,
      refund_policy: null,
      refund_policy_disclosure: null,
      refund_refusal_explanation: null,
      service_date: null,
      service_documentation: null,
      shipping_address: null,
      shipping_carrier: null,
      shipping_date: null,
      shipping_documentation: null,
      shipping_tracking_number: null,
      uncategorized_file: null,
      uncategorized_text: null,
    },
    evidence_details: {
      due_by: openedAt + ANSWER_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode,
    metadata: {},
    payment_intent: ids.paymentIntent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: 'chargeback',
        network: 'visa',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason: 'fraudulent',
    status: 'needs_response',
  };
}
