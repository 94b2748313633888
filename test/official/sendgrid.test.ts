import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EventWebhook, EventWebhookHeader } from '@sendgrid/eventwebhook';
import { sendgrid } from '../../src/providers/sendgrid/index.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import { flippedAt, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

const library = new EventWebhook();
const KEY = { kind: 'key-pair', ...ecKeyPair() } as const;

/** As the web page shows it: base64 of the SubjectPublicKeyInfo, without armour. */
const SHOWN_KEY = KEY.publicKeyPem.replace(/-----[^-]+-----|\s/g, '');
const publicKey = library.convertPublicKeyToECDSA(SHOWN_KEY);

function accepts(body: Uint8Array, signature: string, timestamp: string): boolean {
  return library.verifySignature(publicKey, Buffer.from(body), signature, timestamp);
}

/** What "Test your integration" sends, in another layout and with other escapes. */
const TEST_BUTTON_EVENTS = new Set([
  'processed',
  'deferred',
  'delivered',
  'open',
  'click',
  'bounce',
  'reject',
  'complaint',
  'unsubscribe',
  'group-unsubscribe',
  'resubscribe',
]);
const testButton = {
  ...sendgrid,
  events: sendgrid.events.filter(({ name }) => TEST_BUTTON_EVENTS.has(name)),
};

describe("SendGrid's library", () => {
  const cases = [
    ...signedCases(sendgrid, KEY, { options: { 'inbound-signature': 'yes' } }),
    ...signedCases(testButton, KEY, { options: { 'test-button': 'yes' } }),
  ];
  for (const { title, request } of cases) {
    it(`accepts ${title}, and no changed byte`, () => {
      const signature = sent(request, EventWebhookHeader.SIGNATURE());
      const timestamp = sent(request, EventWebhookHeader.TIMESTAMP());
      const { body } = request;
      assert.ok(accepts(body, signature, timestamp));
      assert.ok(!accepts(flippedAt(body, body.length >> 1), signature, timestamp));
      assert.ok(!accepts(flippedAt(body, body.length - 1), signature, timestamp));
      assert.ok(!accepts(body, signature, flippedText(timestamp)));
    });
  }
});
