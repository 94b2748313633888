import { BASE62 } from '../../core/random.ts';
import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL = 'https://postmarkapp.com/developer/webhooks/webhooks-overview';

export const SCHEME: SchemeFacts = {
  name: 'shared secret',
  summary:
    'Nothing is signed. A webhook can be given Basic credentials, in its URL or as HttpAuth, and custom headers; a secret can stand in them.',
  covers: { body: false, timestamp: false, url: false, headers: false },
  toleranceMs: null,
  freshOnRetry: false,
};

const SHAPE = 'user:password for Basic credentials, any text for a custom header';

export const SECRET = {
  kind: 'shared',
  shape: SHAPE,
  testSecret: 'postmark-hook:s3cret-Pa55',
  make: (random) => `postmark-hook:${random.text(BASE62, 24)}`,
  check: (value) => {
    if (value === '') return { fatal: true, message: `the Postmark secret is empty: ${SHAPE}` };
    if (hasControlCharacter(value)) {
      return { fatal: true, message: 'a Postmark secret has no control characters' };
    }
    if (value.includes(':')) return undefined;
    return {
      fatal: false,
      message: 'without a colon it is no user:password for Basic credentials',
    };
  },
} as const satisfies SecretFacts;

/** They would end a header. */
function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'layout of outbound events (one inbound request is public; test posts agree)',
    chosen: 'the same for all: indented by two blanks, / as \\/, no line end at the end',
    override: '--data',
  },
  {
    what: 'how characters beyond ASCII are written',
    chosen: 'UTF-8 as it is',
    override: '--data',
  },
  {
    what: 'key order (documentation and test posts differ)',
    chosen: 'that of the documentation',
    override: '--data',
  },
  {
    what: 'case and order of the headers',
    chosen: 'Accept, Content-Type, User-Agent, Authorization',
    override: '-H',
  },
  {
    what: 'whether statuses 201 to 299 count as delivered, and whether redirects are followed',
    chosen: 'only 200 counts; redirects are not followed',
    override: '--retry',
  },
  { what: 'timeout', chosen: '30s', override: '--timeout' },
  {
    what: 'whether all webhooks have the 10 retries of bounces (so a repository of Postmark, not the support article)',
    chosen: 'as the support article has it: 3 retries but for bounces and inbound mail',
    override: '--retry postmark:skills',
  },
  {
    what: 'retries of spam complaints (not in the support article)',
    chosen: 'as for bounces',
    override: '--retry postmark',
  },
  {
    what: 'whether percent escapes in user:password of the webhook URL are decoded before they are sent',
    chosen: 'the secret is sent as given; on input both spellings count',
    override: '--secret',
  },
  {
    what: 'whether an inbound webhook can have custom headers',
    chosen: 'yes, as all others',
    override: '--option auth=none',
  },
  {
    what: 'TypeCode, Name and Description of spam complaints (documentation: code 512, no description; test post of 2026: code 100001)',
    chosen: 'as in the test post',
    override: '--set TypeCode=512 --set Description=',
  },
  {
    what: 'CanActivate of bounces that do not deactivate the address, and Details by type',
    chosen: 'true; sample texts',
    override: '--set CanActivate=false, --set Details=…',
  },
  {
    what: 'whether bounces of type Unsubscribe are posted (documented not to be, but seen without Email and BouncedAt)',
    chosen: 'offered in the shape seen',
    override: '--force-set Email=…',
  },
  {
    what: 'MessageID of manual suppressions (documented as null or all zeros)',
    chosen: 'the id of the message that was unsubscribed from',
    override: "--set 'MessageID:=null'",
  },
  {
    what: 'upper limit of ReadSeconds',
    chosen: 'a small number',
    override: '--set ReadSeconds=…',
  },
  {
    what: 'line ends within RawEmail',
    chosen: 'CRLF',
    override: '--set RawEmail=…',
  },
];

export const SOURCES: readonly string[] = [
  'Postmark developer documentation: "Webhooks overview", the pages of the seven webhooks, "Webhooks API", "Bounce API: bounce types", 2026',
  'Postmark support article on webhook retries, November 2025',
  'npm package postmark 5.1.0: enums and types',
  'GitHub anymail/django-anymail tests/test_postmark_webhooks.py, tests/test_postmark_inbound.py',
  'GitHub symfony/symfony Mailer/Bridge/Postmark webhook fixtures',
  'GitHub ActiveCampaign/postmark-skills, 2026 (has errors)',
  'a captured inbound request in a public workflow template, May 2025',
];
