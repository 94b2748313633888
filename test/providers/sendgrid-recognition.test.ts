import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { sendgrid } from '../../src/providers/sendgrid/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { BATCHES } from '../helpers/mailtrap-samples.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import {
  BATCH_SAMPLE,
  EVENT_SAMPLES,
  INBOUND_SAMPLE,
  SIGNED_SAMPLES,
} from '../helpers/sendgrid-samples.ts';
import { SAMPLES as SMTP2GO_SAMPLES } from '../helpers/smtp2go-samples.ts';

const JSON_TYPE = ['Content-Type', 'application/json;charset=utf-8'] as const;
const FORM_DATA = ['Content-Type', 'multipart/form-data; boundary=xYzZY'] as const;

function view(body: string | Uint8Array, headers: HeaderList = [JSON_TYPE]): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

describe('sendgrid recognition', () => {
  for (const { event, body } of EVENT_SAMPLES) {
    it(`the page sample of ${event} is certain by its body alone, and described`, () => {
      const seen = view(body);
      assert.equal(sendgrid.recognise(seen), Confidence.certain);
      const [shown]: { event: string; sg_event_id: string; email?: string }[] = JSON.parse(body);
      assert.deepEqual(sendgrid.describe(seen), [
        {
          name: event,
          wireName: shown?.event,
          id: shown?.sg_event_id,
          recipient: shown?.email ?? null,
        },
      ]);
    });
  }

  it('signed requests and batches are described event by event', () => {
    for (const { events, body } of [
      ...SIGNED_SAMPLES,
      { events: ['processed', 'delivered'], body: BATCH_SAMPLE },
    ]) {
      const seen = view(body);
      assert.equal(sendgrid.recognise(seen), Confidence.certain);
      assert.deepEqual(
        sendgrid.describe(seen).map(({ name }) => name),
        events,
      );
    }
  });

  it('the inbound sample is certain by its boundary, likely with another, and described', () => {
    const seen = view(INBOUND_SAMPLE, [FORM_DATA]);
    assert.equal(sendgrid.recognise(seen), Confidence.certain);
    const summary = {
      name: 'inbound',
      wireName: 'inbound_parse',
      id: '<CAF1234567890@mail.example.org>',
      recipient: 'support@parse.example.com',
    };
    assert.deepEqual(sendgrid.describe(seen), [summary]);
    const other = view(INBOUND_SAMPLE.replaceAll('xYzZY', 'other'), [
      ['Content-Type', 'multipart/form-data; boundary="other"'],
    ]);
    assert.equal(sendgrid.recognise(other), Confidence.likely);
    assert.deepEqual(sendgrid.describe(other), [summary]);
  });

  it('a mail without Message-ID or with a broken envelope is described as far as it goes', () => {
    const body = INBOUND_SAMPLE.replace(/Message-ID: .*\n/, '').replace(
      '{"to":["sup',
      '{"to":[sup',
    );
    assert.deepEqual(sendgrid.describe(view(body, [FORM_DATA])), [
      {
        name: 'inbound',
        wireName: 'inbound_parse',
        id: null,
        recipient: 'support@parse.example.com',
      },
    ]);
  });

  it('a header of the signature or a User-Agent makes any body certain', () => {
    assert.equal(sendgrid.recognise(view('anything')), Confidence.none);
    for (const header of [
      ['x-twilio-email-event-webhook-signature', 'x'],
      ['X-Twilio-Email-Event-Webhook-Timestamp', '1'],
      ['User-Agent', 'SendGrid Event API'],
      ['user-agent', 'Sendlib/1.0 mx0047p1mdw1.sendgrid.net'],
    ] as const) {
      assert.equal(sendgrid.recognise(view('anything', [header])), Confidence.certain);
    }
    assert.equal(sendgrid.recognise(view('x', [['X-Twilio-Signature', 'x']])), Confidence.none);
  });

  it('a lone object and an event with nothing but sg_message_id are likely', () => {
    const lone = '{"event":"open","sg_event_id":"e","email":"a@example.com"}';
    assert.equal(sendgrid.recognise(view(lone)), Confidence.likely);
    assert.equal(sendgrid.describe(view(lone))[0]?.id, 'e');
    const bare = '[{"event":"open","sg_message_id":"m"}]';
    assert.equal(sendgrid.recognise(view(bare)), Confidence.likely);
  });

  it('an event it does not know has no canonical name', () => {
    const [summary] = sendgrid.describe(view('[{"event":"received","sg_event_id":"e"}]'));
    assert.deepEqual(summary, { name: null, wireName: 'received', id: 'e', recipient: null });
  });

  it('look-alikes of other providers are not taken', () => {
    const others = [
      ...LOOK_ALIKES.filter(([provider]) => provider !== 'sendgrid').map(([, body]) => body),
      ...BATCHES.map(({ body }) => body),
      ...SMTP2GO_SAMPLES.map(({ json }) => json),
    ];
    for (const body of others) assert.equal(sendgrid.recognise(view(body)), Confidence.none, body);
    const form: HeaderList = [['Content-Type', 'application/x-www-form-urlencoded']];
    const mandrill = view('mandrill_events=%5B%7B%22event%22%3A%22inbound%22%7D%5D', form);
    assert.equal(sendgrid.recognise(mandrill), Confidence.none);
    assert.deepEqual(sendgrid.describe(mandrill), []);
  });

  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom(JSON_TYPE, FORM_DATA);
    const odd = fc
      .json()
      .map((inner) => `[${inner},{"event":"bounce","type":${inner},"sg_event_id":${inner}}]`);
    const mail = fc
      .string()
      .map((text) => INBOUND_SAMPLE.replace('{"to"', () => text).replace('Message-ID', () => text));
    const body = fc.oneof(
      fc.uint8Array(),
      fc.json().map(utf8Bytes),
      odd.map(utf8Bytes),
      mail.map(utf8Bytes),
    );
    const secrets = [{ kind: 'key-pair', ...ecKeyPair() }] as const;
    const options = defaultOptions(sendgrid);
    fc.assert(
      fc.property(type, body, fc.string(), fc.string(), (contentType, bytes, text, time) => {
        const headers: HeaderList = [
          contentType,
          ['X-Twilio-Email-Event-Webhook-Signature', text],
          ['X-Twilio-Email-Event-Webhook-Timestamp', time],
        ];
        for (const seen of [view(bytes, headers), view(bytes, headers.slice(0, 1))]) {
          sendgrid.recognise(seen);
          sendgrid.describe(seen);
          sendgrid.signatureParts(seen);
          sendgrid.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
        }
      }),
    );
  });
});
