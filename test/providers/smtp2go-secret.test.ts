import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { smtp2go } from '../../src/providers/smtp2go/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import { buildSigned, defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';
import { SAMPLES } from '../helpers/smtp2go-samples.ts';

const TEST_SECRET = 'hook-user:s3cret-Pa55';
/** From the page: user `hook-user`, password `s3cret-Pa55`. */
const VECTOR = 'Basic aG9vay11c2VyOnMzY3JldC1QYTU1';
const FORM_TYPE = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
const BODY = utf8Bytes(SAMPLES.find(({ event }) => event === 'delivered')?.form ?? '');

type Auth = 'none' | 'basic' | 'bearer' | 'query' | 'path';
const SENDING_KINDS: readonly Auth[] = ['basic', 'bearer', 'query', 'path'];

function shared(value: string): Secret {
  return { kind: 'shared', value };
}

function options(auth: Auth, name = 'p') {
  return { ...defaultOptions(smtp2go), auth, 'secret-name': name };
}

function request(path = '/webhook/smtp2go', headers: HeaderList = [FORM_TYPE]): WebhookRequest {
  return { method: 'POST', path, headers, body: BODY };
}

function sign(unsigned: WebhookRequest, auth: Auth, secret = TEST_SECRET, name?: string) {
  const random = seededRandom('sign');
  return smtp2go.sign(unsigned, {
    secret: shared(secret),
    url: TARGET_URL,
    nowMs: NOW_MS,
    random,
    options: options(auth, name),
  });
}

function verify(seen: WebhookRequest, auth: Auth, ...secrets: readonly string[]): Verification {
  return smtp2go.verify(viewRequest(seen), {
    secrets: secrets.map(shared),
    url: TARGET_URL,
    nowMs: NOW_MS,
    options: options(auth),
  });
}

function authorized(value: string): WebhookRequest {
  return request('/webhook/smtp2go', [['authorization', value], FORM_TYPE]);
}

function causeOf(verdict: Verification): string {
  return verdict.status === 'failed' ? verdict.cause : verdict.status;
}

describe('smtp2go secret', () => {
  it('auth=basic sends the vector of the page, in the place of the documented request', () => {
    const documented: HeaderList = [['Host', 'hooks.example.com'], FORM_TYPE];
    assert.deepEqual(sign(request('/webhook/smtp2go', documented), 'basic').headers, [
      ['Host', 'hooks.example.com'],
      ['Authorization', VECTOR],
      FORM_TYPE,
    ]);
    assert.equal(`Basic ${Buffer.from(TEST_SECRET).toString('base64')}`, VECTOR);
    assert.equal(verify(authorized(VECTOR), 'basic', TEST_SECRET).status, 'ok');
    assert.equal(verify(authorized(VECTOR), 'none', TEST_SECRET).status, 'ok');
  });

  it('the documented request for a webhook URL with credentials is as long as the page says', () => {
    assert.equal(BODY.length, 667);
  });

  it('auth=bearer sends the token with a capital B', () => {
    const signed = sign(request(), 'bearer', 'tok-1');
    assert.deepEqual(signed.headers, [['Authorization', 'Bearer tok-1'], FORM_TYPE]);
    assert.equal(verify(signed, 'bearer', 'tok-1').status, 'ok');
    assert.equal(verify(signed, 'none', 'tok-0', 'tok-1').status, 'ok');
    assert.equal(causeOf(verify(signed, 'bearer', 'tok-2')), 'mismatch');
  });

  it('auth=query puts p=PASSWORD into the query and keeps the rest', () => {
    const table = [
      ['/webhook/smtp2go', '/webhook/smtp2go?p=PASSWORD'],
      ['/hooks?tenant=7', '/hooks?tenant=7&p=PASSWORD'],
      ['/hooks?p=old&tenant=%37', '/hooks?p=PASSWORD&tenant=%37'],
      ['/hooks?a&p=1&b=&p=2', '/hooks?a&p=PASSWORD&b='],
      ['/hooks?', '/hooks?p=PASSWORD'],
    ] as const;
    for (const [before, after] of table) {
      const signed = sign(request(before), 'query', 'PASSWORD');
      assert.deepEqual(signed, request(after));
      assert.equal(verify(signed, 'query', 'PASSWORD').status, 'ok');
    }
    assert.equal(sign(request('/x'), 'query', 'a&b', 'key').path, '/x?key=a%26b');
  });

  it('auth=path ends the path as in /webhook/smtp2go_PASSWORD, once, and keeps the query', () => {
    const table = [
      ['/webhook/smtp2go', '/webhook/smtp2go_PASSWORD'],
      ['/webhook/smtp2go_PASSWORD', '/webhook/smtp2go_PASSWORD'],
      ['/a/b?c=d/e', '/a/b_PASSWORD?c=d/e'],
      ['/', '/_PASSWORD'],
    ] as const;
    for (const [before, after] of table) {
      const signed = sign(request(before), 'path', 'PASSWORD');
      assert.deepEqual(signed, request(after));
      assert.equal(verify(signed, 'path', 'PASSWORD').status, 'ok');
    }
    const twice = sign(sign(request(), 'path'), 'path');
    assert.equal(twice.path, '/webhook/smtp2go_hook-user%3As3cret-Pa55');
  });

  it('auth=none changes nothing and leaves nothing to check, and the verdict says what to do', () => {
    assert.deepEqual(sign(request(), 'none'), request());
    const verdict = verify(request(), 'none', TEST_SECRET);
    assert.equal(verdict.status, 'not-applicable');
    assert.match(
      verdict.detail,
      /SMTP2GO does not sign; .*--option auth=basic\|bearer\|query\|path/,
    );
  });

  it('the credentials of a URL count percent-encoded and decoded', () => {
    const spellings = ['h%40ok:p%C3%A4ss%2F1', 'h@ok:päss/1'] as const;
    for (const sent of spellings) {
      const header = `Basic ${Buffer.from(sent).toString('base64')}`;
      for (const secret of spellings) {
        assert.equal(verify(authorized(header), 'basic', secret).status, 'ok', `${sent} ${secret}`);
      }
    }
    assert.equal(verify(request('/x?p=a%2Fb'), 'query', 'a/b').status, 'ok');
    assert.equal(verify(request('/x?p=a%2Fb'), 'query', 'a%2Fb').status, 'ok');
    assert.equal(verify(request('/x_a%2Fb'), 'path', 'a/b').status, 'ok');
    assert.equal(verify(request('/x_a%2Fb'), 'path', 'a%2Fb').status, 'ok');
  });

  it('an expected secret that is missing makes the request unsigned', () => {
    for (const auth of SENDING_KINDS) {
      assert.equal(verify(request(), auth, TEST_SECRET).status, 'unsigned', auth);
    }
    assert.equal(verify(request('/x?q=1'), 'query', TEST_SECRET).status, 'unsigned');
    assert.match(verify(request(), 'basic', TEST_SECRET).detail, /no Authorization header/);
  });

  it('without a secret to compare with the verdict is no-secret', () => {
    assert.equal(verify(authorized(VECTOR), 'none').status, 'no-secret');
    assert.equal(verify(authorized(VECTOR), 'basic', '').status, 'no-secret');
  });

  it('another scheme, another kind or broken base64 is told apart', () => {
    const table = [
      ['Digest abc', 'none', 'malformed', /neither Basic nor Bearer/],
      ['Basic', 'none', 'malformed', /neither Basic nor Bearer/],
      ['Basic !!', 'none', 'malformed', /not the base64 of user:password/],
      ['Basic bm9jb2xvbg==', 'basic', 'malformed', /not the base64 of user:password/],
      ['Bearer x', 'basic', 'mismatch', /is bearer; auth=basic expects another/],
      [VECTOR, 'bearer', 'mismatch', /is basic; auth=bearer expects another/],
      [VECTOR.replace('aG9', 'aG8'), 'basic', 'mismatch', /Basic credentials/],
    ] as const;
    for (const [value, auth, cause, detail] of table) {
      const verdict = verify(authorized(value), auth, TEST_SECRET);
      assert.equal(causeOf(verdict), cause, value);
      assert.match(verdict.detail, detail);
      assert.ok(!verdict.detail.includes('s3cret'));
    }
  });

  it('every event verifies under every way of authentication, in both formats', () => {
    for (const definition of smtp2go.events) {
      for (const auth of SENDING_KINDS) {
        for (const format of definition.formats) {
          const settings = { format, options: options(auth) };
          const signed = buildSigned(smtp2go, definition, shared(TEST_SECRET), settings);
          assert.equal(verify(signed, auth, 'other:one', TEST_SECRET).status, 'ok');
          assert.equal(causeOf(verify(signed, auth, 'other:one')), 'mismatch');
        }
      }
    }
  });

  it('sign then verify holds for any secret, and signing again with another replaces the old one', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ09-._~!%+/:=&# '), minLength: 1 });
    const secrets = fc.tuple(text, text).map(([user, password]) => `u${user}:${password}x`);
    fc.assert(
      fc.property(fc.constantFrom(...SENDING_KINDS), secrets, secrets, (auth, old, secret) => {
        const seen = request('/hooks/in?tenant=7', [['X-First', '1'], FORM_TYPE, ['X-Last', '2']]);
        const signed = sign(seen, auth, secret);
        assert.equal(verify(signed, auth, secret).status, 'ok');
        assert.deepEqual(sign(signed, auth, secret), signed);
        assert.equal(signed.body, seen.body);
        if (auth === 'path') return;
        assert.deepEqual(sign(sign(seen, auth, old), auth, secret), signed);
      }),
    );
  });

  it('signing a captured request again changes the value of Authorization and nothing else', () => {
    const captured: HeaderList = [FORM_TYPE, ['authorization', 'Bearer old'], ['X-Last', '2']];
    assert.deepEqual(sign(request('/x?p=1', captured), 'basic').headers, [
      FORM_TYPE,
      ['authorization', VECTOR],
      ['X-Last', '2'],
    ]);
  });

  it('a changed character of the credentials fails, a changed body does not: nothing is signed', () => {
    const plain = Buffer.from(TEST_SECRET);
    fc.assert(
      fc.property(fc.nat(plain.length - 1), fc.nat(6), fc.nat(BODY.length - 1), (at, bit, spot) => {
        const changed = Uint8Array.from(plain);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const header = `Basic ${Buffer.from(changed).toString('base64')}`;
        assert.equal(verify(authorized(header), 'none', TEST_SECRET).status, 'failed');
        const body = Uint8Array.from(BODY);
        body[spot] = (body[spot] ?? 0) ^ 1;
        assert.equal(verify({ ...authorized(VECTOR), body }, 'none', TEST_SECRET).status, 'ok');
      }),
    );
    const { covers } = smtp2go.scheme;
    assert.deepEqual(Object.values(covers), [false, false, false, false]);
  });

  it('a secret that cannot be sent is refused', () => {
    const none = { code: 'WHK_SECRET' };
    assert.throws(() => sign(request(), 'basic', 'no-colon'), none);
    assert.throws(() => sign(request(), 'bearer', ''), none);
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    const input = { url: TARGET_URL, nowMs: 0, random: seededRandom('x') };
    assert.throws(
      () => smtp2go.sign(request(), { ...input, secret: pair, options: options('path') }),
      none,
    );
  });

  it('the place of the credentials is the Authorization header, when there is one', () => {
    assert.deepEqual(smtp2go.signatureParts(viewRequest(authorized(VECTOR))), {
      signature: { in: 'header', name: 'Authorization' },
      bodyRanges: [],
    });
    assert.deepEqual(smtp2go.signatureParts(viewRequest(request('/x?p=1'))), { bodyRanges: [] });
  });
});
