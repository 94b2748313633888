import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { type HeaderList, withHeader, withoutHeaders } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { standardWebhooks } from '../../src/providers/standard-webhooks/index.ts';
import type { ProviderOptions, VerifyInput } from '../../src/providers/types.ts';
import { defaultOptions, TARGET_URL } from '../helpers/provider-cases.ts';
import {
  type MessageSample,
  PUBLIC_VECTOR,
  ROTATION,
  SAMPLE_SECRET,
  SAMPLES,
} from '../helpers/standard-webhooks-samples.ts';

type Message = Omit<MessageSample, 'event'>;

const INVOICE = SAMPLES.find(({ event }) => event === 'invoice-paid') ?? assert.fail();
const ROTATED: Message = { ...INVOICE, signature: ROTATION.signature };
const OTHER_SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX';

function request(message: Message, prefix = 'webhook'): WebhookRequest {
  return {
    method: 'POST',
    path: '/webhooks',
    headers: [
      ['content-type', 'application/json'],
      [`${prefix}-id`, message.id],
      [`${prefix}-timestamp`, message.timestamp],
      [`${prefix}-signature`, message.signature],
    ],
    body: utf8Bytes(message.body),
  };
}

interface Check extends Partial<Omit<VerifyInput, 'secrets' | 'options'>> {
  readonly secrets?: readonly string[];
  readonly options?: ProviderOptions;
}

function verify(signed: WebhookRequest, check: Check = {}): Verification {
  const { secrets = [SAMPLE_SECRET], options = {}, ...input } = check;
  const timestamp = signed.headers.find(([name]) => name.endsWith('timestamp'))?.[1];
  return standardWebhooks.verify(viewRequest(signed), {
    secrets: secrets.map((value) => ({ kind: 'shared', value })),
    url: TARGET_URL,
    nowMs: Number(timestamp) * 1000,
    options: { ...defaultOptions(standardWebhooks), ...options },
    ...input,
  });
}

function outcome(verification: Verification): string {
  return verification.status === 'failed' ? verification.cause : verification.status;
}

describe('standard webhooks verification', () => {
  for (const sample of SAMPLES) {
    it(`the printed signature of ${sample.event} verifies, with either names of the headers`, () => {
      const key = Buffer.from(SAMPLE_SECRET.slice(6), 'base64');
      const content = `${sample.id}.${sample.timestamp}.${sample.body}`;
      const independent = createHmac('sha256', key).update(content).digest('base64');
      assert.equal(`v1,${independent}`, sample.signature);
      for (const prefix of ['webhook', 'svix', 'Webhook', 'SVIX']) {
        assert.equal(outcome(verify(request(sample, prefix))), 'ok', prefix);
      }
    });
  }

  it('the public vector verifies in both versions, the second by its public or its secret key', () => {
    const { secret, v1, v1a, publicKey, privateKey, ...message } = PUBLIC_VECTOR;
    assert.equal(
      outcome(verify(request({ ...message, signature: v1 }), { secrets: [secret] })),
      'ok',
    );
    for (const key of [publicKey, privateKey]) {
      const signed = request({ ...message, signature: v1a });
      assert.equal(outcome(verify(signed, { secrets: [key] })), 'ok');
    }
  });

  it('during rotation each key fits by itself, and any of several', () => {
    const keys = [...ROTATION.secrets, ROTATION.publicKey, ROTATION.privateKey];
    for (const key of keys) {
      assert.equal(outcome(verify(request(ROTATED), { secrets: [key] })), 'ok', key);
      const secrets = [OTHER_SECRET, PUBLIC_VECTOR.publicKey, key];
      assert.equal(outcome(verify(request(ROTATED), { secrets })), 'ok', key);
    }
    const others = [OTHER_SECRET, PUBLIC_VECTOR.publicKey];
    const verdict = verify(request(ROTATED), { secrets: others });
    assert.equal(outcome(verdict), 'mismatch');
    assert.match(verdict.detail, /HMAC-SHA256 or Ed25519 signature/);
    assert.match(verdict.detail, /any of the 2 secrets/);
  });

  it('the test secret checks both versions, for it stands for the test key pair too', () => {
    const [, , ed25519 = ''] = ROTATION.signature.split(' ');
    assert.equal(outcome(verify(request({ ...ROTATED, signature: ed25519 }))), 'ok');
  });

  it('a key of the other version is the wrong secret, not a wrong signature', () => {
    const onlyV1 = verify(request(INVOICE), { secrets: [ROTATION.publicKey] });
    assert.equal(outcome(onlyV1), 'wrong-secret');
    assert.match(onlyV1.detail, /items of version v1, and the secret is for v1a/);
    const [, , ed25519 = ''] = ROTATION.signature.split(' ');
    const onlyV1a = request({ ...ROTATED, signature: ed25519 });
    assert.equal(outcome(verify(onlyV1a, { secrets: [OTHER_SECRET] })), 'wrong-secret');
  });

  it('a secret can be used as text, as Polar does, by the option alone', () => {
    const secret = 'polar_whs_0123456789abcdef';
    const content = `${INVOICE.id}.${INVOICE.timestamp}.${INVOICE.body}`;
    const signature = `v1,${createHmac('sha256', secret).update(content).digest('base64')}`;
    const signed = request({ ...INVOICE, signature });
    const options = { 'secret-format': 'text' };
    assert.equal(outcome(verify(signed, { secrets: [secret], options })), 'ok');
    assert.equal(outcome(verify(signed, { secrets: [secret] })), 'wrong-secret');
    assert.equal(outcome(verify(signed, { secrets: ['whsk_text'], options })), 'mismatch');
    assert.equal(outcome(verify(signed, { secrets: [''], options })), 'wrong-secret');
  });

  it('the prefix whsec_ may be missing', () => {
    assert.equal(outcome(verify(request(INVOICE), { secrets: [SAMPLE_SECRET.slice(6)] })), 'ok');
  });

  it('exactly five minutes pass both ways, and one second more does not', () => {
    const atMs = Number(INVOICE.timestamp) * 1000;
    const table = [
      [300, 'ok'],
      [-300, 'ok'],
      [301, 'stale'],
      [-301, 'stale'],
    ] as const;
    for (const [seconds, expected] of table) {
      const nowMs = atMs + seconds * 1000;
      assert.equal(outcome(verify(request(INVOICE), { nowMs })), expected, String(seconds));
    }
    const old = verify(request(INVOICE), { nowMs: atMs + 3_600_000 });
    assert.equal(old.detail, 'webhook-timestamp is 1h old, more than the 5m allowed');
    const ahead = verify(request(INVOICE), { nowMs: atMs - 3_600_000, toleranceMs: 60_000 });
    assert.equal(ahead.detail, 'webhook-timestamp is 1h in the future, more than the 1m allowed');
    const ever = { nowMs: 0, toleranceMs: Number.POSITIVE_INFINITY };
    assert.equal(outcome(verify(request(INVOICE), ever)), 'ok');
  });

  it('a wrong signature is told before an old one', () => {
    const forged = request({ ...INVOICE, body: '{}' });
    assert.equal(outcome(verify(forged, { nowMs: 0 })), 'mismatch');
  });

  it('missing headers, a time that is none, and no secret are told apart', () => {
    const without = (name: string) => ({
      ...request(INVOICE),
      headers: withoutHeaders(request(INVOICE).headers, name),
    });
    const nowMs = Number(INVOICE.timestamp) * 1000;
    assert.equal(outcome(verify(without('webhook-signature'), { nowMs })), 'unsigned');
    assert.equal(outcome(verify(without('webhook-id'), { nowMs })), 'missing');
    assert.equal(outcome(verify(without('webhook-timestamp'), { nowMs })), 'missing');
    assert.equal(outcome(verify(request(INVOICE), { secrets: [] })), 'no-secret');
    for (const time of ['', 'now', '1773482401.0', '-5', '1773482401000000']) {
      const headers = withHeader(request(INVOICE).headers, 'webhook-timestamp', time);
      const expected = time === '' ? 'missing' : 'malformed';
      assert.equal(outcome(verify({ ...request(INVOICE), headers }, { nowMs })), expected, time);
    }
    for (const signature of ['', 'v1', 'v2,abc', 't=1,v1=abc']) {
      const odd = verify(request({ ...INVOICE, signature }), { nowMs });
      assert.equal(outcome(odd), 'malformed', signature);
    }
  });

  it('one set of headers is used: the names asked for, or else those that are there', () => {
    const both: WebhookRequest = {
      ...request(INVOICE),
      headers: [
        ...request({ ...INVOICE, signature: 'v1,wrong' }, 'svix').headers,
        ...request(INVOICE).headers,
      ],
    };
    assert.equal(outcome(verify(both)), 'ok');
    assert.equal(outcome(verify(both, { options: { headers: 'svix' } })), 'mismatch');
  });

  it('a detail names neither secret nor signature', () => {
    const verdict = verify(request(INVOICE), { secrets: [OTHER_SECRET] });
    assert.match(verdict.detail, new RegExp(`the ${INVOICE.body.length} body bytes`));
    for (const text of [OTHER_SECRET.slice(6), INVOICE.signature.slice(3)]) {
      assert.ok(!verdict.detail.includes(text));
    }
  });

  it('one flipped bit of the body fails in either version; method, path and other headers are not covered', () => {
    const signed = request(ROTATED);
    const keys = fc.constantFrom(...ROTATION.secrets, ROTATION.publicKey);
    const spot = fc.nat(signed.body.length - 1);
    fc.assert(
      fc.property(keys, spot, fc.nat(7), fc.webPath(), fc.string(), (key, at, bit, path, value) => {
        const secrets = [key];
        const body = Uint8Array.from(signed.body);
        body[at] = (body[at] ?? 0) ^ (1 << bit);
        assert.equal(outcome(verify({ ...signed, body }, { secrets })), 'mismatch');
        const headers: HeaderList = [['X-Other', value], ...signed.headers];
        const moved = { ...signed, method: 'PUT', path, headers };
        assert.equal(outcome(verify(moved, { secrets })), 'ok');
      }),
    );
  });

  it('the id and the time are covered', () => {
    for (const [name, value] of [
      ['webhook-id', 'msg_other'],
      ['webhook-timestamp', '1773482402'],
    ] as const) {
      const headers = withHeader(request(INVOICE).headers, name, value);
      assert.equal(outcome(verify({ ...request(INVOICE), headers })), 'mismatch', name);
    }
  });
});
