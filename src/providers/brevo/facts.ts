import type { CredentialRules } from '../credential-rules.ts';
import { credentialSchemeFacts, credentialSecret } from '../credential-scheme.ts';
import type { UnknownFact } from '../types.ts';
import { authPlace } from './options.ts';

export const DOCS_URL = 'https://developers.brevo.com/docs/secured-webhooks';

export const CREDENTIALS: CredentialRules = {
  title: 'Brevo',
  testSecret: 'hookuser:s3cr3t-Pa55',
  takesTokens: true,
  headerNames: ['X-My-Secret'],
  placeOf: authPlace,
};

export const SCHEME = credentialSchemeFacts(
  'Nothing is signed and nothing is timed. User and password of the webhook URL arrive as Authorization: Basic, a token as Authorization: Bearer, and custom headers as they were given.',
);

export const SECRET = credentialSecret(
  CREDENTIALS,
  'user:password for basic, a token for bearer, any text for a custom header',
);

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'the User-Agent and other headers of its own',
    chosen: 'none is sent',
    override: '--option user-agent=…',
  },
  {
    what: 'whether Content-Type has a charset parameter',
    chosen: 'none',
    override: "-H 'Content-Type: …'",
  },
  {
    what: 'how / and letters beyond ASCII are written',
    chosen: 'as they are, in UTF-8, on one line',
    override: '--data',
  },
  {
    what: 'the shape of a batched request (no capture)',
    chosen: 'an array of the same objects',
    override: '--data',
  },
  {
    what: 'how long Brevo waits for an answer',
    chosen: '30s',
    override: '--timeout',
  },
  {
    what: 'which statuses count as delivered, and what a redirect does',
    chosen: 'any 2xx; a 3xx is not followed and ends the delivery, as all but a 429 does',
    override: '--retry brevo:older',
  },
  {
    what: 'the pause of 10 minutes after an unresponsive server',
    chosen: 'none beside the retries of each event',
    override: '--retry',
  },
  {
    what: 'the zone of date and its fellows (Central European by the documentation, the account’s in one capture)',
    chosen: 'Central European, with summer time',
    override: '--option date-zone=utc',
  },
  {
    what: 'where newer members stand, and the order in marketing events without an example',
    chosen: 'at the end; as in the other marketing events',
    override: '--data',
  },
  {
    what: 'whether a marketing unsubscription is written unsubscribe or unsubscribed, and has list_id',
    chosen: 'unsubscribe with list_id; both are read',
    override: '--set event=unsubscribed',
  },
  {
    what: 'reason on bounces of campaigns',
    chosen: 'the text of the server',
    override: '--set reason=…',
  },
  {
    what: 'values of device_used besides DESKTOP',
    chosen: 'DESKTOP',
    override: '--set device_used=…',
  },
  {
    what: 'bodies of text message (SMS), unique coupon and reply events',
    chosen: 'not offered',
    override: '--data',
  },
];

export const SOURCES: readonly string[] = [
  'Brevo developer docs: "Getting started with webhooks", "Transactional webhooks", "Batched webhooks", "Secure webhook calls", "Retry mechanism", 2026',
  'Brevo developer docs "Marketing webhooks", read through GitHub api-evangelist/sendinblue',
  'GitHub symfony/symfony Mailer/Bridge/Brevo webhook fixtures and parser: captures of 2023',
  'GitHub anymail/django-anymail: Brevo webhooks, inbound mail and their tests',
  'npm package @getbrevo/brevo 6.0.3: webhook request types',
  'GitHub jcergolj/brevo-webhook-manager-for-laravel: address ranges',
];
