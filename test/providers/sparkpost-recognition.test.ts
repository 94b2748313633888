import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { type RequestView, viewRequest } from '../../src/core/request-view.ts';
import { sparkpost } from '../../src/providers/sparkpost/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { LOOK_ALIKES } from '../helpers/look-alikes.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';
import { EVENT_SAMPLES, INBOUND_SAMPLE, MINIMAL_SAMPLE } from '../helpers/sparkpost-samples.ts';

const JSON_TYPE = ['Content-Type', 'application/json'] as const;

function view(body: string | Uint8Array, headers: HeaderList = [JSON_TYPE]): RequestView {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  return viewRequest({ method: 'POST', path: '/', headers, body: bytes });
}

function named(event: Readonly<Record<string, unknown>>, eventClass = 'message_event') {
  const [summary] = sparkpost.describe(view(JSON.stringify([{ msys: { [eventClass]: event } }])));
  return summary?.name;
}

describe('sparkpost recognition', () => {
  for (const { event, body } of EVENT_SAMPLES) {
    it(`the page sample of ${event} is certain by its body alone, and described`, () => {
      const seen = view(body);
      assert.equal(sparkpost.recognise(seen), Confidence.certain);
      const [summary, ...more] = sparkpost.describe(seen);
      assert.deepEqual(more, []);
      assert.equal(summary?.name, event);
      const [id = null] = body.match(/(?<="event_id":")[^"]+/) ?? [];
      assert.equal(summary?.id, id);
      const [recipient = null] = body.match(/(?<="(?:rcpt_to|sms_dst)":")[^"]+/) ?? [];
      assert.equal(summary?.recipient, recipient);
    });
  }

  it('the minimal bounce with a sibling of msys, and a mail, are certain and described', () => {
    assert.equal(sparkpost.recognise(view(MINIMAL_SAMPLE)), Confidence.certain);
    assert.deepEqual(sparkpost.describe(view(MINIMAL_SAMPLE)), [
      {
        name: 'bounce',
        wireName: 'bounce',
        id: '64216953719408124',
        recipient: 'nobody@example.com',
      },
    ]);
    assert.equal(sparkpost.recognise(view(INBOUND_SAMPLE)), Confidence.certain);
    assert.deepEqual(sparkpost.describe(view(INBOUND_SAMPLE)), [
      {
        name: 'inbound',
        wireName: 'relay_message',
        id: null,
        recipient: 'support@inbound.example.com',
      },
    ]);
  });

  it('a batch is described event by event, in order', () => {
    const elements = EVENT_SAMPLES.map(({ body }) => body.slice(1, -1));
    const summaries = sparkpost.describe(view(`[${elements.join(',')}]`));
    assert.deepEqual(
      summaries.map(({ name }) => name),
      EVENT_SAMPLES.map(({ event }) => event),
    );
  });

  it('a bounce is hard, soft or blocked by its class', () => {
    const table = {
      bounce: ['1', '10', '25', '30', '80', '90', undefined],
      'soft-bounce': ['20', '21', '22', '23', '24', '40', '60', '70', '100'],
      blocked: ['50', '51', '52', '53', '54'],
    };
    for (const [name, classes] of Object.entries(table)) {
      for (const bounceClass of classes) {
        assert.equal(named({ type: 'bounce', bounce_class: bounceClass }), name, bounceClass);
      }
    }
    assert.equal(named({ type: 'bounce', bounce_class: 10 }), 'bounce');
  });

  it('an event under another class and an unknown one are described; ids keep their digits', () => {
    assert.equal(named({ type: 'generation_failure', tdate: 'x' }), 'generation-failure');
    assert.equal(named({ type: 'something_new' }, 'new_event'), null);
    const body = '[{"msys":{"message_event":{"type":"open","event_id":92356927693813856}}}]';
    assert.equal(sparkpost.describe(view(body))[0]?.id, '92356927693813856');
  });

  it('its headers make any body certain, its User-Agent likely', () => {
    assert.equal(sparkpost.recognise(view('x', [])), Confidence.none);
    const table = [
      ['x-messagesystems-batch-id', Confidence.certain],
      ['X-MessageSystems-Webhook-Token', Confidence.certain],
    ] as const;
    for (const [name, confidence] of table) {
      assert.equal(sparkpost.recognise(view('x', [[name, 'v']])), confidence, name);
    }
    assert.equal(sparkpost.recognise(view('x', [['User-Agent', 'sparkpost']])), Confidence.likely);
  });

  it('look-alikes of other providers are not taken', () => {
    for (const [provider, body] of LOOK_ALIKES) {
      const expected = provider === 'sparkpost' ? Confidence.certain : Confidence.none;
      assert.equal(sparkpost.recognise(view(body)), expected, provider);
    }
    assert.equal(sparkpost.recognise(view('{"msys":{}}')), Confidence.none);
  });

  it('nothing throws on hostile input', () => {
    const odd = fc
      .json()
      .map(
        (inner) =>
          `[${inner},{"msys":${inner}},{"msys":{"message_event":${inner}}},{"msys":{"a":{"type":${inner},"bounce_class":${inner},"event_id":${inner}}}}]`,
      );
    const body = fc.oneof(fc.uint8Array(), fc.json().map(utf8Bytes), odd.map(utf8Bytes));
    const secrets = [{ kind: 'shared', value: 'x:y' }] as const;
    const options = defaultOptions(sparkpost);
    fc.assert(
      fc.property(body, fc.string(), (bytes, text) => {
        const headers: HeaderList = [
          JSON_TYPE,
          ['Authorization', text],
          ['X-MessageSystems-Webhook-Token', text],
        ];
        for (const seen of [view(bytes, headers), view(bytes)]) {
          sparkpost.recognise(seen);
          sparkpost.describe(seen);
          sparkpost.signatureParts(seen);
          sparkpost.verify(seen, { secrets, url: 'not a URL', nowMs: 0, options });
        }
      }),
    );
  });
});
