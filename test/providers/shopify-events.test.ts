import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { headerValue } from '../../src/core/headers.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { shopify } from '../../src/providers/shopify/index.ts';
import { shopTime } from '../../src/providers/shopify/shop-time.ts';
import type { Payload, UnsignedRequest } from '../../src/providers/types.ts';
import { type DrawnShape, masked } from '../helpers/masking.ts';
import { buildContext, type CaseSettings, defaultOptions } from '../helpers/provider-cases.ts';
import { testEveryEvent } from '../helpers/provider-laws.ts';
import { SHOPIFY_SAMPLES } from '../helpers/shopify-samples.ts';

const DRAWN: readonly DrawnShape[] = [
  [/\d{13,14}/g, 'ID'],
  [/"checkout_token":"[0-9a-f]{32}"/g, '"checkout_token"'],
  [/"token":"[0-9a-f]{10}(?:[0-9a-f]{22})?"/g, '"token"'],
  [/\\\/orders\\\/[0-9a-f]{10}(?:[0-9a-f]{22})?\\\//g, '/orders/TOKEN/'],
  [/"confirmation_number":"[A-Z0-9]{9}"/g, '"confirmation_number"'],
  [/"name":"#\d{4}"/g, '"name":"#N"'],
  [/"number":\d+,"order_number":\d{4}/g, '"number":N'],
];

/** When the printed events happen, and their order before them. */
const TIMES: Readonly<Record<string, readonly [nowMs: number, orderedAtMs: number]>> = {
  'orders/create': [Date.UTC(2026, 2, 14, 9, 26, 54, 234), Date.UTC(2026, 2, 14, 9, 26, 53)],
  'products/update': [Date.UTC(2026, 2, 14, 9, 30), 0],
  'customers/create': [Date.UTC(2026, 2, 14, 9, 26, 50), 0],
  'app/uninstalled': [Date.UTC(2026, 2, 14, 9, 40), 0],
};

function encoded(
  name: string,
  settings: CaseSettings = {},
  acceptedAtMs?: number,
): UnsignedRequest {
  const definition = findEvent(shopify, name);
  const context = buildContext(shopify, definition, settings);
  const message =
    acceptedAtMs === undefined ? context.message : { ...context.message, acceptedAtMs };
  return encode(definition.build({ ...context, message }), settings.options);
}

function encode(payload: Payload, options: Readonly<Record<string, string>> = {}): UnsignedRequest {
  return shopify.encode([payload], {
    format: 'json',
    random: seededRandom('encode'),
    options: { ...defaultOptions(shopify), ...options },
  });
}

function body(name: string, settings: CaseSettings = {}): JsonObject {
  const definition = findEvent(shopify, name);
  const payload = definition.build(buildContext(shopify, definition, settings));
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

describe('shopify events', () => {
  for (const sample of SHOPIFY_SAMPLES) {
    it(`${sample.topic}: the page sample is rebuilt byte for byte but for its ids`, () => {
      const [nowMs, orderedAtMs] = TIMES[sample.topic] ?? [0, 0];
      const settings = { nowMs, recipient: 'ada@example.com' };
      const again = utf8Text(encoded(sample.topic, settings, orderedAtMs).body);
      assert.equal(masked(again, DRAWN), masked(sample.body, DRAWN));
    });

    it(`${sample.topic}: the page sample is written again byte for byte from its values`, () => {
      const value = JSON.parse(sample.body) as JsonObject;
      assert.equal(utf8Text(encode({ kind: 'json', value }).body), sample.body);
    });
  }

  testEveryEvent(shopify);

  it('the headers are those documented, with the id of the resource and whether it is a test', () => {
    const { method, headers } = encoded('orders/paid');
    assert.equal(method, 'POST');
    assert.deepEqual(headers.slice(0, 6), [
      ['Content-Type', 'application/json'],
      ['User-Agent', 'Shopify-Captain-Hook'],
      ['Accept', '*/*'],
      ['X-Shopify-Topic', 'orders/paid'],
      ['X-Shopify-Shop-Domain', 'dummy-shop.myshopify.com'],
      ['X-Shopify-API-Version', '2026-07'],
    ]);
    assert.deepEqual(
      headers.slice(6).map(([name]) => name),
      [
        'X-Shopify-Webhook-Id',
        'X-Shopify-Triggered-At',
        'X-Shopify-Event-Id',
        'X-Shopify-Order-Id',
        'X-Shopify-Test',
      ],
    );
    assert.match(
      headerValue(headers, 'X-Shopify-Triggered-At') ?? '',
      /^2026-11-21T06:50:00\.123\d{6}Z$/,
    );
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    assert.match(headerValue(headers, 'X-Shopify-Webhook-Id') ?? '', uuid);
    assert.match(headerValue(headers, 'X-Shopify-Event-Id') ?? '', uuid);
    assert.equal(headerValue(headers, 'X-Shopify-Order-Id'), String(body('orders/paid')['id']));
    assert.equal(headerValue(headers, 'X-Shopify-Test'), 'true');
    const product = encoded('products/delete').headers;
    assert.notEqual(headerValue(product, 'X-Shopify-Product-Id'), undefined);
    assert.equal(headerValue(product, 'X-Shopify-Test'), undefined);
    assert.notEqual(
      headerValue(encoded('customers/update').headers, 'X-Shopify-Customer-Id'),
      undefined,
    );
  });

  it('what one action causes shares an event id, each delivery has its own webhook id', () => {
    const [first, other] = [encoded('orders/create'), encoded('orders/create', { seed: 'b' })];
    const paid = encoded('orders/paid');
    const value = (request: UnsignedRequest, name: string) => headerValue(request.headers, name);
    assert.equal(value(first, 'X-Shopify-Event-Id'), value(paid, 'X-Shopify-Event-Id'));
    assert.notEqual(value(first, 'X-Shopify-Webhook-Id'), value(other, 'X-Shopify-Webhook-Id'));
    assert.equal(body('orders/paid')['id'], body('orders/create')['id']);
  });

  it('the options set shop, version, name of the subscription and escapes', () => {
    const options = {
      'shop-domain': 'other.myshopify.com',
      'api-version': 'unstable',
      'subscription-name': 'paid orders',
      'json-escapes': 'none',
    };
    const { headers, body: bytes } = encoded('app/uninstalled', { options });
    assert.equal(headerValue(headers, 'X-Shopify-Shop-Domain'), 'other.myshopify.com');
    assert.equal(headerValue(headers, 'X-Shopify-API-Version'), 'unstable');
    assert.equal(headerValue(headers, 'X-Shopify-Name'), 'paid orders');
    assert.match(utf8Text(bytes), /"myshopify_domain":"other\.myshopify\.com"/);
    assert.match(utf8Text(bytes), /America\/New_York/);
  });

  it('slashes, &, < and > are escaped, other text is not', () => {
    const { body: bytes } = encode({ kind: 'json', value: { a: '</p> & é \u2028' } });
    assert.equal(utf8Text(bytes), String.raw`{"a":"\u003c\/p\u003e \u0026 é \u2028"}`);
  });

  it('times have the offset of New York, in summer and in winter', () => {
    assert.equal(shopTime(Date.UTC(2026, 1, 1, 14)), '2026-02-01T09:00:00-05:00');
    assert.equal(shopTime(Date.UTC(2026, 2, 8, 6, 59, 59)), '2026-03-08T01:59:59-05:00');
    assert.equal(shopTime(Date.UTC(2026, 2, 8, 7)), '2026-03-08T03:00:00-04:00');
    assert.equal(shopTime(Date.UTC(2026, 10, 1, 5, 59, 59)), '2026-11-01T01:59:59-04:00');
    assert.equal(shopTime(Date.UTC(2026, 10, 1, 6)), '2026-11-01T01:00:00-05:00');
  });

  it('the states of an order and of a customer are those of their topics', () => {
    const cancelled = body('orders/cancelled');
    assert.deepEqual(
      [cancelled['cancel_reason'], cancelled['cancelled_at']],
      ['customer', '2026-11-21T01:50:00-05:00'],
    );
    assert.equal(body('orders/fulfilled')['fulfillment_status'], 'fulfilled');
    assert.equal(body('orders/partially_fulfilled')['fulfillment_status'], 'partial');
    assert.equal(body('orders/paid')['financial_status'], 'paid');
    assert.deepEqual(Object.keys(body('orders/delete')), ['id']);
    assert.equal(body('customers/enable')['state'], 'enabled');
    const product = body('products/create');
    assert.equal(product['created_at'], product['updated_at']);
  });

  it('an "Events" delivery has headers without X- and names what changed', () => {
    const { headers, body: bytes } = encoded('Product/update');
    const names = headers.slice(3).map(([name]) => name);
    assert.deepEqual(names, [
      'shopify-topic',
      'shopify-shop-domain',
      'shopify-api-version',
      'shopify-webhook-id',
      'shopify-triggered-at',
      'shopify-event-id',
      'shopify-handle',
      'shopify-action',
      'shopify-resource-id',
    ]);
    const keys = Object.keys(JSON.parse(utf8Text(bytes)));
    assert.deepEqual(keys, ['topic', 'action', 'handle', 'fields_changed']);
  });

  it('a body from elsewhere gets the likeliest topic by its members', () => {
    const guessed = SHOPIFY_SAMPLES.map((sample) => {
      const { headers } = encode({ kind: 'json', value: JSON.parse(sample.body) });
      return headerValue(headers, 'X-Shopify-Topic');
    });
    assert.deepEqual(
      guessed,
      SHOPIFY_SAMPLES.map(({ topic }) => (topic === 'products/delete' ? undefined : topic)),
    );
  });

  it('a request has one event, and it is JSON', () => {
    const payload: Payload = { kind: 'json', value: {} };
    const options = defaultOptions(shopify);
    const context = { format: 'json', random: seededRandom('x'), options } as const;
    assert.throws(() => shopify.encode([payload, payload], context), { code: 'WHK_USAGE' });
    assert.throws(() => shopify.encode([], context), { code: 'WHK_USAGE' });
    assert.throws(() => encode({ kind: 'form', fields: [] }), { code: 'WHK_USAGE' });
  });

  it('events are found by their GraphQL names too', () => {
    assert.equal(findEvent(shopify, 'ORDERS_CREATE').name, 'orders/create');
    assert.equal(
      findEvent(shopify, 'ORDERS_PARTIALLY_FULFILLED').name,
      'orders/partially_fulfilled',
    );
    assert.equal(findEvent(shopify, 'APP_UNINSTALLED').name, 'app/uninstalled');
    assert.equal(shopify.events.length, 21);
  });
});
