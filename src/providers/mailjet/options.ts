import type { CredentialPlace } from '../credential-rules.ts';
import type { ProviderOption, ProviderOptions } from '../types.ts';

const VERSION = 'version';
const AUTH = 'auth';
const USER_AGENT = 'user-agent';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: VERSION,
    summary:
      'version of the callback: 1 posts a bare event, 2 (grouped) an array even of one; several events are always an array',
    default: '1',
    choices: ['1', '2'],
  },
  {
    name: AUTH,
    summary: 'whether user:password of the webhook URL travels; auto: when a secret is given',
    default: 'auto',
    choices: ['auto', 'none', 'basic'],
  },
  { name: USER_AGENT, summary: 'User-Agent header (default: none is sent)', default: '' },
];

export function isGrouped(options: ProviderOptions): boolean {
  return options[VERSION] === '2';
}

export function authPlace(options: ProviderOptions): CredentialPlace | 'auto' {
  const auth = options[AUTH];
  return auth === 'none' || auth === 'basic' ? { kind: auth } : 'auto';
}

export function userAgentOption(options: ProviderOptions): string {
  return options[USER_AGENT] ?? '';
}
