import { BASE62 } from '../../core/random.ts';
import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL = 'https://developers.smtp2go.com/docs/webhooks-overview';

export const SCHEME: SchemeFacts = {
  name: 'shared secret',
  summary:
    'Nothing is signed. A secret can travel in Authorization (Basic or Bearer), in the query or in the path of the webhook URL.',
  covers: { body: false, timestamp: false, url: false, headers: false },
  toleranceMs: null,
  freshOnRetry: false,
};

const SHAPE = '"user:password" for basic, a token for bearer, any text for query and path';

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: SHAPE,
  testSecret: 'hook-user:s3cret-Pa55',
  make: (random) => `hook-user:${random.text(BASE62, 24)}`,
  check: (value) => {
    if (value === '') return { fatal: true, message: `the SMTP2GO secret is empty: ${SHAPE}` };
    if (!hasControlCharacter(value)) return undefined;
    return { fatal: true, message: 'an SMTP2GO secret has no control characters' };
  },
};

/** They would end a header or a request line. */
function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'the User-Agent header (no public capture)',
    chosen: 'none is sent',
    override: '--option user-agent=…',
  },
  {
    what: 'whether Content-Type has a charset parameter',
    chosen: 'none',
    override: "-H 'Content-Type: …'",
  },
  {
    what: 'the order of the fields (form captures are nearly sorted, one JSON capture is not)',
    chosen: 'ASCII order of the names in both formats',
    override: '--data',
  },
  {
    what: 'white space and escapes of JSON bodies',
    chosen: 'compact, UTF-8 as it is',
    override: '--data',
  },
  {
    what: 'several recipients of a processed event in a form',
    chosen: 'the field recipients is repeated; comma and semicolon lists are read too',
    override: '--set recipients=…',
  },
  {
    what: 'whether percent escapes in user:password of the webhook URL are decoded before they are sent',
    chosen: 'the secret is sent as given; on input both spellings count',
    override: '--secret',
  },
  {
    what: 'fields and values of resubscribe and of soft bounces (no capture)',
    chosen: 'as unsubscribe and hard bounce have them',
    override: '--set',
  },
  {
    what: 'SMS callbacks: formats of times, region, retry_count and status_code, and which fields each event has',
    chosen:
      'ISO 8601 UTC, two letters, text, the name of the status; all documented fields in each',
    override: '--set',
  },
  {
    what: 'the wire name of the SMS opt-out event',
    chosen: 'not offered',
    override: '--data',
  },
  {
    what: 'how 2xx other than 200, redirects and 4xx are taken',
    chosen: 'any 2xx is a success, everything else is retried, redirects are not followed',
    override: '--retry',
  },
  {
    what: 'the spacing of the retries: the documented list adds up to 36 attempts in 96 hours, its limits say 35 retries in 48 hours',
    chosen: 'the list with the first delivery counted in, 7m30s apart in the first half hour',
    override: '--retry smtp2go:48h',
  },
];

export const SOURCES: readonly string[] = [
  'SMTP2GO developer docs "Webhooks Overview" (developers.smtp2go.com/docs/webhooks-overview), 2026',
  'SMTP2GO developer docs "Setup a Webhook", API reference "Add a new Webhook", 2026',
  'SMTP2GO support article 223087967 "Webhooks", old and new text',
  'GitHub mgscox/sporades test/email-events.test.js and research note: live account test of August 2026',
  'GitHub Alos-no/Smtp2Go.NET webhook payload tests: captures of February and March 2026',
  'GitHub Jogai/Mail.Smtp2Go docs/api-notes.md and webhook fixtures',
  'GitHub sheaf-project/sheaf sheaf/api/v1/webhooks.py',
  'GitHub kortirso/emailbutler lib/emailbutler/webhooks/mappers/smtp2go.rb',
];
