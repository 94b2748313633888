import type { CredentialPlace } from '../credential-rules.ts';
import type { ProviderOption, ProviderOptions } from '../types.ts';

const BATCHED = 'batched';
const FIELDS = 'fields';
const DATE_ZONE = 'date-zone';
const AUTH = 'auth';
const SECRET_HEADER = 'secret-header';
const USER_AGENT = 'user-agent';

const DEFAULT_SECRET_HEADER = 'X-My-Secret';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: BATCHED,
    summary:
      'whether the webhook was made with "batched": true, so that even one event is in an array; several always are',
    default: 'no',
    choices: ['yes', 'no'],
  },
  {
    name: FIELDS,
    summary:
      'minimal: transactional events without tags, custom header, template and what was added after 2023',
    default: 'full',
    choices: ['full', 'minimal'],
  },
  {
    name: DATE_ZONE,
    summary: 'zone of the texts date, date_sent and date_event, and of the ts of marketing events',
    default: 'cet',
    choices: ['cet', 'utc'],
  },
  {
    name: AUTH,
    summary:
      'how the secret travels: basic (user:password of the URL), bearer, header: a custom one; auto: by the shape of a given secret',
    default: 'auto',
    choices: ['auto', 'none', 'basic', 'bearer', 'header'],
  },
  {
    name: SECRET_HEADER,
    summary: 'name of the custom header for auth=header',
    default: DEFAULT_SECRET_HEADER,
  },
  { name: USER_AGENT, summary: 'User-Agent header (default: none is sent)', default: '' },
];

export function isBatched(options: ProviderOptions): boolean {
  return options[BATCHED] === 'yes';
}

export function isMinimal(options: ProviderOptions): boolean {
  return options[FIELDS] === 'minimal';
}

export function isInCentralEurope(options: ProviderOptions): boolean {
  return options[DATE_ZONE] !== 'utc';
}

export function authPlace(options: ProviderOptions): CredentialPlace | 'auto' {
  const auth = options[AUTH];
  if (auth === 'none' || auth === 'basic' || auth === 'bearer') return { kind: auth };
  if (auth !== 'header') return 'auto';
  return { kind: 'header', name: options[SECRET_HEADER] || DEFAULT_SECRET_HEADER };
}

export function userAgentOption(options: ProviderOptions): string {
  return options[USER_AGENT] ?? '';
}
