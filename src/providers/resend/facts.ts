import { base64Text } from '../../core/bytes.ts';
import { readSharedKey, SHARED_PREFIX } from '../../signing/standard-webhooks-keys.ts';
import { DEFAULT_TOLERANCE_MS } from '../standard-webhooks-verification.ts';
import type { ProviderOption, SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL = 'https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests';

export const SCHEME: SchemeFacts = {
  name: 'standard-webhooks v1 (svix)',
  summary:
    'Svix-Signature holds v1 and the base64 HMAC-SHA256 of Svix-Id, Svix-Timestamp and the raw body with full stops between; several during rotation, with blanks between. The id stays the same over all attempts, the timestamp is that of the attempt.',
  covers: { body: true, timestamp: true, url: false, headers: true },
  toleranceMs: DEFAULT_TOLERANCE_MS,
  freshOnRetry: true,
};

const KEY_BYTES = 24;

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: 'whsec_ and the base64 of the key, usually 24 bytes in 32 characters',
  testSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  make: (random) => `${SHARED_PREFIX}${base64Text(random.bytes(KEY_BYTES))}`,
  check: (value) => {
    const read = readSharedKey(value);
    if ('error' in read) {
      return { fatal: true, message: `the Resend signing secret ${read.error}` };
    }
    if (!value.startsWith(SHARED_PREFIX)) {
      return { fatal: false, message: `a Resend signing secret begins with ${SHARED_PREFIX}` };
    }
    if (read.key.length === KEY_BYTES) return undefined;
    return {
      fatal: false,
      message: `a Resend signing secret usually has ${KEY_BYTES} bytes, and this one ${read.key.length}`,
    };
  },
};

/** January 2026; the version and the sender id vary. */
const DEFAULT_USER_AGENT =
  'Svix-Webhooks/1.84.0 (sender-9YMgn; +https://www.svix.com/http-sender/)';

export const USER_AGENT = 'user-agent';

export const OPTIONS: readonly ProviderOption[] = [
  {
    name: USER_AGENT,
    summary: 'User-Agent header; its version and sender id vary',
    default: DEFAULT_USER_AGENT,
  },
];

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'case and order of the headers over HTTP/1.1 (captures show lower case)',
    chosen: 'title case as the open-source Svix server writes it; the svix headers last',
    override: '-H',
  },
  {
    what: 'User-Agent (version and sender id vary)',
    chosen: 'that of a request of January 2026',
    override: `--option ${USER_AGENT}=…`,
  },
  {
    what: 'how characters beyond ASCII are written',
    chosen: 'UTF-8 as it is',
    override: '--data',
  },
  {
    what: 'whether message_id is sent (required in the SDK types, absent in captures up to January 2026)',
    chosen: 'sent',
    override: '--unset data.message_id',
  },
  {
    what: 'shape of tags (object in captures and SDK types, list of name and value in an older text)',
    chosen: 'object',
    override: "--set data.tags:='[…]'",
  },
  {
    what: 'texts of bounce.message and bounce.diagnosticCode for bounces that are not permanent',
    chosen: 'sample texts',
    override: '--set data.bounce.message=…',
  },
  {
    what: 'what is really sent for suppression, topic and inbox events (SDK types only, no captures)',
    chosen: 'all fields of the types, the optional ones too',
    override: '--set, --unset',
  },
  {
    what: 'timeout (15 s in the Svix documentation, 30 s in the open-source server)',
    chosen: '15s',
    override: '--timeout',
  },
  {
    what: 'whether one or two delays of 10 hours end the list of retries',
    chosen: 'two, as Svix documents',
    override: '--retry resend:one-10h',
  },
  {
    what: 'what the hosted service does of what the open-source server does: jitter of 20 %, Retry-After within one to two delays, at least 60 s after a 429 or a timeout',
    chosen: 'all of it',
    override: '--retry 5s,5m,30m,2h,5h,2x10h',
  },
];

export const SOURCES: readonly string[] = [
  'Resend documentation "Managing Webhooks", "Event Types", "Verify Webhooks Requests", "Retries and Replays", "Body Parameters", 2026',
  'npm package resend 6.38.0: event types and signature check, 2026',
  'npm packages svix 1.99.1 and standardwebhooks 1.1.1; GitHub svix/svix-webhooks (server and library tests), 2026',
  'Svix documentation "Retry schedule", "Verifying payloads", 2026',
  'public request captures of 2023, January 2026 and 2026',
  'GitHub anymail/django-anymail tests/test_resend_webhooks.py; GitHub hookdeck/webhook-skills',
];
