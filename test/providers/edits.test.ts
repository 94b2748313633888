import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { withoutHeaders } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { applyEdits, parseSetting } from '../../src/providers/edits.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { github } from '../../src/providers/github/index.ts';
import { shopify } from '../../src/providers/shopify/index.ts';
import type { Payload, Provider, UnsignedRequest } from '../../src/providers/types.ts';
import { buildContext, defaultOptions } from '../helpers/provider-cases.ts';

function encoded(provider: Provider, payload: Payload): UnsignedRequest {
  return provider.encode([payload], {
    format: 'json',
    random: seededRandom('encode'),
    options: defaultOptions(provider),
  });
}

describe('edits', () => {
  for (const { provider, name, setting, unset } of [
    {
      provider: shopify,
      name: 'orders/create',
      setting: 'email=bob@example.net',
      unset: 'cart_token',
    },
    { provider: github, name: 'push', setting: 'ref=refs/heads/other', unset: 'compare' },
  ]) {
    it(`${provider.name}: an edited ${name} keeps the headers it was built with`, () => {
      const event = findEvent(provider, name);
      const payload = event.build(buildContext(provider, event));
      const edits = [parseSetting(setting), { kind: 'unset', path: unset } as const];
      const before = encoded(provider, payload);
      const after = encoded(provider, applyEdits(payload, edits, false));
      assert.deepEqual(after.headers, before.headers);
      assert.match(utf8Text(after.body), new RegExp(setting.split('=')[1] ?? '(?!)'));
      assert.doesNotMatch(utf8Text(after.body), new RegExp(`"${unset}":`));
    });
  }

  it('shopify: a header that repeats a value of the body follows the edit', () => {
    const event = findEvent(shopify, 'orders/create');
    const payload = event.build(buildContext(shopify, event));
    const before = encoded(shopify, payload).headers;
    const after = encoded(shopify, applyEdits(payload, [parseSetting('id:=42')], false)).headers;
    const [id] = after.filter(([name]) => name === 'X-Shopify-Order-Id');
    assert.deepEqual(id, ['X-Shopify-Order-Id', '42']);
    const others = (headers: typeof after) => withoutHeaders(headers, 'X-Shopify-Order-Id');
    assert.deepEqual(others(after), others(before));
  });
});
