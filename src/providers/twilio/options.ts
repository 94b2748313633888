import type { ProviderOption, ProviderOptions } from '../types.ts';

const WEBHOOK_URL = 'webhook-url';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: WEBHOOK_URL,
    summary:
      'the URL that is signed, as configured at Twilio; its query is that of the request; empty: the one the request goes to',
    default: '',
  },
];

export function configuredUrl(options: ProviderOptions): string {
  return options[WEBHOOK_URL] ?? '';
}
