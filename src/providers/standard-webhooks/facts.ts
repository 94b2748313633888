import { base64Text } from '../../core/bytes.ts';
import {
  readSharedKey,
  readVerifyingKey,
  SHARED_PREFIX,
} from '../../signing/standard-webhooks-keys.ts';
import { DEFAULT_TOLERANCE_MS } from '../standard-webhooks-verification.ts';
import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';
import { isEd25519, TEST_PUBLIC_KEY, TEST_SECRET } from './keys.ts';

export const DOCS_URL =
  'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md';

export const SCHEME: SchemeFacts = {
  name: 'standard-webhooks v1, v1a',
  summary: `webhook-signature holds v1 and the base64 HMAC-SHA256 (or v1a and the base64 Ed25519 signature) of webhook-id, webhook-timestamp and the raw body with full stops between; several with blanks between. The id stays the same over all attempts, the timestamp is that of the attempt. With version=v1a the test secret stands for the key pair of ${TEST_PUBLIC_KEY}.`,
  covers: { body: true, timestamp: true, url: false, headers: true },
  toleranceMs: DEFAULT_TOLERANCE_MS,
  freshOnRetry: true,
};

const NEW_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape:
    'v1: whsec_ and the base64 of 24 to 64 bytes; v1a: whsk_ and the base64 of an Ed25519 key to sign, whpk_ and that of the public key to check',
  testSecret: TEST_SECRET,
  make: (random) => `${SHARED_PREFIX}${base64Text(random.bytes(NEW_KEY_BYTES))}`,
  check: (value) => {
    if (value === '' || value === SHARED_PREFIX) {
      return { fatal: true, message: 'the signing secret is empty' };
    }
    const flaw = flawOf(value);
    return flaw === undefined ? undefined : { fatal: false, message: flaw };
  },
};

/** Not fatal: an option can make any text a key. */
function flawOf(value: string): string | undefined {
  const read = isEd25519(value) ? readVerifyingKey(value) : readSharedKey(value);
  if ('error' in read) {
    return `the signing secret ${read.error}; if it is used as text, use --option secret-format=text`;
  }
  if (!(read.key instanceof Uint8Array)) return undefined;
  const { length } = read.key;
  return length < NEW_KEY_BYTES || length > MAX_KEY_BYTES
    ? `the specification wants a key of 24 to 64 bytes, and this one has ${length}`
    : undefined;
}

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'the events: senders define their own',
    chosen: 'stand-ins for a full, a thin, an extended and an empty payload',
    override: "--set type=… --set 'data:={…}', or --data",
  },
  {
    what: 'names of the headers (Svix and many of its customers send svix-id …)',
    chosen: 'as specified, in lower case; both are read',
    override: '--option headers=svix',
  },
  {
    what: 'User-Agent and other headers',
    chosen: 'content-type alone',
    override: '--option user-agent=…, -H',
  },
  {
    what: 'JSON encoding (minified is recommended)',
    chosen: 'compact, UTF-8 as it is',
    override: '--data',
  },
  {
    what: 'shape of webhook-id (it must hold no full stop)',
    chosen: 'msg_ and 27 base62 characters, as Svix makes it',
    override: '--option message-id=…',
  },
  {
    what: 'how senders read their secrets (some use it as text)',
    chosen: 'base64 after whsec_',
    override: '--option secret-format=text',
  },
  {
    what: 'whether whsk_ holds a seed alone or followed by its public key',
    chosen: 'either',
    override: '--secret',
  },
  {
    what: 'retries, timeout, jitter, Retry-After, throttling after 429, 502 and 504',
    chosen:
      'the example schedule of the specification, as it stands; Retry-After is heeded up to 24 hours, nothing is throttled',
    override: '--retry standard-webhooks:svix, --timeout',
  },
];

export const SOURCES: readonly string[] = [
  'Standard Webhooks specification 1.0.0 (GitHub standard-webhooks/standard-webhooks, spec/standard-webhooks.md)',
  'GitHub standard-webhooks/standard-webhooks libraries/javascript, libraries/go; npm standardwebhooks',
  'GitHub svix/svix-webhooks server/svix-server (worker.rs, core/types, config.default.toml)',
  'third-party receiver code for PayMongo and Polar',
  'GitLab merge request "Add webhook HMAC signing token"',
];
