import type { ProviderOption, SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';
import { FINAL_NEWLINE_OPTION } from './encode.ts';

export const DOCS_URL = 'https://help.mailtrap.io/article/102-webhooks';

export const SCHEME: SchemeFacts = {
  name: 'hmac-sha256',
  summary:
    'Mailtrap-Signature holds the HMAC-SHA256 of the raw body in lower-case hex. There is no timestamp: tell redeliveries by event_id.',
  covers: { body: true, timestamp: false, url: false, headers: false },
  toleranceMs: null,
  freshOnRetry: false,
};

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: '32 hex characters, used as text, not decoded',
  testSecret: '8d9a3c0e7f5b2d4a6c1e9f8b3a7d5c2e',
  make: (random) => random.hex(32),
  check: (value) => {
    if (value === '') return { fatal: true, message: 'the Mailtrap signing secret is empty' };
    if (/^[0-9a-f]{32}$/i.test(value)) return undefined;
    return {
      fatal: false,
      message: 'a Mailtrap signing secret is 32 hex characters, used as text, not decoded',
    };
  },
};

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: FINAL_NEWLINE_OPTION,
    summary: 'end a JSON Lines body with a line feed',
    default: 'no',
    choices: ['yes', 'no'],
  },
];

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'whether a JSON Lines body ends with a line feed',
    chosen: 'no: line feeds only separate the events',
    override: `--option ${FINAL_NEWLINE_OPTION}=yes`,
  },
  {
    what: 'whether audit and inbound webhooks can be JSON Lines too',
    chosen:
      'yes: all kinds share the transport, and the payload format is a setting of any webhook',
    override: '--format json',
  },
  {
    what: 'whether <, > and & are escaped in sending and audit events as they are in inbound ones',
    chosen: 'yes, compact JSON with \\u003c, \\u003e and \\u0026',
    override: '--data',
  },
  {
    what: 'key order of sending events (documented, no raw capture)',
    chosen: 'the order of the API reference, not that of the "Run Test" sample',
    override: '--data',
  },
  {
    what: 'case and order of the headers over HTTP/1.1 (the capture is HTTP/2)',
    chosen: 'Accept-Encoding, Content-Type, User-Agent, Mailtrap-Signature',
    override: '-H',
  },
  {
    what: 'the single delays of inbound retries (only 10 attempts within 24 hours is published)',
    chosen: '1m, 3m, 8m, 20m, 45m, 1h45m, 3h, 5h, 7h; timeout and success as for sending events',
    override: '--retry',
  },
  {
    what: 'retries of audit log webhooks',
    chosen: 'the same as for sending events',
    override: '--retry',
  },
  {
    what: 'what a redirect does',
    chosen: 'it is not followed and counts as a failure',
    override: '--retry',
  },
  {
    what: 'how the 19-digit message_id of inbound events is made',
    chosen: 'random digits after 187, as in captures',
    override: '--set message_id=…',
  },
  {
    what: 'the names and fields of further audit events, and the bodies of campaign and Reputation Monitor webhooks',
    chosen: 'not offered; any activity_log name is described as audit',
    override: '--data',
  },
];

export const SOURCES: readonly string[] = [
  'Mailtrap help article 102 "Webhooks"',
  'Mailtrap docs "Webhooks" (GitHub mailtrap/mailtrap-docs, documentation/email-api-smtp/webhooks.md), August 2026',
  'Mailtrap docs "Static IPs for sending & webhooks", "Bounce Categorization", "Statuses and Events", "Activity Log" and inbound "Webhooks" (same repository), August 2026',
  'GitHub mailtrap/mailtrap-openapi: specs/email-sending.openapi.yml, specs/inbound.openapi.yml, 2026',
  'npm package mailtrap 4.10 and GitHub mailtrap/mailtrap-ruby lib/mailtrap/webhooks.rb: signature check and shared test vector, 2026',
  'GitHub anymail/django-anymail: anymail/webhooks/mailtrap.py and its tests, 2026',
  'GitHub symfony/symfony Mailer/Bridge/Mailtrap webhook fixtures, pull request 58403',
];
