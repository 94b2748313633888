import type { ProviderOption, ProviderOptions } from '../types.ts';

const WEBHOOK_URL = 'webhook-url';
export const EMPTY_MAPS = 'empty-maps';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: WEBHOOK_URL,
    summary:
      'the URL that is signed, exactly as configured at Mandrill (with user:password@, if any); empty: the one the request goes to',
    default: '',
  },
  {
    name: EMPTY_MAPS,
    summary: 'how maps without members, such as metadata, are written: as PHP does, [], or as {}',
    default: 'list',
    choices: ['list', 'object'],
  },
];

/** The URL a signature covers: the configured one, else the one the request goes to or came by. */
export function signedUrl(input: {
  readonly url: string;
  readonly options: ProviderOptions;
}): string {
  return input.options[WEBHOOK_URL] || input.url;
}
