import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { describe, it } from 'node:test';
import type { WebhookRequest } from '../../src/core/request.ts';
import { mailersend } from '../../src/providers/mailersend/index.ts';
import { shopify } from '../../src/providers/shopify/index.ts';
import { slack } from '../../src/providers/slack/index.ts';
import type { Provider } from '../../src/providers/types.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

/** Checks of a raw body, written from the providers' documentation with node:crypto alone. */
interface Scheme {
  readonly provider: Provider;
  readonly header: string;
  /** Other headers the signature covers. */
  readonly covered: readonly string[];
  fits(request: WebhookRequest): boolean;
}

const SHOPIFY_SECRET = 'shpss_0123456789abcdef0123456789abcdef';
/** The one event of the developer preview, whose headers have other names. */
const SHOPIFY_PREVIEW = 'product/update';
const SLACK_SECRET = '0123456789abcdef0123456789abcdef';
const MAILERSEND_SECRET = 'Qw7eRt2yUi9oPa4sDf6gHj1kLz8xCv3b';
const MAILERSEND_PING_SECRET = 'test_Am3L1GuOIc4blLUuHqAPxxwkZaJyEk8G';

const SCHEMES: readonly Scheme[] = [
  shopifyScheme('X-Shopify-Hmac-Sha256', (name) => name !== SHOPIFY_PREVIEW),
  shopifyScheme('shopify-hmac-sha256', (name) => name === SHOPIFY_PREVIEW),
  {
    provider: slack,
    header: 'X-Slack-Signature',
    covered: ['X-Slack-Request-Timestamp'],
    fits: (request) => {
      const timestamp = sent(request, 'X-Slack-Request-Timestamp');
      if (NOW_MS / 1000 - Number(timestamp) > 300) return false;
      const base = Buffer.concat([Buffer.from(`v0:${timestamp}:`), request.body]);
      const hex = createHmac('sha256', SLACK_SECRET).update(base).digest('hex');
      return isSame(sent(request, 'X-Slack-Signature'), `v0=${hex}`);
    },
  },
  {
    provider: mailersend,
    header: 'Signature',
    covered: [],
    fits: (request) => {
      const isPing = Buffer.from(request.body).includes('"type":"webhook.test"');
      const secret = isPing ? MAILERSEND_PING_SECRET : MAILERSEND_SECRET;
      const hex = createHmac('sha256', secret).update(request.body).digest('hex');
      return isSame(sent(request, 'Signature'), hex);
    },
  },
];

function shopifyScheme(header: string, isIncluded: (event: string) => boolean): Scheme {
  const events = shopify.events.filter(({ name }) => isIncluded(name));
  assert.notEqual(events.length, 0);
  return {
    provider: { ...shopify, events },
    header,
    covered: [],
    fits: (request) => {
      const digest = createHmac('sha256', SHOPIFY_SECRET).update(request.body).digest();
      return isSame(sent(request, header), digest.toString('base64'));
    },
  };
}

function isSame(received: string, computed: string): boolean {
  const [left, right] = [Buffer.from(received), Buffer.from(computed)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function withFlippedHeader(request: WebhookRequest, header: string): WebhookRequest {
  const headers = request.headers.map(
    ([name, value]) => [name, name === header ? flippedText(value) : value] as const,
  );
  assert.notDeepEqual(headers, request.headers);
  return { ...request, headers };
}

for (const { provider, header, covered, fits } of SCHEMES) {
  describe(`the steps of the documentation of ${provider.title} for ${header}`, () => {
    for (const { title, request } of signedCases(provider, testSecret(provider))) {
      it(`accept ${title}, and no changed byte`, () => {
        assert.ok(fits(request));
        for (const body of flippedBodies(request.body)) assert.ok(!fits({ ...request, body }));
        for (const name of [header, ...covered]) {
          assert.ok(!fits(withFlippedHeader(request, name)), name);
        }
      });
    }
  });
}
