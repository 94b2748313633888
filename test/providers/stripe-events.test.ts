import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { isRecord } from '../../src/core/shape.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { stripe } from '../../src/providers/stripe/index.ts';
import type { Payload } from '../../src/providers/types.ts';
import { type DrawnShape, masked } from '../helpers/masking.ts';
import { buildContext, type CaseSettings, defaultOptions } from '../helpers/provider-cases.ts';
import { testEveryEvent } from '../helpers/provider-laws.ts';
import { STRIPE_SAMPLES } from '../helpers/stripe-samples.ts';

const DRAWN: readonly DrawnShape[] = [
  [/cs_test_\w{58}/g, 'SESSION'],
  [/(pi_3\w{23})_secret_\w{25}/g, '$1_SECRET'],
  [/(evt|pi|ch|txn|re)_3[0-9A-Za-z]{5}B7WZ01zgkW[0-9A-Za-z]{8}/g, '$1_3'],
  [/(evt|pm|sub|in|il|dp)_1[0-9A-Za-z]{5}B7WZ01zgkW[0-9A-Za-z]{8}/g, '$1_1'],
  [/(cus|si|req)_[0-9A-Za-z]{14}"/g, '$1"'],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID'],
];

/** When the object of a sample came to be, in Unix seconds, where that is not the event's own time. */
const STARTED_AT: Readonly<Record<string, number>> = {
  'payment_intent.succeeded': 1773480413,
  'checkout.session.completed': 1773480319,
  'customer.subscription.updated': 1773480414,
  'invoice.paid': 1773480414,
};

function encoded(name: string, nowSeconds: number, startedAtSeconds: number): string {
  const definition = findEvent(stripe, name);
  const context = buildContext(stripe, definition, { nowMs: nowSeconds * 1000 + 321 });
  const message = {
    ...context.message,
    recipient: 'ada@example.com',
    acceptedAtMs: startedAtSeconds * 1000 + 99,
  };
  return encodedBody(definition.build({ ...context, message }));
}

function encodedBody(payload: Payload): string {
  return utf8Text(stripe.encode([payload], encodeContext()).body);
}

function encodeContext() {
  return {
    format: 'json',
    random: seededRandom('encode'),
    options: defaultOptions(stripe),
  } as const;
}

function built(name: string, settings: CaseSettings = {}): Readonly<Record<string, unknown>> {
  const definition = findEvent(stripe, name);
  const payload = definition.build(buildContext(stripe, definition, settings));
  const value: unknown = JSON.parse(encodedBody(payload));
  assert.ok(isRecord(value));
  return value;
}

function objectOf(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const data = event['data'];
  assert.ok(isRecord(data) && isRecord(data['object']));
  return data['object'];
}

/** Paths of objects whose keys are not `id`, `object`, then alphabetical. */
function misordered(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => misordered(item, `${path}[]`));
  if (!isRecord(value)) return [];
  const keys = Object.keys(value);
  const rank = (key: string): string => ({ id: ' 1', object: ' 2' })[key] ?? key;
  const sorted = keys.toSorted((left, right) => (rank(left) < rank(right) ? -1 : 1));
  const own = sorted.join() === keys.join() ? [] : [path];
  return [...own, ...keys.flatMap((key) => misordered(value[key], `${path}.${key}`))];
}

describe('stripe events', () => {
  for (const { event, body } of STRIPE_SAMPLES) {
    it(`${event}: the page sample is rebuilt byte for byte but for its ids`, () => {
      const { created } = JSON.parse(body) as { created: number };
      const again = encoded(event, created, STARTED_AT[event] ?? created);
      assert.equal(masked(again, DRAWN), masked(body, DRAWN));
    });
  }

  testEveryEvent(stripe);

  for (const { name } of stripe.events) {
    it(`${name}: every object has id first, object second, and the rest by name`, () => {
      const exempt = name.startsWith('v1.') ? ['.reason'] : [];
      assert.deepEqual(
        misordered(built(name), '').filter((path) => !exempt.includes(path)),
        [],
      );
    });
  }

  it('the headers are those of captured deliveries', () => {
    const { method, headers } = stripe.encode(
      [{ kind: 'json', value: { id: 'evt_1' } }],
      encodeContext(),
    );
    assert.equal(method, 'POST');
    assert.deepEqual(headers, [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['User-Agent', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
      ['Accept', '*/*; q=0.5, application/xml'],
      ['Accept-Encoding', 'gzip'],
      ['Cache-Control', 'no-cache'],
    ]);
  });

  it('the body is what JSON.stringify(event, null, 2) writes, non-ASCII text as it is', () => {
    const value = { id: 'evt_1', empty: {}, list: [], text: 'né × /\u2028', nested: { a: [1] } };
    assert.equal(encodedBody({ kind: 'json', value }), JSON.stringify(value, null, 2));
    assert.deepEqual(
      [...utf8Bytes(encodedBody({ kind: 'json', value })).slice(0, 7)],
      [0x7b, 0x0a, 0x20, 0x20, 0x22, 0x69, 0x64],
    );
  });

  it('a request has one event, and it is JSON', () => {
    const payload: Payload = { kind: 'json', value: {} };
    assert.throws(() => stripe.encode([payload, payload], encodeContext()), { code: 'WHK_USAGE' });
    assert.throws(() => stripe.encode([], encodeContext()), { code: 'WHK_USAGE' });
    const form: Payload = { kind: 'form', fields: [] };
    assert.throws(() => stripe.encode([form], encodeContext()), { code: 'WHK_USAGE' });
    assert.equal(stripe.batch, null);
  });

  it('the events of one sale are about the same objects, and event ids differ', () => {
    const paid = built('payment_intent.succeeded');
    const charged = built('charge.succeeded');
    const refunded = built('charge.refunded');
    assert.equal(objectOf(paid)['latest_charge'], objectOf(charged)['id']);
    assert.equal(objectOf(refunded)['id'], objectOf(charged)['id']);
    assert.equal(objectOf(charged)['receipt_email'], 'alice@example.net');
    assert.notEqual(built('charge.succeeded', { seed: 'b' })['id'], charged['id']);
  });

  it('the options set live mode, the API version and the connected account', () => {
    const options = { mode: 'live', 'api-version': '2025-03-31.basil', account: 'acct_1' };
    const event = built('checkout.session.completed', { options });
    assert.deepEqual(Object.keys(event).slice(0, 4), ['id', 'object', 'account', 'api_version']);
    assert.deepEqual(
      [event['livemode'], event['api_version'], event['account']],
      [true, '2025-03-31.basil', 'acct_1'],
    );
    assert.equal(objectOf(event)['livemode'], true);
    assert.match(String(objectOf(event)['id']), /^cs_live_\w{58}$/);
    assert.doesNotMatch(JSON.stringify(event), /"livemode":false/);
  });

  it('the differences of the other events are those of the page', () => {
    const declined = objectOf(built('payment_intent.payment_failed'));
    assert.deepEqual(
      [declined['status'], declined['amount_received'], declined['payment_method']],
      ['requires_payment_method', 0, null],
    );
    assert.deepEqual(Object.keys(declined['last_payment_error'] ?? {}), [
      'advice_code',
      'charge',
      'code',
      'decline_code',
      'doc_url',
      'message',
      'network_advice_code',
      'network_decline_code',
      'payment_method',
      'type',
    ]);
    const ended = objectOf(built('customer.subscription.deleted'));
    assert.equal(ended['status'], 'canceled');
    assert.equal(ended['ended_at'], ended['canceled_at']);
    const unpaid = objectOf(built('invoice.payment_failed'));
    assert.deepEqual(
      [unpaid['status'], unpaid['amount_paid'], unpaid['amount_remaining'], unpaid['attempted']],
      ['open', 0, 4900, true],
    );
    const draft = objectOf(built('invoice.created'));
    assert.deepEqual(
      [draft['status'], draft['number'], draft['effective_at'], draft['hosted_invoice_url']],
      ['draft', null, null, null],
    );
    const expired = objectOf(built('checkout.session.expired'));
    assert.deepEqual(
      [expired['status'], expired['payment_status'], expired['payment_intent']],
      ['expired', 'unpaid', null],
    );
    const refund = objectOf(built('refund.created'));
    assert.deepEqual(Object.keys(refund), [
      'id',
      'object',
      'amount',
      'balance_transaction',
      'charge',
      'created',
      'currency',
      'destination_details',
      'metadata',
      'payment_intent',
      'reason',
      'receipt_number',
      'source_transfer_reversal',
      'status',
      'transfer_reversal',
    ]);
    const changed = stripe.events.filter(({ name }) => {
      const { data } = built(name);
      return isRecord(data) && 'previous_attributes' in data;
    });
    assert.deepEqual(
      changed.map(({ name }) => name),
      ['charge.refunded', 'refund.updated', 'customer.updated', 'customer.subscription.updated'],
    );
  });

  it('a thin event has an ISO time and names its object without data', () => {
    const thin = built('thin');
    assert.deepEqual(
      [thin['object'], thin['created'], thin['data']],
      ['v2.core.event', '2026-11-21T06:50:00.123Z', undefined],
    );
    assert.match(String(thin['id']), /^evt_test_/);
  });

  it('events are found by their friendly names too', () => {
    const table = {
      'payment succeeded': 'payment_intent.succeeded',
      chargeback: 'charge.dispute.created',
      refund: 'charge.refunded',
      'checkout-done': 'checkout.session.completed',
      'subscription ended': 'customer.subscription.deleted',
      'payment-intent.payment-failed': 'payment_intent.payment_failed',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(stripe, typed).name, name, typed);
    }
    assert.equal(stripe.events.length, 24);
  });

  it('an event of another type is described by its type, with the address its object has', () => {
    const text =
      '{"id":"evt_1","object":"event","type":"payout.paid","data":{"object":{"customer_email":"b@example.net"}}}';
    const view = viewRequest({ method: 'POST', path: '/', headers: [], body: utf8Bytes(text) });
    assert.deepEqual(stripe.describe(view), [
      { name: null, wireName: 'payout.paid', id: 'evt_1', recipient: 'b@example.net' },
    ]);
  });
});
