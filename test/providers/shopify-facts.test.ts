import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { parseDurationMs } from '../../src/core/duration.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { shopify } from '../../src/providers/shopify/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { testHostileInput } from '../helpers/provider-laws.ts';
import { SHOPIFY_SAMPLES } from '../helpers/shopify-samples.ts';

const [profile] = shopify.retry;

function view(body: string, headers: HeaderList = []): RequestView {
  return viewRequest({ method: 'POST', path: '/', headers, body: utf8Bytes(body) });
}

describe('shopify facts', () => {
  it('retries after 1m, 2m, 4m, 8m, 15m, 30m, 1h, 2h: 8 times, 4 hours in all; timeout 5 s', () => {
    const delays = ['1m', '2m', '4m', '8m', '15m', '30m', '1h', '2h'];
    assert.deepEqual([profile.name, profile.delaysMs], ['shopify', delays.map(parseDurationMs)]);
    assert.equal(attemptOffsetsMs(profile).at(-1), parseDurationMs('4h'));
    assert.equal(profile.timeoutMs, 5_000);
  });

  it('takes the 200 series as delivered and everything else, redirects too, as failed', () => {
    for (const status of [200, 201, 204]) {
      assert.equal(nextStep(profile, 1, status).kind, 'delivered');
    }
    for (const status of [301, 302, 400, 410, 500, null]) {
      assert.equal(nextStep(profile, 1, status).kind, 'retry');
    }
    assert.equal(nextStep(profile, 9, 500).kind, 'exhausted');
  });

  it('has the key of the printed vectors as its test secret, and makes ones of the same shape', () => {
    const { secret } = shopify;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, 'shpss_0123456789abcdef0123456789abcdef');
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^shpss_[0-9a-f]{32}$/);
    for (const good of [made, '0'.repeat(32), 'a'.repeat(64)]) {
      assert.equal(secret.check(good), undefined);
    }
    assert.equal(secret.check('')?.fatal, true);
    assert.equal(secret.check('shpat_abc')?.fatal, false);
  });

  it('the signature stays over a retry, and nothing is timed', () => {
    assert.equal(shopify.scheme.freshOnRetry, false);
    assert.equal(shopify.scheme.toleranceMs, null);
  });

  it('every unknown names what overrides it', () => {
    for (const { override } of shopify.unknowns) assert.match(override, /^-/);
  });
});

describe('shopify recognition', () => {
  for (const { topic, body } of SHOPIFY_SAMPLES) {
    it(`the page sample of ${topic} is described by its headers, and its body alone is certain if it says enough`, () => {
      const bare = topic === 'products/delete' ? Confidence.none : Confidence.certain;
      assert.equal(shopify.recognise(view(body)), bare);
      const seen = view(body, [
        ['x-shopify-topic', topic],
        ['x-shopify-webhook-id', 'w'],
      ]);
      assert.equal(shopify.recognise(seen), Confidence.certain);
      const addressed = ['orders/create', 'customers/create'].includes(topic);
      const ofCustomer = ['customers/redact', 'customers/data_request'].includes(topic);
      const recipient = addressed || ofCustomer ? 'ada@example.com' : null;
      assert.deepEqual(shopify.describe(seen), [
        {
          name: topic,
          wireName: topic,
          id: 'w',
          recipient: topic === 'app/uninstalled' ? 'owner@example.com' : recipient,
        },
      ]);
    });
  }

  it('its own headers make any body certain', () => {
    assert.equal(shopify.recognise(view('x')), Confidence.none);
    for (const name of ['X-Shopify-Topic', 'X-Shopify-Hmac-SHA256', 'shopify-topic']) {
      assert.equal(shopify.recognise(view('x', [[name, 'x']])), Confidence.certain);
    }
    const agent: HeaderList = [['User-Agent', 'Shopify-Captain-Hook']];
    assert.equal(shopify.recognise(view('x', agent)), Confidence.certain);
  });

  it('unknown topics are described by their name, and bodies without headers by the likeliest', () => {
    const [refund] = shopify.describe(view('{}', [['X-Shopify-Topic', 'refunds/create']]));
    assert.deepEqual([refund?.name, refund?.wireName], [null, 'refunds/create']);
    const order = '{"admin_graphql_api_id":"gid://shopify/Order/1","cancelled_at":"2026"}';
    assert.equal(shopify.describe(view(order))[0]?.name, 'orders/cancelled');
    const variant = '{"admin_graphql_api_id":"gid://shopify/Collection/1"}';
    assert.deepEqual(shopify.describe(view(variant)), []);
    const event = view('{}', [
      ['shopify-topic', 'Product'],
      ['shopify-action', 'create'],
      ['shopify-webhook-id', 'w'],
    ]);
    assert.deepEqual(shopify.describe(event), [
      { name: null, wireName: 'Product/create', id: 'w', recipient: null },
    ]);
  });

  it('the body of "Events" is likely, and described, without its headers', () => {
    const seen = view(
      '{"topic":"Product","action":"update","handle":"h","fields_changed":{"added":[],"updated":["p"],"removed":[]}}',
    );
    assert.equal(shopify.recognise(seen), Confidence.likely);
    assert.deepEqual(shopify.describe(seen), [
      { name: 'product/update', wireName: 'Product/update', id: null, recipient: null },
    ]);
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const wanted = provider === 'shopify' ? Confidence.certain : Confidence.none;
      assert.equal(shopify.recognise(view(body)), wanted, body);
    }
    assert.equal(shopify.recognise(view('{"shop_id":1,"shop_domain":"a.example"}')), 1);
  });

  testHostileInput(shopify, ['X-Shopify-Hmac-Sha256']);
});
