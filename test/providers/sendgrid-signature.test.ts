import assert from 'node:assert/strict';
import { createVerify } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { sendgrid } from '../../src/providers/sendgrid/index.ts';
import type { Secret, VerifyInput } from '../../src/providers/types.ts';
import { generateRsaKeyPair, readPublicKey } from '../../src/signing/public-key.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import { defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';
import { SIGNED_SAMPLES, type SignedSample } from '../helpers/sendgrid-samples.ts';

const SIGNATURE = 'X-Twilio-Email-Event-Webhook-Signature';
const TIMESTAMP = 'X-Twilio-Email-Event-Webhook-Timestamp';
const PAIR = ecKeyPair();
const SECRET: Secret = { kind: 'key-pair', ...PAIR };
const OTHER: Secret = { kind: 'key-pair', ...ecKeyPair() };
const NOW_SECONDS = String(Math.floor(NOW_MS / 1000));
const JSON_TYPE = ['Content-Type', 'application/json;charset=utf-8'] as const;
const GZIP = ['Accept-Encoding', 'gzip'] as const;
const [SAMPLE] = SIGNED_SAMPLES;
assert.ok(SAMPLE !== undefined);

function request(body: string | Uint8Array, headers: HeaderList): WebhookRequest {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return { method: 'POST', path: '/hooks/sendgrid?tenant=7', headers, body: bytes };
}

function sampleRequest(sample: SignedSample): WebhookRequest {
  return request(sample.body, [
    ['User-Agent', 'SendGrid Event API'],
    JSON_TYPE,
    [SIGNATURE, sample.signature],
    [TIMESTAMP, sample.timestamp],
    GZIP,
  ]);
}

function publicSecret(sample: SignedSample): Secret {
  return {
    kind: 'key-pair',
    publicKeyPem: readPublicKey(sample.publicKey),
    privateKeyPem: null,
  };
}

function verify(
  seen: WebhookRequest,
  secrets: readonly Secret[],
  settings: Partial<VerifyInput> = {},
): Verification {
  return sendgrid.verify(viewRequest(seen), {
    url: TARGET_URL,
    nowMs: NOW_MS,
    options: defaultOptions(sendgrid),
    ...settings,
    secrets,
  });
}

function sign(unsigned: WebhookRequest, secret: Secret = SECRET): WebhookRequest {
  return sendgrid.sign(unsigned, {
    secret,
    url: TARGET_URL,
    nowMs: NOW_MS,
    random: seededRandom('sign'),
    options: defaultOptions(sendgrid),
  });
}

function causeOf(verdict: Verification): string {
  return verdict.status === 'failed' ? verdict.cause : verdict.status;
}

function withHeaders(seen: WebhookRequest, changes: Readonly<Record<string, string | null>>) {
  const headers = seen.headers.flatMap(([name, value]) => {
    const change = changes[name];
    if (change === undefined) return [[name, value] as const];
    return change === null ? [] : [[name, change] as const];
  });
  return { ...seen, headers };
}

describe('sendgrid signature', () => {
  for (const sample of SIGNED_SAMPLES) {
    it(`the signed request of ${sample.timestamp} verifies, whatever the time`, () => {
      const verdict = verify(sampleRequest(sample), [publicSecret(sample)]);
      assert.equal(verdict.status, 'ok');
      assert.match(verdict.detail, /SendGrid sets no limit to its time/);
      const rotated = [OTHER, publicSecret(sample)];
      assert.equal(verify(sampleRequest(sample), rotated).status, 'ok');
    });

    it(`the body of ${sample.timestamp} re-serialised, with LF or without the final CR LF is a mismatch that says so`, () => {
      const { body } = sample;
      const changed = [
        JSON.stringify(JSON.parse(body)),
        body.replaceAll('\r\n', '\n'),
        body.trimEnd(),
      ];
      for (const text of changed) {
        const seen = { ...sampleRequest(sample), body: utf8Bytes(text) };
        const verdict = verify(seen, [publicSecret(sample)]);
        assert.equal(causeOf(verdict), 'mismatch');
        assert.match(verdict.detail, /they do not end with CR LF/);
      }
    });
  }

  it('what sign makes is what node:crypto accepts: the timestamp, then the body, nothing between', () => {
    const signed = sign(request('[{"event":"open"}]\r\n', [JSON_TYPE, GZIP]));
    const [type, signature, timestamp, last, ...more] = signed.headers;
    assert.deepEqual(
      [type, timestamp, last, more],
      [JSON_TYPE, [TIMESTAMP, NOW_SECONDS], GZIP, []],
    );
    assert.equal(signature?.[0], SIGNATURE);
    const state = createVerify('sha256').update(`${NOW_SECONDS}[{"event":"open"}]\r\n`);
    assert.ok(state.verify(PAIR.publicKeyPem, Buffer.from(signature[1], 'base64')));
    assert.equal(verify(signed, [SECRET]).status, 'ok');
  });

  it('without Accept-Encoding the two headers come last', () => {
    const { headers } = sign(request('x', [JSON_TYPE]));
    assert.deepEqual(
      headers.map(([name]) => name),
      ['Content-Type', SIGNATURE, TIMESTAMP],
    );
  });

  it('signing a captured request again changes the values of the two headers and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (body, oldSignature, oldTime) => {
        const before: HeaderList = [
          ['host', 'hooks.example.com'],
          [TIMESTAMP.toLowerCase(), oldTime],
          GZIP,
          [SIGNATURE.toLowerCase(), oldSignature],
          JSON_TYPE,
        ];
        const seen = request(body, before);
        const signed = sign(seen);
        assert.equal(signed.headers[3]?.[0], SIGNATURE.toLowerCase());
        const value = signed.headers[3]?.[1] ?? '';
        assert.deepEqual(signed, {
          ...seen,
          headers: [
            before[0],
            [TIMESTAMP.toLowerCase(), NOW_SECONDS],
            GZIP,
            [SIGNATURE.toLowerCase(), value],
            JSON_TYPE,
          ],
        });
        assert.equal(verify(signed, [SECRET]).status, 'ok');
      }),
      { numRuns: 30 },
    );
  });

  it('one flipped bit of body, timestamp or signature fails; method, path and other headers are not covered', () => {
    const seen = sampleRequest(SAMPLE);
    const secrets = [publicSecret(SAMPLE)];
    const flipped = (bytes: Uint8Array, at: number, bit: number): Uint8Array => {
      const changed = Uint8Array.from(bytes);
      const index = at % changed.length;
      changed[index] = (changed[index] ?? 0) ^ (1 << bit);
      return changed;
    };
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(7), fc.webPath(), fc.string(), (at, bit, path, value) => {
        const body = flipped(seen.body, at, bit);
        assert.equal(verify({ ...seen, body }, secrets).status, 'failed');
        const time = flipped(utf8Bytes(SAMPLE.timestamp), at, bit % 3);
        const timestamp = Buffer.from(time).toString('latin1');
        assert.equal(
          verify(withHeaders(seen, { [TIMESTAMP]: timestamp }), secrets).status,
          'failed',
        );
        const der = flipped(Buffer.from(SAMPLE.signature, 'base64'), at, bit);
        const signature = Buffer.from(der).toString('base64');
        assert.equal(
          verify(withHeaders(seen, { [SIGNATURE]: signature }), secrets).status,
          'failed',
        );
        const headers: HeaderList = [['X-Other', value], ...seen.headers];
        assert.equal(verify({ ...seen, method: 'PUT', path, headers }, secrets).status, 'ok');
      }),
      { numRuns: 40 },
    );
  });

  it('missing, malformed and unfitting headers are told apart', () => {
    const seen = sampleRequest(SAMPLE);
    const secrets = [publicSecret(SAMPLE)];
    const raw = Buffer.alloc(64, 7).toString('base64');
    const table = [
      [{ [SIGNATURE]: null }, 'unsigned', /no X-Twilio-Email-Event-Webhook-Signature header/],
      [{ [SIGNATURE]: null, [TIMESTAMP]: null }, 'unsigned', /no X-Twilio/],
      [{ [TIMESTAMP]: null }, 'missing', /no X-Twilio-Email-Event-Webhook-Timestamp header/],
      [{ [TIMESTAMP]: '1600112502.5' }, 'malformed', /not a whole number of Unix seconds/],
      [{ [TIMESTAMP]: '' }, 'malformed', /not a whole number of Unix seconds/],
      [{ [SIGNATURE]: 'abc' }, 'malformed', /not the base64 of an ECDSA signature in DER/],
      [{ [SIGNATURE]: raw }, 'malformed', /not the base64 of an ECDSA signature in DER/],
      [{ [TIMESTAMP]: '1600112503' }, 'mismatch', /timestamp 1600112503 and the 327 body bytes/],
    ] as const;
    for (const [changes, cause, detail] of table) {
      const verdict = verify(withHeaders(seen, changes), secrets);
      assert.equal(causeOf(verdict), cause, JSON.stringify(changes));
      assert.match(verdict.detail, detail);
    }
    const wrong = verify(seen, [SECRET, OTHER]);
    assert.equal(causeOf(wrong), 'mismatch');
    assert.match(wrong.detail, /any of the 2 public keys$/);
  });

  it('without a key there is nothing to check with; a key of another kind is the wrong secret', () => {
    const seen = sampleRequest(SAMPLE);
    assert.equal(verify(seen, []).status, 'no-secret');
    assert.equal(verify(seen, [{ kind: 'shared', value: 'x' }]).status, 'no-secret');
    const rsa = verify(seen, [{ kind: 'key-pair', ...generateRsaKeyPair(1024) }]);
    assert.equal(causeOf(rsa), 'wrong-secret');
    const none: Secret = { kind: 'key-pair', publicKeyPem: 'no key', privateKeyPem: null };
    assert.equal(causeOf(verify(seen, [none])), 'wrong-secret');
    assert.equal(causeOf(verify(seen, [none, SECRET])), 'mismatch');
    assert.equal(verify(seen, [none, publicSecret(SAMPLE)]).status, 'ok');
    assert.match(rsa.detail, /not a readable EC key on the curve P-256/);
  });

  it('with a limit the signed time may be as old, and as far ahead, as the limit', () => {
    const signed = sign(request('[]\r\n', [JSON_TYPE]));
    const signedAtMs = Number(NOW_SECONDS) * 1000;
    const at = (nowMs: number) => verify(signed, [SECRET], { nowMs, toleranceMs: 300_000 });
    assert.equal(at(signedAtMs + 300_000).status, 'ok');
    assert.equal(at(signedAtMs - 300_000).status, 'ok');
    const old = at(signedAtMs + 301_000);
    assert.equal(causeOf(old), 'stale');
    assert.equal(old.detail, 'the signed time is 5m1s old, more than 5m');
    const ahead = at(signedAtMs - 3_600_000);
    assert.equal(causeOf(ahead), 'stale');
    assert.equal(ahead.detail, 'the signed time is 1h in the future, more than 5m');
    assert.equal(verify(signed, [SECRET], { nowMs: signedAtMs + 9e9 }).status, 'ok');
  });

  it('a key that cannot sign is refused', () => {
    const unusable: readonly Secret[] = [
      { kind: 'shared', value: 'x' },
      { ...PAIR, kind: 'key-pair', privateKeyPem: null },
      { kind: 'key-pair', ...generateRsaKeyPair(1024) },
    ];
    for (const secret of unusable) {
      assert.throws(() => sign(request('x', [JSON_TYPE]), secret), { code: 'WHK_SECRET' });
    }
  });

  it('the two headers are found as places, and nothing of the body', () => {
    assert.deepEqual(sendgrid.signatureParts(viewRequest(sampleRequest(SAMPLE))), {
      signature: { in: 'header', name: SIGNATURE },
      timestamp: { in: 'header', name: TIMESTAMP },
      bodyRanges: [],
    });
    assert.deepEqual(sendgrid.signatureParts(viewRequest(request('x', []))), { bodyRanges: [] });
  });
});
