import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';
import { DEFAULT_TOLERANCE_MS } from './signature.ts';

export const DOCS_URL = 'https://docs.slack.dev/authentication/verifying-requests-from-slack';

export const SCHEME: SchemeFacts = {
  name: 'hmac-sha256',
  summary:
    'X-Slack-Signature holds v0= and the HMAC-SHA256 of "v0:", X-Slack-Request-Timestamp, ":" and the raw body in hex, for JSON and forms alike.',
  covers: { body: true, timestamp: true, url: false, headers: false },
  toleranceMs: DEFAULT_TOLERANCE_MS,
  freshOnRetry: true,
};

const SHAPE = '32 lower-case hex characters, used as text, not decoded';

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: SHAPE,
  testSecret: '0123456789abcdef0123456789abcdef',
  make: (random) => random.hex(32),
  check: (value) => {
    if (value === '') return { fatal: true, message: 'the Slack signing secret is empty' };
    if (/^[0-9a-f]{32}$/.test(value)) return undefined;
    if (value.startsWith('xox')) {
      return { fatal: false, message: 'this is a Slack token, not the signing secret' };
    }
    return { fatal: false, message: `a Slack signing secret is ${SHAPE}` };
  },
};

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'whether the retry times count from the attempt before or from the first',
    chosen: 'from the attempt before: at once, 1m, 5m',
    override: '--retry',
  },
  {
    what: 'whether a retry is signed afresh (the one after 5 minutes would else be too old)',
    chosen: 'yes, with a new timestamp',
    override: '--verbatim',
  },
  {
    what: 'how * and ~ stand in a form',
    chosen: '%2A and %7E',
    override: '--data',
  },
  {
    what: 'order of the headers',
    chosen:
      'User-Agent, Accept-Encoding, Accept, Content-Type, X-Slack-Request-Timestamp, X-Slack-Signature',
    override: '-H',
  },
  {
    what: "today's key order of block_actions",
    chosen: 'that of the printed sample',
    override: '--data',
  },
  {
    what: 'key order of message_changed and message_deleted, and the further members of an edited message',
    chosen: 'type, subtype, the messages, channel, hidden, times; no further members',
    override: '--data',
  },
  {
    what: 'whether member_left_channel has inviter, and tokens_revoked a time',
    chosen: 'neither',
    override: '--set event.inviter=… --force-set',
  },
  {
    what: 'whether ssl_check is signed',
    chosen: 'yes; without a signature it is reported as unsigned',
    override: '--data',
  },
  {
    what: 'what redirects do for slash commands and interactivity (events follow two)',
    chosen: 'they are not followed and count as a failure',
    override: '--retry',
  },
  {
    what: 'the setting for delayed events (hourly attempts for 24 hours)',
    chosen: 'left out',
    override: '--retry slack:delayed-events',
  },
  {
    what: 'bodies of other events, message subtypes and interactions (views, shortcuts, …)',
    chosen: 'not offered; they are described by their type',
    override: '--data',
  },
];

export const SOURCES: readonly string[] = [
  'Slack documentation: "Verifying requests from Slack", "The Events API", "HTTP Request URLs", "url_verification event", "app_rate_limited event", "Implementing slash commands", 2026',
  'npm packages @slack/bolt 5.1.0 (verify-request, receivers) and @slack/types 3.2.0, 2026',
  'Raw requests in public repositories, 2019 to 2026 (headers, key order, escapes)',
  'DevelopersIO article on how Slack sends again',
];
