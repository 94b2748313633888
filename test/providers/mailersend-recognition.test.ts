import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { mailersend } from '../../src/providers/mailersend/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { SAMPLES, VECTORS } from '../helpers/mailersend-samples.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';

const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const SIGNED: HeaderList = [JSON_TYPE, ['Signature', VECTORS[1].signature]];

function view(body: string | Uint8Array, headers: HeaderList = [JSON_TYPE]): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

function bodyOf(name: string): string {
  return SAMPLES.find(({ event }) => event === name)?.body ?? '';
}

describe('mailersend recognition', () => {
  for (const { event, generation, body } of SAMPLES) {
    it(`the page sample of ${event} (${generation}) is certain when signed, and described`, () => {
      const seen = view(body, SIGNED);
      assert.equal(mailersend.recognise(seen), Confidence.certain);
      const [summary, ...more] = mailersend.describe(seen);
      assert.deepEqual(more, []);
      assert.equal(summary?.name, event);
      assert.ok(mailersend.recognise(view(body)) > Confidence.none);
    });
  }

  it('the vector of the official SDK is described, with its id and recipient', () => {
    assert.deepEqual(mailersend.describe(view(VECTORS[0].body)), [
      {
        name: 'processed',
        wireName: 'activity.sent',
        id: '631a6250bd4f6bd6844a2307',
        recipient: 'test@test.com',
      },
    ]);
  });

  it('recipients stand in data.email, in data.email.recipient, in the envelope or in data.address', () => {
    const recipient = (name: string) => mailersend.describe(view(bodyOf(name)))[0]?.recipient;
    assert.equal(recipient('bounce'), 'nobody@example.com');
    assert.equal(recipient('inbound'), 'support@inbound.example.com');
    assert.equal(recipient('email-single-verified'), 'recipient@example.com');
    assert.equal(recipient('sender-identity-verified'), null);
    assert.equal(recipient('maintenance-start'), null);
    assert.equal(recipient('ping'), null);
  });

  it('activities, inbound mail and the ping are certain by their body alone, account events likely', () => {
    const confidence = (name: string) => mailersend.recognise(view(bodyOf(name)));
    for (const name of ['open', 'inbound', 'ping']) {
      assert.equal(confidence(name), Confidence.certain, name);
    }
    for (const name of ['bulk-email-completed', 'email-list-verified', 'inbound-forward-failed']) {
      assert.equal(confidence(name), Confidence.likely, name);
    }
    assert.equal(confidence('maintenance-end'), Confidence.possible);
    const other = '{"type":"webhook.test","message":"hello","created_at":"2025-11-20"}';
    assert.equal(mailersend.recognise(view(other)), Confidence.possible);
    const bare = '{"type":"activity.opened","created_at":"2025-11-20","data":{}}';
    assert.equal(mailersend.recognise(view(bare)), Confidence.possible);
  });

  it('the header Signature alone says nothing, the mistaken name is likely', () => {
    assert.equal(mailersend.recognise(view('{"any":"thing"}', SIGNED)), Confidence.none);
    const mistaken: HeaderList = [JSON_TYPE, ['x-mailersend-signature', 'x']];
    assert.equal(mailersend.recognise(view('{"any":"thing"}', mistaken)), Confidence.likely);
  });

  it('look-alikes of other senders are not taken, not even with a header Signature', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const expected = provider === 'mailersend' ? Confidence.certain : Confidence.none;
      assert.equal(mailersend.recognise(view(body)), expected, body);
      assert.equal(mailersend.recognise(view(body, SIGNED)), expected, body);
    }
  });

  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', '');
    const kind = fc.constantFrom('activity.sent', 'inbound.message', 'webhook.test', 'sms.sent');
    const odd = fc
      .tuple(kind, fc.json(), fc.json())
      .map(([name, data, email]) =>
        utf8Bytes(
          `{"type":"${name}","created_at":"x","message":${data},"data":{"email":${email},"recipients":{"rcptTo":[${data}]}}}`,
        ),
      );
    const body = fc.oneof(fc.uint8Array(), fc.json().map(utf8Bytes), odd);
    fc.assert(
      fc.property(type, body, fc.string(), (contentType, bytes, signature) => {
        const headers: HeaderList = [
          ['Content-Type', contentType],
          ['Signature', signature],
        ];
        for (const seen of [view(bytes, headers), view(bytes, headers.slice(0, 1))]) {
          mailersend.recognise(seen);
          mailersend.describe(seen);
          mailersend.signatureParts(seen);
          const secrets = [{ kind: 'shared', value: 'x' }] as const;
          const options = defaultOptions(mailersend);
          mailersend.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
        }
      }),
    );
  });
});
