import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { mailtrap } from '../../src/providers/mailtrap/index.ts';
import {
  Confidence,
  type EncodeContext,
  type EventDefinition,
  type Payload,
  type Secret,
} from '../../src/providers/types.ts';
import { BATCHES, SAMPLE_SECRET, SINGLE_EVENTS } from '../helpers/mailtrap-samples.ts';
import {
  buildContext,
  buildSigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';

const SECRET: Secret = { kind: 'shared', value: SAMPLE_SECRET };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function encodeContext(settings: Partial<EncodeContext> = {}): EncodeContext {
  const options = defaultOptions(mailtrap);
  return { format: 'json', random: seededRandom('encode'), options, ...settings };
}

function event(name: string): EventDefinition {
  return findEvent(mailtrap, name);
}

function build(name: string, settings: CaseSettings = {}): JsonObject {
  const definition = event(name);
  return objectOf(definition.build(buildContext(mailtrap, definition, settings)));
}

function objectOf(payload: Payload): JsonObject {
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

function eventsOf(body: string): readonly JsonObject[] {
  const parsed: { events: JsonObject[] } = JSON.parse(body);
  return parsed.events;
}

/** The event a sample shows, built for the sample's time, with the sample's ids in place of the drawn ones. */
function rebuilt(name: string, sample: JsonObject): Payload {
  const timestamp = Number(sample['timestamp']);
  const nowMs = timestamp > 1e12 ? timestamp : timestamp * 1000 + 999;
  const built = build(name, { nowMs, recipient: String(sample['email']) });
  const ids = Object.entries(sample).filter(
    ([key]) => (key === 'event_id' || key === 'message_id') && key in built,
  );
  return { kind: 'json', value: { ...built, ...Object.fromEntries(ids) } };
}

describe('mailtrap events', () => {
  for (const sample of [...SINGLE_EVENTS, ...BATCHES.slice(0, 1)]) {
    it(`${sample.events.join(' and ')}: the page sample is rebuilt byte for byte but for its ids`, () => {
      const shown = eventsOf(sample.body);
      const payloads = sample.events.map((name, index) => rebuilt(name, shown[index] ?? {}));
      assert.equal(utf8Text(mailtrap.encode(payloads, encodeContext()).body), sample.body);
    });
  }

  it('JSON Lines are the events with line feeds between them, and one at the end when asked', () => {
    const [, without, withFinal] = BATCHES;
    assert.ok(without !== undefined && withFinal !== undefined);
    const payloads = without.body
      .split('\n')
      .map((line, index) => rebuilt(without.events[index] ?? '', JSON.parse(line)));
    const plain = mailtrap.encode(payloads, encodeContext({ format: 'jsonl' }));
    assert.equal(utf8Text(plain.body), without.body);
    assert.equal(plain.headers.find(([name]) => name === 'Content-Type')?.[1], 'application/jsonl');
    const options = { 'final-newline': 'yes' };
    const ended = mailtrap.encode(payloads, encodeContext({ format: 'jsonl', options }));
    assert.equal(utf8Text(ended.body), withFinal.body);
  });

  it('the headers are those of the capture', () => {
    const { method, headers } = mailtrap.encode(
      [{ kind: 'json', value: build('open') }],
      encodeContext(),
    );
    assert.equal(method, 'POST');
    assert.deepEqual(headers, [
      ['Accept-Encoding', 'gzip'],
      ['Content-Type', 'application/json'],
      ['User-Agent', 'Mailtrap/1.0 (Webhook; +https://help.mailtrap.io/article/102-webhooks)'],
    ]);
  });

  for (const definition of mailtrap.events) {
    for (const format of definition.formats) {
      it(`${definition.name} as ${format}: signed, it verifies, is recognised and described as itself`, () => {
        const request = buildSigned(mailtrap, definition, SECRET, { format });
        const view = viewRequest(request);
        const options = defaultOptions(mailtrap);
        const input = { secrets: [SECRET], url: TARGET_URL, nowMs: NOW_MS, options };
        assert.equal(mailtrap.verify(view, input).status, 'ok');
        const bare = viewRequest({
          ...request,
          headers: request.headers.filter(([name]) => name === 'Content-Type'),
        });
        assert.equal(mailtrap.recognise(bare), Confidence.certain);
        const sending = !/^(audit|inbound)/.test(definition.name);
        const value = build(definition.name, { format });
        assert.deepEqual(mailtrap.describe(view), [
          {
            name: definition.name,
            wireName: definition.wireName,
            id: value['event_id'] ?? null,
            recipient: sending ? 'alice@example.net' : null,
          },
        ]);
        assert.deepEqual(buildSigned(mailtrap, definition, SECRET, { format }), request);
        assert.notDeepEqual(
          buildSigned(mailtrap, definition, SECRET, { format, seed: 'another', nowMs: 0 }).body,
          request.body,
        );
      });
    }
  }

  it('event ids are random UUIDs of each event, the message id one of the message', () => {
    const delivered = build('delivered');
    assert.match(String(delivered['event_id']), UUID);
    assert.match(String(delivered['message_id']), UUID);
    assert.equal(build('open')['message_id'], delivered['message_id']);
    assert.notEqual(build('open', { seed: 'b' })['event_id'], delivered['event_id']);
  });

  it('an inbound event id is a UUID of version 1 that holds the time of the event', () => {
    const inbound = build('inbound');
    const [low = '', middle = '', high = '', clock = '', node = ''] = String(
      inbound['event_id'],
    ).split('-');
    assert.match(high, /^11f[0-9a-f]$/);
    assert.match(clock, /^[89ab][0-9a-f]{3}$/);
    assert.match(node, /^0a58a9fe[0-9a-f]{4}$/);
    const since1582 = BigInt(`0x${high.slice(1)}${middle}${low}`) / 10_000n;
    const gregorianMs = BigInt(Date.UTC(1582, 9, 15));
    assert.equal(since1582 + gregorianMs, BigInt(NOW_MS));
    assert.equal(inbound['timestamp'], NOW_MS);
    assert.match(String(inbound['message_id']), /^\d{19}$/);
  });

  it('a request has 1 to 500 events, and events that are JSON', () => {
    const payload: Payload = { kind: 'json', value: build('open') };
    const many = Array.from({ length: 501 }, () => payload);
    const largest = mailtrap.encode(many.slice(1), encodeContext());
    assert.equal(eventsOf(utf8Text(largest.body)).length, 500);
    assert.deepEqual(mailtrap.batch, { max: 500, windowMs: 30_000 });
    assert.throws(() => mailtrap.encode(many, encodeContext()), { code: 'WHK_USAGE' });
    assert.throws(() => mailtrap.encode([], encodeContext()), { code: 'WHK_USAGE' });
    const form: Payload = { kind: 'form', fields: [] };
    assert.throws(() => mailtrap.encode([form], encodeContext()), { code: 'WHK_USAGE' });
  });

  it('events are found by wire, configuration and canonical names', () => {
    const table = {
      delivery: 'delivered',
      'soft bounce': 'soft-bounce',
      soft_bounce: 'soft-bounce',
      deferred: 'soft-bounce',
      'hard-bounce': 'bounce',
      suspended: 'suspension',
      dropped: 'reject',
      spam: 'complaint',
      spam_complaint: 'complaint',
      audit_log: 'audit',
      'activity_log.user.login': 'audit-login',
      'inbound.message_received': 'inbound',
    };
    for (const [typed, name] of Object.entries(table)) assert.equal(event(typed).name, name, typed);
    assert.equal(mailtrap.events.length, 12);
  });
});
