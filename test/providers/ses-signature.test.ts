import assert from 'node:assert/strict';
import { createVerify, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type ByteRange, utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { locateJsonValue } from '../../src/core/json-scan.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { tamperRequest } from '../../src/delivery/tamper.ts';
import { sesCertificate } from '../../src/providers/ses/certificate.ts';
import { handshake } from '../../src/providers/ses/handshake.ts';
import { ses } from '../../src/providers/ses/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import { buildSigned, defaultOptions } from '../helpers/provider-cases.ts';
import {
  causeOf,
  OWN_KEY,
  PAGE_KEY,
  signSns,
  snsRequest,
  verifySns,
} from '../helpers/ses-cases.ts';
import { PAGE_CERTIFICATE, SIGNED_TEXTS, SNS_SAMPLES, VECTOR_A } from '../helpers/ses-samples.ts';

const SIGNED = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  Other: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};
const SAMPLES = [VECTOR_A, ...SNS_SAMPLES];

function membersOf(body: string): Readonly<Record<string, unknown>> {
  return JSON.parse(body) as Readonly<Record<string, unknown>>; // printed as an object
}

/** The page's steps, written anew. */
function stringOf(members: Readonly<Record<string, unknown>>): string {
  const keys = members['Type'] === 'Notification' ? SIGNED.Notification : SIGNED.Other;
  return keys
    .filter((key) => members[key] !== undefined)
    .map((key) => `${key}\n${members[key]}\n`)
    .join('');
}

function withMember(body: string, key: string, value: string): string {
  return body.replace(
    new RegExp(`("${key}" : )".*"`),
    (_, name: string) => name + JSON.stringify(value),
  );
}

/** Body of vector B: no Subject, SignatureVersion 2, without a line end or a blank of the layout. */
function vectorB(): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:ses-events',
    Message: '{"notificationType":"Delivery"}',
    Timestamp: '2026-01-01T00:00:02.703Z',
    SignatureVersion: '2',
    Signature: SIGNED_TEXTS[1]?.signature2,
    SigningCertURL: 'https://sns.us-east-1.amazonaws.com/x.pem',
  });
}

/** `body` with everything but the given range. */
function outside(body: Uint8Array, range: ByteRange | undefined): string {
  assert.ok(range !== undefined);
  return utf8Text(body.subarray(0, range.start)) + utf8Text(body.subarray(range.end));
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
      'https://sns.us-east-1.amazonaws.com/a.pem?x=y.txt#a',
      'https://sns.us-east-1.amazonaws.com/a.crt',
      'http://localhost/a.pem',
      'a.pem',
      '',
    ]) {
      const expected = bad.includes('?') ? 'ok' : 'malformed';
      assert.equal(causeOf(verifySns(snsRequest(url(bad)))), expected, bad);
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
          /^https:\/\/sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com\/.*\.pem$/.test(url);
        assert.equal(verifySns(snsRequest(changed)).status === 'ok', isSame, `${index} ${change}`);
      }),
      { numRuns: 500 },
    );
  });

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
});

describe('ses handshake', () => {
  const options = defaultOptions(ses);
  const sample = (name: string): string =>
    SNS_SAMPLES.find(({ event }) => event === name)?.body ?? '';

  it('a subscription wants a GET of SubscribeURL, an unsubscription is undone by one, others want nothing', () => {
    const confirming = handshake(
      viewRequest(snsRequest(sample('subscription-confirmation'))),
      options,
    );
    assert.equal(confirming?.event, 'subscription-confirmation');
    assert.equal(confirming.answer.status, 200);
    assert.deepEqual(confirming.visit, {
      method: 'GET',
      url: membersOf(sample('subscription-confirmation'))['SubscribeURL'],
      isWanted: true,
      fault: null,
    });
    const ended = handshake(viewRequest(snsRequest(sample('unsubscribe-confirmation'))), options);
    assert.deepEqual([ended?.visit?.isWanted, ended?.visit?.fault], [false, null]);
    assert.equal(handshake(viewRequest(snsRequest(VECTOR_A.body)), options), undefined);
    assert.equal(handshake(viewRequest(snsRequest('x')), options), undefined);
  });

  it('a SubscribeURL at another host, with another action or topic is not to be visited', () => {
    const fault = (url: string, more = {}): string | null | undefined =>
      handshake(
        viewRequest(
          snsRequest(withMember(sample('subscription-confirmation'), 'SubscribeURL', url)),
        ),
        { ...options, ...more },
      )?.visit?.fault;
    const query =
      '?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:123456789012:ses-events';
    assert.match(fault(`https://example.com/${query}`) ?? '', /is at example\.com/);
    assert.match(fault(`http://sns.us-east-1.amazonaws.com/${query}`) ?? '', /begins with http:/);
    assert.match(fault('no URL') ?? '', /is no URL/);
    assert.match(fault('https://sns.us-east-1.amazonaws.com/?Action=Publish') ?? '', /Action/);
    assert.match(fault(`https://sns.us-east-1.amazonaws.com/${query}x`) ?? '', /another topic/);
    const standIn = { 'sns-url': 'http://127.0.0.1:4665' };
    assert.equal(fault(`http://127.0.0.1:4665/${query}`, standIn), null);
    assert.match(fault(`http://127.0.0.1:46650/${query}`, standIn) ?? '', /begins with http:/);
  });
});

describe('ses keys', () => {
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
