import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { mailtrap } from '../../src/providers/mailtrap/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { BATCHES, SDK_VECTOR, SINGLE_EVENTS } from '../helpers/mailtrap-samples.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import { SAMPLES as SMTP2GO_SAMPLES } from '../helpers/smtp2go-samples.ts';

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

function view(body: string | Uint8Array, headers: HeaderList = [JSON_TYPE]): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

describe('mailtrap recognition', () => {
  for (const sample of [...SINGLE_EVENTS, ...BATCHES]) {
    it(`the page sample of ${sample.events.join(' and ')} (${sample.contentType}) is certain by its body alone, and described`, () => {
      const seen = view(sample.body, [['Content-Type', sample.contentType]]);
      assert.equal(mailtrap.recognise(seen), Confidence.certain);
      const summaries = mailtrap.describe(seen);
      assert.deepEqual(
        summaries.map(({ name }) => name),
        sample.events,
      );
      const ids = sample.body.match(/(?<="event_id":")[^"]+/g) ?? [null];
      assert.deepEqual(
        summaries.map(({ id }) => id),
        ids,
      );
      for (const { name, recipient } of summaries) {
        const sending = !/^(audit|inbound)/.test(name ?? '');
        assert.equal(recipient, sending ? 'alice@example.net' : null);
      }
    });
  }

  it('a single event without the wrapper is likely, and described', () => {
    const seen = view(SDK_VECTOR.body);
    assert.equal(mailtrap.recognise(seen), Confidence.likely);
    assert.deepEqual(mailtrap.describe(seen), [
      {
        name: 'delivered',
        wireName: 'delivery',
        id: 'f1e2d3c4-b5a6-7890-1234-567890abcdef',
        recipient: 'recipient@example.com',
      },
    ]);
  });

  it('the signature header or the User-Agent makes any body certain, the mistaken header likely', () => {
    const body = 'anything';
    assert.equal(mailtrap.recognise(view(body)), Confidence.none);
    assert.equal(mailtrap.recognise(view(body, [['mailtrap-signature', 'x']])), Confidence.certain);
    assert.equal(
      mailtrap.recognise(view(body, [['user-agent', 'Mailtrap/1.0 (Webhook; +https://x)']])),
      Confidence.certain,
    );
    assert.equal(
      mailtrap.recognise(view(body, [['X-Mailtrap-Signature', 'x']])),
      Confidence.likely,
    );
  });

  it('configuration names, older test posts and unknown audit events get their canonical name', () => {
    const named = (event: string) =>
      mailtrap.describe(view(JSON.stringify({ events: [{ event }] })))[0]?.name;
    assert.equal(named('soft_bounce'), 'soft-bounce');
    assert.equal(named('spam_complaint'), 'complaint');
    assert.equal(named('inbound_message_received'), 'inbound');
    assert.equal(named('activity_log.account.api_token.created'), 'audit');
    assert.equal(named('something new'), null);
  });

  it('a recorded "Run Test" order, a null stream and missing newer keys make no difference', () => {
    const body = JSON.stringify({
      events: [
        {
          event: 'bounce',
          response_code: 550,
          message_id: 'm',
          email: 'user@example.com',
          event_id: 'e',
          timestamp: 1_730_000_000,
          sending_stream: null,
        },
      ],
    });
    assert.equal(mailtrap.recognise(view(body)), Confidence.certain);
  });

  it('look-alikes of other providers are not taken', () => {
    const others = [
      '[{"email":"a@example.com","timestamp":1763633742,"smtp-id":"<x>","event":"delivered","sg_event_id":"e","sg_message_id":"m"}]',
      '[{"event":"send","msg":{"ts":1763633742,"email":"a@example.com"},"_id":"6f1c"}]',
      '{"event":"sent","time":1763633745,"MessageID":288230402910847361,"email":"a@example.com"}',
      '{"id":7319462,"email":"a@example.com","message-id":"<x>","event":"delivered","ts_event":1763633742}',
      '{"signature":{"timestamp":"1","token":"t","signature":"s"},"event-data":{"event":"delivered"}}',
      '{"zen":"x","hook":{"events":["push"]},"events":["push"]}',
      ...SMTP2GO_SAMPLES.map(({ json }) => json),
    ];
    for (const body of others) assert.equal(mailtrap.recognise(view(body)), Confidence.none, body);
    assert.equal(
      mailtrap.recognise(view('{"events":[{"event":"open","who":"knows"}]}')),
      Confidence.possible,
    );
    for (const { form } of SMTP2GO_SAMPLES) {
      const headers: HeaderList = [['Content-Type', 'application/x-www-form-urlencoded']];
      assert.equal(mailtrap.recognise(view(form, headers)), Confidence.none);
      assert.deepEqual(mailtrap.describe(view(form, headers)), []);
    }
  });

  it('nothing throws on hostile input', () => {
    const type = fc.constantFrom(
      'application/json',
      'application/jsonl',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    );
    const oddEvents = fc.json().map((inner) => `{"events":[${inner},{"event":${inner}}]}`);
    const body = fc.oneof(fc.uint8Array(), fc.json().map(utf8Bytes), oddEvents.map(utf8Bytes));
    fc.assert(
      fc.property(type, body, fc.string(), (contentType, bytes, signature) => {
        const headers: HeaderList = [
          ['Content-Type', contentType],
          ['Mailtrap-Signature', signature],
        ];
        for (const seen of [view(bytes, headers), view(bytes, headers.slice(0, 1))]) {
          mailtrap.recognise(seen);
          mailtrap.describe(seen);
          mailtrap.signatureParts(seen);
          const secrets = [{ kind: 'shared', value: 'x' }] as const;
          const options = defaultOptions(mailtrap);
          mailtrap.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
        }
      }),
    );
  });
});
