import type { JsonObject } from '../../core/json.ts';
import { shopTime } from './shop-time.ts';

export const SHOP_ID = 548380009;

/** Liquid template of a price. */
const MONEY = `$${'{{amount}}'}`;

const SHOP_CREATED_AT_MS = Date.UTC(2025, 5, 1, 14);

/** The shop that removes the app. @param domain - its `.myshopify.com` name */
export function shop(domain: string, nowMs: number): JsonObject {
  return {
    id: SHOP_ID,
    name: 'Dummy Shop',
    email: 'owner@example.com',
    domain: 'shop.example.com',
    province: 'Illinois',
    country: 'US',
    address1: '1 Example Street',
    zip: '62701',
    city: 'Springfield',
    source: null,
    phone: '',
    latitude: 39.78,
    longitude: -89.65,
    primary_locale: 'en',
    address2: null,
    created_at: shopTime(SHOP_CREATED_AT_MS),
    updated_at: shopTime(nowMs),
    country_code: 'US',
    country_name: 'United States',
    currency: 'USD',
    customer_email: 'shop@example.com',
    timezone: '(GMT-05:00) America/New_York',
    iana_timezone: 'America/New_York',
    shop_owner: 'Ada Example',
    money_format: MONEY,
    money_with_currency_format: `${MONEY} USD`,
    weight_unit: 'lb',
    province_code: 'IL',
    taxes_included: false,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: true,
    plan_display_name: 'Basic',
    plan_name: 'basic',
    has_discounts: false,
    has_gift_cards: false,
    myshopify_domain: domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: MONEY,
    money_with_currency_in_emails_format: `${MONEY} USD`,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: true,
    has_storefront: true,
    finances: true,
    primary_location_id: 98012345678,
    checkout_api_supported: true,
    multi_location_enabled: true,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: ['USD'],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}
