import type { JsonObject } from '../../core/json.ts';

const SHOP_ID = 954889;
const ORDERS = [299938, 280263, 220458] as const;

/** A customer asks what is stored about them. */
export function dataRequest(domain: string, email: string): JsonObject {
  return {
    ...shopRedaction(domain),
    customer: customerOf(email),
    orders_requested: ORDERS,
    data_request: { id: 9999 },
  };
}

/** A customer's data must be deleted. */
export function customerRedaction(domain: string, email: string): JsonObject {
  return { ...shopRedaction(domain), customer: customerOf(email), orders_to_redact: ORDERS };
}

/** A shop's data must be deleted. */
export function shopRedaction(domain: string): JsonObject {
  return { shop_id: SHOP_ID, shop_domain: domain };
}

function customerOf(email: string): JsonObject {
  return { id: 191167, email, phone: '+15550100' };
}
