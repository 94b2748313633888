import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verifyWebhookSignature } from 'mailtrap';
import { mailtrap } from '../../src/providers/mailtrap/index.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

const KEY = '8d9a3c0e7f5b2d4a6c1e9f8b3a7d5c2e';

function accepts(body: Uint8Array, signature: string): boolean {
  return verifyWebhookSignature(Buffer.from(body), signature, KEY);
}

describe("Mailtrap's library", () => {
  const secret = testSecret(mailtrap);
  const cases = [
    ...signedCases(mailtrap, secret),
    ...signedCases(mailtrap, secret, { options: { 'final-newline': 'yes' } }),
  ];
  for (const { title, request } of cases) {
    it(`accepts ${title}, and no changed byte`, () => {
      const signature = sent(request, 'Mailtrap-Signature');
      assert.ok(accepts(request.body, signature));
      for (const body of flippedBodies(request.body)) assert.ok(!accepts(body, signature));
      assert.ok(!accepts(request.body, flippedText(signature)));
    });
  }
});
