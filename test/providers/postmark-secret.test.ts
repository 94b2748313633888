import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { postmark } from '../../src/providers/postmark/index.ts';
import type { ProviderOptions, Secret } from '../../src/providers/types.ts';
import { BASIC_VECTOR, SAMPLES } from '../helpers/postmark-samples.ts';
import { defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const { secret: SECRET, authorization: AUTHORIZATION } = BASIC_VECTOR;
const TEST_SECRET = postmark.secret.kind === 'shared' ? postmark.secret.testSecret : '';
const JSON_TYPE = ['Content-Type', 'application/json'] as const;

function shared(value: string): Secret {
  return { kind: 'shared', value };
}

function request(...headers: HeaderList): WebhookRequest {
  const body = utf8Bytes(SAMPLES[0]?.body ?? '');
  return { method: 'POST', path: '/hooks/postmark', headers: [JSON_TYPE, ...headers], body };
}

function withOptions(options: ProviderOptions): ProviderOptions {
  return { ...defaultOptions(postmark), ...options };
}

function sign(
  unsigned: WebhookRequest,
  secret: Secret,
  options: ProviderOptions = {},
): WebhookRequest {
  return postmark.sign(unsigned, {
    secret,
    url: TARGET_URL,
    nowMs: NOW_MS,
    random: seededRandom('sign'),
    options: withOptions(options),
  });
}

function verify(
  signed: WebhookRequest,
  secrets: readonly string[],
  options: ProviderOptions = {},
): Verification {
  return postmark.verify(viewRequest(signed), {
    secrets: secrets.map(shared),
    url: TARGET_URL,
    nowMs: NOW_MS,
    options: withOptions(options),
  });
}

function outcome(verification: Verification): string {
  return verification.status === 'failed' ? verification.cause : verification.status;
}

describe('postmark secret', () => {
  it("the page's vector: user hook and password s3cret", () => {
    const independent = `Basic ${Buffer.from('hook:s3cret').toString('base64')}`;
    assert.equal(independent, AUTHORIZATION);
    for (const auth of ['auto', 'basic']) {
      assert.deepEqual(
        sign(request(), shared(SECRET), { auth }),
        request(['Authorization', AUTHORIZATION]),
      );
      const signed = request(['authorization', AUTHORIZATION]);
      assert.equal(outcome(verify(signed, [SECRET], { auth })), 'ok');
      assert.equal(outcome(verify(signed, ['other:one', SECRET], { auth })), 'ok');
    }
  });

  it('without a secret of the user nothing is sent, and nothing can be checked', () => {
    for (const headers of [[], [['Authorization', 'Basic b3RoZXI6b25l'] as const]]) {
      assert.deepEqual(sign(request(...headers), shared(TEST_SECRET)), request(...headers));
    }
    assert.equal(outcome(verify(request(), [TEST_SECRET])), 'not-applicable');
    assert.equal(outcome(verify(request(), [])), 'not-applicable');
  });

  it('asked for by name, the test secret is sent and checked as any other', () => {
    const signed = sign(request(), shared(TEST_SECRET), { auth: 'basic' });
    assert.equal(outcome(verify(signed, [TEST_SECRET], { auth: 'basic' })), 'ok');
    assert.equal(outcome(verify(signed, [TEST_SECRET])), 'ok');
    assert.equal(outcome(verify(request(), [TEST_SECRET], { auth: 'basic' })), 'unsigned');
  });

  it('credentials that nobody asked for are compared all the same', () => {
    const signed = request(['Authorization', AUTHORIZATION]);
    assert.equal(outcome(verify(signed, [TEST_SECRET])), 'mismatch');
    assert.equal(outcome(verify(signed, [])), 'no-secret');
  });

  it('with a secret of the user, a request without credentials is unsigned', () => {
    assert.equal(outcome(verify(request(), [SECRET])), 'unsigned');
  });

  it('none neither sends nor checks', () => {
    const none = { auth: 'none' };
    assert.deepEqual(sign(request(), shared(SECRET), none), request());
    const signed = request(['Authorization', AUTHORIZATION]);
    assert.equal(outcome(verify(signed, [SECRET], none)), 'not-applicable');
  });

  it('wrong, damaged and foreign credentials are told apart, and never repeated', () => {
    const table = [
      [`Basic ${Buffer.from('hook:s3cres').toString('base64')}`, 'mismatch'],
      [`Basic ${Buffer.from('hook').toString('base64')}`, 'malformed'],
      ['Basic !!!', 'malformed'],
      ['Bearer s3cret', 'mismatch'],
      ['Basic', 'malformed'],
      ['', 'malformed'],
    ] as const;
    for (const [value, expected] of table) {
      const verdict = verify(request(['Authorization', value]), [SECRET]);
      assert.equal(outcome(verdict), expected, value);
      assert.ok(!verdict.detail.includes('s3cre'), verdict.detail);
    }
  });

  it('a password given to the webhook URL with percent escapes counts in both spellings', () => {
    const basic = (text: string) =>
      request(['Authorization', `Basic ${Buffer.from(text).toString('base64')}`]);
    for (const sent of ['hook:p%40ss', 'hook:p@ss']) {
      assert.equal(outcome(verify(basic(sent), ['hook:p@ss'])), 'ok', sent);
    }
  });

  it('the password may hold colons and characters beyond ASCII', () => {
    const secret = 'hook:pä:ß:';
    const signed = sign(request(), shared(secret));
    const value = `Basic ${Buffer.from(secret, 'utf8').toString('base64')}`;
    assert.deepEqual(signed, request(['Authorization', value]));
    assert.equal(outcome(verify(signed, [secret])), 'ok');
  });

  it('a custom header holds the secret as it is, under the name of the option', () => {
    const options = { auth: 'header', 'header-name': 'X-Hook-Token' };
    const signed = sign(request(), shared('tökén'), options);
    assert.deepEqual(signed.headers.at(-1), [
      'X-Hook-Token',
      Buffer.from('tökén', 'utf8').toString('latin1'),
    ]);
    assert.equal(outcome(verify(signed, ['tökén'], options)), 'ok');
    assert.equal(outcome(verify(signed, ['token'], options)), 'mismatch');
    assert.equal(outcome(verify(request(), ['tökén'], options)), 'unsigned');
    assert.equal(outcome(verify(signed, [], options)), 'no-secret');
    assert.equal(
      sign(request(), shared('t'), { auth: 'header' }).headers.at(-1)?.[0],
      'X-Webhook-Secret',
    );
  });

  it('an empty secret, a key pair, or no colon where one is needed is refused', () => {
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    for (const secret of [pair, shared(''), shared('no-colon')]) {
      assert.throws(() => sign(request(), secret), { code: 'WHK_SECRET' });
    }
    const view = viewRequest(request(['Authorization', AUTHORIZATION]));
    const input = { url: TARGET_URL, nowMs: NOW_MS, options: withOptions({}) };
    assert.equal(postmark.verify(view, { ...input, secrets: [pair] }).status, 'no-secret');
  });

  it('signing again replaces the value in place and nothing else; body, path and other headers are not covered', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.webPath(), (body, old, path) => {
        const before: HeaderList = [
          ['Host', 'hooks.example.com'],
          ['AUTHORIZATION', old],
          ['X-Other', old],
        ];
        const unsigned: WebhookRequest = { method: 'PUT', path, headers: before, body };
        const signed = sign(unsigned, shared(SECRET));
        assert.deepEqual(signed, {
          ...unsigned,
          headers: [before[0], ['AUTHORIZATION', AUTHORIZATION], before[2]],
        });
        assert.equal(outcome(verify(signed, [SECRET])), 'ok');
      }),
    );
  });

  it('any other secret fails', () => {
    const signed = request(['Authorization', AUTHORIZATION]);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (secret) => {
        fc.pre(secret !== SECRET);
        const expected = secret === TEST_SECRET ? 'ok' : 'mismatch';
        assert.equal(outcome(verify(signed, [secret])), expected);
      }),
    );
  });

  it('credentials are found in their header, and nowhere when there are none', () => {
    const parts = (...headers: HeaderList) =>
      postmark.signatureParts(viewRequest(request(...headers)));
    assert.deepEqual(parts(['authorization', AUTHORIZATION]), {
      signature: { in: 'header', name: 'Authorization' },
      bodyRanges: [],
    });
    assert.deepEqual(parts(['x-webhook-secret', 'x']), {
      signature: { in: 'header', name: 'X-Webhook-Secret' },
      bodyRanges: [],
    });
    assert.deepEqual(parts(), { bodyRanges: [] });
  });
});
