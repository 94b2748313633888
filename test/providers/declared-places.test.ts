import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { tamperRequest } from '../../src/delivery/tamper.ts';
import { textAtPlace } from '../../src/providers/signature-place.ts';
import type {
  Provider,
  ProviderOptions,
  Secret,
  SignaturePlace,
} from '../../src/providers/types.ts';
import { signer } from '../helpers/declared.ts';
import { caseOf, explained } from '../helpers/failed-cases.ts';
import { defaultOptions, NOW_MS } from '../helpers/provider-cases.ts';

const URL_IN = 'http://127.0.0.1:1/hooks';
const KEY: Secret = { kind: 'shared', value: 'the-key' };
const OLD_KEY: Secret = { kind: 'shared', value: 'old-key' };

function signed(provider: Provider, body = '{}', options: ProviderOptions = {}): WebhookRequest {
  const unsigned: WebhookRequest = {
    method: 'POST',
    path: '/hooks',
    headers: [['Content-Type', 'application/json']],
    body: utf8Bytes(body),
  };
  return provider.sign(unsigned, {
    secret: KEY,
    url: URL_IN,
    nowMs: NOW_MS,
    random: seededRandom('places'),
    options: { ...defaultOptions(provider), ...options },
  });
}

function verdict(provider: Provider, request: WebhookRequest) {
  return provider.verify(viewRequest(request), {
    secrets: [KEY, OLD_KEY],
    url: URL_IN,
    nowMs: NOW_MS,
    options: defaultOptions(provider),
  });
}

/** What stands at the places that the provider names. */
function textsOf(provider: Provider, request: WebhookRequest) {
  const parts = provider.signatureParts(viewRequest(request));
  const text = (place: SignaturePlace | undefined) => place && textAtPlace(request, place);
  return {
    signature: text(parts.signature),
    others: parts.otherSignatures?.map(text),
    timestamp: text(parts.timestamp),
  };
}

const HEX = /^[0-9a-f]{64}$/;
const TIME = '1795243800';
const TIMED = "content: '{timestamp}.{body}', timestamp: { tolerance: 5m }";

describe('the places in a signature of a declared provider', () => {
  const templates = [
    't={timestamp},v1={signature}',
    'v1={signature}, t={timestamp}',
    '{timestamp};{signature}',
    'v1={signature} key=abc t={timestamp}',
  ];
  for (const template of templates) {
    it(`${template}: signature and time are found, and changed each by itself`, () => {
      const provider = signer(`{ header: A-Sig, template: '${template}', ${TIMED} }`);
      const request = signed(provider);
      assert.equal(verdict(provider, request).status, 'ok');
      const texts = textsOf(provider, request);
      assert.match(texts.signature ?? '', HEX);
      assert.equal(texts.timestamp, TIME);
      for (const part of ['signature', 'timestamp'] as const) {
        const tampered = tamperRequest(provider, request, part);
        assert.ok(tampered);
        const after = textsOf(provider, tampered);
        assert.notEqual(after[part], texts[part]);
        assert.equal(after[part]?.length, texts[part]?.length);
        const other = part === 'signature' ? 'timestamp' : 'signature';
        assert.equal(after[other], texts[other]);
        assert.equal(verdict(provider, tampered).status, 'failed');
      }
    });
  }

  it('a text behind the signature is not taken for it', () => {
    const provider = signer(
      "{ header: A-Sig, template: 'sig={signature};keyid=some-long-key-name', content: '{body}' }",
    );
    const tampered = tamperRequest(provider, signed(provider), 'signature');
    assert.ok(tampered);
    assert.match(textsOf(provider, tampered).signature ?? '', HEX);
    assert.equal(verdict(provider, tampered).status, 'failed');
  });

  it('of several signatures all are changed, since any of them would do', () => {
    const provider = signer(
      `{ header: A-Sig, template: 't={timestamp},v1={signature}', ${TIMED} }`,
    );
    const request = signed(provider, '{}', { 'previous-secret': 'old-key' });
    const { signature, others } = textsOf(provider, request);
    assert.match(signature ?? '', HEX);
    assert.match(others?.[0] ?? '', HEX);
    const tampered = tamperRequest(provider, request, 'signature');
    assert.ok(tampered);
    assert.equal(verdict(provider, tampered).status, 'failed');
  });

  it('in a JSON value too, and where the template does not fit, the whole value', () => {
    const provider = signer("{ json: s, template: 'sha256={signature}', content: '{json:a}' }");
    const request = signed(provider, '{"a":"1","s":""}');
    assert.match(textsOf(provider, request).signature ?? '', HEX);
    const other = { ...request, body: utf8Bytes('{"a":"1","s":"md5=x"}') };
    assert.equal(textsOf(provider, other).signature, 'md5=x');
  });

  it('a signature of another spelling inside the header is named as what it is', () => {
    const provider = signer(
      `{ header: A-Sig, template: 't={timestamp},v1={signature}', ${TIMED} }`,
    );
    const request = signed(provider);
    const hex = textsOf(provider, request).signature ?? '';
    const base64 = Buffer.from(hex, 'hex').toString('base64');
    const headers = request.headers.map(
      ([name, value]) => [name, value.replace(hex, base64)] as const,
    );
    const explanation = explained(caseOf(provider, { ...request, headers }, [KEY]));
    assert.equal(explanation?.cause, 'signature-encoding');
  });
});
