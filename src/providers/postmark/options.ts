import type { ProviderOption, ProviderOptions } from '../types.ts';

/** Where the secret of a webhook travels; `auto` is `basic` as soon as a secret other than the test one is given. */
const AUTH_KINDS = ['auto', 'none', 'basic', 'header'] as const;
type AuthKind = (typeof AUTH_KINDS)[number];

export const DEFAULT_HEADER_NAME = 'X-Webhook-Secret';

const YES_OR_NO = ['yes', 'no'] as const;

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: 'auth',
    summary:
      'where the secret travels: basic (user:password), a custom header, or nowhere; auto is basic once a secret is given',
    default: 'auto',
    choices: AUTH_KINDS,
  },
  {
    name: 'header-name',
    summary: 'name of the custom header for auth=header',
    default: DEFAULT_HEADER_NAME,
  },
  { name: 'stream', summary: 'message stream of outbound events', default: 'outbound' },
  {
    name: 'include-content',
    summary: 'whether bounces and complaints hold the raw bounce (IncludeContent of the webhook)',
    default: 'yes',
    choices: YES_OR_NO,
  },
  {
    name: 'raw-email',
    summary: 'whether inbound posts hold the raw mail in RawEmail',
    default: 'no',
    choices: YES_OR_NO,
  },
];

export function authOption(options: ProviderOptions): AuthKind {
  return AUTH_KINDS.find((kind) => kind === options['auth']) ?? 'auto';
}

export function headerNameOption(options: ProviderOptions): string {
  return options['header-name'] || DEFAULT_HEADER_NAME;
}

export function streamOption(options: ProviderOptions): string {
  return options['stream'] || 'outbound';
}

export function includesContent(options: ProviderOptions): boolean {
  return options['include-content'] !== 'no';
}

export function hasRawEmail(options: ProviderOptions): boolean {
  return options['raw-email'] === 'yes';
}
