import assert from 'node:assert/strict';
import { createVerify, X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Text } from '../../src/core/bytes.ts';
import type { Secret } from '../../src/providers/types.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import {
  causeOf,
  membersOf,
  OWN_KEY,
  PAGE_KEY,
  signSns,
  snsRequest,
  vectorB,
  verifySns,
  withMember,
} from '../helpers/ses-cases.ts';
import { PAGE_CERTIFICATE, SIGNED_TEXTS, SNS_SAMPLES, VECTOR_A } from '../helpers/ses-samples.ts';

const SIGNED = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  Other: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};
const SAMPLES = [VECTOR_A, ...SNS_SAMPLES];

/** The page's steps, written anew. */
function stringOf(members: Readonly<Record<string, unknown>>): string {
  const keys = members['Type'] === 'Notification' ? SIGNED.Notification : SIGNED.Other;
  return keys
    .filter((key) => members[key] !== undefined)
    .map((key) => `${key}\n${members[key]}\n`)
    .join('');
}

describe('ses signature', () => {
  for (const { event, body } of SAMPLES) {
    it(`the printed message ${event} fits the page's certificate, checked here and by other code`, () => {
      const members = membersOf(body);
      const verifier = createVerify('RSA-SHA1').update(stringOf(members), 'utf8');
      assert.ok(verifier.verify(PAGE_CERTIFICATE, String(members['Signature']), 'base64'));
      assert.equal(verifySns(snsRequest(body)).status, 'ok');
      const spki = new X509Certificate(PAGE_CERTIFICATE).publicKey
        .export({ type: 'spki', format: 'pem' })
        .toString();
      const publicKey: Secret = { kind: 'key-pair', publicKeyPem: spki, privateKeyPem: null };
      assert.equal(verifySns(snsRequest(body), { secrets: [OWN_KEY, publicKey] }).status, 'ok');
    });
  }

  it('vectors A and C with SignatureVersion 2, and vector B without a Subject, fit too', () => {
    const confirming = SNS_SAMPLES.find(({ event }) => event === 'subscription-confirmation');
    const [a, b, c] = SIGNED_TEXTS;
    assert.ok(confirming !== undefined && a !== undefined && b !== undefined && c !== undefined);
    assert.equal(stringOf(membersOf(VECTOR_A.body)), a.text);
    assert.equal(stringOf(membersOf(confirming.body)), c.text);
    assert.equal(stringOf(membersOf(vectorB())), b.text);
    for (const [body, signature] of [
      [VECTOR_A.body, a.signature2],
      [confirming.body, c.signature2],
      [vectorB(), b.signature2],
    ] as const) {
      const version2 = withMember(
        withMember(body, 'Signature', signature),
        'SignatureVersion',
        '2',
      );
      assert.equal(verifySns(snsRequest(version2)).status, 'ok');
    }
  });

  it('a Subject that is null is skipped, one that is no text is refused', () => {
    const withSubject = (value: string): string =>
      vectorB().replace('"Timestamp"', `"Subject":${value},"Timestamp"`);
    assert.equal(verifySns(snsRequest(withSubject('null'))).status, 'ok');
    assert.equal(causeOf(verifySns(snsRequest(withSubject('7')))), 'missing');
    assert.equal(causeOf(verifySns(snsRequest(withSubject('"x"')))), 'mismatch');
  });

  it('a signature of the other version is a mismatch that says so', () => {
    const verdict = verifySns(snsRequest(withMember(VECTOR_A.body, 'SignatureVersion', '2')));
    assert.equal(causeOf(verdict), 'mismatch');
    assert.match(verdict.detail, /fits SignatureVersion 1, but the message says 2/);
    for (const version of ['3', '']) {
      const odd = snsRequest(withMember(VECTOR_A.body, 'SignatureVersion', version));
      assert.equal(causeOf(verifySns(odd)), 'malformed');
    }
  });

  it('another key is a mismatch, a key of another type the wrong secret, none no-secret', () => {
    const request = snsRequest(VECTOR_A.body);
    const verdict = verifySns(request, { secrets: [OWN_KEY] });
    assert.equal(causeOf(verdict), 'mismatch');
    assert.match(verdict.detail, /over the 358 bytes of the signed members/);
    const ec: Secret = { kind: 'key-pair', ...ecKeyPair() };
    assert.equal(causeOf(verifySns(request, { secrets: [ec] })), 'wrong-secret');
    const shared: Secret = { kind: 'shared', value: 'x' };
    assert.equal(causeOf(verifySns(request, { secrets: [shared] })), 'no-secret');
    for (const secret of [shared, PAGE_KEY, ec]) {
      assert.throws(() => signSns(request, {}, secret), { code: 'WHK_SECRET' });
    }
  });

  it('SigningCertURL has to be https, at SNS of a region, and end in .pem', () => {
    const url = (text: string): string => withMember(VECTOR_A.body, 'SigningCertURL', text);
    for (const good of [
      'https://sns.eu-west-1.amazonaws.com/a.pem',
      'https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-0123.pem',
    ]) {
      assert.equal(verifySns(snsRequest(url(good))).status, 'ok', good);
    }
    for (const bad of [
      'http://sns.us-east-1.amazonaws.com/a.pem',
      'https://sns.us-east-1.amazonaws.com.example.com/a.pem',
      'https://example.com/sns.us-east-1.amazonaws.com/a.pem',
      'https://sns.us-east-1.amazonaws.com@example.com/a.pem',
      'https://user@sns.us-east-1.amazonaws.com/a.pem',
      'https://sns.us-east-1.amazonaws.com:8443/a.pem',
      'https://s3.us-east-1.amazonaws.com/a.pem',
      'https://sns.us-east-1.amazonaws.com/a?x=y.pem',
      'https:/sns.us-east-1.amazonaws.com/a.pem',
      'https://sns.us-east-1.amazonaws.com\\@example.com/a.pem',
      'https://sns.us-east-1.amazonaws.com/a.crt',
      'http://localhost/a.pem',
      'a.pem',
      '',
    ]) {
      assert.equal(causeOf(verifySns(snsRequest(url(bad)))), 'malformed', bad);
    }
    const without = VECTOR_A.body.replace(/ {2}"SigningCertURL" : .*\n/, '');
    assert.equal(causeOf(verifySns(snsRequest(without))), 'missing');
  });

  it('with the option cert-url, that URL is signed with and no other accepted', () => {
    const options = { 'cert-url': 'http://127.0.0.1:4665/ses.pem' };
    const request = snsRequest(VECTOR_A.body);
    assert.equal(causeOf(verifySns(request, { options })), 'malformed');
    const signed = signSns(request, options);
    const check = { secrets: [OWN_KEY], options };
    assert.equal(verifySns(signed, check).status, 'ok');
    assert.equal(causeOf(verifySns(signed, { secrets: [OWN_KEY] })), 'malformed');
    assert.match(
      utf8Text(signed.body),
      /"SigningCertURL" : "http:\/\/127\.0\.0\.1:4665\/ses\.pem",/,
    );
  });

  it('a missing signed member, signature or envelope is told', () => {
    const remove = (key: string): string =>
      VECTOR_A.body.replace(new RegExp(` {2}"${key}" : .*\n`), '');
    for (const key of ['MessageId', 'TopicArn', 'Message', 'Timestamp']) {
      const verdict = verifySns(snsRequest(remove(key)));
      assert.deepEqual([causeOf(verdict), verdict.detail.includes(key)], ['missing', true], key);
    }
    assert.equal(causeOf(verifySns(snsRequest(remove('Type')))), 'unsigned');
    assert.equal(causeOf(verifySns(snsRequest(remove('Signature')))), 'unsigned');
    assert.equal(causeOf(verifySns(snsRequest('no JSON'))), 'unsigned');
    for (const odd of ['x', 'AAA', 'AA==\n']) {
      const request = snsRequest(withMember(VECTOR_A.body, 'Signature', odd));
      assert.equal(causeOf(verifySns(request)), 'malformed', odd);
    }
  });

  it('the time is judged only within a limit, in both directions', () => {
    const request = snsRequest(VECTOR_A.body);
    const signedAt = Date.UTC(2026, 0, 1, 0, 0, 2, 703);
    const after = (ms: number): string =>
      causeOf(verifySns(request, { nowMs: signedAt + ms, toleranceMs: 3_600_000 }));
    assert.deepEqual([0, 3_600_000, -3_600_000].map(after), ['ok', 'ok', 'ok']);
    assert.deepEqual([3_600_001, -3_600_001].map(after), ['stale', 'stale']);
    assert.equal(verifySns(request, { nowMs: 0 }).status, 'ok');
    const odd = signSns(snsRequest(withMember(VECTOR_A.body, 'Timestamp', 'today')));
    const check = { secrets: [OWN_KEY] };
    assert.equal(verifySns(odd, check).status, 'ok');
    assert.equal(causeOf(verifySns(odd, { ...check, toleranceMs: 1 })), 'malformed');
    const { detail } = verifySns(request, { nowMs: signedAt + 7_200_000, toleranceMs: 60_000 });
    assert.match(detail, /2h old, more than 1m/);
  });

  it('one changed byte fails where it changes a signed member, and nowhere else', () => {
    const { body } = snsRequest(VECTOR_A.body);
    const read = (bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined => {
      try {
        return membersOf(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      } catch {
        return undefined;
      }
    };
    const judged = (bytes: Uint8Array): string => {
      const members = read(bytes);
      if (members === undefined) return 'broken';
      const { Signature: signature, SignatureVersion: version } = members;
      return JSON.stringify([stringOf(members), signature, version]);
    };
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = Uint8Array.from(body);
        changed[index] = (changed[index] ?? 0) ^ change;
        const url = String(read(changed)?.['SigningCertURL']);
        const isSame =
          judged(changed) === judged(body) &&
          /^https:\/\/sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com\/[^?#\s\\]*\.pem$/.test(url);
        assert.equal(verifySns(snsRequest(changed)).status === 'ok', isSame, `${index} ${change}`);
      }),
      { numRuns: 500 },
    );
  });
});
