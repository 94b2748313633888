import type { RequestEvent } from '../core/events.ts';
import type { Verification } from '../core/verification.ts';
import type { Theme } from './theme.ts';

/** What checking the signature came to, in words that need no colour: `verified`, `FAILED mismatch`, `unsigned`. */
export function verdictText({ verification, provider }: RequestEvent): string {
  switch (verification.status) {
    case 'ok':
      return 'verified';
    case 'failed':
      return `FAILED ${verification.cause}`;
    case 'unsigned':
      return 'unsigned';
    case 'no-secret':
      return 'no secret';
    case 'not-applicable':
      return provider === null ? 'unchecked' : 'not signed';
    default:
      return verification satisfies never;
  }
}

export function verdictPaint({ status }: Verification, theme: Theme): (text: string) => string {
  if (status === 'ok') return theme.good;
  if (status === 'failed') return theme.bad;
  return status === 'not-applicable' ? theme.dim : theme.warn;
}

export function statusPaint(status: number, theme: Theme): (text: string) => string {
  if (status >= 200 && status < 300) return theme.good;
  return status >= 400 ? theme.bad : theme.warn;
}
