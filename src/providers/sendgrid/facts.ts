import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL =
  'https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features';

export const SCHEME: SchemeFacts = {
  name: 'ecdsa-p256-sha256',
  summary:
    'X-Twilio-Email-Event-Webhook-Signature holds an ECDSA signature (P-256, SHA-256, DER in base64) over the value of X-Twilio-Email-Event-Webhook-Timestamp and then the raw body, its final CR LF included.',
  covers: { body: true, timestamp: true, url: false, headers: false },
  // The official libraries look at the signature only.
  toleranceMs: null,
  freshOnRetry: true,
};

export const SECRET: SecretFacts = {
  kind: 'key-pair',
  shape:
    'an EC key on P-256 (prime256v1) in PEM: the private key to sign, the public key (or its base64, as SendGrid shows it) to check',
  // SendGrid publishes no keys in DNS; no name has a blank in it.
  algorithm: 'ec-p256',
  keyNameSuffix: null,
};

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'how long SendGrid waits for an answer',
    chosen: '30s',
    override: '--timeout',
  },
  {
    what: 'the single delays of retries (24 hours are published; one captured retry came after 33 minutes)',
    chosen: '1m, 2m, 5m, 10m, 15m, 30m, 1h, 2h, 4h, 8h, 7h; for inbound mail 2x5m, 5x10m, 23x3h',
    override: '--retry',
  },
  {
    what: 'how old a signed time may be (the official libraries do not look)',
    chosen: 'any age',
    override: '--tolerance',
  },
  {
    what: 'most events in a request (the limit is 768 kB)',
    chosen: '1000',
    override: '--batch',
  },
  {
    what: 'how & and letters beyond ASCII are written in real events',
    chosen: 'as they are, in UTF-8, like < and >',
    override: '--data',
  },
  {
    what: 'whether categories are a list or one text (real traffic has lists, the documentation a text)',
    chosen: 'a list',
    override: '--set category=receipts',
  },
  {
    what: 'how an access token of OAuth 2.0 is sent, and where the header stands',
    chosen: 'Authorization: Bearer, before Content-Type; this program asks no token URL',
    override: '--option oauth-token=…',
  },
  {
    what: 'whether a signed Inbound Parse post has the headers of signed events',
    chosen: 'the same headers and scheme, off by default',
    override: '--option inbound-signature=yes',
  },
  {
    what: 'the order of the parts of an inbound mail (it varies)',
    chosen: 'the order of one capture; files last, the raw message first',
    override: '--data',
  },
  {
    what: 'line ends within the text parts of an inbound mail',
    chosen: 'line feeds; CR LF in the raw message',
    override: '--data',
  },
  {
    what: 'the sg_event_id of a bounce mail that comes in late, and which other members it has',
    chosen: 'a random id; no tls',
    override: '--set',
  },
  {
    what: 'texts of "Test your integration" that are not recorded',
    chosen: 'those of the ordinary samples',
    override: '--set',
  },
  {
    what: 'the event "received" that one SDK models, and the posts of before 2013',
    chosen: 'not offered',
    override: '--data',
  },
];

export const SOURCES: readonly string[] = [
  'SendGrid documentation: "Event Webhook Reference", "Getting Started with the Event Webhook", "… Security Features", "Troubleshooting" (GitHub sendgrid/docs, 2021, and the Twilio pages, 2026)',
  'SendGrid documentation: "Setting Up The Inbound Parse Webhook", "Inbound Email", "Inbound Parse security policies", 2026',
  'npm package @sendgrid/eventwebhook 8.0.0: signature check and its vectors',
  'GitHub sendgrid/sendgrid-nodejs issue 1193: a raw signed request',
  'GitHub Jericho/StrongGrid: signed sample of the test button, enums',
  'npm package @sendgrid/inbound-mail-parser and public captures of parse requests, 2018 to 2025',
  'GitHub anymail/django-anymail: tests of SendGrid webhooks and inbound mail, 2016 to 2018',
];
