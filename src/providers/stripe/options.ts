import type { ProviderOption, ProviderOptions } from '../types.ts';

const MODE = 'mode';
const API_VERSION = 'api-version';
const ACCOUNT = 'account';
const PREVIOUS_SECRET = 'previous-secret';
const V0 = 'v0';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: MODE,
    summary: 'livemode of the event and its objects',
    default: 'test',
    choices: ['test', 'live'],
  },
  {
    name: API_VERSION,
    summary: 'api_version of the event; the fields stay those of the default',
    default: '2026-07-29.dahlia',
  },
  {
    name: ACCOUNT,
    summary: 'connected account (acct_…) of a Connect event; empty for none',
    default: '',
  },
  {
    name: PREVIOUS_SECRET,
    summary: 'secret that was rolled less than 24 h ago: a second v1 is made with it',
    default: '',
  },
  {
    name: V0,
    summary: 'whether events of test mode carry the fake signature v0 too',
    default: 'no',
    choices: ['no', 'test-mode'],
  },
];

export function isLive(options: ProviderOptions): boolean {
  return options[MODE] === 'live';
}

export function apiVersion(options: ProviderOptions): string {
  return options[API_VERSION] ?? '';
}

export function connectedAccount(options: ProviderOptions): string {
  return options[ACCOUNT] ?? '';
}

export function previousSecret(options: ProviderOptions): string {
  return options[PREVIOUS_SECRET] ?? '';
}

export function wantsV0(options: ProviderOptions): boolean {
  return options[V0] === 'test-mode';
}
