import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type HeaderList, headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { parseSignatureHeader } from '../../src/signing/http-signature.ts';
import {
  OWN_KEY,
  PAGE_KEY,
  PAGE_NOW_MS,
  parsePrinted,
  VECTOR_A,
  VECTOR_B,
  VECTOR_D,
} from '../helpers/copernica-cases.ts';
import { withTransportHeaders } from '../helpers/provider-cases.ts';
import {
  causeOf,
  checkIndependently,
  OPTIONS,
  sign,
  URL_A,
  verifyOwn,
  without,
  withValue,
} from '../helpers/smtpeter-signing.ts';

test('smtpeter: a fresh signature has the header order and the digest of vector A', () => {
  const vector = parsePrinted(VECTOR_A);
  const unsigned = without(
    vector,
    'Host',
    'Date',
    'Digest',
    'Content-Length',
    'X-Nonce',
    'Signature',
  );
  const signed = sign(unsigned);
  assert.deepEqual(
    signed.headers.map(([name]) => name),
    ['Date', 'X-Copernica-ID', 'Digest', 'Content-Type', 'X-Nonce', 'Signature'],
  );
  for (const name of ['Date', 'X-Copernica-ID', 'Digest', 'Content-Type']) {
    assert.equal(headerValue(signed.headers, name), headerValue(vector.headers, name));
  }
  assert.match(headerValue(signed.headers, 'X-Nonce') ?? '', /^[a-z0-9]{6}$/);
  assert.match(
    headerValue(signed.headers, 'Signature') ?? '',
    /^keyId="one\._domainkey\.copernica\.com",algorithm="rsa-sha256",headers="\(request-target\) host date content-length content-type x-copernica-id digest x-nonce",signature="[A-Za-z0-9+/]+=*"$/,
  );
  const arrived = withTransportHeaders(signed, URL_A);
  assert.ok(checkIndependently(arrived, OWN_KEY.publicKeyPem));
  assert.equal(verifyOwn(arrived).status, 'ok');
});

test('smtpeter: case=documented and signed-headers=minimal give the lists of vectors B and D', () => {
  const list = (options: Record<string, string>): string => {
    const unsigned = without(parsePrinted(VECTOR_A), 'Digest', 'Signature');
    const signed = sign(unsigned, { options: { ...OPTIONS, ...options } });
    assert.ok(checkIndependently(signed, OWN_KEY.publicKeyPem));
    assert.equal(verifyOwn(signed).status, 'ok');
    const digest = headerValue(signed.headers, 'Digest')?.split('=', 1)[0] ?? '';
    const parsed = parseSignatureHeader(headerValue(signed.headers, 'Signature') ?? '');
    assert.ok(!('error' in parsed));
    return `${digest}: ${parsed.headers.join(' ')}`;
  };
  assert.equal(
    list({ case: 'documented' }),
    'SHA-256: (request-target) Host Date Content-length Content-type X-Copernica-ID Digest X-nonce',
  );
  assert.equal(
    list({ 'signed-headers': 'minimal' }),
    'sha-256: (request-target) host date x-copernica-id digest x-nonce',
  );
  assert.equal(
    list({ case: 'documented', 'signed-headers': 'minimal' }),
    'SHA-256: (request-target) Host Date X-Copernica-ID Digest X-nonce',
  );
});

test('smtpeter: signing again keeps the spelling, list and key id of the old signature', () => {
  for (const printed of [VECTOR_A, VECTOR_B, VECTOR_D]) {
    const old = parsePrinted(printed.replace('one._domainkey', 'two._domainkey'));
    const again = sign(old, { nowMs: PAGE_NOW_MS + 3_600_000 });
    const stem = (request: WebhookRequest): string | undefined =>
      headerValue(request.headers, 'Signature')?.replace(/signature=.*/, '');
    assert.equal(stem(again), stem(old));
    assert.equal(headerValue(again.headers, 'Digest'), headerValue(old.headers, 'Digest'));
    assert.equal(verifyOwn(again, { nowMs: PAGE_NOW_MS + 3_600_000 }).status, 'ok');
  }
});

test('smtpeter: an option that is set wins over the old signature', () => {
  const options = { ...OPTIONS, 'key-id': 'mine._domainkey.copernica.com', case: 'documented' };
  const again = sign(parsePrinted(VECTOR_D), { options });
  assert.match(
    headerValue(again.headers, 'Signature') ?? '',
    /^keyId="mine\._domainkey\.copernica\.com",.*headers="\(request-target\) Host Date Content-length/,
  );
  assert.match(headerValue(again.headers, 'Digest') ?? '', /^SHA-256=/);
  assert.equal(verifyOwn(again).status, 'ok');
});

test('smtpeter: a damaged old signature is replaced by one of the default shape', () => {
  for (const value of [
    'nonsense',
    'keyId="a.copernica.com",headers="date",signature="AAAA"',
    'keyId="a.copernica.com",headers="(request-target) host date x-copernica-id digest signature",signature="AAAA"',
  ]) {
    const again = sign(withValue(parsePrinted(VECTOR_A), 'Signature', value));
    assert.match(headerValue(again.headers, 'Signature') ?? '', /^keyId="one\._domainkey/);
    assert.equal(verifyOwn(again).status, 'ok');
  }
});

test('smtpeter: signing a captured request changes nothing but Date, Digest, X-Nonce and Signature', () => {
  const spellings = fc.constantFrom(
    (name: string) => name,
    (name: string) => name.toLowerCase(),
    (name: string) => name.toUpperCase(),
  );
  const captured = fc
    .record({
      body: fc.uint8Array({ maxLength: 200 }),
      spell: spellings,
      headers: fc.shuffledSubarray(
        [...parsePrinted(VECTOR_A).headers, ['X-Forwarded-For', '192.0.2.9'], ['Accept', '*/*']],
        { minLength: 10, maxLength: 10 },
      ),
    })
    .map(({ body, spell, headers }): WebhookRequest => {
      const list = headers.map(([name, value]): [string, string] => [
        spell(name ?? ''),
        name === 'Content-Length' ? String(body.length) : (value ?? ''),
      ]);
      return { method: 'POST', path: '/hooks/smtpeter.php?tenant=7', headers: list, body };
    });
  const changing = /^(?:date|digest|x-nonce|signature)$/i;
  const rest = (headers: HeaderList): HeaderList =>
    headers.map(([name, value]) => [name, changing.test(name) ? '' : value]);
  fc.assert(
    fc.property(captured, (request) => {
      const again = sign(request, { nowMs: PAGE_NOW_MS + 5_000 });
      assert.deepEqual(rest(again.headers), rest(request.headers));
      assert.equal(again.body, request.body);
      assert.equal(again.path, request.path);
      assert.equal(again.method, request.method);
      assert.equal(verifyOwn(again, { nowMs: PAGE_NOW_MS + 5_000 }).status, 'ok');
    }),
    { numRuns: 40 },
  );
});

test('smtpeter: a request without an id, and with no content type, is given the one and signed without the other', () => {
  const signed = sign({ method: 'POST', path: '/x', headers: [], body: new Uint8Array(0) });
  assert.deepEqual(
    signed.headers.map(([name]) => name),
    ['Date', 'X-Copernica-ID', 'Digest', 'X-Nonce', 'Signature'],
  );
  assert.doesNotMatch(headerValue(signed.headers, 'Signature') ?? '', /content-type/);
  assert.equal(verifyOwn(withTransportHeaders(signed, URL_A)).status, 'ok');
});

test('smtpeter: the port of the URL is part of the signed Host', () => {
  const url = 'http://127.0.0.1:4665/hooks/smtpeter.php?tenant=7';
  const signed = sign(without(parsePrinted(VECTOR_A), 'Host', 'Content-Length'), { url });
  assert.equal(verifyOwn(withTransportHeaders(signed, url)).status, 'ok');
  const elsewhere = withTransportHeaders(signed, 'http://127.0.0.1:4666/');
  assert.equal(causeOf(verifyOwn(elsewhere)), 'mismatch');
});

test('smtpeter: signing needs the private key', () => {
  const request = parsePrinted(VECTOR_A);
  for (const secret of [PAGE_KEY, { kind: 'shared', value: 'x' } as const]) {
    assert.throws(() => sign(request, { secret }), { code: 'WHK_SECRET' });
  }
});

test('smtpeter: the same seed and time give the same signature', () => {
  const request = parsePrinted(VECTOR_A);
  assert.deepEqual(sign(request), sign(request));
  assert.notDeepEqual(sign(request), sign(request, { random: seededRandom('other') }));
});

test('smtpeter: the places of the signature are named as the request spells them', () => {
  const request = parsePrinted(VECTOR_A);
  const value = headerValue(request.headers, 'Signature') ?? '';
  const start = value.indexOf('signature="') + 'signature="'.length;
  const range = { start, end: value.indexOf('"', start) };
  assert.deepEqual(smtpeter.signatureParts(viewRequest(request)), {
    signature: { in: 'header', name: 'Signature', range },
    timestamp: { in: 'header', name: 'Date' },
    coveredHeader: 'X-Copernica-ID',
    bodyRanges: [],
  });
  const lower = parsePrinted(
    VECTOR_A.replace('Signature:', 'signature:').replace('X-Copernica-ID:', 'x-copernica-id:'),
  );
  const parts = smtpeter.signatureParts(viewRequest(lower));
  assert.deepEqual(parts.signature, { in: 'header', name: 'signature', range });
  assert.equal(parts.coveredHeader, 'x-copernica-id');
  const unsigned = without(parsePrinted(VECTOR_A), 'Signature');
  assert.deepEqual(smtpeter.signatureParts(viewRequest(unsigned)), { bodyRanges: [] });
});
