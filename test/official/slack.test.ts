import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isValidSlackRequest } from '@slack/bolt';
import { utf8Text } from '../../src/core/bytes.ts';
import { slack } from '../../src/providers/slack/index.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';
import { testSecret } from '../helpers/provider-laws.ts';
import { flippedBodies, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const MAX_AGE_MS = 5 * 60_000;

function accepts(body: Uint8Array, signature: string, timestamp: string, nowMs = NOW_MS): boolean {
  return isValidSlackRequest({
    signingSecret: SECRET,
    body: utf8Text(body),
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) },
    nowMilliseconds: nowMs,
  });
}

describe("Slack's library", () => {
  for (const { title, request } of signedCases(slack, testSecret(slack))) {
    it(`accepts ${title}, and no changed byte, other time or old request`, () => {
      const { body } = request;
      const signature = sent(request, 'X-Slack-Signature');
      const timestamp = sent(request, 'X-Slack-Request-Timestamp');
      assert.ok(accepts(body, signature, timestamp));
      for (const flipped of flippedBodies(body)) {
        assert.ok(!accepts(flipped, signature, timestamp));
      }
      const hex = signature.slice('v0='.length);
      assert.ok(!accepts(body, `v0=${flippedText(hex)}`, timestamp));
      assert.ok(!accepts(body, signature, `${Number(timestamp) + 1}`));
      assert.ok(!accepts(body, signature, timestamp, NOW_MS + MAX_AGE_MS + 2_000));
    });
  }
});
