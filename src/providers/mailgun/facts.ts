import type { ProviderOption, SchemeFacts, UnknownFact } from '../types.ts';

/** The manual gives no figure; 24 hours let every retry pass, for retries repeat the time of the first attempt. */
export const DEFAULT_TOLERANCE_MS = 24 * 3_600_000;
/** How far the sender's clock may be ahead. */
export const FUTURE_LIMIT_MS = 5 * 60_000;

export const JSON_STYLE = 'json-style';
export const PARENT_KEY = 'parent-key';
export const USER_AGENT = 'user-agent';

export const MAILGUN_SCHEME: SchemeFacts = {
  name: 'hmac-sha256',
  summary:
    'The body carries timestamp, token and signature (JSON: in the object "signature"; forms: as fields). The signature covers timestamp and token, nothing else of the body.',
  covers: { body: false, timestamp: true, url: false, headers: false },
  toleranceMs: DEFAULT_TOLERANCE_MS,
  freshOnRetry: false,
};

export const MAILGUN_OPTIONS: readonly ProviderOption[] = [
  {
    name: JSON_STYLE,
    summary: 'how JSON bodies are written: on one line without blanks, or as Python does',
    default: 'compact',
    choices: ['compact', 'python'],
  },
  {
    name: PARENT_KEY,
    summary:
      "the primary account's signing key: adds and checks parent-signature, as for a subaccount's domain",
    default: '',
  },
  {
    name: USER_AGENT,
    summary: 'value of the User-Agent header',
    default: 'mailgun/treq-16.12.0',
  },
];

export const MAILGUN_UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'how long Mailgun waits for an answer',
    chosen: '10s, as emulators of Mailgun do',
    override: '--timeout',
  },
  {
    what: 'whether a 2xx other than 200 counts as delivered (the manual names 200 alone)',
    chosen: 'only 200 counts',
    override: '--retry',
  },
  {
    what: 'what a redirect does',
    chosen: 'a 3xx is retried like any other status, and not followed',
    override: '--retry',
  },
  {
    what: 'the User-Agent since 2024',
    chosen: 'mailgun/treq-16.12.0, seen from 2019 to 2021',
    override: `--option ${USER_AGENT}=…`,
  },
  {
    what: 'blanks and escapes in JSON bodies',
    chosen: 'no blanks, UTF-8 as it is, no final line end, / and empty maps as / and {}',
    override: `--option ${JSON_STYLE}=python`,
  },
  {
    what: 'whether a retry is signed afresh (the manual is silent; a third party says it is not)',
    chosen: 'retries of a delivery repeat timestamp, token and signature',
    override: 'none; `replay` begins a new delivery and signs it afresh',
  },
  {
    what: 'how old a signed time may be',
    chosen: '24h, and at most 5m in the future',
    override: '--tolerance',
  },
  {
    what: 'whether form posts for subaccounts carry a parent-signature',
    chosen: 'only JSON bodies get one',
    override: '--data',
  },
  {
    what: 'which retry schedule legacy webhooks have today',
    chosen: 'the current one',
    override: '--retry mailgun:legacy-docs',
  },
  {
    what: 'the order of fields in legacy bounce, drop and complaint posts without a file',
    chosen: 'as in the other legacy forms: what is special to the event first',
    override: '--data',
  },
  {
    what: 'the order of fields in inbound posts since October 2024 (arbitrary)',
    chosen: 'the order of earlier captures',
    override: '--data',
  },
  {
    what: 'where attachments and content-id-map stand in store notifications',
    chosen: 'between the mail headers and the bodies',
    override: '--data',
  },
  {
    what: "the TLS client certificate Mailgun offers (subject and issuer aren't published)",
    chosen: 'none is offered',
    override: 'none',
  },
];

export const MAILGUN_SOURCES: readonly string[] = [
  'Mailgun documentation, user manual: Webhooks, Securing Webhooks, Automatic Retries, Webhook Payloads, forward() and store() routes (November 2026)',
  'Mailgun API reference: account webhooks (November 2026)',
  'Mailgun, "Your guide to using webhooks" (November 2026)',
  'GitHub mailgun/documentation with its history of 2013 to 2018, and issue #453 (November 2026)',
  'GitHub mailgun/mailgun-go: webhooks.go, events (November 2026)',
  'GitHub anymail/django-anymail: Mailgun webhooks, inbound and their tests (November 2026)',
  'GitHub symfony/symfony: Mailgun bridge, test vectors (November 2026)',
  'GitHub rails/rails: Action Mailbox, Mailgun ingress (November 2026)',
  'GitHub hookdeck/webhook-skills: Mailgun reference (November 2026)',
];
