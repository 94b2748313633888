import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { mailersend } from '../../src/providers/mailersend/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import { PING_SECRET, type SignedSample, VECTORS } from '../helpers/mailersend-samples.ts';
import { defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const [SDK, CURRENT, PING] = VECTORS;
const OTHER = 'yXdTVu1YewsKiuN2bcILlFHsljmR9kaV';

function shared(value: string): Secret {
  return { kind: 'shared', value };
}

function request(sample: SignedSample, headers?: HeaderList): WebhookRequest {
  return {
    method: 'POST',
    path: '/mailersend',
    headers: headers ?? [
      ['content-type', 'application/json'],
      ['signature', sample.signature],
    ],
    body: utf8Bytes(sample.body),
  };
}

function verify(signed: WebhookRequest, ...secrets: readonly string[]): Verification {
  return mailersend.verify(viewRequest(signed), {
    secrets: secrets.map(shared),
    url: TARGET_URL,
    nowMs: NOW_MS,
    options: defaultOptions(mailersend),
  });
}

function outcome(verification: Verification): string {
  return verification.status === 'failed' ? verification.cause : verification.status;
}

function sign(unsigned: WebhookRequest, secret: Secret): WebhookRequest {
  return mailersend.sign(unsigned, {
    secret,
    url: TARGET_URL,
    nowMs: NOW_MS,
    random: seededRandom('sign'),
    options: defaultOptions(mailersend),
  });
}

describe('mailersend signature', () => {
  for (const sample of VECTORS) {
    it(`the vector of ${sample.title}: HMAC-SHA256 of the raw body in lower-case hex`, () => {
      const independent = createHmac('sha256', sample.secret).update(sample.body).digest('hex');
      assert.equal(independent, sample.signature);
      assert.equal(outcome(verify(request(sample), sample.secret)), 'ok');
      assert.deepEqual(
        sign(request(sample, [['Content-Type', 'application/json']]), shared(sample.secret))
          .headers,
        [
          ['Content-Type', 'application/json'],
          ['Signature', sample.signature],
        ],
      );
    });
  }

  it('the body of the SDK vector has the printed length and SHA-256', () => {
    assert.equal(SDK.body.length, 736);
    assert.equal(
      createHash('sha256').update(SDK.body).digest('hex'),
      'a98c5f95a4f1f38fc2ac9251adcd96f1014c59d298fee9d1082c1d7770305e8e',
    );
  });

  it('a ping is signed with the published secret, whatever secret is given, and verifies with any', () => {
    assert.equal(PING.secret, PING_SECRET);
    assert.deepEqual(sign(request(PING), shared(OTHER)), request(PING));
    const verdict = verify(request(PING), OTHER);
    assert.equal(outcome(verdict), 'ok');
    assert.match(verdict.detail, /published secret of pings/);
    const own = createHmac('sha256', OTHER).update(PING.body).digest('hex');
    assert.equal(outcome(verify(request({ ...PING, signature: own }), OTHER)), 'ok');
    assert.equal(outcome(verify(request(PING))), 'no-secret');
  });

  it('the published secret signs nothing but pings', () => {
    const signature = createHmac('sha256', PING_SECRET).update(CURRENT.body).digest('hex');
    const forged = request({ ...CURRENT, signature });
    const verdict = verify(forged, CURRENT.secret);
    assert.equal(outcome(verdict), 'wrong-secret');
    assert.ok(!verdict.detail.includes(PING_SECRET));
    const nested = '{"data":{"type":"webhook.test"},"type":"activity.sent"}';
    const other = createHmac('sha256', PING_SECRET).update(nested).digest('hex');
    const hidden = request({ ...CURRENT, body: nested, signature: other });
    assert.equal(outcome(verify(hidden, CURRENT.secret)), 'wrong-secret');
  });

  it('a second secret may fit; another one is a mismatch that names neither secret nor signature', () => {
    assert.equal(outcome(verify(request(CURRENT), OTHER, CURRENT.secret)), 'ok');
    const verdict = verify(request(CURRENT), OTHER);
    assert.equal(outcome(verdict), 'mismatch');
    assert.match(verdict.detail, /341 body bytes/);
    for (const text of [OTHER, CURRENT.signature]) assert.ok(!verdict.detail.includes(text));
  });

  it('a header of another length or with other characters is malformed; capitals are a mismatch', () => {
    for (const [signature, expected] of [
      [CURRENT.signature.slice(1), 'malformed'],
      [`sha256=${CURRENT.signature}`, 'malformed'],
      [`g${CURRENT.signature.slice(1)}`, 'malformed'],
      ['', 'malformed'],
      [CURRENT.signature.toUpperCase(), 'mismatch'],
    ] as const) {
      const verdict = verify(request({ ...CURRENT, signature }), CURRENT.secret);
      assert.equal(outcome(verdict), expected, signature);
    }
  });

  it('without the header a request is unsigned, and x-mailersend-signature is no substitute', () => {
    assert.equal(outcome(verify(request(CURRENT, []), CURRENT.secret)), 'unsigned');
    const mistaken = request(CURRENT, [['x-mailersend-signature', CURRENT.signature]]);
    const verdict = verify(mistaken, CURRENT.secret);
    assert.equal(outcome(verdict), 'unsigned');
    assert.match(verdict.detail, /mistake/);
  });

  it('with no shared secret, or an empty one, there is nothing to sign or check with', () => {
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    assert.equal(outcome(verify(request(CURRENT))), 'no-secret');
    assert.equal(outcome(verify(request(CURRENT), '')), 'no-secret');
    for (const secret of [pair, shared('')]) {
      assert.throws(() => sign(request(CURRENT), secret), { code: 'WHK_SECRET' });
    }
  });

  it('one flipped bit of the body fails; method, path and other headers are not covered', () => {
    const signed = request(SDK);
    fc.assert(
      fc.property(
        fc.nat(signed.body.length - 1),
        fc.nat(7),
        fc.webPath(),
        fc.string(),
        (index, bit, path, value) => {
          const body = Uint8Array.from(signed.body);
          body[index] = (body[index] ?? 0) ^ (1 << bit);
          assert.equal(outcome(verify({ ...signed, body }, SDK.secret)), 'mismatch');
          const headers: HeaderList = [['X-Other', value], ...signed.headers];
          const moved = { ...signed, method: 'PUT', path, headers };
          assert.equal(outcome(verify(moved, SDK.secret)), 'ok');
        },
      ),
    );
  });

  it('signing again replaces the value in place and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (body, old) => {
        const before: HeaderList = [
          ['Host', 'hooks.example.com'],
          ['SIGNATURE', old],
          ['Content-Type', 'application/json'],
        ];
        const unsigned: WebhookRequest = { method: 'POST', path: '/a?b', headers: before, body };
        const value = createHmac('sha256', SDK.secret).update(body).digest('hex');
        assert.deepEqual(sign(unsigned, shared(SDK.secret)), {
          ...unsigned,
          headers: [before[0], ['SIGNATURE', value], before[2]],
        });
      }),
    );
  });

  it('the signature is found in its header, and nowhere when there is none', () => {
    assert.deepEqual(mailersend.signatureParts(viewRequest(request(CURRENT))), {
      signature: { in: 'header', name: 'Signature' },
      bodyRanges: [],
    });
    const unsigned = viewRequest(request(CURRENT, []));
    assert.deepEqual(mailersend.signatureParts(unsigned), { bodyRanges: [] });
  });
});
