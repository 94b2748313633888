import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL = 'https://www.twilio.com/docs/usage/webhooks/webhooks-security';

export const SCHEME: SchemeFacts = {
  name: 'hmac-sha1',
  summary:
    'X-Twilio-Signature holds the base64 HMAC-SHA1 of the full URL and the decoded form fields sorted by name; other bodies are covered by bodySHA256 in the query. There is no timestamp: tell retries by I-Twilio-Idempotency-Token.',
  covers: { body: true, timestamp: false, url: true, headers: false },
  toleranceMs: null,
  freshOnRetry: false,
};

const SHAPE = '32 lower-case hex characters (the primary auth token), used as text, not decoded';

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: SHAPE,
  testSecret: '0123456789abcdef0123456789abcdef',
  make: (random) => random.hex(32),
  check: (value) => {
    if (value === '') return { fatal: true, message: 'the Twilio auth token is empty' };
    if (/^[0-9a-f]{32}$/.test(value)) return undefined;
    if (/^(?:SK|AC)[0-9a-f]{32}$/.test(value)) {
      return { fatal: false, message: 'this is a SID, not the auth token, which signs' };
    }
    return { fatal: false, message: `a Twilio auth token is ${SHAPE}` };
  },
};

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'whether the port stands in the signed URL when it is the default one',
    chosen: 'it is left out; when checking, both fit',
    override: '--option webhook-url=…',
  },
  {
    what: 'whether user:password of the URL is signed (older pages say so)',
    chosen: 'only if webhook-url has it',
    override: '--option webhook-url=…',
  },
  {
    what: 'several values of one field',
    chosen: "each value once, in their own order, as in Twilio's library",
    override: '--data',
  },
  {
    what: 'whether Content-Type of a form has a charset (newer requests do), and the order of the headers',
    chosen: 'charset=UTF-8; Content-Type, User-Agent, Accept, Accept-Encoding, signature, token',
    override: '-H',
  },
  {
    what: 'how * and ~ stand in a form',
    chosen: '* and %7E',
    override: '--data',
  },
  {
    what: 'whether the one retry leaves at once, and what is a reason for it',
    chosen:
      'at once, when no connection could be made; not after a slow answer or a broken connection',
    override: "--retry 'twilio#rc=3&rp=5xx,ct,rt'",
  },
  {
    what: 'retries of Event Streams',
    chosen: '1m, 2m, 5m, 10m, 20m, 40m, 1h, 1h30m',
    override: '--retry',
  },
  {
    what: 'how many redirects of TwiML requests are followed, and those of status callbacks',
    chosen: '5, with a GET after 301, 302 and 303; none of callbacks',
    override: '--retry',
  },
  {
    what: 'position of RawDlrDoneDate, MessagingServiceSid in callbacks, OptOutType and the fields of WhatsApp',
    chosen: 'after MessageStatus, To and FromState; those of WhatsApp among the others',
    override: '--data',
  },
  {
    what: 'order and values of recording callbacks and of Gather and Dial results; SIP codes and sequence numbers of calls that fail',
    chosen: 'documented names in a plausible order',
    override: '--set',
  },
  {
    what: 'ids, schema version and data of Event Streams',
    chosen: 'those of the printed sample; other types are not offered',
    override: '--data',
  },
  {
    what: 'parameters of inbound WhatsApp messages, Conversations, TaskRouter, Sync, Verify and Studio',
    chosen: 'not offered; what has a known status is described by it',
    override: '--data',
  },
];

export const SOURCES: readonly string[] = [
  'npm package twilio 6.2.0 (lib/webhooks/webhooks), 2026',
  'Twilio documentation: "Webhooks security", "Webhook connection overrides", "Track the message status of outbound messages", "Twilio\'s request to your webhook URL", 2026',
  'Twilio changelog: RawDlrDoneDate, 14 February 2023',
  'npm package n8n-nodes-base 2.41.2 (Twilio trigger: bodySHA256 of Event Streams)',
  'Raw requests in public repositories, 2018 to 2024 (order and names of parameters)',
  'jambonz documentation "Webhook and WebSocket retries" (compatible overrides)',
];
