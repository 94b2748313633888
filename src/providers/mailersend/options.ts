import type { ProviderOption, ProviderOptions } from '../types.ts';

const WEBHOOK_URL = 'webhook-url';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: WEBHOOK_URL,
    summary: 'URL of the webhook that legacy and inbound bodies name (default: a sample URL)',
    default: '',
  },
];

export function webhookUrlOption(options: ProviderOptions, fallback: string): string {
  return options[WEBHOOK_URL] || fallback;
}
