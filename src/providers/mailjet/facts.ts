import type { CredentialRules } from '../credential-rules.ts';
import { credentialSchemeFacts, credentialSecret } from '../credential-scheme.ts';
import type { UnknownFact } from '../types.ts';
import { authPlace } from './options.ts';

export const DOCS_URL = 'https://dev.mailjet.com/email/guides/webhooks/';

export const CREDENTIALS: CredentialRules = {
  title: 'Mailjet',
  testSecret: 'hookuser:s3cr3t-Pa55',
  takesTokens: false,
  headerNames: [],
  placeOf: authPlace,
};

export const SCHEME = credentialSchemeFacts(
  'Nothing is signed and nothing is timed. User and password of the webhook URL arrive as Authorization: Basic.',
);

export const SECRET = credentialSecret(
  CREDENTIALS,
  'user:password, as in https://user:password@host/path',
);

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'the User-Agent and other headers',
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
    what: 'most events in a group',
    chosen: '1000',
    override: '--batch',
  },
  {
    what: 'how long Mailjet waits for an answer',
    chosen: '30s',
    override: '--timeout',
  },
  {
    what: 'whether redirects are followed',
    chosen: 'no: a 3xx is retried like any other status but 200',
    override: '--retry',
  },
  {
    what: 'whether a retry of a group has the same events',
    chosen: 'the same bytes',
    override: 'none',
  },
  {
    what: 'retries of the Parse API',
    chosen: 'the same as for events',
    override: '--retry',
  },
  {
    what: 'the order of members in blocked, spam and unsub (no raw capture)',
    chosen: 'their own members after CustomID and Payload',
    override: '--data',
  },
  {
    what: 'how the 17 or 18 digits of MessageID are made',
    chosen: '28823040 and ten random digits',
    override: '--set MessageID:=…',
  },
];

export const SOURCES: readonly string[] = [
  'Mailjet guide "Event API: real-time notifications" (GitHub mailjet/api-documentation, guides/_event-api.md), 2026',
  'Mailjet guide "Parse API" (same repository, guides/_parse-api.md), 2026',
  'Mailjet help centre, article on event tracking, 2026',
  'GitHub symfony/symfony Mailer/Bridge/Mailjet webhook fixtures: captures of 2023',
  'GitHub anymail/django-anymail: tests of Mailjet webhooks and inbound mail, issue 106',
  'GitHub mailjet/mailjet-gem issue 266, proca server issue 267',
];
