import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { after, before, describe, it, mock } from 'node:test';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { utf8Text } from '../../src/core/bytes.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { standardWebhooks } from '../../src/providers/standard-webhooks/index.ts';
import type { ProviderOptions } from '../../src/providers/types.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';
import {
  flippedAt,
  flippedBodies,
  flippedText,
  sent,
  signedCases,
} from '../helpers/signed-cases.ts';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const RAW_SECRET = 'a secret that is used as it is';

type Headers = Readonly<Record<'id' | 'timestamp' | 'signature', string>>;

interface Verifier {
  verify(payload: string, headers: Record<string, string>): unknown;
}

function headersOf(request: WebhookRequest, prefix: string): Headers {
  return {
    id: sent(request, `${prefix}-id`),
    timestamp: sent(request, `${prefix}-timestamp`),
    signature: sent(request, `${prefix}-signature`),
  };
}

/** Accepts the request as it is, and with any covered byte changed not. */
function checkWith(verifier: Verifier, request: WebhookRequest, prefix: string): void {
  const verifyOne = (body: Uint8Array, changes: Partial<Headers> = {}): unknown => {
    const entries = Object.entries({ ...headersOf(request, prefix), ...changes });
    const named = entries.map(([name, value]) => [`${prefix}-${name}`, value]);
    return verifier.verify(utf8Text(body), Object.fromEntries(named));
  };
  const { id, timestamp } = headersOf(request, prefix);
  const noMatch = /No matching signature found/;
  assert.deepEqual(verifyOne(request.body), JSON.parse(utf8Text(request.body)));
  for (const body of flippedBodies(request.body)) assert.throws(() => verifyOne(body), noMatch);
  for (const changes of [
    { id: flippedText(id) },
    { timestamp: String(Number(timestamp) - 1) },
    { signature: `v1,${flippedText(headersOf(request, prefix).signature.slice(3))}` },
  ]) {
    assert.throws(() => verifyOne(request.body, changes), noMatch);
  }
}

function casesOf(value: string, options: ProviderOptions) {
  return signedCases(standardWebhooks, { kind: 'shared', value }, { options });
}

describe('the libraries of Standard Webhooks and Svix', () => {
  before(() => mock.timers.enable({ apis: ['Date'], now: NOW_MS }));
  after(() => mock.timers.reset());

  for (const { title, request } of casesOf(SECRET, { headers: 'webhook' })) {
    it(`both accept ${title}, and no changed byte`, () => {
      checkWith(new StandardWebhook(SECRET), request, 'webhook');
      checkWith(new SvixWebhook(SECRET), request, 'webhook');
    });
  }

  for (const { title, request } of casesOf(SECRET, { headers: 'svix' })) {
    it(`Svix's accepts ${title}, and no changed byte`, () => {
      checkWith(new SvixWebhook(SECRET), request, 'svix');
    });
  }

  for (const { title, request } of casesOf(RAW_SECRET, { 'secret-format': 'text' })) {
    it(`both accept ${title} under a raw secret, and no changed byte`, () => {
      checkWith(new StandardWebhook(RAW_SECRET, { format: 'raw' }), request, 'webhook');
      checkWith(new SvixWebhook(RAW_SECRET, { format: 'raw' }), request, 'webhook');
    });
  }
});

/** The libraries skip `v1a`: here it is by the page's text and node:crypto alone. */
describe('Ed25519 signatures of Standard Webhooks', () => {
  const secretKey =
    '6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
  const publicKey = createPublicKey({
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      x: Buffer.from('1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=', 'base64').toString(
        'base64url',
      ),
    },
    format: 'jwk',
  });

  function fits({ id, timestamp, signature }: Headers, body: Uint8Array): boolean {
    const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
    const [identifier, base64 = ''] = signature.split(',');
    assert.equal(identifier, 'v1a');
    return verify(null, content, publicKey, Buffer.from(base64, 'base64'));
  }

  for (const { title, request } of casesOf(`whsk_${secretKey}`, { version: 'v1a' })) {
    it(`${title}: fits, and with no changed byte`, () => {
      const headers = headersOf(request, 'webhook');
      assert.ok(fits(headers, request.body));
      for (const body of flippedBodies(request.body)) assert.ok(!fits(headers, body));
      assert.ok(!fits({ ...headers, id: flippedText(headers.id) }, request.body));
      assert.ok(!fits({ ...headers, timestamp: flippedText(headers.timestamp) }, request.body));
      const bytes = Buffer.from(headers.signature.slice(4), 'base64');
      const signature = `v1a,${Buffer.from(flippedAt(bytes, 40)).toString('base64')}`;
      assert.ok(!fits({ ...headers, signature }, request.body));
    });
  }
});
