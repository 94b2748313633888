import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { parseDurationMs } from '../../src/core/duration.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { stripe } from '../../src/providers/stripe/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { testHostileInput } from '../helpers/provider-laws.ts';
import { STRIPE_SAMPLES } from '../helpers/stripe-samples.ts';

const [live, sandbox] = stripe.retry;

function view(body: string, headers: HeaderList = []): RequestView {
  return viewRequest({ method: 'POST', path: '/', headers, body: utf8Bytes(body) });
}

describe('stripe facts', () => {
  it('retries live events after 5m, 30m, 2h, 5h, 10h, 12h, 12h, 12h, 12h: 65 h 35 m in all', () => {
    const delays = ['5m', '30m', '2h', '5h', '10h', '12h', '12h', '12h', '12h'];
    assert.deepEqual([live.name, live.delaysMs], ['stripe', delays.map(parseDurationMs)]);
    assert.equal(attemptOffsetsMs(live).at(-1), parseDurationMs('65h35m'));
  });

  it('retries sandbox events after 5m, 30m, 2h', () => {
    assert.equal(sandbox?.name, 'stripe:sandbox');
    assert.deepEqual(sandbox?.delaysMs, ['5m', '30m', '2h'].map(parseDurationMs));
  });

  it('takes any 2xx as delivered and redirects as failures', () => {
    for (const status of [200, 201, 204, 299]) {
      assert.equal(nextStep(live, 1, status).kind, 'delivered');
    }
    for (const status of [301, 302, 400, 410, 500, null]) {
      assert.equal(nextStep(live, 1, status).kind, 'retry', String(status));
    }
  });

  it('signs every attempt afresh, and refuses times older than 300 s', () => {
    assert.equal(stripe.scheme.freshOnRetry, true);
    assert.equal(stripe.scheme.toleranceMs, 300_000);
  });

  it("has the page's whsec_ secret as its test secret, and makes ones of the same shape", () => {
    const { secret } = stripe;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, 'whsec_9QmK4tXz7VbN2rPw8LcJ5yHs1GdF3aTe');
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^whsec_[0-9A-Za-z]{32}$/);
    const cli = `whsec_${'0a'.repeat(32)}`;
    for (const good of [made, secret.testSecret, cli]) assert.equal(secret.check(good), undefined);
    assert.equal(secret.check('')?.fatal, true);
    assert.match(secret.check(`${cli}\n`)?.message ?? '', /blanks or a line end/);
    assert.deepEqual([secret.check('sk_test_abc')?.fatal], [false]);
  });

  it('every unknown names what overrides it, and options have defaults among their choices', () => {
    for (const { override } of stripe.unknowns) assert.match(override, /^-/);
    for (const option of stripe.options) {
      assert.ok(option.choices?.includes(option.default) ?? true, option.name);
    }
  });
});

describe('stripe recognition', () => {
  for (const { event, body } of STRIPE_SAMPLES) {
    it(`the page sample of ${event} is certain by its body alone, and described`, () => {
      const seen = view(body);
      assert.equal(stripe.recognise(seen), Confidence.certain);
      const { id } = JSON.parse(body) as { id: string };
      const recipient = event.startsWith('customer.subscription') ? null : 'ada@example.com';
      assert.deepEqual(stripe.describe(seen), [{ name: event, wireName: event, id, recipient }]);
    });
  }

  it('the signature header or the User-Agent makes any body certain', () => {
    assert.equal(stripe.recognise(view('x')), Confidence.none);
    assert.equal(stripe.recognise(view('x', [['stripe-signature', 'x']])), Confidence.certain);
    const agent = 'Stripe/1.0 (+https://stripe.com/docs/webhooks)';
    assert.equal(stripe.recognise(view('x', [['User-Agent', agent]])), Confidence.certain);
  });

  it('an event without its data is likely, one with a strange id possible', () => {
    const short = '{"id":"evt_test_webhook","object":"event","type":"ping"}';
    assert.equal(stripe.recognise(view(short)), Confidence.likely);
    const strange = short.replace('evt_', 'x_');
    assert.equal(stripe.recognise(view(strange)), Confidence.possible);
    assert.deepEqual(stripe.describe(view('{"object":"event"}')), []);
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const wanted = provider === 'stripe' ? Confidence.certain : Confidence.none;
      assert.equal(stripe.recognise(view(body)), wanted, body);
    }
  });

  testHostileInput(stripe, ['Stripe-Signature']);
});
