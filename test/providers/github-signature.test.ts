import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { github } from '../../src/providers/github/index.ts';
import type { Secret } from '../../src/providers/types.ts';
import { GITHUB_SAMPLES } from '../helpers/github-samples.ts';
import { defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

interface Vector {
  readonly of: string;
  readonly secret: string;
  readonly body: string;
  readonly sha256?: string;
  readonly sha1?: string;
}

const DUMMY = 'dummy-github-webhook-secret';

/** As the page prints them. */
const VECTORS: readonly Vector[] = [
  {
    of: 'the documentation',
    secret: "It's a Secret to Everybody",
    body: 'Hello, World!',
    sha256: 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    sha1: 'sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59',
  },
  {
    of: 'a public form body',
    secret: 'testsecret123',
    body: 'payload=%7B%22zen%22%3A%22Avoid+administrative+distraction.%22%2C%22hook_id%22%3A1881347%7D',
    sha256: 'sha256=470a2695f323eb17503e01270bf03cb4937061b09073bd579311833282bf9119',
    sha1: 'sha1=0a09a56a74e9e68928a35f712afaae72b010c11f',
  },
  {
    of: 'the ping example',
    secret: DUMMY,
    body: GITHUB_SAMPLES.find(({ event }) => event === 'ping')?.body ?? '',
    sha256: 'sha256=94020107bf4d5e0d26d8f2db435296b3cbe5ca0b988bfad6d84e21489c6ecf37',
  },
  {
    of: 'a form with an asterisk',
    secret: DUMMY,
    body: 'payload=%7B%22zen%22%3A%22Keep+it+logically+awesome.%22%2C%22hook_id%22%3A574800123%2C%22hook%22%3A%7B%22type%22%3A%22Repository%22%2C%22events%22%3A%5B%22%2A%22%5D%7D%7D',
    sha256: 'sha256=b1c8a8c56b487b71f07ecb2dd1b5c76e7f30279f34cb53517462ad0e582d7c0e',
  },
  {
    of: 'the table of schemes',
    secret: 'test-secret-0123456789',
    body: '{"hello":"world"}',
    sha256: 'sha256=2d13c17f57b5651681c5c8bb2b8eea8f253893c7405469b021585dcf0de9ed37',
  },
];

const [FIRST] = VECTORS as readonly [Required<Vector>]; // the first one has both hashes
const SECRET: Secret = { kind: 'shared', value: FIRST.secret };
const OTHER: Secret = { kind: 'shared', value: 'another secret' };

function request(body: string, ...signatures: HeaderList): WebhookRequest {
  return {
    method: 'POST',
    path: '/hooks/github',
    headers: [['Host', 'hooks.example.com'], ...signatures, ['Content-Type', 'application/json']],
    body: utf8Bytes(body),
  };
}

function signedFirst(): WebhookRequest {
  return request(
    FIRST.body,
    ['x-hub-signature', FIRST.sha1],
    ['x-hub-signature-256', FIRST.sha256],
  );
}

function verify(sent: WebhookRequest, ...secrets: readonly Secret[]): Verification {
  const options = defaultOptions(github);
  return github.verify(viewRequest(sent), { secrets, url: TARGET_URL, nowMs: NOW_MS, options });
}

function sign(unsigned: WebhookRequest, secret: Secret = SECRET): WebhookRequest {
  const options = defaultOptions(github);
  const random = seededRandom('sign');
  return github.sign(unsigned, { secret, url: TARGET_URL, nowMs: NOW_MS, random, options });
}

function hmac(hash: 'sha1' | 'sha256', secret: string, body: string | Uint8Array): string {
  return `${hash}=${createHmac(hash, secret).update(body).digest('hex')}`;
}

describe('github signature', () => {
  for (const { of, secret, body, sha256, sha1 } of VECTORS) {
    it(`the printed signatures of ${of} verify and are made again`, () => {
      const shared: Secret = { kind: 'shared', value: secret };
      for (const [name, printed, hash] of [
        ['X-Hub-Signature-256', sha256, 'sha256'],
        ['X-Hub-Signature', sha1, 'sha1'],
      ] as const) {
        const made = hmac(hash, secret, body);
        if (printed !== undefined) {
          assert.equal(made, printed);
          assert.equal(verify(request(body, [name, printed]), shared).status, 'ok');
        }
        const signed = sign(request(body), shared);
        assert.equal(signed.headers.find(([other]) => other === name)?.[1], made);
      }
    });
  }

  it('both headers are written, SHA-1 first, before Content-Type', () => {
    assert.deepEqual(sign(request(FIRST.body)).headers, [
      ['Host', 'hooks.example.com'],
      ['X-Hub-Signature', FIRST.sha1],
      ['X-Hub-Signature-256', FIRST.sha256],
      ['Content-Type', 'application/json'],
    ]);
  });

  it('SHA-256 decides, and SHA-1 only where it stands alone; both are said', () => {
    assert.deepEqual(verify(signedFirst(), SECRET), {
      status: 'ok',
      detail: 'the signature fits the body',
    });
    const wrong256 = hmac('sha256', 'x', FIRST.body);
    const wrong1 = hmac('sha1', 'x', FIRST.body);
    const downgraded = request(
      FIRST.body,
      ['X-Hub-Signature', FIRST.sha1],
      ['X-Hub-Signature-256', wrong256],
    );
    assert.equal(verify(downgraded, SECRET).status, 'failed');
    const odd = request(
      FIRST.body,
      ['X-Hub-Signature', wrong1],
      ['X-Hub-Signature-256', FIRST.sha256],
    );
    assert.match(
      verify(odd, SECRET).detail,
      /fits the body, but X-Hub-Signature \(SHA-1\) does not/,
    );
    const alone = verify(request(FIRST.body, ['X-Hub-Signature', FIRST.sha1]), SECRET);
    assert.equal(alone.status, 'ok');
    assert.match(alone.detail, /there is no X-Hub-Signature-256/);
  });

  it('any of several secrets may fit, and a mismatch names none', () => {
    assert.equal(verify(signedFirst(), OTHER, SECRET).status, 'ok');
    assert.deepEqual(verify(signedFirst(), OTHER), {
      status: 'failed',
      cause: 'mismatch',
      detail: 'X-Hub-Signature-256 is not the HMAC-SHA256 of the 13 body bytes under the secret',
    });
  });

  it('the signature of a form is over its bytes, not over the JSON in it', () => {
    const [, form] = VECTORS;
    assert.ok(form !== undefined);
    const json = new URLSearchParams(form.body).get('payload') ?? '';
    const sent = request(form.body, ['X-Hub-Signature-256', hmac('sha256', form.secret, json)]);
    assert.equal(verify(sent, { kind: 'shared', value: form.secret }).status, 'failed');
  });

  it('a header without its prefix, of another length or in capitals is malformed', () => {
    const digest = FIRST.sha256.slice('sha256='.length);
    for (const [value, reason] of [
      [digest, /does not begin with sha256=/],
      [FIRST.sha1, /does not begin with sha256=/],
      [FIRST.sha256.slice(0, -1), /63 characters after sha256=, not 64/],
      [`sha256=${digest.toUpperCase()}`, /not lower-case hexadecimal/],
      ['', /does not begin with/],
    ] as const) {
      const verdict = verify(request(FIRST.body, ['X-Hub-Signature-256', value]), SECRET);
      assert.equal(verdict.status === 'failed' && verdict.cause, 'malformed', value);
      assert.match(verdict.detail, reason);
    }
  });

  it('without a header a request is unsigned, without a secret there is nothing to check with', () => {
    assert.equal(verify(request(FIRST.body), SECRET).status, 'unsigned');
    const pair: Secret = { kind: 'key-pair', publicKeyPem: '', privateKeyPem: null };
    assert.equal(verify(signedFirst()).status, 'no-secret');
    assert.equal(verify(signedFirst(), pair, { kind: 'shared', value: '' }).status, 'no-secret');
    assert.throws(() => sign(signedFirst(), pair), { code: 'WHK_SECRET' });
  });

  it('one flipped bit of the body or of the signature fails', () => {
    const { body } = signedFirst();
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.nat(7), (index, bit) => {
        const changed = Uint8Array.from(body);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        assert.equal(verify({ ...signedFirst(), body: changed }, SECRET).status, 'failed');
      }),
    );
    fc.assert(
      fc.property(fc.nat(63), fc.integer({ min: 1, max: 15 }), (digit, change) => {
        const at = 'sha256='.length + digit;
        const after = Number.parseInt(FIRST.sha256.charAt(at), 16) ^ change;
        const value = FIRST.sha256.slice(0, at) + after.toString(16) + FIRST.sha256.slice(at + 1);
        const sent = request(FIRST.body, ['X-Hub-Signature-256', value]);
        assert.equal(verify(sent, SECRET).status, 'failed');
      }),
    );
  });

  it('method, path and other headers are not covered', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, value) => {
        const sent = signedFirst();
        const headers: HeaderList = [['X-GitHub-Event', value], ...sent.headers];
        assert.equal(verify({ ...sent, method: 'PUT', path, headers }, SECRET).status, 'ok');
      }),
    );
  });

  it('signing again replaces both values in place and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (body, old1, old256) => {
        const before: HeaderList = [
          ['x-hub-signature-256', old256],
          ['X-GitHub-Delivery', 'd'],
          ['x-hub-signature', old1],
          ['Content-Type', 'application/json'],
        ];
        const sent: WebhookRequest = { method: 'POST', path: '/a?b', headers: before, body };
        assert.deepEqual(sign(sent), {
          ...sent,
          headers: [
            ['x-hub-signature-256', hmac('sha256', FIRST.secret, body)],
            before[1],
            ['x-hub-signature', hmac('sha1', FIRST.secret, body)],
            before[3],
          ],
        });
      }),
    );
  });

  it('the signature is found in the header that decides', () => {
    const nameOf = (sent: WebhookRequest) =>
      github.signatureParts(viewRequest(sent)).signature ?? null;
    assert.deepEqual(nameOf(signedFirst()), { in: 'header', name: 'X-Hub-Signature-256' });
    const old = request(FIRST.body, ['X-Hub-Signature', FIRST.sha1]);
    assert.deepEqual(nameOf(old), { in: 'header', name: 'X-Hub-Signature' });
    assert.equal(nameOf(request('')), null);
  });
});
