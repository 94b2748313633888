import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { type HeaderList, headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { handshake } from '../../src/providers/mandrill/handshake.ts';
import { mandrill } from '../../src/providers/mandrill/index.ts';
import { Confidence, type ProviderOptions, type Secret } from '../../src/providers/types.ts';
import {
  CHECK_VECTOR,
  ESCAPED_VECTOR,
  type MandrillVector,
  PUBLIC_VECTOR,
  SORTED_VECTOR,
  VECTORS,
} from '../helpers/mandrill-samples.ts';
import { buildSigned, defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';
import { testSecret } from '../helpers/provider-laws.ts';

const FORM = ['content-type', 'application/x-www-form-urlencoded'] as const;
const OTHER = { kind: 'shared', value: 'ntynTMaFpM_octE5R1DKAw' } as const;

interface Case {
  readonly url?: string;
  readonly options?: ProviderOptions;
}

function shared(value: string): Secret {
  return { kind: 'shared', value };
}

function requestOf(vector: MandrillVector, headers?: HeaderList): WebhookRequest {
  const { pathname, search } = new URL(vector.url);
  return {
    method: 'POST',
    path: pathname + search,
    headers: headers ?? [['x-mandrill-signature', vector.signature], FORM],
    body: utf8Bytes(vector.body),
  };
}

function verify(
  request: WebhookRequest,
  secrets: readonly Secret[],
  { url = TARGET_URL, options = {} }: Case = {},
): Verification {
  return mandrill.verify(viewRequest(request), {
    secrets,
    url,
    nowMs: NOW_MS,
    options: { ...defaultOptions(mandrill), ...options },
  });
}

function check(vector: MandrillVector, request = requestOf(vector)): Verification {
  return verify(request, [shared(vector.key)], vector);
}

function sign(
  request: WebhookRequest,
  secret: Secret,
  { url = TARGET_URL, options = {} }: Case = {},
): WebhookRequest {
  return mandrill.sign(request, {
    secret,
    url,
    nowMs: NOW_MS,
    random: seededRandom('sign'),
    options: { ...defaultOptions(mandrill), ...options },
  });
}

function cause(verdict: Verification): string {
  return verdict.status === 'failed' ? verdict.cause : verdict.status;
}

/** The algorithm of the page, written anew: URL, then sorted names and values, under HMAC-SHA1 in base64. */
function independent(key: string, url: string, body: string | Uint8Array): string {
  const fields = [...new URLSearchParams(Buffer.from(body).toString())];
  fields.sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  return createHmac('sha1', key)
    .update(url + fields.flat().join(''))
    .digest('base64');
}

describe('mandrill signature', () => {
  for (const vector of VECTORS) {
    it(`the printed signature (${vector.what}) is the HMAC-SHA1 of URL and form, verifies and is made again`, () => {
      assert.equal(independent(vector.key, vector.url, vector.body), vector.signature);
      assert.equal(check(vector).status, 'ok');
      const unsigned = requestOf(vector, [['Host', 'hooks.example.com'], FORM]);
      assert.deepEqual(sign(unsigned, shared(vector.key), vector).headers, [
        ['Host', 'hooks.example.com'],
        ['X-Mandrill-Signature', vector.signature],
        FORM,
      ]);
    });
  }

  it('V3: name and value are signed decoded, and right after the URL', () => {
    const text = `${ESCAPED_VECTOR.url}mandrill_events${ESCAPED_VECTOR.text}`;
    const signature = createHmac('sha1', ESCAPED_VECTOR.key).update(text).digest('base64');
    assert.equal(signature, ESCAPED_VECTOR.signature);
  });

  it('V5: fields go by the byte order of their names', () => {
    const text = 'https://hooks.example.com/pa1b2mandrill_events[]';
    const signature = createHmac('sha1', SORTED_VECTOR.key).update(text).digest('base64');
    assert.equal(signature, SORTED_VECTOR.signature);
  });

  for (const event of mandrill.events.filter(({ name }) => name !== 'url-check')) {
    it(`${event.name}: signed, it verifies, is recognised and described as itself`, () => {
      const secret = testSecret(mandrill);
      const request = buildSigned(mandrill, event, secret);
      assert.equal(verify(request, [secret]).status, 'ok');
      const view = viewRequest(request);
      assert.equal(mandrill.recognise(view), Confidence.certain);
      const [summary, ...more] = mandrill.describe(view);
      assert.deepEqual([summary?.name, summary?.wireName], [event.name, event.wireName]);
      assert.deepEqual(more, []);
      const signature = headerValue(request.headers, 'X-Mandrill-Signature');
      const key = event.name === 'url-check-post' ? 'test-webhook' : 'Zt4vQ1mN8xKpR2sWcY6b_A';
      assert.equal(signature, independent(key, TARGET_URL, request.body));
    });
  }

  it('a second key may fit while one is being reset', () => {
    const request = requestOf(PUBLIC_VECTOR);
    assert.equal(verify(request, [OTHER, shared(PUBLIC_VECTOR.key)], PUBLIC_VECTOR).status, 'ok');
  });

  it('another key is a mismatch that names neither key nor signature, but the URL', () => {
    const verdict = verify(requestOf(PUBLIC_VECTOR), [OTHER], PUBLIC_VECTOR);
    assert.equal(cause(verdict), 'mismatch');
    assert.ok(!verdict.detail.includes('ntynTMaFpM_octE5R1DKAw'));
    assert.ok(!verdict.detail.includes(PUBLIC_VECTOR.signature));
    assert.match(verdict.detail, /http:\/\/requestb\.in\/o1m6loo1 .*--option webhook-url/);
  });

  it('the URL counts as it is written: scheme, host, port, trailing slash and query', () => {
    for (const url of [
      'https://requestb.in/o1m6loo1',
      'http://requestb.in:80/o1m6loo1',
      'http://requestb.in/o1m6loo1/',
      'http://requestb.in/o1m6loo1?a=b',
      'http://REQUESTB.in/o1m6loo1',
    ]) {
      const secrets = [shared(PUBLIC_VECTOR.key)];
      assert.equal(cause(verify(requestOf(PUBLIC_VECTOR), secrets, { url })), 'mismatch', url);
    }
  });

  it('the option webhook-url stands in for the URL of the request, in signing and checking', () => {
    const options = { 'webhook-url': PUBLIC_VECTOR.url };
    const request = requestOf(PUBLIC_VECTOR);
    const key = shared(PUBLIC_VECTOR.key);
    assert.equal(verify(request, [key], { url: 'http://127.0.0.1:4665/', options }).status, 'ok');
    assert.deepEqual(sign(request, key, { url: 'http://127.0.0.1:4665/', options }), request);
  });

  it('credentials in the URL are signed, and not shown', () => {
    const url = 'https://user:pa55@hooks.example.com/hooks';
    const request = sign(requestOf(PUBLIC_VECTOR), OTHER, { url });
    const signature = headerValue(request.headers, 'x-mandrill-signature');
    assert.equal(signature, independent('ntynTMaFpM_octE5R1DKAw', url, PUBLIC_VECTOR.body));
    const verdict = verify(request, [shared('another')], { url });
    assert.match(verdict.detail, /https:\/\/\*\*\*@hooks\.example\.com\/hooks/);
    assert.ok(!verdict.detail.includes('pa55'));
  });

  it('the check of a URL needs no key of the webhook, and other events may not be signed with its fixed one', () => {
    const checked = verify(requestOf(CHECK_VECTOR), [], CHECK_VECTOR);
    assert.equal(checked.status, 'ok');
    assert.equal(verify(requestOf(CHECK_VECTOR), [OTHER], CHECK_VECTOR).status, 'ok');
    const key = shared('test-webhook');
    const forged = sign(requestOf(PUBLIC_VECTOR), key, PUBLIC_VECTOR);
    assert.equal(cause(verify(forged, [OTHER], PUBLIC_VECTOR)), 'wrong-secret');
    assert.equal(cause(verify(forged, [], PUBLIC_VECTOR)), 'no-secret');
    const wrong = requestOf({ ...CHECK_VECTOR, signature: PUBLIC_VECTOR.signature });
    assert.equal(cause(verify(wrong, [OTHER], CHECK_VECTOR)), 'mismatch');
  });

  it('a form of 100,000 fields is checked like any other', () => {
    const body = Array.from({ length: 100_000 }, (_, index) => `f${index}=${index}`).join('&');
    const request = { ...requestOf(PUBLIC_VECTOR), body: utf8Bytes(body) };
    const signature = independent(OTHER.value, TARGET_URL, body);
    const signed = sign(request, OTHER);
    assert.equal(headerValue(signed.headers, 'x-mandrill-signature'), signature);
    assert.equal(verify(signed, [OTHER]).status, 'ok');
    assert.equal(cause(verify(request, [OTHER])), 'mismatch');
  });

  it('a HEAD request is never signed, and that is no fault', () => {
    const head: WebhookRequest = { method: 'HEAD', path: '/', headers: [], body: utf8Bytes('') };
    assert.deepEqual(sign(head, OTHER), head);
    assert.equal(verify(head, [OTHER]).status, 'not-applicable');
    assert.equal(verify({ ...head, method: 'POST' }, [OTHER]).status, 'unsigned');
  });

  it('both checks want the status 200, and other requests want nothing special', () => {
    const head: WebhookRequest = { method: 'HEAD', path: '/', headers: [], body: utf8Bytes('') };
    for (const [request, what] of [
      [head, 'a HEAD request, as Mandrill checks URLs'],
      [requestOf(CHECK_VECTOR), "Mandrill's URL check"],
    ] as const) {
      const wanted = handshake(viewRequest(request));
      assert.deepEqual([wanted?.what, wanted?.answer.status, wanted?.visit], [what, 200, null]);
    }
    assert.equal(handshake(viewRequest(requestOf(PUBLIC_VECTOR))), null);
    assert.equal(handshake(viewRequest(requestOf(SORTED_VECTOR))), null);
  });

  it('what is not the base64 of 20 bytes is malformed, and so is a body without a form', () => {
    const { signature } = PUBLIC_VECTOR;
    for (const odd of ['', 'x', signature.slice(0, -1), `${signature}=`, signature.toLowerCase()]) {
      const verdict = check({ ...PUBLIC_VECTOR, signature: odd });
      const expected = odd === signature.toLowerCase() ? 'mismatch' : 'malformed';
      assert.equal(cause(verdict), expected, odd);
    }
    const json = requestOf(PUBLIC_VECTOR, [
      ['X-Mandrill-Signature', signature],
      ['Content-Type', 'application/json'],
    ]);
    assert.equal(cause(check(PUBLIC_VECTOR, json)), 'malformed');
  });

  it('with no shared key, or an empty one, there is nothing to check or sign with', () => {
    const request = requestOf(PUBLIC_VECTOR);
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    assert.equal(verify(request, [pair, shared('')]).status, 'no-secret');
    for (const secret of [pair, shared('')]) {
      assert.throws(() => sign(request, secret), { code: 'WHK_SECRET' });
    }
  });

  it('one changed byte fails when it changes a field, and only then', () => {
    const { body } = requestOf(ESCAPED_VECTOR);
    const fieldsOf = (bytes: Uint8Array): string =>
      JSON.stringify([...new URLSearchParams(Buffer.from(bytes).toString())]);
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = Uint8Array.from(body);
        changed[index] = (changed[index] ?? 0) ^ change;
        const request = { ...requestOf(ESCAPED_VECTOR), body: changed };
        const isSame = fieldsOf(changed) === fieldsOf(body);
        assert.equal(check(ESCAPED_VECTOR, request).status, isSame ? 'ok' : 'failed');
      }),
    );
  });

  it('method, path and other headers are not covered', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, value) => {
        const request = requestOf(PUBLIC_VECTOR);
        const headers: HeaderList = [['X-Other', value], ...request.headers];
        const changed = { ...request, method: 'PUT', path, headers };
        assert.equal(check(PUBLIC_VECTOR, changed).status, 'ok');
      }),
    );
  });

  it('signing again replaces the value in place and nothing else', () => {
    const field = fc.tuple(fc.string(), fc.string());
    fc.assert(
      fc.property(fc.array(field, { minLength: 2 }), fc.string(), (fields, old) => {
        const body = utf8Bytes(new URLSearchParams([['a', 'b'], ...fields]).toString());
        const headers: HeaderList = [FORM, ['x-MANDRILL-signature', old], ['Accept', '*/*']];
        const request: WebhookRequest = { method: 'POST', path: '/a?b', headers, body };
        const signature = independent('ntynTMaFpM_octE5R1DKAw', TARGET_URL, body);
        assert.deepEqual(sign(request, OTHER), {
          ...request,
          headers: [FORM, ['x-MANDRILL-signature', signature], ['Accept', '*/*']],
        });
      }),
    );
  });

  it('the signature is found in its header, and nowhere when there is none', () => {
    assert.deepEqual(mandrill.signatureParts(viewRequest(requestOf(PUBLIC_VECTOR))), {
      signature: { in: 'header', name: 'X-Mandrill-Signature' },
      bodyRanges: [],
    });
    const unsigned = viewRequest(requestOf(PUBLIC_VECTOR, [FORM]));
    assert.deepEqual(mandrill.signatureParts(unsigned), { bodyRanges: [] });
  });
});
