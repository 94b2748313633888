import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { describe, it } from 'node:test';
import type { WebhookRequest } from '../../src/core/request.ts';
import { mailersend } from '../../src/providers/mailersend/index.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

const SECRET = 'Qw7eRt2yUi9oPa4sDf6gHj1kLz8xCv3b';
const PING_SECRET = 'test_Am3L1GuOIc4blLUuHqAPxxwkZaJyEk8G';

/** Written from the documentation with node:crypto alone: MailerSend has no library that checks. */
function fits(signature: string, { body }: WebhookRequest): boolean {
  const isPing = Buffer.from(body).includes('"type":"webhook.test"');
  const secret = isPing ? PING_SECRET : SECRET;
  const computed = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'));
  const received = Buffer.from(signature);
  return received.length === computed.length && timingSafeEqual(received, computed);
}

describe('the steps of the documentation of MailerSend', () => {
  for (const { title, request } of signedCases(mailersend, testSecret(mailersend))) {
    it(`accept ${title}, and no changed byte`, () => {
      const signature = sent(request, 'Signature');
      assert.ok(fits(signature, request));
      for (const body of flippedBodies(request.body)) {
        assert.ok(!fits(signature, { ...request, body }));
      }
      assert.ok(!fits(flippedText(signature), request));
    });
  }
});
