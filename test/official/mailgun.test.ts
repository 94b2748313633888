import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import type { WebhookRequest } from '../../src/core/request.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedAt, sent, signedCases } from '../helpers/signed-cases.ts';

const KEY = '3f1c9a7be5d24680a1b2c3d4e5f60718';
const PARENT_KEY = '9d8e7f6a5b4c3d2e1f00112233445566';

type Values = Readonly<Record<string, unknown>>;

const SIGNED_VALUES = ['timestamp', 'token', 'signature'] as const;

/** The object `signature` of JSON, or the fields of a form as the platform's own parser reads them. */
async function valuesIn(request: WebhookRequest): Promise<Values> {
  const contentType = sent(request, 'Content-Type');
  if (contentType.startsWith('application/json')) {
    const body: { readonly signature: Values } = JSON.parse(Buffer.from(request.body).toString());
    return body.signature;
  }
  const headers = { 'Content-Type': contentType };
  const form = await new Response(request.body, { headers }).formData();
  return Object.fromEntries(SIGNED_VALUES.map((name) => [name, form.get(name)]));
}

/** Written from Mailgun's documentation, with node:crypto alone. */
function fits(values: Values, key: string, name = 'signature'): boolean {
  const { timestamp, token } = values;
  assert.ok(typeof timestamp === 'string' && typeof token === 'string');
  return (
    values[name] ===
    createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex')
  );
}

/** One byte changed in the named value, wherever in the body it is read from. */
async function withFlipped(request: WebhookRequest, name: string): Promise<WebhookRequest> {
  const before = (await valuesIn(request))[name];
  assert.ok(typeof before === 'string');
  const body = Buffer.from(request.body);
  for (let at = body.indexOf(before); at !== -1; at = body.indexOf(before, at + 1)) {
    const changed = { ...request, body: flippedAt(body, at) };
    if ((await valuesIn(changed))[name] !== before) return changed;
  }
  return assert.fail(`no ${name} in the body`);
}

describe('the steps of the documentation of Mailgun', () => {
  const secret = testSecret(mailgun);
  const cases = [
    ...signedCases(mailgun, secret),
    ...signedCases(mailgun, secret, { options: { 'json-style': 'python' } }).filter(
      ({ event }) => event.formats[0] === 'json',
    ),
  ];
  for (const { title, request } of cases) {
    it(`accept ${title}, and no changed byte of its three values`, async () => {
      const values = await valuesIn(request);
      assert.ok(fits(values, KEY));
      assert.match(String(values['token']), /^[0-9a-f]{50}$/);
      for (const name of SIGNED_VALUES) {
        assert.ok(!fits(await valuesIn(await withFlipped(request, name)), KEY), name);
      }
    });
  }

  const ofSubaccount = signedCases(mailgun, secret, { options: { 'parent-key': PARENT_KEY } });
  for (const { title, event, request } of ofSubaccount) {
    if (event.formats[0] !== 'json') continue;
    it(`accept ${title} under the keys of both accounts`, async () => {
      const values = await valuesIn(request);
      assert.ok(fits(values, KEY));
      assert.ok(fits(values, PARENT_KEY, 'parent-signature'));
      const changed = await valuesIn(await withFlipped(request, 'parent-signature'));
      assert.ok(fits(changed, KEY) && !fits(changed, PARENT_KEY, 'parent-signature'));
    });
  }
});
