import '@shopify/shopify-api/adapters/node';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiVersion, shopifyApi } from '@shopify/shopify-api';
import { utf8Text } from '../../src/core/bytes.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { shopify } from '../../src/providers/shopify/index.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, flippedText, signedCases } from '../helpers/signed-cases.ts';

const { webhooks } = shopifyApi({
  apiKey: 'dummy',
  apiSecretKey: 'shpss_0123456789abcdef0123456789abcdef',
  apiVersion: ApiVersion.July26,
  hostName: 'hooks.example.com',
  isEmbeddedApp: false,
  logger: { log: () => undefined },
});

async function accepts({ method, path, headers, body }: WebhookRequest): Promise<boolean> {
  const rawRequest = { method, url: path, headers: Object.fromEntries(headers) };
  const { valid } = await webhooks.validate({ rawBody: utf8Text(body), rawRequest });
  return valid;
}

function withFlippedSignature(request: WebhookRequest): WebhookRequest {
  const headers = request.headers.map(
    ([name, value]) => [name, /-hmac-sha256$/i.test(name) ? flippedText(value) : value] as const,
  );
  assert.notDeepEqual(headers, request.headers);
  return { ...request, headers };
}

describe("Shopify's library", () => {
  for (const { title, request } of signedCases(shopify, testSecret(shopify))) {
    it(`accepts ${title}, and no changed byte`, async () => {
      assert.ok(await accepts(request));
      for (const body of flippedBodies(request.body)) {
        assert.ok(!(await accepts({ ...request, body })));
      }
      assert.ok(!(await accepts(withFlippedSignature(request))));
    });
  }
});
