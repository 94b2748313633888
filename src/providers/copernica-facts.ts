import { PLAIN_RULES } from '../core/retry-rules.ts';
import { ANY_2XX, type RetryProfile } from '../core/schedule.ts';
import { DEFAULT_KEY_ID, type SenderKind } from './copernica-signature.ts';
import { DEFAULT_SENDER_NUMBER, DEFAULT_TOLERANCE_MS } from './copernica-verification.ts';
import type { ProviderName } from './names.ts';
import type { ProviderOption, SchemeFacts, SecretFacts, UnknownFact } from './types.ts';

export const COPERNICA_SCHEME: SchemeFacts = {
  name: 'http-signature rsa-sha256',
  summary:
    'The Signature header (draft-cavage-http-signatures-10) signs the request target, Host, Date, X-Copernica-ID, ' +
    'Digest (the SHA-256 of the body) and usually Content-Length, Content-Type and X-Nonce. ' +
    'The public key stands in DNS at the keyId, as a DKIM record.',
  covers: { body: true, timestamp: true, url: true, headers: true },
  toleranceMs: DEFAULT_TOLERANCE_MS,
  // Undocumented; a receiver that allows 60 seconds would refuse an older Date.
  freshOnRetry: true,
};

export const COPERNICA_SECRET: SecretFacts = {
  kind: 'key-pair',
  algorithm: 'rsa-2048',
  keyNameSuffix: '.copernica.com',
  shape: 'an RSA key in PEM: the private key to sign, the public key (or its DKIM record) to check',
};

export function copernicaOptions(kind: SenderKind): readonly ProviderOption[] {
  return [
    {
      name: 'key-id',
      summary: 'keyId of the signature: DNS name of the public key, under copernica.com',
      default: DEFAULT_KEY_ID,
    },
    {
      name: kind,
      summary: `number of the ${kind} in X-Copernica-ID; once changed, verify accepts no other`,
      default: DEFAULT_SENDER_NUMBER,
    },
    {
      name: 'id-separator',
      summary: `what stands between "${kind}" and the number in X-Copernica-ID`,
      default: 'hyphen',
      choices: ['hyphen', 'underscore'],
    },
    {
      name: 'case',
      summary: 'spelling of the signed header list and the Digest algorithm',
      default: 'lower',
      choices: ['lower', 'documented'],
    },
    {
      name: 'signed-headers',
      summary: 'whether content-length and content-type are signed too',
      default: 'full',
      choices: ['full', 'minimal'],
    },
    {
      name: 'user-agent',
      summary: 'User-Agent header; empty for none',
      default: '',
    },
  ];
}

/** What neither product's documentation tells. */
export function copernicaUnknowns(kind: SenderKind): readonly UnknownFact[] {
  return [
    {
      what: 'whether failed calls are repeated, and when',
      chosen: 'not repeated; repeats that you ask for are signed afresh',
      override: '--retry 5s,5m,30m',
    },
    { what: 'how long a call may take', chosen: '10s', override: '--timeout' },
    {
      what: 'which statuses count as delivered, and whether redirects are followed',
      chosen: 'any 2xx; redirects are not followed',
      override: '--retry',
    },
    {
      what: 'User-Agent',
      chosen: 'none is sent',
      override: '--option user-agent=…',
    },
    {
      what: 'case of the signed header list and of the Digest token (the documentation and the vendor library differ)',
      chosen: 'lower case, as the vendor library requires',
      override: '--option case=documented',
    },
    {
      what: 'whether content-length and content-type are always signed',
      chosen: 'signed; not insisted on when checking',
      override: '--option signed-headers=minimal',
    },
    {
      what: `separator in X-Copernica-ID (${kind}-1234 or ${kind}_1234)`,
      chosen: 'a hyphen',
      override: '--option id-separator=underscore',
    },
    {
      what: 'size of the RSA key',
      chosen: '2048 bits',
      override: '--secret-file',
    },
    {
      what: 'whether any calls have a JSON body, and its exact shape',
      chosen: 'forms; JSON with the same fields on request',
      override: '--format json',
    },
    {
      what: 'zone of the timestamp field',
      chosen: 'UTC',
      override: "--set timestamp='…'",
    },
    {
      what: 'when a failure has action=failure instead of action=failed',
      chosen: 'always failed',
      override: '--set action=failure',
    },
  ];
}

export function copernicaRetry(name: ProviderName): RetryProfile {
  return {
    ...PLAIN_RULES,
    name,
    summary: 'one attempt: repeats are undocumented',
    delaysMs: [],
    timeoutMs: 10_000,
    success: ANY_2XX,
    stop: [],
    changes: ['Date', 'X-Nonce', 'Signature'],
    after: { event: 'unknown', webhook: 'unknown' },
    afterLast: 'undocumented; the call is only known to be logged as failed',
    evidence: 'a choice: no public source tells retries, timeout or success statuses',
  };
}
