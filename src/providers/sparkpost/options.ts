import type { CredentialPlace } from '../credential-rules.ts';
import type { ProviderOption, ProviderOptions } from '../types.ts';

const AUTH = 'auth';
const SECRET_HEADER = 'secret-header';
const CUST = 'cust';
const ENRICHMENT = 'enrichment';
const INBOUND_EMAIL = 'inbound-email';

const YES_NO = ['yes', 'no'] as const;
const DEFAULT_SECRET_HEADER = 'X-Webhook-Secret';

/** Of the deprecated setting `auth_token`. */
export const TOKEN_HEADER = 'X-MessageSystems-Webhook-Token';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: AUTH,
    summary:
      'auth_type of the webhook (none, basic, oauth2: a Bearer token), token: X-MessageSystems-Webhook-Token, header: a custom header; auto: by the shape of a given secret',
    default: 'auto',
    choices: ['auto', 'none', 'basic', 'oauth2', 'token', 'header'],
  },
  {
    name: SECRET_HEADER,
    summary: 'name of the custom header for auth=header',
    default: DEFAULT_SECRET_HEADER,
  },
  {
    name: CUST,
    summary: 'whether events have the sibling "cust" beside "msys", as some real traffic has',
    default: 'no',
    choices: YES_NO,
  },
  {
    name: ENRICHMENT,
    summary:
      'no: engagement more than 60 days after sending, which lacks what is known of the mail',
    default: 'yes',
    choices: YES_NO,
  },
  {
    name: INBOUND_EMAIL,
    summary: 'base64: an inbound mail with a byte that is not UTF-8',
    default: 'text',
    choices: ['text', 'base64'],
  },
];

export function authPlace(options: ProviderOptions): CredentialPlace | 'auto' {
  switch (options[AUTH]) {
    case 'none':
    case 'basic':
      return { kind: options[AUTH] };
    case 'oauth2':
      return { kind: 'bearer' };
    case 'token':
      return { kind: 'header', name: TOKEN_HEADER };
    case 'header':
      return { kind: 'header', name: options[SECRET_HEADER] || DEFAULT_SECRET_HEADER };
    default:
      return 'auto';
  }
}

export function hasCustomer(options: ProviderOptions): boolean {
  return options[CUST] === 'yes';
}

export function isEnriched(options: ProviderOptions): boolean {
  return options[ENRICHMENT] !== 'no';
}

export function isBase64Mail(options: ProviderOptions): boolean {
  return options[INBOUND_EMAIL] === 'base64';
}
