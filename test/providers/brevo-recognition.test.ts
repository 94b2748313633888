import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { brevo } from '../../src/providers/brevo/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { EVENT_SAMPLES, INBOUND_SAMPLE, MINIMAL_SAMPLE } from '../helpers/brevo-samples.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import { SAMPLES as SMTP2GO_SAMPLES } from '../helpers/smtp2go-samples.ts';

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

function view(body: string | Uint8Array, headers: HeaderList = [JSON_TYPE]): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

describe('brevo recognition', () => {
  for (const { event, generation, body } of EVENT_SAMPLES) {
    it(`the page sample of ${generation} ${event} is certain, and described by subject, address, event and time`, () => {
      const shown: Readonly<Record<string, string | number>> = JSON.parse(body);
      const subject = shown['message-id'] ?? shown['camp_id'] ?? shown['key'];
      const time = shown['ts_epoch'] ?? shown['ts_event'] ?? shown['ts'];
      for (const seen of [view(body), view(`[${body}]`)]) {
        assert.equal(brevo.recognise(seen), Confidence.certain);
        assert.deepEqual(brevo.describe(seen), [
          {
            name: event,
            wireName: shown['event'],
            id: `${subject}:${shown['email']}:${shown['event']}:${time}`,
            recipient: shown['email'],
          },
        ]);
      }
    });
  }

  it('the minimal request and the inbound sample are certain and described', () => {
    assert.equal(brevo.recognise(view(MINIMAL_SAMPLE)), Confidence.certain);
    assert.equal(brevo.describe(view(MINIMAL_SAMPLE))[0]?.name, 'processed');
    assert.equal(brevo.recognise(view(INBOUND_SAMPLE)), Confidence.certain);
    assert.deepEqual(brevo.describe(view(INBOUND_SAMPLE)), [
      {
        name: 'inbound',
        wireName: 'inboundEmailProcessed',
        id: '5f0b6a1e-2c3d-4e5f-8a9b-0c1d2e3f4a5b',
        recipient: 'support@inbound.example.com',
      },
    ]);
  });

  it('odd spellings are read: unsubscribed of a campaign, s_epoch, unknown events', () => {
    const named = (body: string) => brevo.describe(view(body))[0];
    const campaign = '{"id":1,"camp_id":8,"email":"a@example.com","event":"unsubscribed","ts":5}';
    assert.equal(named(campaign)?.name, 'marketing-unsubscribe');
    const proxy =
      '{"event":"proxy_open","email":"a@example.com","id":1,"message-id":"<m>","s_epoch":7}';
    assert.equal(named(proxy)?.id, '<m>:a@example.com:proxy_open:7');
    const coupon =
      '{"id":1,"camp_id":8,"email":"a@example.com","event":"coupon_sent","ts_event":5}';
    assert.deepEqual(named(coupon), {
      name: null,
      wireName: 'coupon_sent',
      id: '8:a@example.com:coupon_sent:5',
      recipient: 'a@example.com',
    });
    assert.equal(named('{"event":"click","message-id":"<m>"}')?.id, null);
  });

  it('a mail without Uuid is possible, and described by its MessageId', () => {
    const body = '{"items":[{"MessageId":"<m>","To":[]},{"x":1},7]}';
    assert.equal(brevo.recognise(view(body)), Confidence.possible);
    assert.deepEqual(brevo.describe(view(body)), [
      { name: 'inbound', wireName: 'inboundEmailProcessed', id: '<m>', recipient: null },
    ]);
    assert.equal(brevo.recognise(view('{"items":[]}')), Confidence.none);
    assert.deepEqual(brevo.describe(view('{"items":[]}')), []);
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const expected = provider === 'brevo' ? Confidence.certain : Confidence.none;
      assert.equal(brevo.recognise(view(body)), expected, provider);
    }
    const untimed = '{"id":1,"email":"a@example.com","event":"delivered","message-id":"<m>"}';
    assert.equal(brevo.recognise(view(untimed)), Confidence.none);
    const campaign = '{"id":1,"camp_id":8,"email":"a@example.com","event":"opened"}';
    assert.equal(brevo.recognise(view(campaign)), Confidence.likely);
    for (const { json } of SMTP2GO_SAMPLES) {
      assert.equal(brevo.recognise(view(json)), Confidence.none);
    }
  });

  it('nothing throws on hostile input', () => {
    const odd = fc
      .json()
      .map(
        (inner) =>
          `[${inner},{"event":"click","message-id":${inner},"email":${inner},"id":1,"ts_event":${inner}}]`,
      );
    const mails = fc
      .json()
      .map(
        (inner) =>
          `{"items":[{"Uuid":${inner},"MessageId":"m","To":${inner},"RawTextBody":${inner}},${inner}]}`,
      );
    const body = fc.oneof(
      fc.uint8Array(),
      fc.json().map(utf8Bytes),
      odd.map(utf8Bytes),
      mails.map(utf8Bytes),
    );
    const secrets = [{ kind: 'shared', value: 'x:y' }] as const;
    const options = defaultOptions(brevo);
    fc.assert(
      fc.property(body, fc.string(), (bytes, text) => {
        const headers: HeaderList = [JSON_TYPE, ['Authorization', text], ['X-My-Secret', text]];
        for (const seen of [view(bytes, headers), view(bytes)]) {
          brevo.recognise(seen);
          brevo.describe(seen);
          brevo.signatureParts(seen);
          brevo.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
        }
      }),
    );
  });
});
