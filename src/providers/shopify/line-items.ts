import type { JsonObject } from '../../core/json.ts';
import { globalId, type Sale } from './sale.ts';

/** An amount twice: in the shop's and in the customer's currency. */
export function moneySet(amount: string): JsonObject {
  const money = { amount, currency_code: 'USD' };
  return { shop_money: money, presentment_money: money };
}

export function lineItem({ ids }: Sale): JsonObject {
  return {
    id: ids.lineItem,
    admin_graphql_api_id: globalId('LineItem', ids.lineItem),
    attributed_staffs: [],
    current_quantity: 1,
    fulfillable_quantity: 1,
    fulfillment_service: 'manual',
    fulfillment_status: null,
    gift_card: false,
    grams: 100,
    name: 'Aviator sunglasses - Black',
    price: '89.99',
    price_set: moneySet('89.99'),
    product_exists: true,
    product_id: ids.product,
    properties: [],
    quantity: 1,
    requires_shipping: true,
    sales_line_item_group_id: null,
    sku: 'SKU-001',
    taxable: true,
    title: 'Aviator sunglasses',
    total_discount: '0.00',
    total_discount_set: moneySet('0.00'),
    variant_id: ids.variant,
    variant_inventory_management: 'shopify',
    variant_title: 'Black',
    vendor: 'Example & Sons',
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  };
}

export function shippingLine({ ids }: Sale): JsonObject {
  return {
    id: ids.shippingLine,
    carrier_identifier: null,
    code: 'Standard',
    current_discounted_price_set: moneySet('10.00'),
    discounted_price: '10.00',
    discounted_price_set: moneySet('10.00'),
    is_removed: false,
    phone: null,
    price: '10.00',
    price_set: moneySet('10.00'),
    requested_fulfillment_service_id: null,
    source: 'shopify',
    title: 'Standard',
    tax_lines: [],
    discount_allocations: [],
  };
}
