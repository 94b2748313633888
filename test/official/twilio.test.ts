import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import twilioLibrary from 'twilio';
import { utf8Text } from '../../src/core/bytes.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { twilio } from '../../src/providers/twilio/index.ts';
import { TARGET_URL } from '../helpers/provider-cases.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const HTTPS_URL = 'https://hooks.example.com/twilio?tenant=7&name=it%27s';

/** What a receiver hands to the library: fields of a form, or the text of another body. */
function accepts(request: WebhookRequest, url: string): boolean {
  const signature = sent(request, 'X-Twilio-Signature');
  const body = utf8Text(request.body);
  return sent(request, 'Content-Type').startsWith('application/x-www-form-urlencoded')
    ? twilioLibrary.validateRequest(TOKEN, signature, url, fieldsOf(body))
    : twilioLibrary.validateRequestWithBody(TOKEN, signature, url, body);
}

function fieldsOf(body: string): Record<string, string> {
  const fields = [...new URLSearchParams(body)];
  const record = Object.fromEntries(fields);
  assert.ok(fields.length === Object.keys(record).length, 'a name stands twice');
  return record;
}

function withSignature(request: WebhookRequest, value: string): WebhookRequest {
  const headers = request.headers.map(
    ([name, old]) => [name, name === 'X-Twilio-Signature' ? value : old] as const,
  );
  return { ...request, headers };
}

describe("Twilio's library", () => {
  const secret = testSecret(twilio);
  for (const configured of ['', HTTPS_URL]) {
    const cases = signedCases(twilio, secret, { options: { 'webhook-url': configured } });
    for (const { title, request } of cases) {
      it(`accepts ${title}, and no changed byte`, () => {
        const target = new URL(request.path, TARGET_URL);
        // Configured URLs here have a query of their own, which only the body's hash is added to.
        const url =
          configured === '' ? target.href : configured.replace(/\?.*$/, '') + target.search;
        assert.ok(accepts(request, url));
        for (const body of flippedBodies(request.body)) {
          assert.ok(!accepts({ ...request, body }, url));
        }
        assert.ok(!accepts(request, url.replace('tenant=7', 'tenant=6')));
        const signature = flippedText(sent(request, 'X-Twilio-Signature'));
        assert.ok(!accepts(withSignature(request, signature), url));
      });
    }
  }
});
