import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { type HeaderList, headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { standardWebhooks } from '../../src/providers/standard-webhooks/index.ts';
import type { ProviderOptions, Secret } from '../../src/providers/types.ts';
import { defaultOptions, TARGET_URL } from '../helpers/provider-cases.ts';
import {
  PUBLIC_VECTOR,
  ROTATION,
  SAMPLE_SECRET,
  SAMPLES,
} from '../helpers/standard-webhooks-samples.ts';

const INVOICE = SAMPLES.find(({ event }) => event === 'invoice-paid') ?? assert.fail();
const [, , TEST_KEY_SIGNATURE = ''] = ROTATION.signature.split(' ');

function shared(value: string): Secret {
  return { kind: 'shared', value };
}

function sign(
  unsigned: WebhookRequest,
  nowMs: number,
  secret: Secret | string,
  options: ProviderOptions = {},
): WebhookRequest {
  return standardWebhooks.sign(unsigned, {
    secret: typeof secret === 'string' ? shared(secret) : secret,
    url: TARGET_URL,
    nowMs,
    random: seededRandom('sign'),
    options: { ...defaultOptions(standardWebhooks), ...options },
  });
}

function request(body: string, ...headers: HeaderList): WebhookRequest {
  return { method: 'POST', path: '/webhooks', headers, body: utf8Bytes(body) };
}

function signatureOf(signed: WebhookRequest, name = 'webhook-signature'): string | undefined {
  return headerValue(signed.headers, name);
}

describe('standard webhooks signing', () => {
  for (const sample of SAMPLES) {
    it(`${sample.event}: the printed headers are reproduced`, () => {
      const unsigned = request(
        sample.body,
        ['content-type', 'application/json'],
        ['webhook-id', sample.id],
      );
      assert.deepEqual(sign(unsigned, Number(sample.timestamp) * 1000, SAMPLE_SECRET).headers, [
        ['content-type', 'application/json'],
        ['webhook-id', sample.id],
        ['webhook-timestamp', sample.timestamp],
        ['webhook-signature', sample.signature],
      ]);
    });
  }

  it('the public vector is reproduced in both versions', () => {
    const { id, timestamp, body, secret, v1, privateKey, v1a } = PUBLIC_VECTOR;
    const unsigned = request(body, ['svix-id', id]);
    const atMs = Number(timestamp) * 1000;
    assert.equal(signatureOf(sign(unsigned, atMs, secret), 'svix-signature'), v1);
    const signed = sign(unsigned, atMs, privateKey, { version: 'v1a' });
    assert.equal(signatureOf(signed, 'svix-signature'), v1a);
  });

  it('with version v1a the test secret stands for the test key pair', () => {
    const unsigned = request(INVOICE.body, ['webhook-id', INVOICE.id]);
    const atMs = Number(INVOICE.timestamp) * 1000;
    for (const secret of [SAMPLE_SECRET, ROTATION.privateKey]) {
      const signed = sign(unsigned, atMs, secret, { version: 'v1a' });
      assert.equal(signatureOf(signed), TEST_KEY_SIGNATURE);
    }
  });

  it('with secret-format=text the secret is the key as it stands', () => {
    const secret = 'polar_whs_0123456789abcdef';
    const unsigned = request(INVOICE.body, ['webhook-id', INVOICE.id]);
    const signed = sign(unsigned, Number(INVOICE.timestamp) * 1000, secret, {
      'secret-format': 'text',
    });
    const content = `${INVOICE.id}.${INVOICE.timestamp}.${INVOICE.body}`;
    const independent = createHmac('sha256', secret).update(content).digest('base64');
    assert.equal(signatureOf(signed), `v1,${independent}`);
  });

  it('a request keeps the names of its headers, a new one gets those of the option', () => {
    const names = (unsigned: WebhookRequest, options: ProviderOptions = {}) =>
      sign(unsigned, 0, SAMPLE_SECRET, options).headers.map(([name]) => name);
    const svix = ['svix-id', 'svix-timestamp', 'svix-signature'];
    const webhook = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
    assert.deepEqual(names(request('{}')), webhook);
    assert.deepEqual(names(request('{}'), { headers: 'svix' }), svix);
    assert.deepEqual(names(request('{}', ['svix-id', 'm'])), svix);
    assert.deepEqual(names(request('{}', ['webhook-id', 'm']), { headers: 'svix' }), webhook);
  });

  it('a new id is made only where there is none, and stays when signing again', () => {
    const signed = sign(request('{}'), 1_800_000_000_000, SAMPLE_SECRET);
    const id = headerValue(signed.headers, 'webhook-id');
    assert.match(id ?? '', /^msg_[0-9A-Za-z]{27}$/);
    const again = sign(signed, 1_800_000_300_000, SAMPLE_SECRET);
    assert.equal(headerValue(again.headers, 'webhook-id'), id);
    assert.equal(headerValue(again.headers, 'webhook-timestamp'), '1800000300');
    assert.notEqual(signatureOf(again), signatureOf(signed));
  });

  it('signing again changes time and signature in place and nothing else', () => {
    const versions = fc.constantFrom('v1', 'v1a');
    const time = fc.nat(2_000_000_000);
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), time, versions, (body, old, seconds, version) => {
        const before: HeaderList = [
          ['Webhook-Signature', old],
          ['Host', 'hooks.example.com'],
          ['webhook-timestamp', old],
          ['WEBHOOK-ID', 'msg_kept'],
        ];
        const unsigned: WebhookRequest = { method: 'PUT', path: '/a?b', headers: before, body };
        const nowMs = seconds * 1000 + 999;
        const signed = sign(unsigned, nowMs, SAMPLE_SECRET, { version });
        assert.deepEqual(signed, {
          ...unsigned,
          headers: [
            ['Webhook-Signature', signatureOf(signed) ?? ''],
            before[1],
            ['webhook-timestamp', String(seconds)],
            before[3],
          ],
        });
        const verdict = standardWebhooks.verify(viewRequest(signed), {
          secrets: [shared(SAMPLE_SECRET)],
          url: TARGET_URL,
          nowMs,
          options: defaultOptions(standardWebhooks),
        });
        assert.equal(verdict.status, 'ok');
      }),
    );
  });

  it('a secret of another shape is refused, and the hint names the option', () => {
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    const table: readonly (readonly [Secret | string, string, RegExp])[] = [
      [ROTATION.privateKey, 'v1', /version=v1a/],
      ['polar_whs_abc', 'v1', /secret-format=text/],
      ['', 'v1', /whsec_/],
      [ROTATION.publicKey, 'v1a', /whsk_/],
      ['whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX', 'v1a', /version=v1/],
      [pair, 'v1', /whsec_/],
      [pair, 'v1a', /whsk_/],
    ];
    for (const [secret, version, hint] of table) {
      assert.throws(() => sign(request('{}'), 0, secret, { version }), {
        code: 'WHK_SECRET',
        hint,
      });
    }
  });

  it('signature, time and the covered id are found in their headers, and nowhere when unsigned', () => {
    for (const prefix of ['webhook', 'svix']) {
      const signed = request(
        '{}',
        [`${prefix}-id`, 'm'],
        [`${prefix}-timestamp`, '1'],
        [`${prefix}-signature`, 'v1,x'],
      );
      assert.deepEqual(standardWebhooks.signatureParts(viewRequest(signed)), {
        signature: { in: 'header', name: `${prefix}-signature` },
        timestamp: { in: 'header', name: `${prefix}-timestamp` },
        coveredHeader: `${prefix}-id`,
        bodyRanges: [],
      });
    }
    const bare = request('{}', ['webhook-id', 'm']);
    assert.deepEqual(standardWebhooks.signatureParts(viewRequest(bare)), { bodyRanges: [] });
    const alone = request('{}', ['webhook-signature', 'v1,x']);
    assert.deepEqual(standardWebhooks.signatureParts(viewRequest(alone)), {
      signature: { in: 'header', name: 'webhook-signature' },
      bodyRanges: [],
    });
  });
});
