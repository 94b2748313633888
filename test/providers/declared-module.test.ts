import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { InputError } from '../../src/core/errors.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { asSignatureModule, type SignatureModule } from '../../src/providers/declared/index.ts';
import type { Provider } from '../../src/providers/types.ts';
import { acme } from '../helpers/declared.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';

const SECRET = { kind: 'shared', value: 's3cret' } as const;
const URL_IN = 'http://127.0.0.1:1/hooks?a=1';
const REQUEST: WebhookRequest = {
  method: 'POST',
  path: '/hooks?a=1',
  headers: [
    ['acme-sig', 'old'],
    ['X-Other', 'kept'],
  ],
  body: utf8Bytes('{}'),
};

function moduleOf(exported: unknown): SignatureModule {
  const module = asSignatureModule(exported);
  assert.ok(!('error' in module), 'error' in module ? module.error : '');
  return module;
}

async function provider(exported: unknown, options = ''): Promise<Provider> {
  const block = `signature: { module: ./acme.js, header: Acme-Sig, timestamp: { header: Acme-Time, tolerance: 5m } }\n${options}`;
  return await acme(block, {}, moduleOf(exported));
}

function sign(own: Provider): WebhookRequest {
  const random = seededRandom('module');
  return own.sign(REQUEST, {
    secret: SECRET,
    url: URL_IN,
    nowMs: NOW_MS,
    random,
    options: { a: 'b' },
  });
}

function verify(own: Provider, toleranceMs?: number): Verification {
  const input = { secrets: [SECRET], url: URL_IN, nowMs: NOW_MS, options: { a: 'b' } };
  const view = viewRequest(REQUEST);
  return own.verify(view, toleranceMs === undefined ? input : { ...input, toleranceMs });
}

const nothing = (): unknown => ({});

describe('a module that signs', () => {
  it('gets the request and the secret, and what it returns is set in place', async () => {
    let seen: unknown[] = [];
    const own = await provider({
      verify: nothing,
      sign: (request: { readonly body: Uint8Array }, input: { readonly secret: string }) => {
        seen = [request, input];
        const signature = createHmac('sha256', input.secret).update(request.body).digest('hex');
        request.body.fill(0);
        return { headers: { 'Acme-Sig': signature, 'Acme-New': 'x' } };
      },
    });
    const signed = sign(own);
    const expected = createHmac('sha256', 's3cret').update('{}').digest('hex');
    assert.deepEqual(signed.headers, [
      ['acme-sig', expected],
      ['X-Other', 'kept'],
      ['Acme-New', 'x'],
    ]);
    assert.equal(utf8Text(signed.body), '{}');
    const [request, input] = seen as [Record<string, unknown>, Record<string, unknown>];
    assert.deepEqual(
      [request['method'], request['path'], request['url'], request['headers']],
      ['POST', '/hooks?a=1', URL_IN, REQUEST.headers.map((pair) => [...pair])],
    );
    assert.deepEqual(
      [input['secret'], input['nowMs'], input['options']],
      ['s3cret', NOW_MS, { a: 'b' }],
    );
    const randomHex = input['randomHex'] as (length: number) => string;
    assert.match(randomHex(6), /^[0-9a-f]{6}$/);
  });

  it('may change body and path', async () => {
    const own = await provider({
      verify: nothing,
      sign: () => ({ body: utf8Bytes('[]'), path: '/hooks?a=1&sig=x' }),
    });
    const signed = sign(own);
    assert.deepEqual([utf8Text(signed.body), signed.path], ['[]', '/hooks?a=1&sig=x']);
    assert.deepEqual(signed.headers, REQUEST.headers);
  });

  const bad = [
    [() => undefined, /returned no such object/],
    [() => Promise.resolve({}), /returned no such object/],
    [() => ({ headers: [] }), /headers that are no object/],
    [() => ({ headers: { A: 'a\r\nB: c' } }), /not one line of text/],
    [() => ({ headers: { A: 1 } }), /not one line of text/],
    [() => ({ body: 'text' }), /no Uint8Array/],
    [() => ({ path: 1 }), /a path that is no text/],
    [
      () => {
        throw new Error('no luck with s3cret');
      },
      /failed to sign: no luck with …$/,
    ],
  ] as const;
  for (const [answer, message] of bad) {
    it(`is an error of the user's when it ${message.source}`, async () => {
      const own = await provider({ verify: nothing, sign: answer });
      assert.throws(
        () => sign(own),
        (error) => error instanceof InputError && message.test(error.message),
      );
    });
  }
});

describe('a module that checks', () => {
  const answers: readonly (readonly [
    answer: unknown,
    expected: Verification['status'],
    cause?: string,
  ])[] = [
    [true, 'ok'],
    [{ ok: true, detail: 'fine' }, 'ok'],
    [false, 'failed', 'mismatch'],
    [{ ok: false, cause: 'stale', detail: 'too old' }, 'failed', 'stale'],
    [{ ok: false, cause: 'unsigned' }, 'unsigned'],
    [{ ok: false, cause: 'nonsense' }, 'failed', 'mismatch'],
    [undefined, 'failed', 'malformed'],
    ['yes', 'failed', 'malformed'],
    [Promise.resolve(true), 'failed', 'malformed'],
    [{ ok: 'yes' }, 'failed', 'malformed'],
  ];
  for (const [answer, status, cause] of answers) {
    it(`says ${status} ${cause ?? ''} for ${JSON.stringify(answer) ?? 'nothing'}`, async () => {
      const verdict = verify(await provider({ sign: nothing, verify: () => answer }));
      assert.equal(verdict.status, status);
      if (verdict.status === 'failed') assert.equal(verdict.cause, cause);
    });
  }

  it('has not accepted a request when it throws, and its secrets are not shown', async () => {
    const own = await provider({
      sign: nothing,
      verify: (_request: unknown, { secrets }: { readonly secrets: readonly string[] }) => {
        throw new TypeError(`bad ${secrets.join()}`);
      },
    });
    assert.deepEqual(verify(own), {
      status: 'failed',
      cause: 'malformed',
      detail: 'the module of acme failed: bad …',
    });
  });

  it('gets the tolerance of the definition, unless another one is asked for', async () => {
    const seen: unknown[] = [];
    const own = await provider({
      sign: nothing,
      verify: (_request: unknown, input: { readonly toleranceMs: unknown }) => {
        seen.push(input.toleranceMs);
        return true;
      },
    });
    verify(own);
    verify(own, 1_000);
    assert.deepEqual(seen, [300_000, 1_000]);
  });

  it('is found where the definition says the signature stands', async () => {
    const own = await provider({ sign: nothing, verify: nothing });
    const view = viewRequest({ ...REQUEST, headers: [...REQUEST.headers, ['Acme-Time', '1']] });
    assert.deepEqual(own.signatureParts(view), {
      signature: { in: 'header', name: 'Acme-Sig' },
      timestamp: { in: 'header', name: 'Acme-Time' },
      bodyRanges: [],
    });
  });
});

describe('an export', () => {
  const bad = [
    [undefined, 'exports nothing'],
    [{}, 'does not export a function sign'],
    [{ sign: nothing }, 'does not export a function verify'],
    [{ sign: nothing, verify: 1 }, 'does not export a function verify'],
  ] as const;
  for (const [exported, error] of bad) {
    it(`that ${error} is refused`, () => {
      assert.deepEqual(asSignatureModule(exported), { error });
    });
  }
});
