import type { JsonObject } from '../../core/json.ts';
import type { Sale } from './sale.ts';

export function customer({ ids, email, livemode, startedAt }: Sale): JsonObject {
  return {
    id: ids.customer,
    object: 'customer',
    address: null,
    balance: 0,
    created: startedAt,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: email,
    invoice_prefix: '7FE1103',
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode,
    metadata: {},
    name: 'Ada Example',
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

/** What `customer.updated` changed. */
export const BEFORE_CUSTOMER_UPDATE: JsonObject = { name: null };
