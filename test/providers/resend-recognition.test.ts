import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { resend } from '../../src/providers/resend/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import { MESSAGE_ID, SAMPLES, SIGNATURES, TIMESTAMP } from '../helpers/resend-samples.ts';

const JSON_TYPE = ['content-type', 'application/json'] as const;
const SVIX: HeaderList = [
  JSON_TYPE,
  ['svix-id', MESSAGE_ID],
  ['svix-timestamp', TIMESTAMP],
  ['svix-signature', SIGNATURES[0].signature],
];

function view(body: string | Uint8Array, headers: HeaderList = [JSON_TYPE]): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

describe('resend recognition', () => {
  for (const sample of SAMPLES) {
    it(`the page sample of ${sample.event} is certain with the svix headers, and described`, () => {
      const seen = view(sample.body, SVIX);
      assert.equal(resend.recognise(seen), Confidence.certain);
      const [summary, ...more] = resend.describe(seen);
      assert.deepEqual(more, []);
      assert.equal(summary?.name, sample.event);
      assert.equal(summary?.id, MESSAGE_ID);
      assert.ok(resend.recognise(view(sample.body)) > Confidence.none);
    });
  }

  it('recipients are all addresses of a mail, or the one a contact or suppression is about', () => {
    const recipient = (name: string) => {
      const body = SAMPLES.find(({ event }) => event === name)?.body ?? '';
      return resend.describe(view(body))[0]?.recipient;
    };
    assert.equal(recipient('delivered'), 'jane@example.net');
    assert.equal(recipient('inbound'), 'support@example.com');
    assert.equal(recipient('contact-updated'), 'jane@example.net');
    assert.equal(recipient('suppression-added'), 'jane@example.net');
    assert.equal(recipient('inbox-email-received'), 'support@example.com');
    assert.equal(recipient('inbox-draft-sent'), 'jane@example.net');
    assert.equal(recipient('domain-created'), null);
    assert.equal(recipient('inbox-thread-folder-updated'), null);
    const two = '{"type":"email.sent","data":{"to":["a@example.com",7,"b@example.com"]}}';
    assert.equal(resend.describe(view(two))[0]?.recipient, 'a@example.com, b@example.com');
  });

  it('mails are likely by their body alone, what has no field of its own is possible', () => {
    const confidence = (name: string) => {
      const body = SAMPLES.find(({ event }) => event === name)?.body ?? '';
      return resend.recognise(view(body));
    };
    assert.equal(confidence('open'), Confidence.likely);
    assert.equal(confidence('contact-created'), Confidence.likely);
    assert.equal(confidence('inbox-deleted'), Confidence.likely);
    const bare = '{"created_at":"2026-01-01T00:00:01.674Z","data":{},"type":"contact.created"}';
    assert.equal(resend.recognise(view(bare)), Confidence.possible);
  });

  it('a new type of a known family is likely with the headers; another family or envelope is another sender', () => {
    const body = (type: string, more = '') =>
      `{"created_at":"2026-01-01T00:00:01.674Z","data":{}${more},"type":"${type}"}`;
    assert.equal(resend.recognise(view(body('topic.renamed'), SVIX)), Confidence.likely);
    assert.equal(resend.recognise(view(body('topic.renamed'))), Confidence.none);
    assert.equal(resend.recognise(view(body('user.created'), SVIX)), Confidence.none);
    const clerk = '{"data":{"id":"ema_1"},"object":"event","type":"email.created"}';
    assert.equal(resend.recognise(view(clerk, SVIX)), Confidence.none);
    assert.equal(resend.recognise(view('nothing', SVIX)), Confidence.none);
  });

  it('look-alikes of other senders are not taken, not even with the svix headers', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const isOwn = provider === 'resend';
      assert.equal(resend.recognise(view(body)), isOwn ? Confidence.likely : Confidence.none, body);
      const withHeaders = isOwn ? Confidence.certain : Confidence.none;
      assert.equal(resend.recognise(view(body, SVIX)), withHeaders, body);
    }
  });

  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', '');
    const odd = fc
      .tuple(fc.json(), fc.json())
      .map(([data, time]) => `{"created_at":${time},"data":${data},"type":"email.bounced"}`);
    const body = fc.oneof(fc.uint8Array(), fc.json().map(utf8Bytes), odd.map(utf8Bytes));
    const header = fc.string();
    fc.assert(
      fc.property(type, body, header, header, header, (contentType, bytes, id, time, signature) => {
        const headers: HeaderList = [
          ['Content-Type', contentType],
          ['svix-id', id],
          ['svix-timestamp', time],
          ['svix-signature', signature],
        ];
        for (const seen of [view(bytes, headers), view(bytes, headers.slice(0, 1))]) {
          resend.recognise(seen);
          resend.describe(seen);
          resend.signatureParts(seen);
          const secrets = [{ kind: 'shared', value: SIGNATURES[0].secret }] as const;
          const options = defaultOptions(resend);
          resend.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
        }
      }),
    );
  });
});
