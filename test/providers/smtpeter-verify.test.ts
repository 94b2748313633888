import assert from 'node:assert/strict';
import { createHash, createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { headerValue } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { parseSignatureHeader, signingString } from '../../src/signing/http-signature.ts';
import {
  OTHER_KEY,
  PAGE_KEY,
  PAGE_NOW_MS,
  PAGE_PUBLIC_KEY,
  parsePrinted,
  VECTOR_A,
  VECTOR_A_STRING,
  VECTOR_B,
  VECTOR_B_STRING,
  VECTOR_D,
  VECTOR_D_STRING,
} from '../helpers/copernica-cases.ts';
import {
  causeOf,
  checkIndependently,
  OPTIONS,
  sign,
  verify,
  verifyOwn,
  without,
  withValue,
} from '../helpers/smtpeter-signing.ts';

for (const [name, printed, text] of [
  ['A (full list, lower case)', VECTOR_A, VECTOR_A_STRING],
  ['B (documented upper-case spelling)', VECTOR_B, VECTOR_B_STRING],
  ['D (minimal list)', VECTOR_D, VECTOR_D_STRING],
] as const) {
  test(`smtpeter: the page's vector ${name} verifies and has the page's signing string`, () => {
    const request = parsePrinted(printed);
    assert.deepEqual(verify(request), {
      status: 'ok',
      detail: 'signature and time fit',
      replayKey: 'q7d1zk',
    });
    const parsed = parseSignatureHeader(headerValue(request.headers, 'signature') ?? '');
    assert.ok(!('error' in parsed));
    assert.equal(signingString(request, parsed.headers), text);
    assert.ok(checkIndependently(request, PAGE_PUBLIC_KEY));
  });
}

test('smtpeter: the signing strings of vectors A and D have the 289 and 221 bytes the page counts', () => {
  assert.equal(Buffer.byteLength(VECTOR_A_STRING), 289);
  assert.equal(Buffer.byteLength(VECTOR_D_STRING), 221);
});

test('smtpeter: no Signature header is "unsigned", and a shared secret or none is "no-secret"', () => {
  const request = parsePrinted(VECTOR_A);
  assert.equal(verify(without(request, 'Signature')).status, 'unsigned');
  assert.equal(verify(request, { secrets: [] }).status, 'no-secret');
  assert.equal(verify(request, { secrets: [{ kind: 'shared', value: 'x' }] }).status, 'no-secret');
});

test('smtpeter: each fault of a request has its own cause', () => {
  const request = parsePrinted(VECTOR_A);
  const changed = (from: string | RegExp, to: string): WebhookRequest =>
    parsePrinted(VECTOR_A.replace(from, to));
  const cases: readonly [string, WebhookRequest, string, RegExp][] = [
    ['no keyId', changed(/keyId="[^"]*",/, ''), 'malformed', /keyId/],
    ['not a signature', withValue(request, 'Signature', '???'), 'malformed', /not well-formed/],
    ['algorithm', changed('rsa-sha256', 'hmac-sha256'), 'malformed', /"hmac-sha256"/],
    ['no algorithm', changed('algorithm="rsa-sha256",', ''), 'malformed', /algorithm is ""/],
    [
      'digest not covered',
      changed('x-copernica-id digest x-nonce', 'x-copernica-id x-nonce'),
      'malformed',
      /does not cover digest/,
    ],
    ['no digest', without(request, 'Digest'), 'missing', /Digest/],
    [
      'other body',
      changed('user+unknown', 'user+unknowN'),
      'digest-mismatch',
      /sha-256.*264 body bytes/,
    ],
    ['unknown digest', withValue(request, 'Digest', 'crc32c=AAAAAA=='), 'malformed', /"crc32c"/],
    ['hex digest', withValue(request, 'Digest', 'sha-256=00ff'), 'malformed', /Digest/],
    ['no date', without(request, 'Date'), 'missing', /Date/],
    ['no HTTP date', withValue(request, 'Date', '2025-03-14'), 'malformed', /2025-03-14/],
    ['foreign key', changed('copernica.com"', 'example.com"'), 'malformed', /\.copernica\.com/],
    ['look-alike key', changed('_domainkey.copernica', 'xcopernica'), 'malformed', /keyId/],
    ['covered header gone', without(request, 'X-Nonce'), 'missing', /x-nonce/],
    ['other host', withValue(request, 'Host', 'localhost:4665'), 'mismatch', /public key tried/],
    ['other id', withValue(request, 'X-Copernica-ID', 'environment-9'), 'mismatch', /key tried/],
    ['no base64', changed('rh69Ng3X', 'rh69-g3X'), 'mismatch', /key tried/],
  ];
  for (const [title, broken, cause, detail] of cases) {
    const verdict = verify(broken);
    assert.equal(causeOf(verdict), cause, title);
    assert.match(verdict.detail, detail, title);
  }
});

test('smtpeter: a Date is stale when older than 60 seconds, and a future one passes', () => {
  const request = parsePrinted(VECTOR_A);
  assert.equal(verify(request, { nowMs: PAGE_NOW_MS + 60_000 }).status, 'ok');
  assert.deepEqual(verify(request, { nowMs: PAGE_NOW_MS + 61_000 }), {
    status: 'failed',
    cause: 'stale',
    detail: 'Date is 1m1s old, more than the 1m allowed',
  });
  const relaxed = verify(request, { nowMs: PAGE_NOW_MS + 61_000, toleranceMs: 300_000 });
  assert.equal(relaxed.status, 'ok');
  assert.equal(verify(request, { nowMs: PAGE_NOW_MS - 300_000 }).detail, 'signature and time fit');
  const future = verify(request, { nowMs: PAGE_NOW_MS - 600_000 });
  assert.equal(future.status, 'ok');
  assert.match(future.detail, /Date is 10m in the future/);
});

test('smtpeter: a mismatch names the key that was tried by the SHA-256 of its SPKI', () => {
  const der = createPublicKey(OTHER_KEY.publicKeyPem).export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(der).digest('hex').slice(0, 8);
  const verdict = verify(parsePrinted(VECTOR_A), { secrets: [OTHER_KEY] });
  assert.equal(causeOf(verdict), 'mismatch');
  assert.ok(verdict.detail.includes(fingerprint), verdict.detail);
});

test('smtpeter: of several keys any may fit', () => {
  const secrets = [{ kind: 'shared', value: 'x' } as const, OTHER_KEY, PAGE_KEY];
  assert.equal(verify(parsePrinted(VECTOR_A), { secrets }).status, 'ok');
});

test('smtpeter: a nonce outside the signature is told and not used against replays', () => {
  const signed = sign(parsePrinted(VECTOR_A));
  const list = 'headers="(request-target) host date x-copernica-id digest"';
  const bare = withValue(
    signed,
    'Signature',
    (headerValue(signed.headers, 'Signature') ?? '').replace(/headers="[^"]*"/, list),
  );
  assert.deepEqual(verifyOwn(sign(bare)), {
    status: 'ok',
    detail: 'signature and time fit; X-Nonce is not covered by the signature',
  });
});

test('smtpeter: an environment that was set is the only one accepted, in either spelling', () => {
  const options = { ...OPTIONS, environment: '77' };
  const mine = sign(withValue(parsePrinted(VECTOR_A), 'X-Copernica-ID', 'environment_77'));
  assert.equal(verifyOwn(mine, { options }).status, 'ok');
  const verdict = verify(parsePrinted(VECTOR_A), { options });
  assert.equal(causeOf(verdict), 'mismatch');
  assert.match(verdict.detail, /environment-1234.*environment-77/);
});

test('smtpeter: one changed byte of the body, the target or a covered header fails', () => {
  const signed = withValue(sign(parsePrinted(VECTOR_A)), 'X-Request-Id', 'abc');
  const covered = ['Host', 'Content-Length', 'Content-Type', 'X-Copernica-ID', 'X-Nonce'];
  const bit = fc.integer({ min: 0, max: 7 });
  fc.assert(
    fc.property(fc.nat(signed.body.length - 1), bit, (offset, shift) => {
      const body = Uint8Array.from(signed.body);
      body[offset] = (body[offset] ?? 0) ^ (1 << shift);
      assert.equal(causeOf(verifyOwn({ ...signed, body })), 'digest-mismatch');
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...covered), fc.nat(), (name, seed) => {
      const value = headerValue(signed.headers, name) ?? '';
      const offset = seed % value.length;
      const other = String.fromCharCode(value.charCodeAt(offset) ^ 1);
      const changed = value.slice(0, offset) + other + value.slice(offset + 1);
      assert.equal(causeOf(verifyOwn(withValue(signed, name, changed))), 'mismatch');
    }),
  );
  assert.equal(causeOf(verifyOwn({ ...signed, path: `${signed.path}&a` })), 'mismatch');
  assert.equal(causeOf(verifyOwn({ ...signed, method: 'PUT' })), 'mismatch');
  assert.equal(verifyOwn(withValue(signed, 'X-Request-Id', 'abd')).status, 'ok');
});

test('smtpeter: one changed character of the signature fails', () => {
  const signed = sign(parsePrinted(VECTOR_A));
  const header = headerValue(signed.headers, 'Signature') ?? '';
  const start = header.indexOf('signature="') + 'signature="'.length;
  fc.assert(
    fc.property(fc.integer({ min: start, max: header.length - 4 }), (offset) => {
      const other = header[offset] === 'A' ? 'B' : 'A';
      const changed = header.slice(0, offset) + other + header.slice(offset + 1);
      assert.equal(causeOf(verifyOwn(withValue(signed, 'Signature', changed))), 'mismatch');
    }),
  );
});

test('smtpeter: no header or body a sender makes up throws', () => {
  const text = fc.string({ unit: 'binary-ascii', maxLength: 60 });
  fc.assert(
    fc.property(
      fc.constantFrom('Signature', 'Digest', 'Date', 'X-Copernica-ID', 'X-Nonce', 'Content-Type'),
      text,
      fc.uint8Array({ maxLength: 60 }),
      (name, value, body) => {
        const request = withValue({ ...parsePrinted(VECTOR_A), body }, name, value);
        const view = viewRequest(request);
        smtpeter.recognise(view);
        smtpeter.describe(view);
        smtpeter.signatureParts(view);
        assert.notEqual(verify(request).status, 'ok');
        assert.notEqual(verify(withValue(parsePrinted(VECTOR_A), name, value)), undefined);
      },
    ),
  );
});
