import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { stripe } from '../../src/providers/stripe/index.ts';
import type { Secret, VerifyInput } from '../../src/providers/types.ts';
import { defaultOptions, TARGET_URL } from '../helpers/provider-cases.ts';
import { STRIPE_SAMPLES } from '../helpers/stripe-samples.ts';

interface Vector {
  readonly secret: string;
  readonly seconds: number;
  readonly body: string;
  readonly header: string;
}

/** As the page prints them. */
const VECTORS: readonly Vector[] = [
  {
    secret: 'whsec_test_secret',
    seconds: 1614265330,
    body: '{\n  "id": "evt_test_webhook",\n  "object": "event"\n}',
    header: 't=1614265330,v1=af4ead0627a34a8cca29808e8de9ada8e41a92e6237c63cef6eacf51d36cca34',
  },
  {
    secret: 'whsec_9QmK4tXz7VbN2rPw8LcJ5yHs1GdF3aTe',
    seconds: 1773480315,
    body: STRIPE_SAMPLES.find(({ event }) => event === 'customer.created')?.body ?? '',
    header: 't=1773480315,v1=440d1757aebd9c38a7ab46522e6308426d70598a67ac43913285c88daaf371cc',
  },
  {
    secret: 'test-secret-0123456789',
    seconds: 1773480413,
    body: '{"hello":"world"}',
    header: 't=1773480413,v1=349318c4d5103507fa1143e289301d6d00189aa5065ff878ee41a56c6956f2e2',
  },
];

const [FIRST] = VECTORS as readonly [Vector]; // there are three
const OTHER = 'whsec_00112233445566778899aabbccddeeff';
const JSON_TYPE = ['Content-Type', 'application/json; charset=utf-8'] as const;

function shared(value: string): Secret {
  return { kind: 'shared', value };
}

function request(vector: Vector, header: string | null = vector.header): WebhookRequest {
  return {
    method: 'POST',
    path: '/hooks/stripe',
    headers: header === null ? [JSON_TYPE] : [JSON_TYPE, ['stripe-signature', header]],
    body: utf8Bytes(vector.body),
  };
}

function verify(
  sent: WebhookRequest,
  secrets: readonly Secret[],
  settings: Partial<VerifyInput> = {},
): Verification {
  return stripe.verify(viewRequest(sent), {
    secrets,
    url: TARGET_URL,
    nowMs: FIRST.seconds * 1000,
    options: defaultOptions(stripe),
    ...settings,
  });
}

function sign(
  unsigned: WebhookRequest,
  secret: string,
  seconds: number,
  options: Readonly<Record<string, string>> = {},
): WebhookRequest {
  return stripe.sign(unsigned, {
    secret: shared(secret),
    url: TARGET_URL,
    nowMs: seconds * 1000 + 999,
    random: seededRandom('sign'),
    options: { ...defaultOptions(stripe), ...options },
  });
}

function v1(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}

describe('stripe signature', () => {
  for (const vector of VECTORS) {
    it(`the printed signature under ${vector.secret} at ${vector.seconds} verifies and is made again`, () => {
      const { secret, seconds, body, header } = vector;
      assert.equal(`t=${seconds},v1=${v1(secret, seconds, body)}`, header);
      const verdict = verify(request(vector), [shared(secret)], { nowMs: seconds * 1000 });
      assert.deepEqual(verdict, { status: 'ok', detail: 'signature and time fit' });
      const signed = sign(request(vector, null), secret, seconds);
      assert.deepEqual(signed.headers, [JSON_TYPE, ['Stripe-Signature', header]]);
    });
  }

  it('the secret is used whole: without its prefix it does not fit', () => {
    const bare = FIRST.secret.slice('whsec_'.length);
    const verdict = verify(request(FIRST), [shared(bare)]);
    assert.equal(verdict.status === 'failed' && verdict.cause, 'mismatch');
  });

  it('any of several v1 may fit any of several secrets, as while a secret is rolled', () => {
    const foreign = `v1=${'0'.repeat(64)}`;
    const rolled = FIRST.header.replace(',v1', `,${foreign},v1`);
    assert.equal(verify(request(FIRST, rolled), [shared(FIRST.secret)]).status, 'ok');
    const secrets = [shared(OTHER), shared(FIRST.secret)];
    assert.equal(verify(request(FIRST), secrets).status, 'ok');
    const both = sign(request(FIRST, null), FIRST.secret, FIRST.seconds, {
      'previous-secret': OTHER,
    });
    const second = v1(OTHER, FIRST.seconds, FIRST.body);
    assert.equal(both.headers.at(-1)?.[1], `${FIRST.header},v1=${second}`);
    assert.equal(verify(both, [shared(OTHER)]).status, 'ok');
  });

  it('a v0 that fits proves nothing, and beside a v1 it is not looked at', () => {
    const asV0 = FIRST.header.replace('v1=', 'v0=');
    const alone = verify(request(FIRST, asV0), [shared(FIRST.secret)]);
    assert.equal(alone.status === 'failed' && alone.cause, 'malformed');
    assert.match(alone.detail, /has no v1, only v0, which proves nothing/);
    const beside = `${FIRST.header},v0=${'0'.repeat(64)}`;
    assert.equal(verify(request(FIRST, beside), [shared(FIRST.secret)]).status, 'ok');
  });

  it('v0 is written in test mode where the option asks for it, and kept where it was', () => {
    const test = { ...FIRST, body: '{\n  "livemode": false\n}' };
    const live = { ...FIRST, body: '{\n  "livemode": true\n}' };
    const option = { v0: 'test-mode' };
    const headerOf = (sent: WebhookRequest) => sent.headers.at(-1)?.[1] ?? '';
    const shape = /^t=\d+,v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/;
    assert.match(headerOf(sign(request(test, null), OTHER, 1, option)), shape);
    assert.doesNotMatch(headerOf(sign(request(live, null), OTHER, 1, option)), /v0/);
    assert.doesNotMatch(headerOf(sign(request(test, null), OTHER, 1)), /v0/);
    assert.match(headerOf(sign(request(live, 't=1,v1=a,v0=b'), OTHER, 1)), shape);
    assert.doesNotMatch(headerOf(sign(request(test, 't=1,v1=a'), OTHER, 1, option)), /v0/);
  });

  it('300 s is the limit, counted in whole seconds; a time in the future passes with a remark', () => {
    const secrets = [shared(FIRST.secret)];
    const at = (seconds: number, settings: Partial<VerifyInput> = {}) =>
      verify(request(FIRST), secrets, { nowMs: (FIRST.seconds + seconds) * 1000, ...settings });
    assert.equal(at(300.9).status, 'ok');
    const old = at(301);
    assert.equal(old.status === 'failed' && old.cause, 'stale');
    assert.equal(old.detail, 'the signed time is 5m1s old, more than 5m');
    assert.equal(at(301, { toleranceMs: 400_000 }).status, 'ok');
    assert.equal(at(1e9, { toleranceMs: Number.POSITIVE_INFINITY }).status, 'ok');
    const early = at(-3600);
    assert.equal(early.status, 'ok');
    assert.match(early.detail, /the signed time is 1h in the future, which is let pass/);
  });

  it('a header without t or without a usable v1 is malformed, and says why', () => {
    for (const [header, reason] of [
      ['', /has no t=<Unix seconds>/],
      [FIRST.header.replace('t=1614265330,', ''), /has no t=<Unix seconds>/],
      [FIRST.header.replace('t=16', 't=x16'), /has no t=<Unix seconds>/],
      ['t=1614265330', /has no v1/],
      ['t=1614265330,v1=abc', /no v1 of Stripe-Signature is 64 lower-case/],
      [FIRST.header.toUpperCase().replace('T=', 't=').replace('V1=', 'v1='), /lower-case/],
    ] as const) {
      const verdict = verify(request(FIRST, header), [shared(FIRST.secret)]);
      assert.equal(verdict.status === 'failed' && verdict.cause, 'malformed', header);
      assert.match(verdict.detail, reason);
    }
  });

  it('a mismatch says what was compared and names neither secret nor signature', () => {
    const verdict = verify(request(FIRST), [shared(OTHER), shared('whsec_x')]);
    assert.deepEqual(verdict, {
      status: 'failed',
      cause: 'mismatch',
      detail:
        'v1 is not the HMAC-SHA256 of t, "." and the 51 body bytes under any of the 2 secrets',
    });
  });

  it('without a header a request is unsigned, without a secret there is nothing to check with', () => {
    assert.equal(verify(request(FIRST, null), [shared(OTHER)]).status, 'unsigned');
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    assert.equal(verify(request(FIRST), []).status, 'no-secret');
    assert.equal(verify(request(FIRST), [pair, shared('')]).status, 'no-secret');
    assert.throws(() => sign(request(FIRST), '', 1), { code: 'WHK_SECRET' });
  });

  it('one flipped bit of the body, of the time or of the signature fails', () => {
    const { body } = request(FIRST);
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.nat(7), (index, bit) => {
        const changed = Uint8Array.from(body);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        const sent = { ...request(FIRST), body: changed };
        assert.equal(verify(sent, [shared(FIRST.secret)]).status, 'failed');
      }),
    );
    const digits = [...FIRST.header].flatMap((character, index) =>
      /[0-9a-f]/.test(character) && index !== FIRST.header.indexOf('v1') + 1 ? [index] : [],
    );
    fc.assert(
      fc.property(fc.constantFrom(...digits), fc.integer({ min: 1, max: 9 }), (index, change) => {
        const before = Number.parseInt(FIRST.header.charAt(index), 16);
        const after = ((before + change) % 10).toString();
        fc.pre(after !== FIRST.header.charAt(index));
        const header = FIRST.header.slice(0, index) + after + FIRST.header.slice(index + 1);
        assert.equal(verify(request(FIRST, header), [shared(FIRST.secret)]).status, 'failed');
      }),
    );
  });

  it('method, path and other headers are not covered', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, value) => {
        const sent = request(FIRST);
        const headers: HeaderList = [['X-Other', value], ...sent.headers];
        const changed = { ...sent, method: 'PUT', path, headers };
        assert.equal(verify(changed, [shared(FIRST.secret)]).status, 'ok');
      }),
    );
  });

  it('signing again replaces the header in place with a new time, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.nat(), (body, old, seconds) => {
        fc.pre(!old.includes('v0'));
        const before: HeaderList = [
          ['Host', 'hooks.example.com'],
          ['stripe-signature', old],
          ['Accept', '*/*'],
        ];
        const sent: WebhookRequest = { method: 'POST', path: '/a?b', headers: before, body };
        const value = createHmac('sha256', OTHER).update(`${seconds}.`).update(body).digest('hex');
        assert.deepEqual(sign(sent, OTHER, seconds), {
          ...sent,
          headers: [before[0], ['stripe-signature', `t=${seconds},v1=${value}`], before[2]],
        });
      }),
    );
  });

  it('signature and time are found within the header, and nowhere when there is none', () => {
    const places = (header: string) => {
      const { signature, timestamp } = stripe.signatureParts(viewRequest(request(FIRST, header)));
      return [signature, timestamp].map((place) => {
        assert.ok(
          place === undefined || (place.in === 'header' && place.name === 'Stripe-Signature'),
        );
        return place?.range && header.slice(place.range.start, place.range.end);
      });
    };
    assert.deepEqual(places(FIRST.header), FIRST.header.replace('t=', '').split(',v1=').reverse());
    assert.deepEqual(places('v0=a,v1=bb,t=1,v1=cc,t=22'), ['bb', '22']);
    assert.deepEqual(places('x'), [undefined, undefined]);
    assert.deepEqual(places('v1='), ['', undefined]);
    assert.deepEqual(stripe.signatureParts(viewRequest(request(FIRST, null))), { bodyRanges: [] });
  });
});
