import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stripe } from 'stripe';
import { stripe } from '../../src/providers/stripe/index.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, sent, signedCases } from '../helpers/signed-cases.ts';

const SECRET = 'whsec_9QmK4tXz7VbN2rPw8LcJ5yHs1GdF3aTe';
const PREVIOUS_SECRET = 'whsec_previous4tXz7VbN2rPw8LcJ5yHs1G';
const TOLERANCE_SECONDS = 300;
const OPTIONS = [{}, { v0: 'test-mode', 'previous-secret': PREVIOUS_SECRET }];

/** The library's refusal of `v2.core.event`, which comes after the check of the signature. */
const THIN = /You passed a thin event notification/;
const REFUSED = Stripe.errors.StripeSignatureVerificationError;

function construct(body: Uint8Array, header: string, secret = SECRET): unknown {
  return Stripe.webhooks.constructEvent(
    Buffer.from(body),
    header,
    secret,
    TOLERANCE_SECONDS,
    undefined,
    NOW_MS,
  );
}

function verifies(body: Uint8Array, header: string, secret = SECRET): boolean {
  const { signature } = Stripe.webhooks;
  assert.ok(signature !== null);
  return signature.verifyHeader(body, header, secret, TOLERANCE_SECONDS, undefined, NOW_MS);
}

describe("Stripe's library", () => {
  const secret = testSecret(stripe);
  for (const { title, request } of OPTIONS.flatMap((options) =>
    signedCases(stripe, secret, { options }),
  )) {
    it(`accepts ${title}, and no changed byte`, () => {
      const header = sent(request, 'Stripe-Signature');
      const event: unknown = JSON.parse(Buffer.from(request.body).toString());
      assert.ok(verifies(request.body, header));
      if (isThin(event)) assert.throws(() => construct(request.body, header), THIN);
      else assert.deepEqual(construct(request.body, header), event);
      for (const body of flippedBodies(request.body)) {
        assert.throws(() => construct(body, header), REFUSED);
      }
      const later = header.replace(/^t=(\d+)/, (_, t: string) => `t=${Number(t) + 1}`);
      assert.throws(() => construct(request.body, later), REFUSED);
      const v1 = header.replace(/v1=(.)/g, (_, first: string) => `v1=${first === '0' ? '1' : '0'}`);
      assert.throws(() => construct(request.body, v1), REFUSED);
      assert.throws(() => construct(request.body, header, `${SECRET}x`), REFUSED);
    });
  }

  for (const { title, request } of signedCases(stripe, secret, { options: OPTIONS[1] ?? {} })) {
    it(`accepts ${title} under the secret before too`, () => {
      assert.ok(verifies(request.body, sent(request, 'Stripe-Signature'), PREVIOUS_SECRET));
    });
  }
});

function isThin(event: unknown): boolean {
  return (
    typeof event === 'object' &&
    event !== null &&
    'object' in event &&
    event.object === 'v2.core.event'
  );
}
