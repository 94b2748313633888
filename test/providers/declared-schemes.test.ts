import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import type { Verification } from '../../src/core/verification.ts';
import { tamperRequest } from '../../src/delivery/tamper.ts';
import type { Provider, Secret } from '../../src/providers/types.ts';
import { generateKeyPair } from '../../src/signing/key-pair.ts';
import { signer } from '../helpers/declared.ts';
import { defaultOptions, NOW_MS } from '../helpers/provider-cases.ts';

const PAGE = readFileSync('docs/signature-schemes-covered.md', 'utf8');
const URL_IN = 'http://127.0.0.1:4665/hooks/in?data.id=AbC1&tenant=7';
const OPTIONS = '{ public-key: pk_1, key-id: key-1 }';
const PAIRS = { rsa: generateKeyPair('rsa-2048'), ecdsa: generateKeyPair('ec-p256') } as const;

/** Has everything that the definitions of the page read or set in a JSON body. */
const JSON_BODY = JSON.stringify({
  webhookTimestamp: 0,
  token: '',
  signature: { timestamp: '', token: '', signature: '' },
  value: [{ clientState: '' }, { clientState: '' }],
  notificationItems: [
    {
      NotificationRequestItem: {
        pspReference: 'psp-1',
        merchantReference: 'order-1',
        amount: { value: 1130, currency: 'EUR' },
        success: 'true',
        additionalData: { hmacSignature: '' },
      },
    },
  ],
  text: 'a text at the end',
});
const FORM_BODY = 'b=2+2&bt_signature=&a=1&bt_payload=cGF5bG9hZA%3D%3D%0A';

interface Row {
  readonly number: number;
  readonly service: string;
  /** `null` when it can't be expressed. */
  readonly signature: string | null;
}

const ROWS: readonly Row[] = [
  ...PAGE.matchAll(/^\| (\d+) \| (.*?) \| (?:`(.*?)`|no) \| .* \|$/gm),
].map(([, number = '', service = '', signature]) => ({
  number: Number(number),
  service,
  signature: signature?.replaceAll('\\|', '|') ?? null,
}));
const EXPRESSED = ROWS.flatMap(({ number, service, signature }) =>
  signature === null ? [] : [{ number, service, signature }],
);

function secretOf(provider: Provider, signature: string): Secret {
  if (provider.secret.kind === 'shared') {
    return { kind: 'shared', value: provider.secret.testSecret };
  }
  return { kind: 'key-pair', ...(signature.includes('rsa') ? PAIRS.rsa : PAIRS.ecdsa) };
}

function requestFor(signature: string): WebhookRequest {
  const isForm = /\{(?:form|field)[:}]/.test(signature);
  const { pathname, search } = new URL(URL_IN);
  return {
    method: 'POST',
    path: pathname + search,
    headers: [
      ['Content-Type', isForm ? 'application/x-www-form-urlencoded' : 'application/json'],
      ['X-Request-Id', 'request-1'],
      ['X-Other', 'stays'],
    ],
    body: utf8Bytes(isForm ? FORM_BODY : JSON_BODY),
  };
}

interface Signed {
  readonly provider: Provider;
  readonly secret: Secret;
  readonly request: WebhookRequest;
}

function signedBy(signature: string, nowMs = NOW_MS): Signed {
  const provider = signer(signature, OPTIONS);
  const secret = secretOf(provider, signature);
  const request = signAgain({ provider, secret, request: requestFor(signature) }, nowMs);
  return { provider, secret, request };
}

function signAgain({ provider, secret, request }: Signed, nowMs: number): WebhookRequest {
  const random = seededRandom('schemes');
  const options = defaultOptions(provider);
  const url = new URL(request.path, URL_IN).href;
  return provider.sign(request, { secret, url, nowMs, random, options });
}

function check({ provider, secret, request }: Signed, nowMs = NOW_MS): Verification {
  return provider.verify(viewRequest(request), {
    secrets: [secret],
    url: new URL(request.path, URL_IN).href,
    nowMs,
    options: defaultOptions(provider),
  });
}

describe('the page of covered schemes', () => {
  it('counts right: 135 rows, and at least 80 % of them expressed', () => {
    assert.deepEqual(
      ROWS.map(({ number }) => number),
      Array.from({ length: 135 }, (_, index) => index + 1),
    );
    const [, said, percent] = /\*\*(\d+) of 135, (\d+) %, can be expressed\*\*/.exec(PAGE) ?? [];
    assert.equal(Number(said), EXPRESSED.length);
    assert.equal(Number(percent), Math.round((EXPRESSED.length / 135) * 100));
    assert.ok(EXPRESSED.length / 135 >= 0.8);
    const reasons = [...PAGE.matchAll(/^\| [^|]+ \| (\d+) \| [^|]+ \|$/gm)].map(
      ([, count]) => count,
    );
    assert.equal(
      reasons.reduce((sum, count) => sum + Number(count), 0),
      135 - EXPRESSED.length,
    );
  });
});

describe('the definition of', () => {
  for (const { number, service, signature } of EXPRESSED) {
    it(`row ${number}, ${service}: signs what it accepts, and refuses what was changed`, () => {
      const signed = signedBy(signature);
      assert.equal(check(signed).status, 'ok', JSON.stringify(check(signed)));
      assert.equal(check({ ...signed, request: requestFor(signature) }).status === 'ok', false);
      const { provider } = signed;
      const parts = provider.signatureParts(viewRequest(signed.request));
      if (parts.signature !== undefined) {
        const tampered = tamperRequest(provider, signed.request, 'signature');
        assert.ok(tampered);
        assert.equal(check({ ...signed, request: tampered }).status, 'failed');
      }
      if (provider.scheme.covers.body) {
        const tampered = tamperRequest(provider, signed.request, 'body');
        assert.ok(tampered);
        assert.equal(check({ ...signed, request: tampered }).status, 'failed');
      }
      if (parts.timestamp !== undefined && provider.scheme.covers.timestamp) {
        const tampered = tamperRequest(provider, signed.request, 'timestamp');
        assert.ok(tampered);
        assert.equal(check({ ...signed, request: tampered }).status, 'failed');
      }
      if (parts.coveredHeader !== undefined) {
        const tampered = tamperRequest(provider, signed.request, 'header');
        assert.ok(tampered);
        assert.equal(check({ ...signed, request: tampered }).status, 'failed');
      }
      const later = NOW_MS + 24 * 3_600_000;
      const stale = check(signed, later);
      assert.equal(stale.status, provider.scheme.toleranceMs === null ? 'ok' : 'failed');
    });

    it(`row ${number}, ${service}: signing again a day later is accepted then, and changes nothing else`, () => {
      const later = NOW_MS + 24 * 3_600_000;
      const signed = signedBy(signature);
      const again = { ...signed, request: signAgain(signed, later) };
      assert.equal(check(again, later).status, 'ok');
      assert.deepEqual(masked(again), masked(signed));
      const fresh = signed.provider.scheme.freshOnRetry;
      const isRandom = signature.includes('ecdsa') || signature.includes('{random');
      if (!isRandom) assert.equal(sameBytes(again.request, signed.request), !fresh);
      assert.equal(headerOf(again.request, 'X-Other'), 'stays');
    });
  }
});

/** The request without the values that signing may change: names, order and everything else stay. */
function masked({ provider, request }: Signed): unknown {
  const { signature, timestamp } = provider.signatureParts(viewRequest(request));
  const own = [signature, timestamp].flatMap((place) =>
    place?.in === 'header' ? [place.name] : [],
  );
  const mask = /^(?:x-sinch-webhook-signature-nonce|digest|box-.*|x-docusign.*)$/i;
  return {
    method: request.method,
    path: request.path,
    headers: request.headers.map(([name, value]) => [
      name,
      own.some((other) => other.toLowerCase() === name.toLowerCase()) || mask.test(name)
        ? ''
        : value,
    ]),
    body: utf8Text(request.body).replace(
      /("(?:webhookTimestamp|timestamp|token|signature|hmacSignature)":)(?:"[^"]*"|\d+)|(bt_signature=)[^&]*/g,
      '$1$2',
    ),
  };
}

function sameBytes(left: WebhookRequest, right: WebhookRequest): boolean {
  const text = ({ path, headers, body }: WebhookRequest): string =>
    JSON.stringify([path, headers, utf8Text(body)]);
  return text(left) === text(right);
}

function headerOf(request: WebhookRequest, name: string): string | undefined {
  return request.headers.find(([candidate]) => candidate === name)?.[1];
}
