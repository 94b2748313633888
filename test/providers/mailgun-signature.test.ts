import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { latin1Text, utf8Bytes } from '../../src/core/bytes.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import type { SignaturePlace } from '../../src/providers/types.ts';
import {
  check,
  jsonView,
  PARENT_KEY,
  sampleOf,
  sampleTitle,
  sampleView,
  shared,
} from '../helpers/mailgun-cases.ts';
import { MAILGUN_SAMPLES, SAMPLE_KEY, viewOf } from '../helpers/mailgun-samples.ts';

const SYMFONY_KEY = 'key-0p6mqbf74lb20gzq9f4dhpn9rg3zyk26';

// Vectors as the provider page prints them: four of a public test suite, and three computed for the page.
const VECTORS = [
  {
    key: SYMFONY_KEY,
    timestamp: '1661621710',
    token: '885894756b6c371a377f5f9516d60a4db497ad27d4931ed215',
    signature: '606307bb55b72686b1b2a2c8c37ae6e6ec89496592bac4a4eee5a346337d04a5',
  },
  {
    key: SYMFONY_KEY,
    timestamp: '1661621787',
    token: 'd1931d9645b65e60f6fddf94448e982ff8db9256144a7fcb15',
    signature: '1aed11dcc25700d6b75f9a6d568343ea02ecdd3fc89cc3209e2883a19e5cdd50',
  },
  {
    key: SYMFONY_KEY,
    timestamp: '1661590666',
    token: 'fff0ebc59c0516f4ce0823212a2f45e5c67814420b99fe558b',
    signature: 'a0cd251821d8fd56a2130b541becc8e441023574e602fe9829a9ab9fbfdea33f',
  },
  {
    key: SYMFONY_KEY,
    timestamp: '1661621468',
    token: '335da63647194414fe8bbb7c67b3b0585e426bcd10b258dcf4',
    signature: 'e3c1ce2c6c7a678823e610537eeef59426df9b1b8ed4a49a91e144e71aa64fa9',
  },
  {
    key: SAMPLE_KEY,
    timestamp: '1771320772',
    token: '4b7e0c92d1a85f36e7c4019b2d68f5a3107ce9b4d2835f6a1c',
    signature: 'cad1e40f6f756b3df7418f67ce0eb5b96e765129605f278fc9687e41d79d3d4a',
  },
  {
    key: PARENT_KEY,
    timestamp: '1771320772',
    token: '4b7e0c92d1a85f36e7c4019b2d68f5a3107ce9b4d2835f6a1c',
    signature: '2fad7bfd7e6f521764c0514b7ce671598e349d8168af4dead2998b46aaeaac5b',
  },
] as const;

describe('mailgun signature: vectors', () => {
  for (const { key, timestamp, token, signature } of VECTORS) {
    it(`the HMAC-SHA256 of ${timestamp} and its token is ${signature.slice(0, 8)}…`, () => {
      const independent = createHmac('sha256', key)
        .update(timestamp + token)
        .digest('hex');
      assert.equal(independent, signature);
      const verdict = check(jsonView({ timestamp, token, signature }), Number(timestamp), {
        secrets: [shared(key)],
      });
      assert.deepEqual(verdict, {
        status: 'ok',
        detail: 'signature and time fit',
        replayKey: token,
      });
    });
  }

  for (const sample of MAILGUN_SAMPLES) {
    it(`the page sample of ${sampleTitle(sample)} verifies, and its token is the replay key`, () => {
      const view = sampleView(sample);
      const verdict = check(view, sample.signedAtSeconds);
      assert.equal(verdict.status, 'ok');
      assert.ok(verdict.status === 'ok' && /^[0-9a-f]{50}$/.test(verdict.replayKey ?? ''));
    });
  }
});

describe('mailgun signature: laws', () => {
  const cases = [
    sampleOf('bounce', 'json'),
    sampleOf('click', 'form'),
    sampleOf('bounce', 'multipart'),
    sampleOf('inbound', 'mime'),
  ];

  for (const sample of cases) {
    it(`${sampleTitle(sample)}: one flipped bit in signature or timestamp never verifies`, () => {
      const view = sampleView(sample);
      const parts = mailgun.signatureParts(view);
      const places = [parts.signature, parts.timestamp];
      fc.assert(
        fc.property(fc.constantFrom(...places), fc.nat(), fc.nat(7), (place, offset, bit) => {
          const flipped = flipIn(view, place, offset, bit);
          assert.notEqual(check(flipped, sample.signedAtSeconds).status, 'ok');
        }),
      );
    });

    it(`${sampleTitle(sample)}: one flipped bit in the token never verifies`, () => {
      const view = sampleView(sample);
      const token = /[0-9a-f]{50}(?![0-9a-f])/.exec(sample.body)?.[0] ?? '';
      const start = latin1Text(view.request.body).indexOf(token);
      const place: SignaturePlace = { in: 'body', range: { start, end: start + 50 } };
      fc.assert(
        fc.property(fc.nat(), fc.nat(7), (offset, bit) => {
          const flipped = flipIn(view, place, offset, bit);
          assert.notEqual(check(flipped, sample.signedAtSeconds).status, 'ok');
        }),
      );
    });

    it(`${sampleTitle(sample)}: the rest of the body is not covered`, () => {
      const view = sampleView(sample);
      const start = latin1Text(view.request.body).indexOf('example.');
      assert.ok(start > 0);
      const body = Uint8Array.from(view.request.body);
      body[start] = 0x65 ^ 0x04;
      const changed = viewRequest({ ...view.request, body });
      assert.equal(check(changed, sample.signedAtSeconds).status, 'ok');
    });
  }

  it('signatureParts finds signature and timestamp without quotes in every sample', () => {
    for (const sample of MAILGUN_SAMPLES) {
      const view = sampleView(sample);
      const parts = mailgun.signatureParts(view);
      assert.match(textAt(view, parts.signature), /^[0-9a-f]{64}$/, sampleTitle(sample));
      assert.equal(
        textAt(view, parts.timestamp),
        String(sample.signedAtSeconds),
        sampleTitle(sample),
      );
      assert.equal(parts.coveredHeader, undefined);
      const whole = parts.bodyRanges.map((range) => textAt(view, { in: 'body', range })).join(' ');
      for (const place of [parts.signature, parts.timestamp]) {
        assert.ok(whole.includes(textAt(view, place)), sampleTitle(sample));
      }
      assert.match(whole, /(?<![0-9a-f])[0-9a-f]{50}(?![0-9a-f])/, sampleTitle(sample));
    }
  });

  it('an unsigned request has no signature parts', () => {
    const parts = mailgun.signatureParts(viewOf('form', 'event=opened'));
    assert.deepEqual(parts, { bodyRanges: [] });
  });

  it('nothing throws on a hostile body', () => {
    const contentType = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    );
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.string().map((inner) => `--x\r\nA: b\r\n\r\n${inner}\r\n--x--`),
      fc.json().map((inner) => `{"signature":${inner},"event-data":${inner}}`),
      fc.json().map((inner) => `{"signature":{"signature":${inner},"token":${inner}}}`),
    );
    fc.assert(
      fc.property(contentType, text, (type, body) => {
        const view = viewRequest({
          method: 'POST',
          path: '/',
          headers: [['content-type', type]],
          body: utf8Bytes(body),
        });
        mailgun.recognise(view);
        mailgun.describe(view);
        mailgun.signatureParts(view);
        assert.notEqual(check(view, 0).status, 'ok');
      }),
    );
  });
});

function flipIn(
  view: RequestView,
  place: SignaturePlace | undefined,
  offset: number,
  bit: number,
): RequestView {
  assert.ok(place?.in === 'body');
  const { start, end } = place.range;
  const body = Uint8Array.from(view.request.body);
  const index = start + (offset % (end - start));
  body[index] = (body[index] ?? 0) ^ (1 << bit);
  return viewRequest({ ...view.request, body });
}

function textAt(view: RequestView, place: SignaturePlace | undefined): string {
  assert.ok(place?.in === 'body');
  return latin1Text(view.request.body.subarray(place.range.start, place.range.end));
}
