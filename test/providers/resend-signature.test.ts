import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import {
  type HeaderList,
  headerValue,
  withHeader,
  withoutHeaders,
} from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { resend } from '../../src/providers/resend/index.ts';
import type { Secret, VerifyInput } from '../../src/providers/types.ts';
import { defaultOptions, TARGET_URL } from '../helpers/provider-cases.ts';
import {
  MESSAGE_ID,
  SAMPLES,
  SIGNATURES,
  SVIX_VECTOR,
  TIMESTAMP,
} from '../helpers/resend-samples.ts';

const [FIRST, SECOND] = SIGNATURES;
const DELIVERED = SAMPLES.find(({ event }) => event === 'delivered')?.body ?? '';
const SIGNED_MS = Number(TIMESTAMP) * 1000;

function shared(value: string): Secret {
  return { kind: 'shared', value };
}

function request(signature: string, changes: Partial<WebhookRequest> = {}): WebhookRequest {
  return {
    method: 'POST',
    path: '/hooks/resend?tenant=7',
    headers: [
      ['host', 'hooks.example.com'],
      ['content-type', 'application/json'],
      ['svix-id', MESSAGE_ID],
      ['svix-timestamp', TIMESTAMP],
      ['svix-signature', signature],
    ],
    body: utf8Bytes(DELIVERED),
    ...changes,
  };
}

function verify(
  signed: WebhookRequest,
  secrets: readonly string[],
  input: Partial<VerifyInput> = {},
): Verification {
  return resend.verify(viewRequest(signed), {
    secrets: secrets.map(shared),
    url: TARGET_URL,
    nowMs: SIGNED_MS,
    options: defaultOptions(resend),
    ...input,
  });
}

function outcome(verification: Verification): string {
  return verification.status === 'failed' ? verification.cause : verification.status;
}

function sign(
  unsigned: WebhookRequest,
  nowMs = SIGNED_MS,
  secret: string = FIRST.secret,
): WebhookRequest {
  return resend.sign(unsigned, {
    secret: shared(secret),
    url: TARGET_URL,
    nowMs,
    random: seededRandom('sign'),
    options: defaultOptions(resend),
  });
}

describe('resend signature', () => {
  it("the vector of Svix's library tests verifies", () => {
    const { secret, id, timestamp, body, signature } = SVIX_VECTOR;
    const signed = request(signature, {
      headers: [
        ['Svix-Id', id],
        ['Svix-Timestamp', timestamp],
        ['Svix-Signature', signature],
      ],
      body: utf8Bytes(body),
    });
    assert.deepEqual(verify(signed, [secret], { nowMs: Number(timestamp) * 1000 }), {
      status: 'ok',
      detail: 'signature and time fit',
    });
  });

  for (const { secret, signature } of SIGNATURES) {
    it(`email.delivered under ${secret}: the printed signature is reproduced, and verifies`, () => {
      assert.equal(DELIVERED.length, 397);
      const key = Buffer.from(secret.slice(6), 'base64');
      const content = `${MESSAGE_ID}.${TIMESTAMP}.${DELIVERED}`;
      const independent = createHmac('sha256', key).update(content).digest('base64');
      assert.equal(`v1,${independent}`, signature);
      assert.equal(outcome(verify(request(signature), [secret])), 'ok');
      assert.deepEqual(sign(request('v1,old'), SIGNED_MS, secret), request(signature));
    });
  }

  it('during rotation either secret fits the header with both signatures', () => {
    const both = request(`${FIRST.signature} ${SECOND.signature}`);
    for (const { secret } of SIGNATURES) assert.equal(outcome(verify(both, [secret])), 'ok');
    const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
    assert.equal(outcome(verify(both, [other, SECOND.secret])), 'ok');
    assert.equal(outcome(verify(both, [other])), 'mismatch');
    const twoLines = request(FIRST.signature, {
      headers: [...request(SECOND.signature).headers, ['Svix-Signature', FIRST.signature]],
    });
    assert.equal(outcome(verify(twoLines, [FIRST.secret])), 'ok');
  });

  it('items of unknown versions are skipped', () => {
    const mixed = request(`v2,abc v1a,AAAA ${FIRST.signature} nonsense`);
    assert.equal(outcome(verify(mixed, [FIRST.secret])), 'ok');
    assert.equal(outcome(verify(request('v1a,AAAA'), [FIRST.secret])), 'wrong-secret');
    for (const header of ['v2,abc', 'nonsense', '', FIRST.signature.replace('v1,', 'v1=')]) {
      assert.equal(outcome(verify(request(header), [FIRST.secret])), 'malformed', header);
    }
  });

  it('exactly five minutes pass, both ways, and one second more does not', () => {
    for (const seconds of [300, -300]) {
      const nowMs = SIGNED_MS + seconds * 1000;
      assert.equal(outcome(verify(request(FIRST.signature), [FIRST.secret], { nowMs })), 'ok');
    }
    const old = verify(request(FIRST.signature), [FIRST.secret], { nowMs: SIGNED_MS + 301_000 });
    assert.deepEqual(old, {
      status: 'failed',
      cause: 'stale',
      detail: 'Svix-Timestamp is 5m1s old, more than the 5m allowed',
    });
    const ahead = verify(request(FIRST.signature), [FIRST.secret], { nowMs: SIGNED_MS - 301_000 });
    assert.equal(outcome(ahead), 'stale');
    assert.match(ahead.detail, /5m1s in the future/);
  });

  it('fractions of a second make no age: 300.999 s are 300 s', () => {
    const input = { nowMs: SIGNED_MS + 300_999 };
    assert.equal(outcome(verify(request(FIRST.signature), [FIRST.secret], input)), 'ok');
  });

  it('another tolerance is obeyed, and none at all accepts any time', () => {
    const signed = request(FIRST.signature);
    const late = { nowMs: SIGNED_MS + 11_000 };
    assert.equal(
      outcome(verify(signed, [FIRST.secret], { ...late, toleranceMs: 10_000 })),
      'stale',
    );
    assert.equal(outcome(verify(signed, [FIRST.secret], { ...late, toleranceMs: 11_000 })), 'ok');
    const never = { nowMs: 0, toleranceMs: Number.POSITIVE_INFINITY };
    assert.equal(outcome(verify(signed, [FIRST.secret], never)), 'ok');
  });

  it('a missing header, a time that is none, and a secret that is none are told apart', () => {
    const without = (name: string) => ({
      ...request(FIRST.signature),
      headers: withoutHeaders(request(FIRST.signature).headers, name),
    });
    assert.equal(outcome(verify(without('svix-signature'), [FIRST.secret])), 'unsigned');
    assert.equal(outcome(verify(without('svix-id'), [FIRST.secret])), 'missing');
    assert.equal(outcome(verify(without('svix-timestamp'), [FIRST.secret])), 'missing');
    assert.equal(outcome(verify(request(FIRST.signature), [])), 'no-secret');
    for (const secret of ['whsec_no-base64!', '', 'whsk_AAAA']) {
      assert.equal(outcome(verify(request(FIRST.signature), [secret])), 'wrong-secret', secret);
    }
    for (const time of ['soon', '1767225601.5', '-1', '1e9', ' ', '1767225601x']) {
      const headers = withHeader(request(FIRST.signature).headers, 'svix-timestamp', time);
      const timed = request(FIRST.signature, { headers });
      assert.equal(outcome(verify(timed, [FIRST.secret])), 'malformed', time);
    }
  });

  it('a mismatch names neither the secret nor the expected signature', () => {
    const verdict = verify(request(SECOND.signature), [FIRST.secret]);
    assert.equal(outcome(verdict), 'mismatch');
    assert.match(verdict.detail, /397 body bytes/);
    for (const text of [FIRST.secret.slice(6), FIRST.signature.slice(3)]) {
      assert.ok(!verdict.detail.includes(text));
    }
  });

  it('webhook-* names, as verifiers rename the headers, are read too', () => {
    const headers = request(FIRST.signature).headers.map(
      ([name, value]) => [name.replace('svix-', 'webhook-'), value] as const,
    );
    assert.equal(outcome(verify(request('', { headers }), [FIRST.secret])), 'ok');
  });

  it('one flipped bit of the body, the id or the time fails; method, path and other headers are not covered', () => {
    const signed = request(FIRST.signature);
    const spot = fc.nat(signed.body.length - 1);
    fc.assert(
      fc.property(spot, fc.nat(7), fc.webPath(), fc.string(), (index, bit, path, value) => {
        const body = Uint8Array.from(signed.body);
        body[index] = (body[index] ?? 0) ^ (1 << bit);
        assert.equal(outcome(verify({ ...signed, body }, [FIRST.secret])), 'mismatch');
        const headers: HeaderList = [['X-Other', value], ...signed.headers];
        const moved = { ...signed, method: 'PUT', path, headers };
        assert.equal(outcome(verify(moved, [FIRST.secret])), 'ok');
      }),
    );
    for (const [name, value] of [
      ['svix-id', `${MESSAGE_ID}0`],
      ['svix-timestamp', '1767225602'],
    ] as const) {
      const headers = withHeader(signed.headers, name, value);
      assert.equal(outcome(verify({ ...signed, headers }, [FIRST.secret])), 'mismatch');
    }
  });

  it('signing again keeps the id, and changes time and signature in place and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.nat(2_000_000_000), (body, old, seconds) => {
        const before: HeaderList = [
          ['Host', 'hooks.example.com'],
          ['SVIX-ID', 'msg_kept'],
          ['svix-signature', old],
          ['X-Other', 'as it was'],
          ['Svix-timestamp', '1'],
        ];
        const unsigned: WebhookRequest = { method: 'PUT', path: '/a?b', headers: before, body };
        const signed = sign(unsigned, seconds * 1000 + 999);
        const key = Buffer.from(FIRST.secret.slice(6), 'base64');
        const value = createHmac('sha256', key)
          .update(`msg_kept.${seconds}.`)
          .update(body)
          .digest('base64');
        assert.deepEqual(signed, {
          ...unsigned,
          headers: [
            before[0],
            before[1],
            ['svix-signature', `v1,${value}`],
            before[3],
            ['Svix-timestamp', String(seconds)],
          ],
        });
        const later = sign(signed, (seconds + 300) * 1000);
        assert.equal(headerValue(later.headers, 'svix-id'), 'msg_kept');
        assert.notEqual(
          headerValue(later.headers, 'svix-signature'),
          headerValue(signed.headers, 'svix-signature'),
        );
      }),
    );
  });

  it('a request without an id gets one, which then stays', () => {
    const bare = request('', { headers: [['Content-Type', 'application/json']] });
    const signed = sign(bare);
    assert.deepEqual(
      signed.headers.map(([name]) => name),
      ['Content-Type', 'Svix-Id', 'Svix-Timestamp', 'Svix-Signature'],
    );
    const id = headerValue(signed.headers, 'svix-id');
    assert.match(id ?? '', /^msg_[0-9A-Za-z]{27}$/);
    assert.equal(headerValue(sign(signed, SIGNED_MS + 5000).headers, 'svix-id'), id);
    assert.equal(outcome(verify(signed, [FIRST.secret])), 'ok');
  });

  it('a key pair, or what is no base64, cannot sign', () => {
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    for (const secret of [pair, shared(''), shared('whsec_x'), shared('whsk_AAAA')]) {
      const input = {
        secret,
        url: TARGET_URL,
        nowMs: SIGNED_MS,
        random: seededRandom('sign'),
        options: defaultOptions(resend),
      };
      assert.throws(() => resend.sign(request(''), input), { code: 'WHK_SECRET' });
    }
  });

  it('signature, time and the covered id are found in their headers, and nowhere when unsigned', () => {
    assert.deepEqual(resend.signatureParts(viewRequest(request(FIRST.signature))), {
      signature: { in: 'header', name: 'Svix-Signature' },
      timestamp: { in: 'header', name: 'Svix-Timestamp' },
      coveredHeader: 'Svix-Id',
      bodyRanges: [],
    });
    const unsigned = { ...request(''), headers: [['svix-id', MESSAGE_ID] as const] };
    assert.deepEqual(resend.signatureParts(viewRequest(unsigned)), { bodyRanges: [] });
  });
});
