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
import { shopify } from '../../src/providers/shopify/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import { defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';
import { SHOPIFY_SAMPLES } from '../helpers/shopify-samples.ts';

const KEY = 'shpss_0123456789abcdef0123456789abcdef';
const SECRET: Secret = { kind: 'shared', value: KEY };
const OTHER: Secret = { kind: 'shared', value: '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' };

/** As the page prints them. */
const VECTORS: readonly (readonly [body: string, signature: string, key: string])[] = [
  ['{"id":9012345678901}', 'qtBHPHQZW4xhJgCdknm2+ToDns9zz0juIckD0F0Z9JU=', KEY],
  [sample('customers/redact'), 'dwgn4i0sDNxS5Oto1Bmh8cGpfP+81Knm/GuCEUuFVMo=', KEY],
  [sample('orders/create'), '3uZ2I3H/D4j9cVVnvBsuB2OSTeUW7LKzvv/T5dQjdg8=', KEY],
  ['{"hello":"world"}', 'LRPBf1e1ZRaBxci7K47qjyU4k8dAVGmwIVhdzw3p7Tc=', 'test-secret-0123456789'],
];

const [[BODY, SIGNATURE]] = VECTORS as readonly [(typeof VECTORS)[number]]; // there are four

function sample(topic: string): string {
  return SHOPIFY_SAMPLES.find((one) => one.topic === topic)?.body ?? '';
}

function request(body: string, ...headers: HeaderList): WebhookRequest {
  return {
    method: 'POST',
    path: '/hooks/shopify',
    headers: [['Content-Type', 'application/json'], ...headers],
    body: utf8Bytes(body),
  };
}

function signed(signature = SIGNATURE): WebhookRequest {
  return request(BODY, ['x-shopify-hmac-sha256', signature]);
}

function verify(sent: WebhookRequest, ...secrets: readonly Secret[]): Verification {
  const options = defaultOptions(shopify);
  return shopify.verify(viewRequest(sent), { secrets, url: TARGET_URL, nowMs: NOW_MS, options });
}

function sign(unsigned: WebhookRequest, secret: Secret = SECRET): WebhookRequest {
  const options = defaultOptions(shopify);
  const random = seededRandom('sign');
  return shopify.sign(unsigned, { secret, url: TARGET_URL, nowMs: NOW_MS, random, options });
}

function hmac(body: string | Uint8Array, key = KEY): string {
  return createHmac('sha256', key).update(body).digest('base64');
}

describe('shopify signature', () => {
  for (const [body, signature, key] of VECTORS) {
    it(`the printed signature of ${body.slice(0, 24)}… (${body.length} characters) verifies and is made again`, () => {
      const secret: Secret = { kind: 'shared', value: key };
      assert.equal(hmac(body, key), signature);
      const sent = request(body, ['X-Shopify-Hmac-SHA256', signature]);
      assert.deepEqual(verify(sent, secret), {
        status: 'ok',
        detail: 'the signature fits the body',
      });
      assert.deepEqual(sign(request(body), secret).headers.at(-1), [
        'X-Shopify-Hmac-Sha256',
        signature,
      ]);
    });
  }

  it('a new header goes before the shop domain; "Events" get theirs without X-', () => {
    const webhook = request(BODY, ['X-Shopify-Topic', 't'], ['X-Shopify-Shop-Domain', 'd']);
    assert.deepEqual(
      sign(webhook).headers.map(([name]) => name),
      ['Content-Type', 'X-Shopify-Topic', 'X-Shopify-Hmac-Sha256', 'X-Shopify-Shop-Domain'],
    );
    const event = sign(request(BODY, ['shopify-topic', 'Product']));
    assert.deepEqual(event.headers.at(-1), ['shopify-hmac-sha256', SIGNATURE]);
    assert.equal(verify(event, SECRET).status, 'ok');
    assert.deepEqual(shopify.signatureParts(viewRequest(event)).signature, {
      in: 'header',
      name: 'shopify-hmac-sha256',
    });
  });

  it('a body parsed and written again does not fit: its escapes are gone', () => {
    const body = sample('orders/create');
    const sent = request(JSON.stringify(JSON.parse(body)), ['X-Shopify-Hmac-Sha256', hmac(body)]);
    assert.equal(verify(sent, SECRET).status, 'failed');
  });

  it('any of several secrets may fit, and a mismatch names none', () => {
    assert.equal(verify(signed(), OTHER, SECRET).status, 'ok');
    assert.deepEqual(verify(signed(), OTHER), {
      status: 'failed',
      cause: 'mismatch',
      detail: 'X-Shopify-Hmac-Sha256 is not the HMAC-SHA256 of the 20 body bytes under the secret',
    });
  });

  it('hexadecimal, cut or unpadded signatures are malformed, and say why', () => {
    for (const [signature, reason] of [
      [Buffer.from(SIGNATURE, 'base64').toString('hex'), /hexadecimal; Shopify writes base64/],
      [SIGNATURE.slice(0, -1), /not base64 with its padding/],
      [`${SIGNATURE.slice(0, 40)}`, /30 bytes, not 32/],
      ['', /0 bytes, not 32/],
    ] as const) {
      const verdict = verify(signed(signature), SECRET);
      assert.equal(verdict.status === 'failed' && verdict.cause, 'malformed', signature);
      assert.match(verdict.detail, reason);
    }
  });

  it('without a header a request is unsigned, without a secret there is nothing to check with', () => {
    assert.equal(verify(request(BODY), SECRET).status, 'unsigned');
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    assert.equal(verify(signed()).status, 'no-secret');
    assert.equal(verify(signed(), pair, { kind: 'shared', value: '' }).status, 'no-secret');
    assert.throws(() => sign(signed(), pair), { code: 'WHK_SECRET' });
  });

  it('one flipped bit of the body or one other character of the signature fails', () => {
    const { body } = signed();
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.nat(7), (index, bit) => {
        const changed = Uint8Array.from(body);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        assert.equal(verify({ ...signed(), body: changed }, SECRET).status, 'failed');
      }),
    );
    fc.assert(
      fc.property(fc.nat(42), fc.constantFrom('A', 'b', '7', '+', '/'), (index, character) => {
        fc.pre(SIGNATURE.charAt(index) !== character);
        const changed = SIGNATURE.slice(0, index) + character + SIGNATURE.slice(index + 1);
        assert.equal(verify(signed(changed), SECRET).status, 'failed');
      }),
    );
  });

  it('topic, shop, time, method and path are not covered', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, value) => {
        const sent = signed();
        const headers: HeaderList = [
          ['X-Shopify-Topic', value],
          ['X-Shopify-Triggered-At', value],
          ...sent.headers,
        ];
        assert.equal(verify({ ...sent, method: 'PUT', path, headers }, SECRET).status, 'ok');
      }),
    );
  });

  it('signing again replaces the value in place and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (body, old) => {
        const before: HeaderList = [
          ['X-Shopify-Shop-Domain', 'd'],
          ['x-shopify-hmac-sha256', old],
          ['Accept', '*/*'],
        ];
        const sent: WebhookRequest = { method: 'POST', path: '/a?b', headers: before, body };
        assert.deepEqual(sign(sent), {
          ...sent,
          headers: [before[0], ['x-shopify-hmac-sha256', hmac(body)], before[2]],
        });
      }),
    );
  });

  it('the signature is found in its header, and nowhere when there is none', () => {
    assert.deepEqual(shopify.signatureParts(viewRequest(signed())), {
      signature: { in: 'header', name: 'X-Shopify-Hmac-Sha256' },
      bodyRanges: [],
    });
    assert.deepEqual(shopify.signatureParts(viewRequest(request(BODY))), { bodyRanges: [] });
  });
});
