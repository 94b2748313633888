import type { BuildContext, ProviderOption, ProviderOptions } from '../types.ts';

/** Where the shared secret of a webhook travels; `none` sends nothing. */
const AUTH_KINDS = ['none', 'basic', 'bearer', 'query', 'path'] as const;
export type AuthKind = (typeof AUTH_KINDS)[number];

const DEFAULT_SECRET_NAME = 'p';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: 'headers',
    summary: 'custom headers configured on the webhook, such as "X-Order-Id: 1042; X-Foo: bar"',
    default: '',
  },
  {
    name: 'recipients',
    summary: 'recipients of a processed event, separated by commas (default: the one recipient)',
    default: '',
  },
  {
    name: 'auth',
    summary: 'where the shared secret travels',
    default: 'none',
    choices: AUTH_KINDS,
  },
  {
    name: 'secret-name',
    summary: 'name of the query parameter for auth=query',
    default: DEFAULT_SECRET_NAME,
  },
  { name: 'user-agent', summary: 'User-Agent header (default: none is sent)', default: '' },
];

export function authOption(options: ProviderOptions): AuthKind {
  return AUTH_KINDS.find((kind) => kind === options['auth']) ?? 'none';
}

export function secretNameOption(options: ProviderOptions): string {
  return options['secret-name'] || DEFAULT_SECRET_NAME;
}

export function headersOption(options: ProviderOptions): string {
  return options['headers'] ?? '';
}

export function userAgentOption(options: ProviderOptions): string {
  return options['user-agent'] ?? '';
}

export function recipientsOption(context: BuildContext): readonly string[] {
  const listed = (context.options['recipients'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  return listed.length === 0 ? [context.message.recipient] : listed;
}
