import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { encodeForm, type FormField } from '../../src/core/form.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { twilio } from '../../src/providers/twilio/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import { defaultOptions, NOW_MS } from '../helpers/provider-cases.ts';
import { SAMPLE_TOKEN, TWILIO_SAMPLES, type TwilioSample } from '../helpers/twilio-samples.ts';

const SECRET: Secret = { kind: 'shared', value: SAMPLE_TOKEN };
const OTHER: Secret = { kind: 'shared', value: 'ffeeddccbbaa99887766554433221100' };
const FORM_TYPE = 'application/x-www-form-urlencoded; charset=UTF-8';
const FIRST_CALL: readonly FormField[] = [
  ['CallSid', 'CA1234567890ABCDE'],
  ['Caller', '+12349013030'],
  ['Digits', '1234'],
  ['From', '+12349013030'],
  ['To', '+18005551212'],
];

/** Public vectors, as the page prints them: URL, fields, key, signature. */
const VECTORS: readonly (readonly [string, readonly FormField[], string, string])[] = [
  [
    'https://mycompany.com/myapp.php?foo=1&bar=2',
    FIRST_CALL,
    '12345',
    '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
  ],
  [
    'https://mycompany.com/myapp.php?foo=1&bar=2',
    FIRST_CALL.map(([name, value]) => [name, value.replace('+12349013030', '+14158675309')]),
    '12345',
    'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  ],
  [
    'https://example.com/myapp.php?foo=1&bar=2',
    FIRST_CALL,
    '12345',
    'vNe7KK2kJwCsxc9K3OLkkKB3qqI=',
  ],
  [
    'https://hooks.example.com/in?a=1',
    [
      ['b', '2 2'],
      ['a', '1'],
    ],
    'test-secret-0123456789',
    'ybwIXvy9VswK48xNF126DBw0Qus=',
  ],
];

const SENT = sampleOf('message-sent');
const STREAM = sampleOf('com.twilio.messaging.message.delivered');

function sampleOf(event: string): TwilioSample {
  const sample = TWILIO_SAMPLES.find((one) => one.event === event);
  assert.ok(sample !== undefined);
  return sample;
}

function request(
  sample: TwilioSample,
  signature: string | null = sample.signature,
): WebhookRequest {
  const { pathname, search } = new URL(sample.url);
  const type = sample.body.startsWith('[') ? 'application/json; charset=utf-8' : FORM_TYPE;
  const typed: HeaderList = sample.method === 'GET' ? [] : [['Content-Type', type]];
  const signed: HeaderList = signature === null ? [] : [['x-twilio-signature', signature]];
  return {
    method: sample.method,
    path: pathname + search,
    headers: [...typed, ...signed, ['I-Twilio-Idempotency-Token', 't']],
    body: utf8Bytes(sample.body),
  };
}

function formRequest(url: string, fields: readonly FormField[], signature = ''): WebhookRequest {
  const body = Buffer.from(encodeForm(fields)).toString();
  return request({ event: '', method: 'POST', url, signature, body });
}

function verify(
  sent: WebhookRequest,
  url: string,
  secrets: readonly Secret[] = [SECRET],
  webhookUrl = '',
): Verification {
  const options = { ...defaultOptions(twilio), 'webhook-url': webhookUrl };
  return twilio.verify(viewRequest(sent), { secrets, url, nowMs: NOW_MS, options });
}

function sign(
  unsigned: WebhookRequest,
  url: string,
  key = SAMPLE_TOKEN,
  webhookUrl = '',
): WebhookRequest {
  return twilio.sign(unsigned, {
    secret: { kind: 'shared', value: key },
    url,
    nowMs: NOW_MS,
    random: seededRandom('sign'),
    options: { ...defaultOptions(twilio), 'webhook-url': webhookUrl },
  });
}

function hmac(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('base64');
}

function signatureOf(sent: WebhookRequest): string {
  return sent.headers.find(([name]) => /x-twilio-signature/i.test(name))?.[1] ?? '';
}

function causeOf(verdict: Verification): string {
  return verdict.status === 'failed' ? verdict.cause : verdict.status;
}

describe('twilio signature', () => {
  for (const [url, fields, key, signature] of VECTORS) {
    it(`the public signature ${signature} verifies and is made again`, () => {
      const text =
        url +
        fields
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .flat()
          .join('');
      assert.equal(hmac(key, text), signature);
      const secret: Secret = { kind: 'shared', value: key };
      assert.equal(verify(formRequest(url, fields, signature), url, [secret]).status, 'ok');
      assert.equal(signatureOf(sign(formRequest(url, fields), url, key)), signature);
    });
  }

  for (const sample of TWILIO_SAMPLES) {
    it(`the printed signature of ${sample.event} by ${sample.method} verifies and is made again`, () => {
      const fields = sample.body.startsWith('[')
        ? []
        : [...new URLSearchParams(sample.body)].toSorted(([a], [b]) => (a < b ? -1 : 1));
      assert.equal(hmac(SAMPLE_TOKEN, sample.url + fields.flat().join('')), sample.signature);
      assert.equal(verify(request(sample), sample.url).status, 'ok');
      const again = sign(request(sample, 'old'), sample.url);
      assert.deepEqual(again, request(sample));
    });
  }

  it('the signed text of "message sent" is the printed one', () => {
    const text =
      'https://hooks.example.com/twilio/statusAccountSidAC0123456789abcdef0123456789abcdefApiVersion2010-04-01From+15555550100MessageSidSM00112233445566778899aabbccddeeffMessageStatussentSmsSidSM00112233445566778899aabbccddeeffSmsStatussentTo+15555550123';
    assert.equal(hmac(SAMPLE_TOKEN, text), SENT.signature);
  });

  it('names are sorted by code unit, empty values count, equal fields once', () => {
    const url = 'https://hooks.example.com/x';
    const fields: readonly FormField[] = [
      ['b', '2'],
      ['a', ''],
      ['B', '1'],
      ['b', '1'],
      ['b', '2'],
      ['é', 'ü'],
    ];
    const wanted = hmac(SAMPLE_TOKEN, `${url}B1ab1b2éü`);
    assert.equal(signatureOf(sign(formRequest(url, fields), url)), wanted);
    assert.equal(verify(formRequest(url, fields, wanted), url).status, 'ok');
  });

  it('a default port is not signed; when checking, every spelling of the URL fits', () => {
    const { body } = request(SENT);
    const text = [...new URLSearchParams(Buffer.from(body).toString())].sort().flat().join('');
    const spellings = [
      'https://hooks.example.com/twilio/status',
      'https://hooks.example.com:443/twilio/status',
    ];
    for (const signed of spellings) {
      for (const given of spellings) {
        const sent = request(SENT, hmac(SAMPLE_TOKEN, signed + text));
        assert.equal(verify(sent, given).status, 'ok', `${signed} as ${given}`);
      }
      assert.equal(signatureOf(sign(request(SENT), signed)), SENT.signature);
    }
    assert.equal(signatureOf(sign(request(SENT), `${SENT.url}#rc=3&rp=5xx`)), SENT.signature);
    const custom = 'http://127.0.0.1:4665/twilio/status';
    assert.equal(signatureOf(sign(request(SENT), custom)), hmac(SAMPLE_TOKEN, custom + text));
    assert.equal(verify(request(SENT, hmac(SAMPLE_TOKEN, custom + text)), custom).status, 'ok');
  });

  it('a query that was written anew, and a URL that was normalised, fit too', () => {
    const url = 'https://hooks.example.com/x?q=a+b&r=%C3%A9~';
    const rewritten = 'https://hooks.example.com/x?q=a%20b&r=%C3%A9~';
    const sent = formRequest(url, [], hmac(SAMPLE_TOKEN, rewritten));
    assert.equal(verify(sent, url).status, 'ok');
    const capitals = 'HTTPS://Hooks.Example.com/x';
    const normal = formRequest(capitals, [], hmac(SAMPLE_TOKEN, 'https://hooks.example.com/x'));
    assert.equal(verify(normal, capitals).status, 'ok');
  });

  it('behind a tunnel the configured URL is given as an option, its query comes from the request', () => {
    const local = 'http://127.0.0.1:4665/twilio/status';
    const failed = verify(request(SENT), local);
    assert.equal(causeOf(failed), 'mismatch');
    assert.match(
      failed.detail,
      /if Twilio is configured with another URL, give that as --option webhook-url/,
    );
    assert.equal(verify(request(SENT), local, [SECRET], SENT.url).status, 'ok');
    const [bare = ''] = STREAM.url.split('?');
    const stream = 'http://127.0.0.1:4665/twilio/events?bodySHA256=x';
    assert.equal(verify(request(STREAM), stream, [SECRET], bare).status, 'ok');
    assert.deepEqual(
      sign(request(STREAM, null), local, SAMPLE_TOKEN, bare).path,
      request(STREAM).path,
    );
    assert.equal(signatureOf(sign(request(SENT), local, SAMPLE_TOKEN, SENT.url)), SENT.signature);
  });

  it('credentials in a URL are not repeated', () => {
    const url = 'https://user:hunter2@hooks.example.com/x';
    assert.doesNotMatch(verify(formRequest(url, [], SENT.signature), url).detail, /hunter2/);
  });

  it('a body that is no form gets its hash into the query, once, and must fit it', () => {
    const body = utf8Bytes('[{"a":1}]');
    const hash = createHash('sha256').update(body).digest('hex');
    const unsigned = { ...request(STREAM, null), path: '/e?x=1', body };
    const signed = sign(unsigned, 'https://hooks.example.com/e?x=1');
    assert.equal(signed.path, `/e?x=1&bodySHA256=${hash}`);
    const url = `https://hooks.example.com${signed.path}`;
    assert.equal(verify(signed, url).status, 'ok');
    assert.deepEqual(sign(signed, url), signed);
    const swapped = { ...signed, body: utf8Bytes('[{"a":2}]') };
    assert.equal(causeOf(verify(swapped, url)), 'digest-mismatch');
    const uncovered = request({ ...STREAM, signature: hmac(SAMPLE_TOKEN, 'https://h.example/e') });
    assert.equal(causeOf(verify(uncovered, 'https://h.example/e')), 'missing');
  });

  it('any of several tokens may fit, and a mismatch names none', () => {
    assert.equal(verify(request(SENT), SENT.url, [OTHER, SECRET]).status, 'ok');
    assert.deepEqual(verify(request(SENT), SENT.url, [OTHER]), {
      status: 'failed',
      cause: 'mismatch',
      detail:
        'X-Twilio-Signature is not the HMAC-SHA1 of the URL https://hooks.example.com/twilio/status and 8 form fields under the secret; if Twilio is configured with another URL, give that as --option webhook-url',
    });
  });

  it('what is missing or malformed is named', () => {
    assert.equal(causeOf(verify(request(SENT, null), SENT.url)), 'unsigned');
    assert.equal(causeOf(verify(request(SENT), SENT.url, [])), 'no-secret');
    for (const signature of ['', 'abc', `${SENT.signature}=`, 'a'.repeat(40)]) {
      assert.equal(causeOf(verify(request(SENT, signature), SENT.url)), 'malformed', signature);
    }
    assert.throws(() => sign(request(SENT), SENT.url, ''), { code: 'WHK_SECRET' });
  });

  it('another value, name or URL fails; the order of the fields and how they are escaped do not matter', () => {
    const fields = [...new URLSearchParams(SENT.body)];
    fc.assert(
      fc.property(fc.nat(fields.length - 1), fc.constantFrom(0, 1), (index, part) => {
        const changed = fields.map((field, at): FormField => {
          if (at !== index) return [field[0], field[1]];
          return part === 0 ? [`${field[0]}x`, field[1]] : [field[0], `${field[1]}x`];
        });
        const sent = formRequest(SENT.url, changed, SENT.signature);
        assert.equal(causeOf(verify(sent, SENT.url)), 'mismatch');
      }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(fields, { minLength: fields.length }), (shuffled) => {
        const sent = formRequest(SENT.url, shuffled, SENT.signature);
        assert.equal(verify(sent, SENT.url).status, 'ok');
      }),
    );
    const escaped = SENT.body.replace('SmsSid', '%53msSid');
    assert.equal(verify(request({ ...SENT, body: escaped }), SENT.url).status, 'ok');
    assert.equal(causeOf(verify(request(SENT), `${SENT.url}/`)), 'mismatch');
    assert.equal(causeOf(verify(request(SENT), SENT.url.replace('https', 'http'))), 'mismatch');
  });

  it('one flipped bit of a JSON body or of a signature fails', () => {
    const { body } = request(STREAM);
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.nat(7), (index, bit) => {
        const changed = Uint8Array.from(body);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        assert.equal(verify({ ...request(STREAM), body: changed }, STREAM.url).status, 'failed');
      }),
    );
    fc.assert(
      fc.property(fc.nat(26), fc.constantFrom('A', 'b', '7', '+', '/'), (index, character) => {
        const changed =
          SENT.signature.slice(0, index) + character + SENT.signature.slice(index + 1);
        fc.pre(changed !== SENT.signature);
        assert.equal(verify(request(SENT, changed), SENT.url).status, 'failed');
      }),
    );
  });

  it('headers are not covered, not even the idempotency token', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const sent = request(SENT);
        const headers: HeaderList = [['I-Twilio-Idempotency-Token', value], ...sent.headers];
        assert.equal(verify({ ...sent, headers }, SENT.url).status, 'ok');
      }),
    );
  });

  it('signing a form again replaces the value in place and nothing else', () => {
    const field = fc.tuple(fc.string({ minLength: 1 }), fc.string());
    fc.assert(
      fc.property(fc.array(field), fc.string(), (fields, old) => {
        const sent = formRequest(SENT.url, fields, old);
        const names = [...new Set(fields.map(([name]) => name))].sort();
        const text = names.map((name) => {
          const values = fields.filter(([other]) => other === name).map(([, value]) => value);
          return [...new Set(values)]
            .sort()
            .map((value) => name + value)
            .join('');
        });
        const value = hmac(SAMPLE_TOKEN, SENT.url + text.join(''));
        assert.deepEqual(sign(sent, SENT.url), {
          ...sent,
          headers: sent.headers.map(([name, was]) =>
            name === 'x-twilio-signature' ? [name, value] : [name, was],
          ),
        });
      }),
    );
  });

  it('a new signature goes before the idempotency token, and is found there', () => {
    const signed = sign(request(SENT, null), SENT.url);
    assert.deepEqual(
      signed.headers.map(([name]) => name),
      ['Content-Type', 'X-Twilio-Signature', 'I-Twilio-Idempotency-Token'],
    );
    assert.deepEqual(twilio.signatureParts(viewRequest(signed)), {
      signature: { in: 'header', name: 'X-Twilio-Signature' },
      bodyRanges: [],
    });
    assert.deepEqual(twilio.signatureParts(viewRequest(request(SENT, null))), { bodyRanges: [] });
  });

  it('a form of very many fields is checked, not a reason to fail', () => {
    const body = 'a=1&'.repeat(150_000);
    const sent = request({ ...SENT, body });
    assert.equal(causeOf(verify(sent, SENT.url)), 'mismatch');
  });
});
