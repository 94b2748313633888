import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseJson,
  RawNumber,
} from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { mailjet } from '../../src/providers/mailjet/index.ts';
import {
  Confidence,
  type EncodeContext,
  type EventDefinition,
  type Payload,
} from '../../src/providers/types.ts';
import { EVENT_SAMPLES, GROUP_SAMPLE, INBOUND_SAMPLE } from '../helpers/mailjet-samples.ts';
import {
  buildContext,
  buildSigned,
  buildUnsigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';
import { withSampleIds } from '../helpers/sample-ids.ts';

const SECRET = { kind: 'shared', value: 'someone:else' } as const;
const GROUPED = { ...defaultOptions(mailjet), version: '2' };
const IDS = new Set(['MessageID', 'Message_GUID', 'mj_message_id']);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function encodeContext(options = defaultOptions(mailjet)): EncodeContext {
  return { format: 'json', random: seededRandom('encode'), options };
}

function build(definition: EventDefinition, settings: CaseSettings = {}): JsonObject {
  const payload = definition.build(buildContext(mailjet, definition, settings));
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

function event(name: string): EventDefinition {
  return findEvent(mailjet, name);
}

/** The event a sample shows, built for the sample's time, with the sample's ids in place of the drawn ones. */
function rebuilt(definition: EventDefinition, sample: JsonValue): Payload {
  assert.ok(isJsonObject(sample));
  const nowMs = Number(sample['time']) * 1000 + 999;
  const settings = { nowMs, recipient: String(sample['email']) };
  return { kind: 'json', value: withSampleIds(build(definition, settings), sample, IDS) };
}

describe('mailjet events', () => {
  for (const { event: name, generation, body } of EVENT_SAMPLES) {
    it(`${generation} ${name}: the page sample is rebuilt byte for byte but for its ids`, () => {
      const payload = rebuilt(findEvent(mailjet, name, generation), parseJson(body));
      assert.equal(utf8Text(mailjet.encode([payload], encodeContext()).body), body);
    });
  }

  it('version 2 puts events of different messages into one array, and a lone event too', () => {
    const shown = parseJson(GROUP_SAMPLE);
    assert.ok(Array.isArray(shown));
    const payloads = ['delivered', 'open'].map((name, index) => rebuilt(event(name), shown[index]));
    const { body } = mailjet.encode(payloads, encodeContext(GROUPED));
    assert.equal(utf8Text(body), GROUP_SAMPLE);
    assert.deepEqual(mailjet.encode(payloads, encodeContext()).body, body);
    const lone = utf8Text(mailjet.encode(payloads.slice(0, 1), encodeContext(GROUPED)).body);
    const bare = utf8Text(mailjet.encode(payloads.slice(0, 1), encodeContext()).body);
    assert.equal(lone, `[${bare}]`);
  });

  it('the inbound sample is rebuilt byte for byte but for its Message-ID', () => {
    const nowMs = Date.UTC(2025, 10, 20, 10, 15, 41) + 4_000;
    const definition = event('inbound');
    const built = build(definition, { nowMs, recipient: 'support@inbound.example.com' });
    const value = withSampleIds(
      built,
      parseJson(INBOUND_SAMPLE),
      new Set(['Message-ID', 'Subject']),
    );
    for (const options of [defaultOptions(mailjet), GROUPED]) {
      const { body } = mailjet.encode([{ kind: 'json', value }], encodeContext(options));
      assert.equal(utf8Text(body), INBOUND_SAMPLE);
    }
    assert.equal(built['Subject'], 'Your order has shipped');
    const headers = built['Headers'];
    assert.ok(isJsonObject(headers));
    assert.equal(headers['Subject'], 'Your order has shipped');
    assert.match(String(headers['Message-ID']), /^<CAF\w{6}@mail\.example\.org>$/);
  });

  it('MessageID is a bare number of 18 digits beyond 2^53, the same in every event of a message', () => {
    const ids = mailjet.events
      .filter(({ name }) => name !== 'inbound')
      .map((definition) => build(definition)['MessageID']);
    const [first] = ids;
    assert.ok(first instanceof RawNumber);
    assert.match(first.text, /^\d{18}$/);
    assert.ok(BigInt(first.text) > 2n ** 53n);
    for (const id of ids) assert.deepEqual(id, first);
    const { body } = buildUnsigned(mailjet, event('open'));
    assert.ok(utf8Text(body).includes(`"MessageID":${first.text},"Message_GUID":"`));
    const legacy = findEvent(mailjet, 'sent', 'legacy');
    assert.equal(build(legacy)['mj_message_id'], first.text);
    assert.notDeepEqual(build(event('open'), { seed: 'b' })['MessageID'], first);
    assert.match(String(build(event('open'))['Message_GUID']), UUID);
  });

  it('describe keeps every digit of MessageID, bare and grouped', () => {
    const open = build(event('open'));
    const value = { ...open, MessageID: new RawNumber('288230402910847361') };
    for (const payloads of [[value], [value, value]]) {
      const encoded = mailjet.encode(
        payloads.map((each) => ({ kind: 'json', value: each })),
        encodeContext(),
      );
      const view = viewRequest({ ...encoded, path: '/' });
      for (const { id } of mailjet.describe(view)) {
        assert.equal(id, `288230402910847361:open:${String(open['time'])}:alice@example.net`);
      }
    }
  });

  it('the headers are Content-Type alone, and a User-Agent when asked for', () => {
    const payload: Payload = { kind: 'json', value: build(event('open')) };
    const { method, headers } = mailjet.encode([payload], encodeContext());
    assert.equal(method, 'POST');
    assert.deepEqual(headers, [['Content-Type', 'application/json']]);
    const options = { ...defaultOptions(mailjet), 'user-agent': 'x/1' };
    assert.deepEqual(mailjet.encode([payload], encodeContext(options)).headers[0], [
      'User-Agent',
      'x/1',
    ]);
  });

  for (const definition of mailjet.events) {
    for (const version of ['1', '2']) {
      it(`${definition.generation} ${definition.name} of version ${version}: it verifies, is recognised and described as itself`, () => {
        const options = { ...defaultOptions(mailjet), version };
        const request = buildSigned(mailjet, definition, SECRET, { options });
        const view = viewRequest(request);
        const input = { secrets: [SECRET], url: TARGET_URL, nowMs: NOW_MS, options };
        assert.equal(mailjet.verify(view, input).status, 'ok');
        assert.equal(mailjet.recognise(view), Confidence.certain);
        const [summary, ...more] = mailjet.describe(view);
        assert.deepEqual(more, []);
        assert.deepEqual(
          { ...summary, id: typeof summary?.id },
          {
            name: definition.name,
            wireName: definition.wireName,
            id: 'string',
            recipient: 'alice@example.net',
          },
        );
        assert.deepEqual(buildSigned(mailjet, definition, SECRET, { options }), request);
        assert.notDeepEqual(
          buildSigned(mailjet, definition, SECRET, { options, seed: 'b' }).body,
          request.body,
        );
      });
    }
  }

  it('a request has 1 to 1000 events that are JSON, and a mail alone', () => {
    const payload: Payload = { kind: 'json', value: build(event('open')) };
    const mail: Payload = { kind: 'json', value: build(event('inbound')) };
    assert.deepEqual(mailjet.batch, { max: 1000, windowMs: 1000 });
    const refusedOnes: readonly (readonly Payload[])[] = [
      [],
      Array.from({ length: 1001 }, () => payload),
      [{ kind: 'form', fields: [] }],
      [mail, mail],
      [payload, mail],
    ];
    for (const payloads of refusedOnes) {
      assert.throws(() => mailjet.encode(payloads, encodeContext()), { code: 'WHK_USAGE' });
    }
  });

  it('events are found by wire and canonical names', () => {
    const table = {
      sent: 'delivered',
      'hard-bounce': 'bounce',
      greylisted: 'deferred',
      blocked: 'reject',
      dropped: 'reject',
      spam: 'complaint',
      unsub: 'unsubscribe',
      'unsubscribe-header': 'list-unsubscribe',
      parse: 'inbound',
    };
    for (const [typed, name] of Object.entries(table)) assert.equal(event(typed).name, name, typed);
    assert.equal(mailjet.events.length, 12);
  });
});
