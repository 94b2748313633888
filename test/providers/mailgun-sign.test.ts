import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type ByteRange,
  latin1Text,
  spliceBytes,
  utf8Bytes,
  utf8Text,
} from '../../src/core/bytes.ts';
import { InputError, SecretError } from '../../src/core/errors.ts';
import { parseForm } from '../../src/core/form.ts';
import { locateJsonValue } from '../../src/core/json-scan.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import type { ProviderOptions, Secret, SignInput } from '../../src/providers/types.ts';
import { MAILGUN_SAMPLES, SAMPLE_KEY, viewOf } from '../helpers/mailgun-samples.ts';
import { buildSigned, defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const SECRET: Secret = { kind: 'shared', value: SAMPLE_KEY };
const SECONDS = String(Math.floor(NOW_MS / 1000));
const TRIPLE_LENGTHS = { timestamp: 10, token: 50, signature: 64 };

function signInput(options: ProviderOptions = {}, overrides: Partial<SignInput> = {}): SignInput {
  return {
    secret: SECRET,
    url: TARGET_URL,
    nowMs: NOW_MS,
    random: seededRandom('sign'),
    options: { ...defaultOptions(mailgun), ...options },
    ...overrides,
  };
}

function requestOf(contentType: string, body: string): WebhookRequest {
  return {
    method: 'POST',
    path: '/hooks',
    headers: [['content-type', contentType]],
    body: utf8Bytes(body),
  };
}

function jsonRequest(body: string): WebhookRequest {
  return requestOf('application/json', body);
}

function signedText(request: WebhookRequest, options: ProviderOptions = {}): string {
  return utf8Text(mailgun.sign(request, signInput(options)).body);
}

function status(request: WebhookRequest, options: ProviderOptions = {}): string {
  return mailgun.verify(viewRequest(request), {
    secrets: [SECRET],
    url: TARGET_URL,
    nowMs: NOW_MS,
    options: { ...defaultOptions(mailgun), ...options },
  }).status;
}

/** The values of the signature in a JSON text, each under its name. */
function tripleOf(text: string): Record<string, string> {
  const body: { signature: Record<string, string> } = JSON.parse(text);
  return body.signature;
}

describe('mailgun sign', () => {
  it('the signature is the HMAC-SHA256 of the seconds and a token of 50 hexadecimal characters', () => {
    const triple = tripleOf(signedText(jsonRequest('{"event-data":{}}')));
    assert.equal(triple['timestamp'], SECONDS);
    assert.match(triple['token'] ?? '', /^[0-9a-f]{50}$/);
    const expected = createHmac('sha256', SAMPLE_KEY)
      .update(SECONDS + triple['token'])
      .digest('hex');
    assert.equal(triple['signature'], expected);
  });

  it('a JSON body without a signature gets one right after the opening brace', () => {
    const text = signedText(jsonRequest('{"event-data":{"event":"opened"}}'));
    assert.match(
      text,
      /^\{"signature":\{"token":"\w{50}","timestamp":"\d{10}","signature":"\w{64}"\},"event-data":\{"event":"opened"\}\}$/,
    );
    assert.match(signedText(jsonRequest('{ }')), /^\{"signature":\{[^{}]*\} \}$/);
  });

  it("Python's style has blanks after colons and commas in what is inserted", () => {
    const text = signedText(jsonRequest('{"event-data": {}}'), { 'json-style': 'python' });
    assert.match(
      text,
      /^\{"signature": \{"token": "\w+", "timestamp": "\d+", "signature": "\w+"\}, "event-data": \{\}\}$/,
    );
  });

  it('in a signed JSON body the values change in place, in the old order and layout', () => {
    const old =
      '{"event-data":{},\n "signature" : {"timestamp":1, "x":2,\n"token":"t","signature":null}}';
    assert.match(
      signedText(jsonRequest(old)),
      /^\{"event-data":\{\},\n "signature" : \{"timestamp":\d{10}, "x":2,\n"token":"\w{50}","signature":"\w{64}"\}\}$/,
    );
  });

  it('any JSON object is signed where a parser finds the values, and every other byte stays', () => {
    const names = ['timestamp', 'token', 'signature'] as const;
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('1700000000', 'a'.repeat(50), 'b'.repeat(64)),
    );
    const signature = fc.record({ timestamp: value, token: value, signature: value, more: value });
    const members = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(members, signature, members, fc.constantFrom(0, 2), (head, old, tail, indent) => {
        const object = { ...head, signature: old, ...tail };
        const body = utf8Bytes(JSON.stringify({ ...object, signature: old }, null, indent));
        const request = { ...jsonRequest(''), body };
        const signed = mailgun.sign(request, signInput()).body;
        const fresh = JSON.parse(utf8Text(signed)).signature;
        const edits = names.map((name) => {
          const range = locateJsonValue(body, ['signature', name]) ?? assert.fail(name);
          return { range, text: JSON.stringify(fresh[name]) };
        });
        edits.sort((left, right) => right.range.start - left.range.start);
        let expected: Uint8Array = body;
        for (const { range, text } of edits)
          expected = spliceBytes(expected, range, utf8Bytes(text));
        assert.equal(utf8Text(signed), utf8Text(expected));
      }),
    );
  });

  it('a signature object with missing members is replaced as a whole', () => {
    for (const value of ['{}', '"text"', 'null', '{"token":"t"}']) {
      const request = jsonRequest(`{"a":1,"signature":${value},"b":2}`);
      const signed = mailgun.sign(request, signInput());
      assert.match(utf8Text(signed.body), /^\{"a":1,"signature":\{"token":"\w{50}",.*\},"b":2\}$/);
      assert.equal(status(signed), 'ok');
    }
  });

  it('in forms the last field of each name is replaced, and missing ones are appended', () => {
    const request = requestOf(
      'application/x-www-form-urlencoded',
      'token=mine&a=1&timestamp=5&token=old&signature&b=%2a',
    );
    const signed = mailgun.sign(request, signInput());
    const fields = parseForm(signed.body);
    assert.deepEqual(
      fields.map(([name]) => name),
      ['token', 'a', 'timestamp', 'token', 'signature', 'b'],
    );
    assert.deepEqual(fields[0], ['token', 'mine']);
    assert.ok(latin1Text(signed.body).endsWith('&b=%2a'));
    assert.equal(status(signed), 'ok');
    for (const body of ['', 'a=1', 'a=1&', 'token=', 'a=1&signature']) {
      const grown = mailgun.sign(requestOf('application/x-www-form-urlencoded', body), signInput());
      assert.equal(status(grown), 'ok', body);
      assert.ok(latin1Text(grown.body).startsWith(body), body);
    }
  });

  it('in multipart bodies values are replaced in place, and missing parts come last', () => {
    const part = (name: string, value: string, lineEnd: string): string =>
      ['--x', `Content-Disposition: form-data; name="${name}"`, '', value, ''].join(lineEnd);
    for (const lineEnd of ['\r\n', '\n']) {
      const body = `${part('a', 'one', lineEnd)}${part('token', '', lineEnd)}--x--${lineEnd}`;
      const signed = mailgun.sign(requestOf('multipart/form-data; boundary=x', body), signInput());
      const names = viewRequest(signed)
        .multipart()
        ?.map(({ name }) => name);
      assert.deepEqual(names, ['a', 'token', 'timestamp', 'signature']);
      assert.equal(status(signed), 'ok');
      assert.ok(utf8Text(signed.body).startsWith(part('a', 'one', lineEnd)));
    }
  });

  it('of equal multipart parts the last one takes the value', () => {
    const part = (value: string): string =>
      `--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n${value}\r\n`;
    const body = `${part('mine')}${part('old')}--x--\r\n`;
    const signed = mailgun.sign(requestOf('multipart/form-data; boundary=x', body), signInput());
    assert.ok(utf8Text(signed.body).startsWith(part('mine')));
    assert.doesNotMatch(utf8Text(signed.body), /old/);
    assert.equal(status(signed), 'ok');
  });

  it('a part that ends right after its headers still takes a value', () => {
    const head = '--x\r\nContent-Disposition: form-data; name=';
    const body = `${head}"token"\r\n\r\n--x\r\n${head.slice(5)}"a"\r\n\r\n--x--\r\n`;
    const signed = mailgun.sign(requestOf('multipart/form-data; boundary=x', body), signInput());
    assert.equal(status(signed), 'ok');
  });

  it('a body that has no place for a signature is an input error', () => {
    const requests = [
      jsonRequest('[1]'),
      jsonRequest('{"a":'),
      jsonRequest(''),
      requestOf('text/plain', 'hello'),
      requestOf('multipart/form-data; boundary=x', '--x--\r\n'),
    ];
    for (const request of requests) {
      assert.throws(() => mailgun.sign(request, signInput()), InputError);
    }
  });

  it('an empty key and a key pair are secret errors', () => {
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: '' };
    for (const secret of [pair, { kind: 'shared', value: '' } as const]) {
      assert.throws(() => mailgun.sign(jsonRequest('{}'), signInput({}, { secret })), SecretError);
    }
  });
});

describe('mailgun sign: parent-signature', () => {
  const options = { 'parent-key': '9d8e7f6a5b4c3d2e1f00112233445566' };

  it('with a parent key the object ends with a parent-signature of the same data', () => {
    const triple = tripleOf(signedText(jsonRequest('{"event-data":{}}'), options));
    assert.deepEqual(Object.keys(triple), ['token', 'timestamp', 'signature', 'parent-signature']);
    const expected = createHmac('sha256', options['parent-key'])
      .update(SECONDS + triple['token'])
      .digest('hex');
    assert.equal(triple['parent-signature'], expected);
  });

  it('a signed body gains it after the other members, or has it replaced', () => {
    const plain = '{"signature":{"timestamp":"1","token":"t","signature":"s" },"a":1}';
    assert.match(
      signedText(jsonRequest(plain), options),
      /"signature":"\w{64}","parent-signature":"\w{64}" \},"a":1\}$/,
    );
    const before =
      '{"signature":{"parent-signature":"p","timestamp":"1","token":"t","signature":"s"}}';
    const signed = mailgun.sign(jsonRequest(before), signInput(options));
    assert.match(utf8Text(signed.body), /^\{"signature":\{"parent-signature":"\w{64}","timestamp"/);
    assert.equal(status(signed, options), 'ok');
  });

  it('forms get none', () => {
    const request = requestOf('application/x-www-form-urlencoded', 'event=opened');
    assert.doesNotMatch(signedText(request, options), /parent/);
  });
});

describe('mailgun sign: captured requests', () => {
  for (const sample of MAILGUN_SAMPLES) {
    it(`${sample.generation} ${sample.name} in ${sample.format}: only the signature's bytes change`, () => {
      const { request } = viewOf(sample.format, sample.body);
      const captured = {
        ...request,
        headers: [['HOST', 'a'], ...request.headers, ['x', '']],
      } as const;
      fc.assert(
        fc.property(fc.string(), fc.integer({ min: 1e9, max: 9e9 }), (seed, nowSeconds) => {
          const input = signInput({}, { random: seededRandom(seed), nowMs: nowSeconds * 1000 });
          const signed = mailgun.sign(captured, input);
          assert.deepEqual(signed.headers, captured.headers);
          assert.deepEqual(masked(signed), masked(captured));
          assert.equal(
            mailgun.verify(viewRequest(signed), { ...input, secrets: [SECRET] }).status,
            'ok',
          );
        }),
        { numRuns: 20 },
      );
    });
  }

  it('every event in every format verifies once signed, in both JSON styles', () => {
    for (const event of mailgun.events) {
      for (const format of event.formats) {
        for (const jsonStyle of ['compact', 'python']) {
          const settings = { format, options: { 'json-style': jsonStyle } };
          const request = buildSigned(mailgun, event, SECRET, settings);
          assert.equal(status(request), 'ok', `${event.name} ${format}`);
        }
      }
    }
  });

  it('the same seed gives the same signed bytes, another seed another token', () => {
    const event = mailgun.events[0];
    assert.ok(event !== undefined);
    const first = buildSigned(mailgun, event, SECRET, { seed: 'a' });
    assert.deepEqual(buildSigned(mailgun, event, SECRET, { seed: 'a' }), first);
    assert.notDeepEqual(buildSigned(mailgun, event, SECRET, { seed: 'b' }).body, first.body);
  });
});

/** The body with a mark in place of timestamp, token and signature, found by their printed shapes. */
function masked(request: WebhookRequest): string {
  const parts = mailgun.signatureParts(viewRequest(request));
  assert.ok(parts.signature?.in === 'body' && parts.timestamp?.in === 'body');
  const text = latin1Text(request.body);
  const hexToken = new RegExp(`(?<![0-9a-f])[0-9a-f]{${TRIPLE_LENGTHS.token}}(?![0-9a-f])`);
  const tokenStart = hexToken.exec(text)?.index ?? 0;
  const token = { start: tokenStart, end: tokenStart + TRIPLE_LENGTHS.token };
  const ranges: readonly ByteRange[] = [parts.signature.range, parts.timestamp.range, token];
  assert.deepEqual(
    ranges.map(({ start, end }) => end - start),
    [TRIPLE_LENGTHS.signature, TRIPLE_LENGTHS.timestamp, TRIPLE_LENGTHS.token],
  );
  return ranges
    .toSorted((left, right) => right.start - left.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)}#${rest.slice(end)}`, text);
}
