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
import { mailtrap } from '../../src/providers/mailtrap/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import {
  BATCHES,
  type MailtrapSample,
  SAMPLE_SECRET,
  SDK_VECTOR,
  SINGLE_EVENTS,
} from '../helpers/mailtrap-samples.ts';
import { defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const SECRET: Secret = { kind: 'shared', value: SAMPLE_SECRET };
const OTHER: Secret = { kind: 'shared', value: '00112233445566778899aabbccddeeff' };
const ALL_SAMPLES = [SDK_VECTOR, ...SINGLE_EVENTS, ...BATCHES];

function sampleRequest(sample: MailtrapSample, headers?: HeaderList): WebhookRequest {
  return {
    method: 'POST',
    path: '/hooks/mailtrap?tenant=7',
    headers: headers ?? [
      ['content-type', sample.contentType],
      ['mailtrap-signature', sample.signature],
      ['host', 'hooks.example.com'],
    ],
    body: utf8Bytes(sample.body),
  };
}

function verify(request: WebhookRequest, ...secrets: readonly Secret[]): Verification {
  const options = defaultOptions(mailtrap);
  return mailtrap.verify(viewRequest(request), {
    secrets,
    url: TARGET_URL,
    nowMs: NOW_MS,
    options,
  });
}

function sign(request: WebhookRequest, secret: Secret = SECRET): WebhookRequest {
  const options = defaultOptions(mailtrap);
  const random = seededRandom('sign');
  return mailtrap.sign(request, { secret, url: TARGET_URL, nowMs: NOW_MS, random, options });
}

describe('mailtrap signature', () => {
  for (const sample of ALL_SAMPLES) {
    const title = `${sample.events.join(' and ')} (${sample.contentType}, ${sample.body.length} characters)`;
    it(`the printed signature of ${title} is the HMAC-SHA256 of the raw body, and verifies`, () => {
      const independent = createHmac('sha256', Buffer.from(SAMPLE_SECRET, 'ascii'))
        .update(sample.body)
        .digest('hex');
      assert.equal(independent, sample.signature);
      assert.equal(verify(sampleRequest(sample), SECRET).status, 'ok');
      assert.deepEqual(
        sign(sampleRequest(sample, [['Content-Type', sample.contentType]])).headers,
        [
          ['Content-Type', sample.contentType],
          ['Mailtrap-Signature', sample.signature],
        ],
      );
    });
  }

  it('a second secret may fit while one is being rotated', () => {
    assert.equal(verify(sampleRequest(SDK_VECTOR), OTHER, SECRET).status, 'ok');
  });

  it('another secret, or the same one decoded from hex, is a mismatch that names neither', () => {
    const decoded = Buffer.from(SAMPLE_SECRET, 'hex').toString('latin1');
    for (const secret of [OTHER, { kind: 'shared', value: decoded } as const]) {
      const verdict = verify(sampleRequest(SDK_VECTOR), secret);
      assert.deepEqual(
        [verdict.status, 'cause' in verdict && verdict.cause],
        ['failed', 'mismatch'],
      );
      assert.ok(!verdict.detail.includes(secret.value));
      assert.ok(!verdict.detail.includes(SDK_VECTOR.signature));
    }
  });

  it('a header of another length or with other characters is malformed', () => {
    for (const [signature, reason] of [
      [SDK_VECTOR.signature.slice(1), /63 characters, not 64/],
      [`sha256=${SDK_VECTOR.signature}`, /71 characters, not 64/],
      ['', /0 characters, not 64/],
      [`g${SDK_VECTOR.signature.slice(1)}`, /not hexadecimal/],
    ] as const) {
      const verdict = verify(sampleRequest({ ...SDK_VECTOR, signature }), SECRET);
      assert.equal(verdict.status === 'failed' && verdict.cause, 'malformed');
      assert.match(verdict.detail, reason);
    }
  });

  it('an upper-case signature is a mismatch that says so', () => {
    const signature = SDK_VECTOR.signature.toUpperCase();
    const verdict = verify(sampleRequest({ ...SDK_VECTOR, signature }), SECRET);
    assert.equal(verdict.status === 'failed' && verdict.cause, 'mismatch');
    assert.match(verdict.detail, /lower-case/);
  });

  it('without the header a request is unsigned, and X-Mailtrap-Signature is no substitute', () => {
    assert.equal(verify(sampleRequest(SDK_VECTOR, []), SECRET).status, 'unsigned');
    const mistaken = sampleRequest(SDK_VECTOR, [['X-Mailtrap-Signature', SDK_VECTOR.signature]]);
    const verdict = verify(mistaken, SECRET);
    assert.equal(verdict.status, 'unsigned');
    assert.match(verdict.detail, /X-Mailtrap-Signature is a mistake/);
  });

  it('with no shared secret, or an empty one, there is nothing to check with', () => {
    const request = sampleRequest(SDK_VECTOR);
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    assert.equal(verify(request).status, 'no-secret');
    assert.equal(verify(request, pair, { kind: 'shared', value: '' }).status, 'no-secret');
    assert.throws(() => sign(request, pair), { code: 'WHK_SECRET' });
    assert.throws(() => sign(request, { kind: 'shared', value: '' }), { code: 'WHK_SECRET' });
  });

  it('one flipped bit of the body or of the signature fails', () => {
    const sample = BATCHES[0] ?? SDK_VECTOR;
    const { body } = sampleRequest(sample);
    fc.assert(
      fc.property(
        fc.nat(body.length - 1),
        fc.nat(7),
        fc.nat(63),
        fc.integer({ min: 1, max: 15 }),
        (index, bit, digit, change) => {
          const changed = Uint8Array.from(body);
          changed[index] = (changed[index] ?? 0) ^ (1 << bit);
          assert.equal(
            verify({ ...sampleRequest(sample), body: changed }, SECRET).status,
            'failed',
          );
          const before = sample.signature.charAt(digit);
          const after = (Number.parseInt(before, 16) ^ change).toString(16);
          const signature = `${sample.signature.slice(0, digit)}${after}${sample.signature.slice(digit + 1)}`;
          assert.equal(verify(sampleRequest({ ...sample, signature }), SECRET).status, 'failed');
        },
      ),
    );
  });

  it('method, path and other headers are not covered', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, value) => {
        const request = sampleRequest(SDK_VECTOR);
        const headers: HeaderList = [['X-Other', value], ...request.headers];
        assert.equal(verify({ ...request, method: 'PUT', path, headers }, SECRET).status, 'ok');
      }),
    );
  });

  it('signing again replaces the value in place and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.string(), (body, old) => {
        const before: HeaderList = [
          ['Host', 'hooks.example.com'],
          ['mailtrap-signature', old],
          ['Content-Type', 'application/json'],
        ];
        const request: WebhookRequest = { method: 'POST', path: '/a?b', headers: before, body };
        const value = createHmac('sha256', SAMPLE_SECRET).update(body).digest('hex');
        assert.deepEqual(sign(request), {
          ...request,
          headers: [before[0], ['mailtrap-signature', value], before[2]],
        });
      }),
    );
  });

  it('the signature is found in its header, and nowhere when there is none', () => {
    assert.deepEqual(mailtrap.signatureParts(viewRequest(sampleRequest(SDK_VECTOR))), {
      signature: { in: 'header', name: 'Mailtrap-Signature' },
      bodyRanges: [],
    });
    const unsigned = viewRequest(sampleRequest(SDK_VECTOR, []));
    assert.deepEqual(mailtrap.signatureParts(unsigned), { bodyRanges: [] });
  });
});
