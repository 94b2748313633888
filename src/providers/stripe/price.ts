import type { JsonObject } from '../../core/json.ts';

export const PRICE_ID = 'price_1T8yRcB7WZ01zgkWm2WdT6Yh';
export const PRODUCT_ID = 'prod_U8wLz7NpQsT3Vf';

/** How long before a sale the price was made, in seconds. */
const PRICE_AGE_SECONDS = 400_000;

/** The monthly price of a subscription, in the older shape. */
export function plan(livemode: boolean, soldAt: number): JsonObject {
  return {
    id: PRICE_ID,
    object: 'plan',
    active: true,
    amount: 4900,
    amount_decimal: '4900',
    billing_scheme: 'per_unit',
    created: soldAt - PRICE_AGE_SECONDS,
    currency: 'usd',
    interval: 'month',
    interval_count: 1,
    livemode,
    metadata: {},
    meter: null,
    nickname: null,
    product: PRODUCT_ID,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

export function price(livemode: boolean, soldAt: number): JsonObject {
  return {
    id: PRICE_ID,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: soldAt - PRICE_AGE_SECONDS,
    currency: 'usd',
    custom_unit_amount: null,
    livemode,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: PRODUCT_ID,
    recurring: {
      interval: 'month',
      interval_count: 1,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: 4900,
    unit_amount_decimal: '4900',
  };
}
