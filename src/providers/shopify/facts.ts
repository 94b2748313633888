import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';

export const DOCS_URL = 'https://shopify.dev/docs/apps/build/webhooks';

export const SCHEME: SchemeFacts = {
  name: 'hmac-sha256 base64',
  summary:
    'X-Shopify-Hmac-Sha256 holds the HMAC-SHA256 of the raw body in base64. Topic, shop and time stand in headers it does not cover: tell redeliveries by X-Shopify-Webhook-Id.',
  covers: { body: true, timestamp: false, url: false, headers: false },
  toleranceMs: null,
  freshOnRetry: false,
};

const SHAPE =
  'shpss_ and 32 hex characters (older apps 32, shop admin 64 without prefix), used as text';

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: SHAPE,
  testSecret: 'shpss_0123456789abcdef0123456789abcdef',
  make: (random) => `shpss_${random.hex(32)}`,
  check: (value) => {
    if (value === '') return { fatal: true, message: 'the Shopify secret is empty' };
    if (/^(?:(?:shpss_)?[0-9a-f]{32}|[0-9a-f]{64})$/.test(value)) return undefined;
    return { fatal: false, message: `a Shopify secret is ${SHAPE}` };
  },
};

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'whether /, &, < and > are still escaped in 2026 (captured up to 2022, < and > taken from the encoder of Rails)',
    chosen: 'yes: \\/, \\u0026, \\u003c and \\u003e',
    override: '--option json-escapes=none',
  },
  {
    what: 'the single delays of the 8 retries over 4 hours',
    chosen: '1m, 2m, 4m, 8m, 15m, 30m, 1h, 2h',
    override: '--retry',
  },
  {
    what: 'order and case of the headers (the capture is HTTP/2 and sorted)',
    chosen: 'Content-Type, User-Agent, Accept, then the X-Shopify headers as documented',
    override: '-H',
  },
  {
    what: 'shape of the secrets (from common samples)',
    chosen: 'shpss_ and 32 hex characters',
    override: '--secret',
  },
  {
    what: 'the further fields that change with orders/cancelled, fulfilled, partially_fulfilled, edited and customers/delete',
    chosen: 'the whole resource with its status and time changed',
    override: '--set',
  },
  {
    what: 'remaining keys, resource id and handle of "Events" (preview)',
    chosen: 'topic, action, handle and fields_changed; a global id',
    override: '--data',
  },
  {
    what: 'bodies of checkouts, carts, fulfillments, refunds, inventory, app_subscriptions and dotted topics, and format: xml',
    chosen: 'not offered; they are described by X-Shopify-Topic',
    override: "--data with -H 'X-Shopify-Topic: …'",
  },
];

export const SOURCES: readonly string[] = [
  'Shopify developer documentation: webhooks reference 2026-07, "Verify webhook deliveries", "Webhooks delivery structure", "Events delivery structure", 2026',
  'Shopify changelog: "Updates to webhook retry mechanism", 10 September 2024; "Updates to Events payloads and subscription configuration", 2026',
  'npm package @shopify/shopify-api 13.1.0 (lib/webhooks, lib/utils/hmac-validator), 2026',
  'Request headers and bodies captured in public repositories, 2022 to 2025',
  'GitHub Shopify/shopify-express pull request 15 and lpinca/shopify-token issue 7 (escapes)',
];
