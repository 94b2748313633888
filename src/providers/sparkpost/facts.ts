import type { CredentialRules } from '../credential-rules.ts';
import { credentialSchemeFacts, credentialSecret } from '../credential-scheme.ts';
import type { UnknownFact } from '../types.ts';
import { authPlace, TOKEN_HEADER } from './options.ts';

export const DOCS_URL = 'https://developers.sparkpost.com/api/webhooks/';

export const CREDENTIALS: CredentialRules = {
  title: 'SparkPost',
  testSecret: 'hookuser:s3cr3t-Pa55',
  takesTokens: true,
  headerNames: [TOKEN_HEADER],
  placeOf: authPlace,
};

export const SCHEME = credentialSchemeFacts(
  'Nothing is signed and nothing is timed. Credentials travel as Authorization (Basic, or Bearer with OAuth 2.0), in X-MessageSystems-Webhook-Token or in a custom header.',
);

export const SECRET = credentialSecret(
  CREDENTIALS,
  'user:password for auth_type basic, an access token for oauth2, any text for the token and custom headers',
);

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'the single delays of retries (12 attempts in 8 hours are published)',
    chosen: '14s, and twice the wait before it each time',
    override: '--retry',
  },
  {
    what: 'retries of relay webhooks after the first (300 s; up to 7 in all)',
    chosen: '6 retries: 5m, and twice the wait before it each time; 10s timeout',
    override: '--retry',
  },
  {
    what: 'whether a 2xx other than 200 counts as delivered (the API reference and the support articles differ)',
    chosen: 'any 2xx',
    override: '--retry sparkpost:only-200',
  },
  {
    what: 'whether redirects are followed',
    chosen: 'no: a 3xx is retried',
    override: '--retry',
  },
  {
    what: 'most events in a batch (350 is quoted)',
    chosen: '350',
    override: '--batch',
  },
  {
    what: 'the order of members (it has no meaning; captures differ from the official samples)',
    chosen: 'the order of the official samples',
    override: '--data',
  },
  {
    what: 'where the Authorization, token and custom headers stand',
    chosen: 'before Content-Type',
    override: '-H',
  },
  {
    what: 'access tokens of OAuth 2.0: SparkPost fetches a new one when the target answers 400 or 401',
    chosen: 'the given token is sent with every attempt; no token URL is asked',
    override: '--secret',
  },
  {
    what: 'how rcpt_hash is made',
    chosen: '40 random hex digits, the same in all events of a mail',
    override: '--set msys.message_event.rcpt_hash=…',
  },
  {
    what: 'whether relay webhooks have a batch id',
    chosen: 'none is sent',
    override: `-H 'X-MessageSystems-Batch-ID: …'`,
  },
  {
    what: 'members of bounces of classes without a sample',
    chosen: 'the same as those of class 10',
    override: '--set',
  },
];

export const SOURCES: readonly string[] = [
  'SparkPost API reference "Webhooks" and "Relay Webhooks" (GitHub SparkPost/developers.sparkpost.com), 2026',
  'GitHub SparkPost/support-docs: best practices for webhook data streams, event reference, bounce classification codes, 2026',
  'GitHub gberikov/SparkPoster: dump of the official samples endpoint; GitHub SparkPost/gosparkpost: event documentation',
  'GitHub anymail/django-anymail: tests of SparkPost webhooks and inbound mail',
  'GitHub SparkPost/2web2ui: test tab of the dashboard; receivers with captured batches, 2016 to 2019',
];
