import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { headerValue } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { mandrill } from '../../src/providers/mandrill/index.ts';
import { TARGET_URL } from '../helpers/provider-cases.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

const KEY = 'Zt4vQ1mN8xKpR2sWcY6b_A';
const URL_CHECK_KEY = 'test-webhook';
const URL_WITH_CREDENTIALS = 'https://user:pass@hooks.example.com/mandrill/?tenant=7';

/** Written from Mandrill's documentation, with node:crypto alone. */
function fits(request: WebhookRequest, url: string, key: string): boolean {
  const fields = [...new URLSearchParams(Buffer.from(request.body).toString())];
  fields.sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  const data = fields.reduce((text, [name, value]) => text + name + value, url);
  const signature = createHmac('sha1', key).update(data, 'utf8').digest('base64');
  return sent(request, 'X-Mandrill-Signature') === signature;
}

describe('the steps of the documentation of Mandrill', () => {
  for (const configured of ['', URL_WITH_CREDENTIALS]) {
    const url = configured || TARGET_URL;
    const options = { 'webhook-url': configured };
    for (const { title, event, request } of signedCases(mandrill, testSecret(mandrill), {
      options,
    })) {
      if (event.name === 'url-check') {
        it(`${title}: a HEAD request has no signature`, () => {
          assert.equal(request.method, 'HEAD');
          assert.equal(headerValue(request.headers, 'X-Mandrill-Signature'), undefined);
        });
        continue;
      }
      it(`accept ${title}, and no changed byte`, () => {
        const key = event.name === 'url-check-post' ? URL_CHECK_KEY : KEY;
        assert.ok(fits(request, url, key));
        for (const body of flippedBodies(request.body)) {
          assert.ok(!fits({ ...request, body }, url, key));
        }
        assert.ok(!fits(request, url.replace('tenant=7', 'tenant=6'), key));
        assert.ok(!fits(request, url, flippedText(key)));
      });
    }
  }
});
