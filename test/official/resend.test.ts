import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook, WebhookVerificationError } from 'svix';
import { utf8Text } from '../../src/core/bytes.ts';
import { resend } from '../../src/providers/resend/index.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

interface Sent {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

function svixVerify(body: Uint8Array, { id, timestamp, signature }: Sent): unknown {
  return new SvixWebhook(SECRET).verify(utf8Text(body), {
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': signature,
  });
}

/** As Resend's own library does it. */
function renamedVerify(body: Uint8Array, { id, timestamp, signature }: Sent): unknown {
  return new StandardWebhook(SECRET).verify(utf8Text(body), {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  });
}

describe("Svix's library, and Standard Webhooks' with the headers renamed", () => {
  before(() => mock.timers.enable({ apis: ['Date'], now: NOW_MS }));
  after(() => mock.timers.reset());

  for (const { title, request } of signedCases(resend, testSecret(resend))) {
    it(`accept ${title} of Resend, and no changed byte`, () => {
      const headers: Sent = {
        id: sent(request, 'svix-id'),
        timestamp: sent(request, 'svix-timestamp'),
        signature: sent(request, 'svix-signature'),
      };
      const expected: unknown = JSON.parse(utf8Text(request.body));
      assert.deepEqual(svixVerify(request.body, headers), expected);
      assert.deepEqual(renamedVerify(request.body, headers), expected);
      for (const body of flippedBodies(request.body)) {
        assert.throws(() => svixVerify(body, headers), WebhookVerificationError);
        assert.throws(() => renamedVerify(body, headers), /No matching signature/);
      }
      const timestamp = String(Number(headers.timestamp) + 1);
      for (const changed of [{ timestamp }, { id: flippedText(headers.id) }]) {
        assert.throws(
          () => svixVerify(request.body, { ...headers, ...changed }),
          /No matching signature/,
        );
      }
    });
  }
});
