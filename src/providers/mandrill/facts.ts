import { base64UrlText } from '../../core/bytes.ts';
import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL = 'https://mailchimp.com/developer/transactional/docs/webhooks/';

export const SCHEME: SchemeFacts = {
  name: 'hmac-sha1',
  summary:
    'X-Mandrill-Signature holds the base64 HMAC-SHA1 of the URL, exactly as configured at Mandrill, and then of the decoded form fields. There is no timestamp: tell redeliveries by _id, event, ts and url.',
  covers: { body: true, timestamp: false, url: true, headers: false },
  toleranceMs: null,
  freshOnRetry: false,
};

const KEY_SHAPE = /^[A-Za-z0-9_-]{22}$/;
const SHAPE = '22 characters of the base64url alphabet, used as text, not decoded';

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: SHAPE,
  testSecret: 'Zt4vQ1mN8xKpR2sWcY6b_A',
  make: (random) => base64UrlText(random.bytes(16)),
  check: (value) => {
    if (value === '') return { fatal: true, message: 'the Mandrill webhook key is empty' };
    if (KEY_SHAPE.test(value)) return undefined;
    return { fatal: false, message: `a Mandrill webhook key is ${SHAPE}` };
  },
};

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'when failed batches are tried again, and for how long',
    chosen: '1m, 2m, 4m, 8m, 16m, 32m, 1h, then the end',
    override: '--retry',
  },
  { what: 'how long Mandrill waits for an answer', chosen: '30s', override: '--timeout' },
  {
    what: 'whether a 2xx other than 200 counts, and what a redirect does',
    chosen: 'only 200 counts; a redirect is not followed and counts as a failure',
    override: '--retry',
  },
  {
    what: 'which maps without members are written as []',
    chosen: 'all of them, as PHP does with its arrays',
    override: '--option empty-maps=object',
  },
  {
    what: 'how characters beyond ASCII are written (captures have none)',
    chosen: '\\u and four lower-case hex digits, as json_encode does by default',
    override: '--data',
  },
  {
    what: 'body of a delivered event (newer than the captures): whether smtp_events or diag are in it',
    chosen: 'the shape of send',
    override: '--set, --unset',
  },
  {
    what: 'order of keys in inbound events (public test data is alphabetical)',
    chosen: 'that of the test data',
    override: '--data',
  },
  {
    what: 'details of opens and clicks beside ts and url, of resends and reject in msg, and the list of reasons for rejects',
    chosen: 'ts and url alone; no resends, no reject; hard-bounce',
    override: '--force-set --set msg.resends:=[]',
  },
  {
    what: 'headers of the HEAD request that checks a URL',
    chosen: 'User-Agent and Accept of the posts',
    override: '-H',
  },
  {
    what: 'whether two keys are valid while one is reset',
    chosen: 'any of the keys given may fit',
    override: '--secret, more than once',
  },
  {
    what: 'names and bodies of SMS events',
    chosen: 'not offered',
    override: '--data',
  },
];

export const SOURCES: readonly string[] = [
  'Mailchimp Transactional developer documentation "Webhooks" (read November 2026)',
  'Mandrill knowledge base: "Introduction to Webhooks", "How to Authenticate Webhook Requests", "Can I stop a failed webhook batch from retrying?" (read November 2026)',
  'GitHub evendis/mandrill-rails: spec/fixtures/webhook_examples, captures with headers and signature',
  'GitHub anymail/django-anymail: anymail/webhooks/mandrill.py and its tests',
  'GitHub feinoujc/Mandrill.net: Model/WebHook and test data',
  'npm @mailchimp/mailchimp_transactional: webhooks API',
];
