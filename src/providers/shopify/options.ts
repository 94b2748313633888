import type { ProviderOption, ProviderOptions } from '../types.ts';

const SHOP_DOMAIN = 'shop-domain';
const API_VERSION = 'api-version';
const SUBSCRIPTION_NAME = 'subscription-name';
const ESCAPES = 'json-escapes';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: SHOP_DOMAIN,
    summary: 'X-Shopify-Shop-Domain and the same in bodies',
    default: 'dummy-shop.myshopify.com',
  },
  {
    name: API_VERSION,
    summary: 'X-Shopify-API-Version; the fields stay those of the default',
    default: '2026-07',
  },
  {
    name: SUBSCRIPTION_NAME,
    summary: 'X-Shopify-Name of a named subscription; empty for none',
    default: '',
  },
  {
    name: ESCAPES,
    summary: 'how /, &, < and > stand in the JSON: escaped as captured, or as they are',
    default: 'captured',
    choices: ['captured', 'none'],
  },
];

export function shopDomain(options: ProviderOptions): string {
  return options[SHOP_DOMAIN] ?? '';
}

export function apiVersion(options: ProviderOptions): string {
  return options[API_VERSION] ?? '';
}

export function subscriptionName(options: ProviderOptions): string {
  return options[SUBSCRIPTION_NAME] ?? '';
}

export function hasCapturedEscapes(options: ProviderOptions): boolean {
  return options[ESCAPES] !== 'none';
}
