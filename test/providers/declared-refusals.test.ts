import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { InputError, SecretError, type WebhookCliError } from '../../src/core/errors.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import type { Provider, Secret } from '../../src/providers/types.ts';
import { generateKeyPair } from '../../src/signing/key-pair.ts';
import { signer } from '../helpers/declared.ts';
import { defaultOptions, NOW_MS } from '../helpers/provider-cases.ts';

const URL_IN = 'http://127.0.0.1:1/hooks?a=1';
const KEY: Secret = { kind: 'shared', value: 'the-key' };
const PAIR: Secret = { kind: 'key-pair', ...generateKeyPair('rsa-2048') };

function request(
  body = '{}',
  headers: HeaderList = [['Content-Type', 'application/json']],
): WebhookRequest {
  return { method: 'POST', path: '/hooks?a=1', headers, body: utf8Bytes(body) };
}

const FORM: HeaderList = [['Content-Type', 'application/x-www-form-urlencoded']];

function sign(provider: Provider, unsigned: WebhookRequest, secret: Secret = KEY): WebhookRequest {
  const options = defaultOptions(provider);
  const random = seededRandom('refusals');
  return provider.sign(unsigned, { secret, url: URL_IN, nowMs: NOW_MS, random, options });
}

function verify(
  provider: Provider,
  signed: WebhookRequest,
  secrets: readonly Secret[] = [KEY],
  options = defaultOptions(provider),
): Verification {
  const url = new URL(signed.path, URL_IN).href;
  return provider.verify(viewRequest(signed), { secrets, url, nowMs: NOW_MS, options });
}

function thrown(action: () => unknown): WebhookCliError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof SecretError || error instanceof InputError, String(error));
    return error;
  }
  return assert.fail('nothing was thrown');
}

describe('a request that is not accepted', () => {
  const S = (value: string): HeaderList => [
    ['Content-Type', 'application/json'],
    ['S', value],
  ];
  // printf '{}' | openssl dgst -sha256 -hmac the-key
  const OF_EMPTY = '43c7da34b5f29aeef4297cc612c39718a667e6d84a25da2d13f1720b2efc97a2';
  const cases: readonly (readonly [
    signature: string,
    headers: HeaderList,
    expected: Verification,
  ])[] = [
    ['{ header: S }', S(OF_EMPTY), { status: 'ok', detail: 'the signature fits' }],
    ['{ header: S }', [], { status: 'unsigned', detail: 'there is no S header' }],
    [
      '{ header: [S, T] }',
      [],
      { status: 'unsigned', detail: 'there is no S header or one of its kind' },
    ],
    [
      '{ header: S }',
      S(OF_EMPTY.toUpperCase()),
      {
        status: 'failed',
        cause: 'mismatch',
        detail:
          'the S header is not the HMAC-SHA256 of {body} under the secret; it is expected in lower case',
      },
    ],
    [
      '{ header: S, encoding: HEX }',
      S(OF_EMPTY),
      {
        status: 'failed',
        cause: 'mismatch',
        detail:
          'the S header is not the HMAC-SHA256 of {body} under the secret; it is expected in upper case',
      },
    ],
    [
      "{ header: S, template: 'v1={sig}', join: ',' }",
      S('v1=a,v1=b'),
      {
        status: 'failed',
        cause: 'mismatch',
        detail: 'the S header (none of 2) is not the HMAC-SHA256 of {body} under the secret',
      },
    ],
    [
      "{ header: S, template: 'v1={sig}', join: ',' }",
      S(OF_EMPTY),
      { status: 'failed', cause: 'malformed', detail: 'the S header is not of the form v1={sig}' },
    ],
    [
      "{ header: S, content: '{header:T}{body}' }",
      S('ab'),
      { status: 'failed', cause: 'missing', detail: 'there is no T header, which is signed' },
    ],
    [
      "{ header: S, content: '{ts}{body}', timestamp: { header: T } }",
      S('ab'),
      { status: 'failed', cause: 'missing', detail: 'there is no timestamp, which is signed' },
    ],
    [
      '{ header: S, timestamp: { header: T, tolerance: 5m } }',
      S(OF_EMPTY),
      { status: 'failed', cause: 'missing', detail: 'there is no T header' },
    ],
    [
      '{ header: S, timestamp: { header: T, tolerance: 5m, unit: iso } }',
      [...S(OF_EMPTY), ['T', '1795243800']],
      {
        status: 'failed',
        cause: 'malformed',
        detail: 'the signed time is not written as RFC 3339 writes it',
      },
    ],
    [
      '{ header: S, timestamp: { header: T, tolerance: 5m } }',
      [...S(OF_EMPTY), ['T', '1795240000']],
      {
        status: 'failed',
        cause: 'stale',
        detail: 'the signed time is 1h3m20s old, more than 5m',
      },
    ],
    [
      '{ header: S, timestamp: { header: T, tolerance: 5m } }',
      [...S(OF_EMPTY), ['T', '1795244400']],
      {
        status: 'failed',
        cause: 'stale',
        detail: 'the signed time is 10m in the future, more than 5m',
      },
    ],
    [
      '{ header: S, timestamp: { header: T, tolerance: 5m, direction: past } }',
      [...S(OF_EMPTY), ['T', '1795244400']],
      { status: 'ok', detail: 'signature and time fit' },
    ],
    [
      '{ header: S, key: hex }',
      S(OF_EMPTY),
      { status: 'failed', cause: 'wrong-secret', detail: 'the secret is not hexadecimal' },
    ],
    [
      '{ header: S, scheme: rsa }',
      S('ab'),
      {
        status: 'failed',
        cause: 'wrong-secret',
        detail: 'the secret is a text, and a public key is wanted',
      },
    ],
    ['{ scheme: token, header: S }', [], { status: 'unsigned', detail: 'there is no S header' }],
    [
      '{ scheme: token, header: S }',
      S('another'),
      { status: 'failed', cause: 'mismatch', detail: 'the S header is not equal to the secret' },
    ],
    [
      '{ scheme: basic, header: S }',
      S('Basic ?'),
      {
        status: 'failed',
        cause: 'malformed',
        detail: 'the S header is not Basic with the base64 of user:password',
      },
    ],
    ['{ scheme: none }', S('ab'), { status: 'not-applicable', detail: 'acme does not sign' }],
  ];
  for (const [signature, headers, expected] of cases) {
    it(`${signature} with ${JSON.stringify(headers.slice(1))}: ${expected.detail}`, () => {
      assert.deepEqual(verify(signer(signature), request('{}', headers)), expected);
    });
  }

  it('needs a secret to be checked with', () => {
    for (const signature of ['{ header: S }', '{ scheme: token, header: S }']) {
      assert.equal(verify(signer(signature), request('{}', S('a')), []).status, 'no-secret');
    }
  });

  it('has a digest, or a hash in the query, that does not fit the body', () => {
    const digest = signer(
      "{ header: S, content: '{header:Digest}', sets: { headers: { Digest: 'sha-256={body:sha256:base64}' } } }",
    );
    const signed = sign(digest, request());
    assert.equal(verify(digest, signed).status, 'ok');
    assert.deepEqual(verify(digest, { ...signed, body: utf8Bytes('[]') }), {
      status: 'failed',
      cause: 'digest-mismatch',
      detail: 'the Digest header is not sha-256={body:sha256:base64}',
    });
    const query = signer("{ header: S, content: '{url}', sets: { query: { h: '{body:crc32}' } } }");
    const inQuery = sign(query, request());
    assert.equal(inQuery.path, '/hooks?a=1&h=2745614147');
    assert.equal(verify(query, inQuery).status, 'ok');
    const other = verify(query, { ...inQuery, body: utf8Bytes('[]') });
    assert.equal(other.status === 'failed' && other.cause, 'digest-mismatch');
    assert.deepEqual(sign(query, inQuery), inQuery);
  });

  it('lacks a value that signing sets', () => {
    const provider = signer(
      "{ header: S, sets: { headers: { X-Account: '{option:account}' } } }",
      '{ account: a-1 }',
    );
    const signed = sign(provider, request());
    assert.equal(verify(provider, signed).status, 'ok');
    const headers = signed.headers.filter(([name]) => name !== 'X-Account');
    assert.deepEqual(verify(provider, { ...signed, headers }), {
      status: 'failed',
      cause: 'missing',
      detail: 'there is no X-Account header',
    });
    const other = verify(provider, signed, [KEY], { account: 'a-2' });
    assert.equal(other.status === 'failed' && other.cause, 'mismatch');
  });
});

describe('a request that cannot be signed', () => {
  const cases: readonly (readonly [signature: string, secret: Secret, message: RegExp])[] = [
    ['{ header: S, key: hex }', KEY, /the secret is not hexadecimal, so acme can't be signed/],
    ['{ header: S }', { kind: 'shared', value: '' }, /the secret is empty/],
    ['{ header: S }', PAIR, /the secret is a key pair, and a text is wanted/],
    ['{ header: S, scheme: rsa }', KEY, /is no private key/],
    ['{ header: S, scheme: ecdsa }', PAIR, /is a key of type rsa, not ec/],
    ['{ header: S, scheme: ed25519 }', KEY, /is not hexadecimal/],
    [
      '{ header: S, scheme: ed25519 }',
      { kind: 'shared', value: '00'.repeat(32) },
      /which is a public key/,
    ],
    ['{ scheme: bearer }', PAIR, /acme signs with a shared secret/],
    ['{ scheme: basic }', KEY, /a secret of the form user:password/],
    [
      "{ header: S, content: '{header:T}' }",
      KEY,
      /acme signs the T header, and the request has none/,
    ],
    [
      "{ json: a.b, content: '{json:c}' }",
      KEY,
      /the request has no value at a\.b in the body, where acme puts it/,
    ],
    [
      '{ header: S, timestamp: { field: t } }',
      KEY,
      /the request has no field t, where acme puts it/,
    ],
    [
      '{ scheme: token, json: token }',
      KEY,
      /the request has no value at token in the body, where acme puts the token/,
    ],
    ["{ scheme: token, json: 'value.*.token' }", KEY, /where acme puts the token/],
  ];
  for (const [signature, secret, message] of cases) {
    it(`${signature}: ${message.source}`, () => {
      assert.match(thrown(() => sign(signer(signature), request(), secret)).message, message);
    });
  }
});

describe('what is signed', () => {
  /** Content of a request as the hash of it is, so that it can be read in the clear. */
  const contents: readonly (readonly [content: string, request: WebhookRequest, text: string])[] = [
    [
      '{method} {path} {query} {target} {host}',
      request(),
      'POST /hooks a=1 /hooks?a=1 127.0.0.1:1',
    ],
    [
      '{method|lower}{header:X-A|trim}{header:X-A|upper}',
      request('', [['X-A', ' b ']]),
      'postb B ',
    ],
    ['{url|decode(:/?)}', request(), URL_IN],
    ['{query:a}{query:b}{field:c}{json:d}', request(), '1'],
    ['[a:{query:a};][b:{query:b};][c:{header:X-C};]', request(), 'a:1;'],
    ['{field:a}|{form}', request('b=2+2&a=%C3%BC&B=1', FORM), 'ü|B1aüb2 2'],
    ['{json:a[0].b}{json:c}{json:e}', request('{"a":[{"b":1.50}],"c":true,"e":null}'), '1.50true'],
    ['{body:crc32} {body:md5}', request('{}'), '2745614147 99914b932bd37a50b983c5e7c90ae93b'],
  ];
  for (const [content, unsigned, text] of contents) {
    it(`${content} is ${text}`, () => {
      const provider = signer(
        `{ scheme: hash, algorithm: sha1, header: S, content: '{secret}${content}' }`,
      );
      const expected = signer(
        "{ scheme: hash, algorithm: sha1, header: S, content: '{secret}{body}' }",
      );
      const made = sign(provider, unsigned).headers.at(-1);
      assert.deepEqual(made, sign(expected, { ...unsigned, body: utf8Bytes(text) }).headers.at(-1));
    });
  }

  it('is put into forms, queries and bodies in place, every other byte staying', () => {
    const form = signer("{ field: sig, content: '{field:a}', timestamp: { field: t } }");
    const signed = utf8Text(sign(form, request('x=%20+&sig=old&a=1&&y', FORM)).body);
    assert.match(signed, /^x=%20\+&sig=[0-9a-f]{64}&a=1&&y&t=1795243800$/);
    const query = signer("{ query: sig, content: '{body}' }");
    const unsigned = { ...request(), path: '/hooks?b&&sig=1&c=%zz&sig=2#f' };
    assert.match(sign(query, unsigned).path, /^\/hooks\?b&&sig=[0-9a-f]{64}&c=%zz#f$/);
    const json = signer("{ json: 's', content: '{json:a}', timestamp: { json: t } }");
    const body = utf8Text(sign(json, request('{"a" : "b" , "t":1 , "s":null}')).body);
    assert.match(body, /^\{"a" : "b" , "t":1795243800 , "s":"[0-9a-f]{64}"\}$/);
  });

  it('is put into multipart fields too', () => {
    const multipart: HeaderList = [['Content-Type', 'multipart/form-data; boundary=x']];
    const part = (name: string, value: string): string =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const provider = signer("{ field: sig, content: '{field:a}' }");
    const signed = sign(
      provider,
      request(`${part('sig', '')}${part('a', '1')}--x--\r\n`, multipart),
    );
    assert.equal(verify(provider, signed).status, 'ok');
    const body = utf8Text(signed.body);
    assert.match(body, /name="sig"\r\n\r\n[0-9a-f]{64}\r\n/);
  });

  it('says where the parts of a signature stand', () => {
    const provider = signer("{ json: s, content: '{ts}{header:X-A}', timestamp: { json: t } }");
    const signed = sign(provider, request('{"t":"","s":""}', [['X-A', 'b']]));
    const parts = provider.signatureParts(viewRequest(signed));
    assert.ok(parts.signature?.in === 'body' && parts.timestamp?.in === 'body');
    const at = ({ start, end }: { readonly start: number; readonly end: number }): string =>
      utf8Text(signed.body.subarray(start, end));
    assert.match(at(parts.signature.range), /^[0-9a-f]{64}$/);
    assert.equal(at(parts.timestamp.range), '1795243800');
    assert.equal(parts.coveredHeader, 'X-A');
    assert.deepEqual(parts.bodyRanges, [parts.signature.range, parts.timestamp.range]);
    const none = signer('{ scheme: none }');
    assert.deepEqual(none.signatureParts(viewRequest(signed)), { bodyRanges: [] });
    assert.deepEqual(sign(none, signed), signed);
  });
});
