import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Explanation } from '../../src/explain/types.ts';
import { loadProvider } from '../../src/providers/index.ts';
import type { ProviderName } from '../../src/providers/names.ts';
import { caseOf, explained, post, searched, shared } from '../helpers/failed-cases.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';

const BODY = '{"event":"open","n":1}';
const TIME = String(Math.floor(NOW_MS / 1000));
const TEXT_KEY = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const STANDARD_KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'; // of the specification

/** Headers as the pages of the providers say, around a signature that is made by hand. */
const HEADERS: Readonly<
  Record<string, (hash: string, text: string) => readonly (readonly [string, string])[]>
> = {
  mailtrap: (hash, text) => [['Mailtrap-Signature', mac(hash, text).toString('hex')]],
  shopify: (hash, text) => [
    ['X-Shopify-Hmac-Sha256', mac(hash, text).toString('base64')],
    ['X-Shopify-Topic', 'orders/create'],
  ],
  github: (hash, text) => [['X-Hub-Signature-256', `sha256=${mac(hash, text).toString('hex')}`]],
  slack: (hash, text) => [
    ['X-Slack-Request-Timestamp', TIME],
    ['X-Slack-Signature', `v0=${mac(hash, text).toString('hex')}`],
  ],
  stripe: (hash, text) => [['Stripe-Signature', `t=${TIME},v1=${mac(hash, text).toString('hex')}`]],
  'standard-webhooks': (hash, text) => [
    ['webhook-id', 'msg_1'],
    ['webhook-timestamp', TIME],
    [
      'webhook-signature',
      `v1,${mac(hash, text, Buffer.from(STANDARD_KEY.slice(6), 'base64')).toString('base64')}`,
    ],
  ],
};

function mac(hash: string, text: string, key: string | Uint8Array = TEXT_KEY): Buffer {
  return createHmac(hash, key).update(text).digest();
}

async function explanation(
  name: ProviderName,
  hash: string,
  text: string,
  body = BODY,
): Promise<Explanation | null> {
  const provider = await loadProvider(name);
  const headers = HEADERS[name]?.(hash, text) ?? [];
  const secret = shared(name === 'standard-webhooks' ? STANDARD_KEY : TEXT_KEY);
  const failed = caseOf(provider, post(body, [['Content-Type', 'application/json'], ...headers]), [
    secret,
  ]);
  return explained(failed);
}

describe('signatures put together in another way', () => {
  it('names another hash', async () => {
    for (const [name, hash, text] of [
      ['mailtrap', 'sha1', BODY],
      ['mailtrap', 'sha512', BODY],
      ['shopify', 'sha1', BODY],
      ['github', 'sha1', BODY],
      ['slack', 'sha512', `v0:${TIME}:${BODY}`],
      ['stripe', 'sha1', `${TIME}.${BODY}`],
      ['standard-webhooks', 'sha512', `msg_1.${TIME}.${BODY}`],
    ] as const) {
      const found = await explanation(name, hash, text);
      assert.equal(found?.cause, 'signature-algorithm', `${name} ${hash}`);
      assert.match(found.detail, new RegExp(`HMAC-SHA-${hash.slice(3)}$`));
    }
  });

  it('names a text that lacks the time, or joins the parts in another way', async () => {
    for (const [name, text] of [
      ['slack', BODY],
      ['slack', `${TIME}:${BODY}`],
      ['slack', `${TIME}.${BODY}`],
      ['stripe', BODY],
      ['stripe', `${TIME}${BODY}`],
      ['stripe', `${BODY}.${TIME}`],
      ['standard-webhooks', BODY],
      ['standard-webhooks', `${TIME}.${BODY}`],
      ['standard-webhooks', `msg_1.${BODY}`],
      ['standard-webhooks', `${TIME}.msg_1.${BODY}`],
    ] as const) {
      const found = await explanation(name, 'sha256', text);
      assert.equal(found?.cause, 'signed-text', `${name} ${text}`);
    }
  });

  it('names neither where the key or the body is another one', async () => {
    for (const name of ['mailtrap', 'slack', 'stripe', 'standard-webhooks'] as const) {
      assert.equal(await explanation(name, 'sha1', 'something else'), null, name);
      assert.equal(await explanation(name, 'sha256', BODY, '{"event":"click"}'), null, name);
    }
  });

  it('tries nothing for schemes of another kind', async () => {
    const provider = await loadProvider('smtp2go');
    const request = post(BODY, [['Authorization', 'Bearer another']]);
    const failed = caseOf(provider, request, [shared('s3cret')], { options: { auth: 'bearer' } });
    assert.equal(searched(failed).confirmed, undefined);
  });
});
