import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { handshake as mailersendHandshake } from '../../src/providers/mailersend/handshake.ts';
import { handshake as sparkpostHandshake } from '../../src/providers/sparkpost/handshake.ts';
import { buildUnsigned, defaultOptions } from '../helpers/provider-cases.ts';

function view(body: string, method = 'POST') {
  const headers = [['Content-Type', 'application/json']] as const;
  return viewRequest({ method, path: '/', headers, body: utf8Bytes(body) });
}

/** Every event whose request is a handshake; all others are to be answered like any event. */
const HANDSHAKES = new Set([
  'mandrill url-check',
  'mandrill url-check-post',
  'mailersend ping',
  'ses subscription-confirmation',
  'ses unsubscribe-confirmation',
  'slack ssl_check',
  'slack url_verification',
  'sparkpost ping',
]);

describe('handshakes', async () => {
  const providers = await loadAllProviders();

  it('exactly the checks among all events of all providers are handshakes, and only to their own provider', () => {
    const found = new Set<string>();
    for (const sender of providers) {
      for (const event of sender.events) {
        const seen = viewRequest(buildUnsigned(sender, event));
        for (const provider of providers) {
          const wanted = provider.handshake?.(seen, defaultOptions(provider)) ?? null;
          if (wanted === null) continue;
          assert.equal(wanted.answer.status, 200);
          assert.equal(provider.name, sender.name, `${event.name} of ${sender.name}`);
          found.add(`${provider.name} ${event.name}`);
        }
      }
    }
    assert.deepEqual([...found].sort(), [...HANDSHAKES].sort());
  });

  it("sparkpost's ping is one element with an empty msys, mailersend's test has no data", () => {
    assert.equal(sparkpostHandshake(view('[{"msys":{}}]'))?.what, "SparkPost's ping");
    for (const body of ['[]', '{"msys":{}}', '[{"msys":{"a":1}}]', '[{"msys":{}},{"msys":{}}]']) {
      assert.equal(sparkpostHandshake(view(body)), null, body);
    }
    const ping = '{"type":"webhook.test","message":"This is a ping test message"}';
    assert.equal(mailersendHandshake(view(ping))?.what, "MailerSend's webhook.test");
    assert.equal(mailersendHandshake(view('{"type":"webhook.test","data":{}}')), null);
    assert.equal(mailersendHandshake(view('{"type":"activity.sent"}')), null);
  });

  it('nothing throws on hostile input, and what goes to the log is not from the sender', () => {
    const text = fc.constantFrom(
      'url_verification',
      'webhook.test',
      'SubscriptionConfirmation',
      '',
    );
    const record = fc.record({
      type: text,
      challenge: fc.anything(),
      Type: text,
      TopicArn: fc.string(),
      SubscribeURL: fc.oneof(fc.string(), fc.webUrl()),
      msys: fc.anything(),
    });
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      record.map((value) => JSON.stringify(value)),
      record.map((value) => JSON.stringify([value])),
      fc.string().map((value) => `mandrill_events=${value}&ssl_check=${value}&token=`),
    );
    fc.assert(
      fc.property(body, fc.constantFrom('POST', 'GET', 'HEAD', 'x'), (bytes, method) => {
        for (const provider of providers) {
          const wanted = provider.handshake?.(view(bytes, method), defaultOptions(provider));
          assert.match(wanted?.what ?? '', /^[\w' ,.]*$/);
        }
      }),
    );
  });
});
