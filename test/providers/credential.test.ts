import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import type { CredentialPlace, CredentialRules } from '../../src/providers/credential-rules.ts';
import { credentialScheme, credentialSecret } from '../../src/providers/credential-scheme.ts';
import type { Secret } from '../../src/providers/types.ts';
import { NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const TEST_SECRET = 'hookuser:s3cr3t-Pa55';
/** As three provider pages print it. */
const VECTOR = 'Basic aG9va3VzZXI6czNjcjN0LVBhNTU=';
const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const BODY = utf8Bytes('{"event":"open"}');

const PLACES: Readonly<Record<string, CredentialPlace | 'auto'>> = {
  auto: 'auto',
  none: { kind: 'none' },
  basic: { kind: 'basic' },
  bearer: { kind: 'bearer' },
  header: { kind: 'header', name: 'X-Own-Token' },
};

function rules(takesTokens = true): CredentialRules {
  return {
    title: 'Example',
    testSecret: TEST_SECRET,
    takesTokens,
    headerNames: ['X-Own-Token'],
    placeOf: (options) => PLACES[options['auth'] ?? ''] ?? 'auto',
  };
}

function shared(value: string): Secret {
  return { kind: 'shared', value };
}

function request(headers: HeaderList = [JSON_TYPE]): WebhookRequest {
  return { method: 'POST', path: '/hooks?tenant=7', headers, body: BODY };
}

function sign(unsigned: WebhookRequest, auth: string, secret = TEST_SECRET): WebhookRequest {
  return credentialScheme(rules()).sign(unsigned, {
    secret: shared(secret),
    url: TARGET_URL,
    nowMs: NOW_MS,
    random: seededRandom('sign'),
    options: { auth },
  });
}

function verify(
  seen: WebhookRequest,
  auth: string,
  secrets: readonly string[],
  takesTokens = true,
): Verification {
  return credentialScheme(rules(takesTokens)).verify(viewRequest(seen), {
    secrets: secrets.map(shared),
    url: TARGET_URL,
    nowMs: NOW_MS,
    options: { auth },
  });
}

function outcome(verdict: Verification): string {
  return verdict.status === 'failed' ? verdict.cause : verdict.status;
}

describe('credentials beside an unsigned body', () => {
  it('auth=basic sends and accepts the vector of the pages', () => {
    assert.equal(`Basic ${Buffer.from(TEST_SECRET).toString('base64')}`, VECTOR);
    const signed = sign(request([['Host', 'a'], JSON_TYPE]), 'basic');
    assert.deepEqual(signed.headers, [['Host', 'a'], ['Authorization', VECTOR], JSON_TYPE]);
    assert.equal(outcome(verify(signed, 'basic', [TEST_SECRET])), 'ok');
    assert.equal(outcome(verify(signed, 'basic', ['a:b', TEST_SECRET])), 'ok');
    assert.equal(outcome(verify(signed, 'basic', ['a:b'])), 'mismatch');
  });

  it('auto keeps the test secret at home, and checks what is shown all the same', () => {
    assert.deepEqual(sign(request(), 'auto'), request());
    const bare = verify(request(), 'auto', [TEST_SECRET]);
    assert.equal(bare.status, 'not-applicable');
    assert.match(bare.detail, /Example does not sign/);
    const shown = request([['authorization', VECTOR]]);
    assert.equal(outcome(verify(shown, 'auto', [TEST_SECRET])), 'ok');
    assert.equal(
      outcome(verify(request([['x-own-token', 't']]), 'auto', [TEST_SECRET])),
      'mismatch',
    );
  });

  it('auto sends a given user:password as Basic and a given token as Bearer, and then expects it', () => {
    assert.deepEqual(sign(request(), 'auto', 'u:p').headers[0], ['Authorization', 'Basic dTpw']);
    assert.deepEqual(sign(request(), 'auto', 'tok').headers[0], ['Authorization', 'Bearer tok']);
    assert.equal(outcome(verify(request(), 'auto', ['u:p'])), 'unsigned');
    assert.equal(outcome(verify(sign(request(), 'auto', 'tok'), 'auto', ['tok'])), 'ok');
  });

  it('where tokens are unknown, a secret without a colon is refused and Bearer is malformed', () => {
    const scheme = credentialScheme(rules(false));
    const input = { url: TARGET_URL, nowMs: 0, random: seededRandom('x'), options: {} };
    assert.throws(() => scheme.sign(request(), { ...input, secret: shared('tok') }), {
      code: 'WHK_SECRET',
    });
    const bearer = request([['Authorization', 'Bearer tok']]);
    assert.equal(outcome(verify(bearer, 'auto', ['a:b'], false)), 'malformed');
  });

  it('auth=header uses the named header, letters beyond ASCII as UTF-8 bytes', () => {
    const signed = sign(request(), 'header', 'tökén');
    const bytes = Buffer.from('tökén').toString('latin1');
    assert.deepEqual(signed.headers, [['X-Own-Token', bytes], JSON_TYPE]);
    assert.equal(outcome(verify(signed, 'header', ['tökén'])), 'ok');
    assert.equal(outcome(verify(request(), 'header', ['t'])), 'unsigned');
  });

  it('auth=none sends nothing', () => {
    assert.deepEqual(sign(request(), 'none', 'u:p'), request());
    assert.equal(outcome(verify(request(), 'none', ['u:p'])), 'not-applicable');
  });

  it('another scheme, another kind and broken base64 are told apart, without naming the secret', () => {
    const table = [
      ['Digest abc', 'auto', 'malformed', /neither Basic nor Bearer/],
      ['Basic', 'auto', 'malformed', /neither Basic nor Bearer/],
      ['Basic !!', 'basic', 'malformed', /not the base64 of user:password/],
      ['Basic bm9jb2xvbg==', 'basic', 'malformed', /not the base64 of user:password/],
      ['Bearer x', 'basic', 'mismatch', /is bearer, and basic is expected/],
      [VECTOR, 'bearer', 'mismatch', /is basic, and bearer is expected/],
      [VECTOR.replace('aG9', 'aG8'), 'basic', 'mismatch', /the Basic credentials: not equal/],
    ] as const;
    for (const [value, auth, cause, detail] of table) {
      const verdict = verify(request([['Authorization', value]]), auth, [TEST_SECRET]);
      assert.equal(outcome(verdict), cause, value);
      assert.match(verdict.detail, detail);
      assert.ok(!verdict.detail.includes('s3cr3t'));
    }
  });

  it('with nothing to compare with the verdict is no-secret', () => {
    const shown = request([['Authorization', VECTOR]]);
    assert.equal(outcome(verify(shown, 'basic', [])), 'no-secret');
    assert.equal(outcome(verify(shown, 'auto', [])), 'no-secret');
    assert.equal(outcome(verify(shown, 'basic', [''])), 'no-secret');
  });

  it('sign then verify holds for any secret; signing again changes the value in place and nothing else', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ09-._~!%+/:=&# '), minLength: 1 });
    const secrets = fc.tuple(text, text).map(([user, password]) => `u${user}:${password}x`);
    const kinds = fc.constantFrom('basic', 'bearer', 'header', 'auto');
    fc.assert(
      fc.property(kinds, secrets, secrets, (auth, old, secret) => {
        const signed = sign(request([['X-First', '1'], JSON_TYPE]), auth, old);
        const again = sign(signed, auth, secret);
        assert.equal(outcome(verify(again, auth, [secret])), 'ok');
        assert.equal(outcome(verify(again, auth, [old])), old === secret ? 'ok' : 'mismatch');
        assert.equal(again.headers.length, 3);
        assert.deepEqual([again.headers[0], again.headers[2]], [['X-First', '1'], JSON_TYPE]);
        assert.equal(again.headers[1]?.[0], signed.headers[1]?.[0]);
        assert.deepEqual({ ...again, headers: [] }, { ...signed, headers: [] });
      }),
    );
  });

  it('a changed character of the credentials fails, a changed body does not', () => {
    const plain = Buffer.from(TEST_SECRET);
    fc.assert(
      fc.property(fc.nat(plain.length - 1), fc.nat(6), fc.uint8Array(), (at, bit, body) => {
        const changed = Uint8Array.from(plain);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const header = `Basic ${Buffer.from(changed).toString('base64')}`;
        const wrong = request([['Authorization', header]]);
        assert.equal(verify(wrong, 'basic', [TEST_SECRET]).status, 'failed');
        const right = { ...request([['Authorization', VECTOR]]), body };
        assert.equal(verify(right, 'basic', [TEST_SECRET]).status, 'ok');
      }),
    );
  });

  it('the place is the header that is there', () => {
    const parts = (headers: HeaderList) =>
      credentialScheme(rules()).signatureParts(viewRequest(request(headers)));
    const place = (name: string) => ({ signature: { in: 'header', name }, bodyRanges: [] });
    assert.deepEqual(parts([['authorization', VECTOR]]), place('Authorization'));
    assert.deepEqual(parts([['x-own-token', 't']]), place('X-Own-Token'));
    assert.deepEqual(parts([]), { bodyRanges: [] });
  });

  it('secrets that cannot be sent are refused', () => {
    const scheme = credentialScheme(rules());
    const input = { url: TARGET_URL, nowMs: 0, random: seededRandom('x') };
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    const refusedOnes: readonly (readonly [Secret, string])[] = [
      [pair, 'basic'],
      [shared(''), 'header'],
      [shared('no-colon'), 'basic'],
    ];
    for (const [secret, auth] of refusedOnes) {
      assert.throws(() => scheme.sign(request(), { ...input, secret, options: { auth } }), {
        code: 'WHK_SECRET',
      });
    }
  });

  it('the facts of a secret: the test secret and new ones are fine, control characters and emptiness are not', () => {
    const secret = credentialSecret(rules(false), 'user:password');
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.check(secret.testSecret), undefined);
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^hookuser:\w{24}$/);
    assert.equal(secret.check(made), undefined);
    assert.equal(secret.check('')?.fatal, true);
    assert.equal(secret.check('a:b\n')?.fatal, true);
    assert.equal(secret.check('token')?.fatal, false);
    const tokens = credentialSecret(rules(true), 'user:password or a token');
    assert.ok(tokens.kind === 'shared');
    assert.equal(tokens.check('token'), undefined);
  });
});
