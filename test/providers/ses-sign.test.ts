import assert from 'node:assert/strict';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type ByteRange, utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { locateJsonValue } from '../../src/core/json-scan.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { tamperRequest } from '../../src/delivery/tamper.ts';
import { sesCertificate } from '../../src/providers/ses/certificate.ts';
import { ses } from '../../src/providers/ses/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import { buildSigned } from '../helpers/provider-cases.ts';
import {
  causeOf,
  membersOf,
  OWN_KEY,
  signSns,
  snsRequest,
  vectorB,
  verifySns,
  withMember,
} from '../helpers/ses-cases.ts';
import { VECTOR_A } from '../helpers/ses-samples.ts';

/** `body` with everything but the given range. */
function outside(body: Uint8Array, range: ByteRange | undefined): string {
  assert.ok(range !== undefined);
  return utf8Text(body.subarray(0, range.start)) + utf8Text(body.subarray(range.end));
}

describe('ses signing', () => {
  it('signing a captured message again changes its signature and nothing else', () => {
    const text = fc.string({ unit: 'binary' });
    const message = fc.record({
      Type: fc.constantFrom('Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'),
      MessageId: text,
      Token: text,
      TopicArn: text,
      Message: text,
      SubscribeURL: text,
      Timestamp: text,
      SignatureVersion: fc.constantFrom('1', '2'),
      Signature: fc.oneof(text, fc.integer(), fc.constant(null)),
      SigningCertURL: fc.constant('https://sns.us-east-1.amazonaws.com/a.pem'),
      MessageAttributes: fc.object(),
    });
    fc.assert(
      fc.property(message, fc.constantFrom(0, 2), fc.string(), (members, indent, header) => {
        const request = {
          ...snsRequest(JSON.stringify(members, null, indent)),
          headers: [['x-other', header]] as const,
        };
        const signed = signSns(request);
        assert.deepEqual({ ...signed, body: null }, { ...request, body: null });
        assert.equal(
          outside(signed.body, locateJsonValue(signed.body, ['Signature'])),
          outside(request.body, locateJsonValue(request.body, ['Signature'])),
        );
        assert.equal(verifySns(signed, { secrets: [OWN_KEY] }).status, 'ok');
      }),
      { numRuns: 50 },
    );
  });

  it('a message keeps its SignatureVersion, unless the option asks for version 2', () => {
    const versionOf = (request: WebhookRequest): unknown =>
      membersOf(utf8Text(request.body))['SignatureVersion'];
    const asked = { 'signature-version': '2' };
    assert.equal(versionOf(signSns(snsRequest(VECTOR_A.body))), '1');
    assert.equal(versionOf(signSns(snsRequest(vectorB()))), '2');
    const upgraded = signSns(snsRequest(VECTOR_A.body), asked);
    assert.equal(versionOf(upgraded), '2');
    assert.equal(verifySns(upgraded, { secrets: [OWN_KEY] }).status, 'ok');
  });

  it('members that are missing are put in their place, in the layout of the body', () => {
    const bare = VECTOR_A.body.replace(/ {2}"Signature(?:Version)?" : .*\n/g, '');
    const signed = utf8Text(signSns(snsRequest(bare)).body);
    assert.equal(withMember(signed, 'Signature', '…'), withMember(VECTOR_A.body, 'Signature', '…'));
    const compact = JSON.stringify({ ...membersOf(bare), Message: 'x' });
    const [, added] =
      /"Timestamp":"[^"]+",(.*),"SigningCertURL"/.exec(
        utf8Text(signSns(snsRequest(compact)).body),
      ) ?? [];
    assert.match(added ?? '', /^"SignatureVersion":"1","Signature":"[\w+/=]{344}"$/);
  });

  it('what is no SNS message cannot be signed, and raw delivery stays as it is', () => {
    const event = '{"eventType":"Send","mail":{}}';
    for (const body of [event, '[]', 'text', '{"Type":"Notification","MessageId":"m"}']) {
      assert.throws(() => signSns(snsRequest(body)), { code: 'WHK_INPUT' }, body);
    }
    const raw = snsRequest(event);
    assert.deepEqual(signSns(raw, { 'raw-delivery': 'yes' }), raw);
    const marked = { ...raw, headers: [['x-amz-sns-rawdelivery', 'true']] as const };
    assert.deepEqual(signSns(marked), marked);
  });

  it('signature and time are found without their quotes, and what is not signed is set apart', () => {
    const view = viewRequest(snsRequest(VECTOR_A.body));
    const parts = ses.signatureParts(view);
    const textAt = (range: ByteRange): string => VECTOR_A.body.slice(range.start, range.end);
    assert.ok(parts.signature?.in === 'body' && parts.timestamp?.in === 'body');
    assert.equal(textAt(parts.signature.range), membersOf(VECTOR_A.body)['Signature']);
    assert.equal(textAt(parts.timestamp.range), '2026-01-01T00:00:02.703Z');
    assert.deepEqual(
      parts.bodyRanges.map((range) => /^"(\w+)" : "[^"]*"$/.exec(textAt(range))?.[1]),
      ['SignatureVersion', 'Signature', 'SigningCertURL', 'UnsubscribeURL'],
    );
    const attributes = vectorB().replace(/}$/, ',"MessageAttributes":{"a":{"Type":"b"},"c":[1]}}');
    const [, , , last] = ses.signatureParts(viewRequest(snsRequest(attributes))).bodyRanges;
    assert.ok(last !== undefined);
    const shown = utf8Text(utf8Bytes(attributes).subarray(last.start, last.end));
    assert.equal(shown, '"MessageAttributes":{"a":{"Type":"b"},"c":[1]}');
    const unsigned = snsRequest(VECTOR_A.body.replace(/ {2}"Signature" : .*\n/, ''));
    assert.deepEqual(ses.signatureParts(viewRequest(unsigned)), { bodyRanges: [] });
  });

  it('tampering with body, time and signature is noticed, and leaves JSON', () => {
    for (const event of ses.events) {
      const request = buildSigned(ses, event, OWN_KEY);
      for (const part of ['body', 'timestamp', 'signature'] as const) {
        const tampered = tamperRequest(ses, request, part);
        assert.ok(tampered !== null);
        assert.equal(viewRequest(tampered).kind, 'json');
        assert.equal(causeOf(verifySns(tampered, { secrets: [OWN_KEY] })), 'mismatch');
      }
    }
  });

  it('the certificate of a key checks what the key has signed, and is always the same', () => {
    const pem = sesCertificate(OWN_KEY.privateKeyPem ?? '');
    assert.equal(sesCertificate(OWN_KEY.privateKeyPem ?? ''), pem);
    assert.equal(new X509Certificate(pem).subject, 'CN=sns.amazonaws.com');
    const secret: Secret = { kind: 'key-pair', publicKeyPem: pem, privateKeyPem: null };
    const signed = signSns(snsRequest(VECTOR_A.body));
    assert.equal(verifySns(signed, { secrets: [secret] }).status, 'ok');
  });

  it('a key of 4096 bits signs and checks as well', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 4096,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const secret: Secret = {
      kind: 'key-pair',
      publicKeyPem: publicKey,
      privateKeyPem: privateKey,
    };
    const signed = signSns(snsRequest(VECTOR_A.body), {}, secret);
    assert.equal(verifySns(signed, { secrets: [secret] }).status, 'ok');
  });
});
