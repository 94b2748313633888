import type { JsonObject } from '../../core/json.ts';
import type { Sale } from './sale.ts';

/** A whole refund to a card. */
export function refund({ ids, now }: Sale): JsonObject {
  return {
    id: ids.refund,
    object: 'refund',
    amount: 2000,
    balance_transaction: ids.balanceTransaction,
    charge: ids.charge,
    created: now - 1,
    currency: 'usd',
    destination_details: {
      card: {
        reference: '123456789012',
        reference_status: 'available',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    },
    metadata: {},
    payment_intent: ids.paymentIntent,
    reason: 'requested_by_customer',
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}

/** What `refund.updated` changed. */
export const BEFORE_REFUND_UPDATE: JsonObject = { status: 'pending' };
