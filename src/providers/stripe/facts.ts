import { BASE62 } from '../../core/random.ts';
import type { SchemeFacts, SecretFacts, UnknownFact } from '../types.ts';
import { DEFAULT_TOLERANCE_MS } from './verify.ts';

export const DOCS_URL = 'https://docs.stripe.com/webhooks';

export const SCHEME: SchemeFacts = {
  name: 'hmac-sha256',
  summary:
    'Stripe-Signature holds t (Unix seconds) and v1, the HMAC-SHA256 of t, "." and the raw body in lower-case hex; several v1 while a secret is being rolled.',
  covers: { body: true, timestamp: true, url: false, headers: false },
  toleranceMs: DEFAULT_TOLERANCE_MS,
  freshOnRetry: true,
};

const PREFIX = 'whsec_';
const SECRET_SHAPE = /^whsec_(?:[0-9A-Za-z]{32}|[0-9a-f]{64})$/;
const SHAPE = 'whsec_ and 32 letters and digits (of the CLI: 64 hex), used whole as text';

export const SECRET: SecretFacts = {
  kind: 'shared',
  shape: SHAPE,
  testSecret: 'whsec_9QmK4tXz7VbN2rPw8LcJ5yHs1GdF3aTe',
  make: (random) => PREFIX + random.text(BASE62, 32),
  check: (value) => {
    if (value === '') return { fatal: true, message: 'the Stripe endpoint secret is empty' };
    if (SECRET_SHAPE.test(value)) return undefined;
    if (value.trim() !== value) {
      return {
        fatal: false,
        message: 'the Stripe endpoint secret has blanks or a line end around it',
      };
    }
    return { fatal: false, message: `a Stripe endpoint secret is ${SHAPE}` };
  },
};

export const UNKNOWNS: readonly UnknownFact[] = [
  {
    what: 'the single delays of retries; only "up to 3 days, exponential" and, in a sandbox, "3 tries over a few hours" are published',
    chosen: '5m, 30m, 2h, 5h, 10h, then 4 x 12h; in a sandbox 5m, 30m, 2h',
    override: '--retry',
  },
  {
    what: 'the timeout of an attempt (others saw between 10 and 30 s)',
    chosen: '30s',
    override: '--timeout',
  },
  {
    what: 'how the fake signature v0 of test mode is made',
    chosen:
      'it is left out; with the option 64 random hex characters where the body says "livemode": false',
    override: '--option v0=test-mode',
  },
  {
    what: 'whether old API versions break the line inside empty objects and lists',
    chosen: '{} and [] on one line',
    override: '--data',
  },
  {
    what: 'order of the headers (captures list them without it)',
    chosen: 'Content-Type, User-Agent, Accept, Accept-Encoding, Cache-Control, Stripe-Signature',
    override: '-H',
  },
  {
    what: 'the payment method inside last_payment_error of payment_intent.payment_failed',
    chosen: 'its id and object alone',
    override: '--set data.object.last_payment_error.payment_method:=…',
  },
  {
    what: 'values inside destination_details.card of a refund, and what refund.updated and customer.updated changed',
    chosen: 'an available acquirer reference; status from pending; name from null',
    override: '--set',
  },
  {
    what: 'JSON layout of thin events',
    chosen: 'pretty-printed as the others, without context, snapshot_event and changes',
    override: '--data',
  },
  {
    what: 'objects of payout.paid, payout.failed, account.updated and about 220 further types',
    chosen: 'not offered; they are described by their type',
    override: '--data',
  },
];

export const SOURCES: readonly string[] = [
  'Stripe documentation: "Receive Stripe events in your webhook endpoint", "Resolve webhook signature verification errors", "Process undelivered webhook events", "Domains and IP addresses", 2026',
  'npm package stripe 23.1.0 (Webhooks.js, Events.d.ts, resource typings) and stripe/stripe-node test/Webhook.spec.ts, 2026',
  'GitHub stripe/openapi: openapi/fixtures3.json, 2026',
  'GitHub stripe/stripe-java issue 919 (headers of a delivery), stripe/stripe-node issue 356 (bytes of a body)',
  'Braze documentation, Stripe partner page: captured charge.succeeded delivery, 2025',
  'GitHub stripe/stripe-cli: pkg/fixtures/triggers, pkg/proxy',
];
