import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { Confidence, type Provider, type Secret } from '../../src/providers/types.ts';
import { signer } from '../helpers/declared.ts';
import { defaultOptions, NOW_MS } from '../helpers/provider-cases.ts';
import { testHostileInput } from '../helpers/provider-laws.ts';

const HOST = 'http://127.0.0.1:4665';

/** Parts of a content template; each covers something that the law below can change. */
const PIECES = [
  '{timestamp}',
  '{id}',
  '{method}',
  '{url}',
  '{target}',
  '{header:X-Tenant}',
  '{body:sha256}',
  ':',
  '.',
  'v0',
  '[{query:a};]',
];

interface Drawn {
  readonly signature: string;
  readonly request: WebhookRequest;
}

const drawnSignature = fc
  .record({
    scheme: fc.constantFrom('hmac', 'hash', 'ed25519'),
    algorithm: fc.constantFrom('sha256', 'sha1', 'sha384', 'sha512'),
    key: fc.constantFrom('utf8', 'hex', 'base64', 'base64url', 'sha1'),
    before: fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }),
    after: fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }),
    encoding: fc.constantFrom('hex', 'HEX', 'base64', 'base64url'),
    template: fc.constantFrom(
      '{signature}',
      'sha={signature}',
      't={timestamp},v1={signature}',
      'v1={signature}; t={timestamp}',
      '{timestamp},{signature}',
      'v1,{signature}',
    ),
    join: fc.constantFrom('', ' ', ','),
    unit: fc.constantFrom('s', 'ms', 'iso', 'iso-ms', 'iso-ns', 'http'),
  })
  .map(({ scheme, algorithm, key, before, after, encoding, template, join, unit }) => {
    const isHash = scheme === 'hash';
    const content = `${isHash ? '{secret}' : ''}${before.join('')}{body}${after.join('')}`;
    const isInTemplate = template.includes('{timestamp}');
    // A comma in an HTTP date would be taken for a separator.
    const usedUnit = unit === 'http' && isInTemplate ? 's' : unit;
    const keys = { hmac: key, hash: 'utf8', ed25519: key === 'base64' ? key : 'hex' };
    const isPiece = template.includes('v1,') || isInTemplate;
    return [
      `scheme: ${scheme}`,
      ...(scheme === 'ed25519' ? [] : [`algorithm: ${algorithm}`]),
      `key: ${keys[scheme as keyof typeof keys]}`,
      `content: '${content}'`,
      `encoding: ${encoding}`,
      'header: X-Signature',
      `template: '${template}'`,
      ...(join === '' || isPiece
        ? template === 'v1,{signature}'
          ? ["join: ' '"]
          : []
        : [`join: '${join}'`]),
      `timestamp: { ${isInTemplate ? '' : 'header: X-Time, '}unit: ${usedUnit}, tolerance: 5m }`,
      "id: { header: X-Id, make: 'id-{random.hex(8)}' }",
    ].join(', ');
  });

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    signature: drawnSignature,
    body: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    path: fc.webPath(),
    query: fc.constantFrom('', '?a=1', '?a=%20b&c'),
    tenant: fc.stringMatching(/^[\x21-\x7e]{1,10}$/),
  })
  .map(({ signature, body, path, query, tenant }) => ({
    signature: `{ ${signature} }`,
    request: {
      method: 'POST',
      path: `${path === '' ? '/' : path}${query}`,
      headers: [
        ['Content-Type', 'application/octet-stream'],
        ['X-Tenant', tenant],
        ['x-other', 'kept'],
      ],
      body,
    },
  }));

function secretFor(provider: Provider): Secret {
  assert.ok(provider.secret.kind === 'shared');
  return { kind: 'shared', value: provider.secret.testSecret };
}

function signedBy(provider: Provider, request: WebhookRequest, nowMs = NOW_MS): WebhookRequest {
  return provider.sign(request, {
    secret: secretFor(provider),
    url: HOST + request.path,
    nowMs,
    random: seededRandom('laws'),
    options: defaultOptions(provider),
  });
}

function statusOf(provider: Provider, request: WebhookRequest, nowMs = NOW_MS): string {
  const verdict = provider.verify(viewRequest(request), {
    secrets: [{ kind: 'shared', value: 'another' }, secretFor(provider)],
    url: HOST + request.path,
    nowMs,
    options: defaultOptions(provider),
  });
  return verdict.status === 'failed' ? verdict.cause : verdict.status;
}

function withBodyByte(request: WebhookRequest, at: number): WebhookRequest {
  const body = Uint8Array.from(request.body);
  const index = at % body.length;
  body[index] = (body[index] ?? 0) ^ 1;
  return { ...request, body };
}

describe('any definition', () => {
  it('accepts what it signs, refuses one flipped bit of the body, and what is too old', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), ({ signature, request }, at) => {
        const provider = signer(signature);
        const signed = signedBy(provider, request);
        assert.equal(statusOf(provider, signed), 'ok', signature);
        assert.notEqual(statusOf(provider, withBodyByte(signed, at)), 'ok', signature);
        assert.equal(statusOf(provider, signed, NOW_MS + 301_000), 'stale', signature);
        assert.equal(statusOf(provider, signed, NOW_MS - 302_000), 'stale', signature);
        assert.equal(provider.recognise(viewRequest(signed)), Confidence.likely);
      }),
      { numRuns: 300 },
    );
  });

  it('signs again in place: the same time gives the same bytes, another one changes its own headers alone', () => {
    const own = /^x-(?:signature|time)$/i;
    const others = ({ headers }: WebhookRequest): HeaderList =>
      headers.map(([name, value]) => [name, own.test(name) ? '' : value]);
    fc.assert(
      fc.property(
        drawn,
        fc.integer({ min: 1_000, max: 10 ** 9 }),
        ({ signature, request }, laterMs) => {
          const provider = signer(signature);
          const signed = signedBy(provider, request);
          assert.deepEqual(signedBy(provider, signed), signed);
          const again = signedBy(provider, signed, NOW_MS + laterMs);
          assert.equal(statusOf(provider, again, NOW_MS + laterMs), 'ok');
          assert.deepEqual(others(again), others(signed));
          assert.deepEqual([again.body, again.path], [signed.body, signed.path]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is made with another secret than the one it is checked with: refused', () => {
    fc.assert(
      fc.property(drawn, ({ signature, request }) => {
        const provider = signer(signature);
        assert.ok(provider.secret.kind === 'shared');
        const secret = {
          kind: 'shared',
          value: provider.secret.make(seededRandom('other')),
        } as const;
        const options = defaultOptions(provider);
        const input = {
          secret,
          url: HOST + request.path,
          nowMs: NOW_MS,
          random: seededRandom('a'),
          options,
        };
        assert.equal(statusOf(provider, provider.sign(request, input)), 'mismatch');
      }),
    );
  });
});

describe('the parts of a value', () => {
  const STRIPE =
    "{ content: '{ts}.{body}', header: S, template: 't={ts},v1={sig}', timestamp: { tolerance: 5m } }";
  const provider = signer(STRIPE);
  const request: WebhookRequest = {
    method: 'POST',
    path: '/',
    headers: [],
    body: Buffer.from('{}'),
  };
  const [time = '', signature = ''] = (signedBy(provider, request).headers[0]?.[1] ?? '').split(
    ',',
  );

  const accepted = [
    `${signature},${time}`,
    `${time}, ${signature}`,
    `${time},v0=abc,${signature}`,
    `${time},v1=${'0'.repeat(64)},${signature}`,
    `${time},${signature},v1=${'0'.repeat(64)},x`,
  ];
  for (const value of accepted) {
    it(`may stand so: ${value.replaceAll(signature, 'v1=…')}`, () => {
      const signed: WebhookRequest = { ...request, headers: [['S', value]] };
      assert.equal(statusOf(provider, signed), 'ok');
    });
  }

  const refusals = [
    ['', 'malformed'],
    [time, 'malformed'],
    [`${time},v0=${signature.slice(3)}`, 'malformed'],
    [`${time},v1=`, 'malformed'],
    [signature, 'missing'],
    [`t=,${signature}`, 'missing'],
    [`${time},${signature.toUpperCase().replace('V1', 'v1')}`, 'mismatch'],
    [`t=soon,${signature}`, 'mismatch'],
  ] as const;
  for (const [value, cause] of refusals) {
    it(`may not stand so: ${value.replaceAll(signature.slice(3), '…')} is ${cause}`, () => {
      const signed: WebhookRequest = { ...request, headers: [['S', value]] };
      assert.equal(statusOf(provider, signed), cause);
    });
  }

  it('are read in no time, however long they are', () => {
    const hostile = signer(
      '{ content: \'{ts}{body}\', header: S, template: \'a="{ts}":b="{sig}"\' }',
    );
    for (const filler of [' ', '"', 'a="', ':b="', ',']) {
      const value = `a="${filler.repeat(60_000 / filler.length)}`;
      const before = performance.now();
      assert.equal(statusOf(hostile, { ...request, headers: [['S', value]] }), 'malformed');
      assert.ok(performance.now() - before < 1_000);
    }
  });
});

describe('several secrets', () => {
  const request: WebhookRequest = {
    method: 'POST',
    path: '/',
    headers: [],
    body: Buffer.from('{}'),
  };
  const cases = [
    "{ header: S, template: 'v1={sig}', join: ',' }",
    '{ header: [S-1, S-2] }',
    "{ header: 'S-{n}' }",
    "{ content: '{ts}.{body}', header: S, template: 't={ts},v1={sig}' }",
  ];
  for (const signature of cases) {
    it(`make two signatures while one is rotated out: ${signature}`, () => {
      const provider = signer(signature);
      const options = { ...defaultOptions(provider), 'previous-secret': 'old' };
      const input = { url: `${HOST}/`, nowMs: NOW_MS, random: seededRandom('a'), options };
      const signed = provider.sign(request, { ...input, secret: { kind: 'shared', value: 'new' } });
      for (const [value, expected] of [
        ['old', 'ok'],
        ['new', 'ok'],
        ['none', 'failed'],
      ] as const) {
        const secrets = [{ kind: 'shared', value }] as const;
        const verdict = provider.verify(viewRequest(signed), { ...input, secrets });
        assert.equal(verdict.status, expected);
      }
    });
  }
});

describe('hostile input', () => {
  const definitions = [
    "{ content: '{id}.{ts}.{body}', id: { header: X-Id }, timestamp: { header: X-Time, tolerance: 5m }, header: X-Signature, template: 'v1,{sig}', join: ' ' }",
    "{ content: '{ts}{json:a.b}', timestamp: { json: a.t, unit: iso, tolerance: 5m }, json: a.s }",
    "{ scheme: ed25519, content: '{url}{form}{body:crc32}{query:a|decode(/)}', header: X-Signature, encoding: base64 }",
    "{ content: '{field:a}', field: payload, template: 'k|{sig}', join: '&' }",
    "{ scheme: token, json: 'a.*.b' }",
    '{ scheme: basic }',
    '{ scheme: query, query: a }',
  ];
  for (const definition of definitions) {
    describe(definition, () => {
      testHostileInput(signer(definition), ['X-Signature', 'X-Time', 'X-Id', 'Authorization']);
    });
  }
});
