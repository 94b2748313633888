import type { JsonObject } from '../../core/json.ts';
import { globalId, type Sale } from './sale.ts';
import { shopTime } from './shop-time.ts';

/** How long before ordering the customer came to be. */
const BEFORE_ORDER_MS = 3_000;

export function newCustomer(sale: Sale): JsonObject {
  return customerSince(sale, sale.nowMs, 'disabled');
}

/** @param state - of the customer's account: `disabled` until it has one */
export function customer(sale: Sale, state: 'disabled' | 'enabled' = 'disabled'): JsonObject {
  return customerSince(sale, sale.orderedAtMs - BEFORE_ORDER_MS, state);
}

/** The customer inside an order: without the list of addresses. */
export function buyer(sale: Sale): JsonObject {
  const { addresses: _, ...rest } = customerSince(
    sale,
    sale.orderedAtMs - BEFORE_ORDER_MS,
    'disabled',
  );
  return { ...rest, updated_at: shopTime(sale.orderedAtMs) };
}

function customerSince(sale: Sale, createdAtMs: number, state: string): JsonObject {
  const { ids, email } = sale;
  return {
    id: ids.customer,
    created_at: shopTime(createdAtMs),
    updated_at: shopTime(sale.nowMs),
    first_name: 'Ada',
    last_name: 'Example',
    state,
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email,
    phone: null,
    currency: 'USD',
    addresses: [address(sale)],
    tax_exemptions: [],
    admin_graphql_api_id: globalId('Customer', ids.customer),
    default_address: address(sale),
  };
}

function address({ ids }: Sale): JsonObject {
  return {
    id: ids.address,
    customer_id: ids.customer,
    first_name: 'Ada',
    last_name: 'Example',
    company: null,
    address1: '1 Example Street',
    address2: null,
    city: 'Springfield',
    province: 'Illinois',
    country: 'United States',
    zip: '62701',
    phone: '+15550100',
    name: 'Ada Example',
    province_code: 'IL',
    country_code: 'US',
    country_name: 'United States',
    default: true,
  };
}
