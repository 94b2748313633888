import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { sparkpost } from '../../src/providers/sparkpost/index.ts';
import {
  Confidence,
  type EncodeContext,
  type Payload,
  type ProviderOptions,
} from '../../src/providers/types.ts';
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
import { EVENT_SAMPLES, INBOUND_SAMPLE } from '../helpers/sparkpost-samples.ts';

const SECRET = { kind: 'shared', value: 'someone:else' } as const;
const INJECTED_MS = Date.UTC(2025, 10, 20, 10, 15, 42);
const DRAWN = new Set([
  'event_id',
  'transmission_id',
  'message_id',
  'msg_from',
  'rcpt_hash',
  'relay_id',
  'batch_id',
  'href',
  'webhook_id',
  'subject',
]);

function optionsWith(given: Readonly<Record<string, string>>): ProviderOptions {
  return { ...defaultOptions(sparkpost), ...given };
}

function encodeContext(seed = 'encode'): EncodeContext {
  return { format: 'json', random: seededRandom(seed), options: defaultOptions(sparkpost) };
}

/** One element of the array. */
function build(name: string, settings: CaseSettings = {}): JsonObject {
  const definition = findEvent(sparkpost, name);
  return objectOf(definition.build(buildContext(sparkpost, definition, settings)));
}

function objectOf(payload: Payload): JsonObject {
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

/** The event within its wrapper. */
function inner(element: JsonValue | undefined): JsonObject {
  assert.ok(isJsonObject(element) && isJsonObject(element['msys']));
  const [event] = Object.values(element['msys']);
  return isJsonObject(event) ? event : {};
}

function elementsOf(body: string): readonly JsonValue[] {
  const parsed = parseJson(body);
  assert.ok(Array.isArray(parsed));
  return parsed;
}

/** The event of a sample, injected and happening when the sample's was, with the sample's ids in place of drawn ones. */
function rebuilt(name: string, sample: JsonValue | undefined): Payload {
  const definition = findEvent(sparkpost, name);
  const shown = inner(sample);
  const nowMs = Number(shown['timestamp'] ?? INJECTED_MS / 1000) * 1000;
  const recipient = String(shown['raw_rcpt_to'] ?? shown['rcpt_to'] ?? 'a@example.com');
  const context = buildContext(sparkpost, definition, { nowMs, recipient });
  const message = { ...context.message, acceptedAtMs: INJECTED_MS };
  const built = objectOf(definition.build({ ...context, message }));
  const queued = name === 'delivered' || name === 'deferred' ? ['queue_time'] : [];
  return { kind: 'json', value: withSampleIds(built, sample, new Set([...DRAWN, ...queued])) };
}

function bodyOf(payload: Payload): string {
  return utf8Text(sparkpost.encode([payload], encodeContext()).body);
}

describe('sparkpost events', () => {
  for (const { event, body } of EVENT_SAMPLES) {
    it(`${event}: the page sample is rebuilt byte for byte but for its ids`, () => {
      assert.equal(bodyOf(rebuilt(event, elementsOf(body)[0])), body);
    });
  }

  it('every event but the variants of a bounce has a sample', () => {
    const sampled = new Set(EVENT_SAMPLES.map(({ event }) => event));
    const others = sparkpost.events.map(({ name }) => name).filter((name) => !sampled.has(name));
    assert.deepEqual(others, ['soft-bounce', 'blocked', 'inbound']);
    assert.equal(sparkpost.events.length, EVENT_SAMPLES.length + 3);
    for (const name of ['soft-bounce', 'blocked']) {
      assert.deepEqual(Object.keys(inner(build(name))), Object.keys(inner(build('bounce'))));
    }
  });

  it('the inbound sample is rebuilt byte for byte but for its ids and its subject', () => {
    const definition = findEvent(sparkpost, 'inbound');
    const context = buildContext(sparkpost, definition, {
      recipient: 'support@inbound.example.com',
    });
    const message = { ...context.message, subject: 'Question about order 1042' };
    const built = objectOf(definition.build({ ...context, message }));
    const [shown] = elementsOf(INBOUND_SAMPLE);
    const value = withSampleIds(built, shown, new Set(['webhook_id']));
    assert.equal(bodyOf({ kind: 'json', value }), INBOUND_SAMPLE);
    assert.match(String(inner(built)['webhook_id']), /^\d{17}$/);
  });

  it('an inbound mail that is not UTF-8 is base64 as a whole', () => {
    const options = optionsWith({ 'inbound-email': 'base64' });
    const { content } = inner(build('inbound', { options }));
    assert.ok(isJsonObject(content));
    assert.equal(content['email_rfc822_is_base64'], true);
    const mail = Buffer.from(String(content['email_rfc822']), 'base64');
    assert.equal(mail.toString('base64'), content['email_rfc822']);
    const text = mail.toString('latin1');
    assert.match(text, /^From: Ada Example <ada@example\.org>\r\nTo: alice@example\.net\r\n/);
    assert.ok(text.endsWith(`charset=iso-8859-1\r\n\r\n${String(content['text'])}`));
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(mail));
  });

  it('the ping is an object msys without a member', () => {
    const { body, headers } = buildUnsigned(sparkpost, findEvent(sparkpost, 'ping'));
    assert.equal(utf8Text(body), '[{"msys":{}}]');
    assert.equal(headers.length, 3);
  });

  it('ids are text: 17 digits, and a message id that begins with the time of injection', () => {
    const delivered = inner(build('delivered'));
    const open = inner(build('open'));
    for (const key of ['event_id', 'transmission_id']) assert.match(String(open[key]), /^\d{17}$/);
    const injectedSeconds = Math.floor((NOW_MS - 4_000) / 1000);
    assert.match(
      String(open['message_id']),
      new RegExp(`^${injectedSeconds.toString(16)}[0-9a-f]{12}$`),
    );
    for (const key of ['message_id', 'transmission_id', 'rcpt_hash', 'msg_from']) {
      assert.equal(open[key], delivered[key], key);
    }
    assert.notEqual(inner(build('open', { seed: 'b' }))['event_id'], open['event_id']);
    assert.equal(open['timestamp'], String(Math.floor(NOW_MS / 1000)));
    assert.equal(delivered['injection_time'], new Date(NOW_MS - 4_000).toISOString());
    assert.equal(delivered['queue_time'], '4000');
  });

  it('recipients are lower-cased, but for raw_rcpt_to', () => {
    const event = inner(build('list_unsubscribe', { recipient: 'Alice@Example.NET' }));
    assert.equal(event['raw_rcpt_to'], 'Alice@Example.NET');
    assert.equal(event['rcpt_to'], 'alice@example.net');
    assert.equal(event['recipient_domain'], 'example.net');
  });

  it('numbers in meaning are text, but flags, geo_ip and counters are not', () => {
    for (const { name } of sparkpost.events) {
      for (const [key, value] of Object.entries(inner(build(name)))) {
        const isNumber = typeof value === 'number';
        assert.equal(isNumber, key.startsWith('number_'), `${name} ${key}`);
      }
    }
    const { geo_ip: place } = inner(build('open'));
    assert.ok(isJsonObject(place));
    assert.deepEqual([place['zip'], place['postal_code']], [21046, '21046']);
  });

  it('cust=yes adds the customer beside msys', () => {
    const element = build('bounce', { options: optionsWith({ cust: 'yes' }) });
    assert.deepEqual(Object.keys(element), ['msys', 'cust']);
    assert.deepEqual(element['cust'], { id: inner(element)['customer_id'] });
  });

  it('engagement more than 60 days after sending lacks what is known of the mail', () => {
    const options = optionsWith({ enrichment: 'no' });
    const late = inner(build('click', { options }));
    const missing = Object.keys(inner(build('click'))).filter((key) => !(key in late));
    assert.deepEqual(missing, [
      'campaign_id',
      'ip_pool',
      'rcpt_meta',
      'rcpt_tags',
      'routing_domain',
      'sending_ip',
      'subject',
      'template_id',
      'template_version',
      'transmission_id',
    ]);
    assert.deepEqual(build('delivered', { options }), build('delivered'));
  });

  for (const definition of sparkpost.events) {
    it(`${definition.name}: it verifies, is recognised without headers and described as itself`, () => {
      const request = buildSigned(sparkpost, definition, SECRET);
      const view = viewRequest(request);
      const options = defaultOptions(sparkpost);
      const input = { secrets: [SECRET], url: TARGET_URL, nowMs: NOW_MS, options };
      assert.equal(sparkpost.verify(view, input).status, 'ok');
      assert.equal(
        sparkpost.recognise(viewRequest({ ...request, headers: [] })),
        Confidence.certain,
      );
      const event = inner(build(definition.name));
      assert.deepEqual(sparkpost.describe(view), [
        {
          name: definition.name,
          wireName: definition.wireName,
          id: event['event_id'] ?? null,
          recipient: event['rcpt_to'] ?? event['sms_dst'] ?? null,
        },
      ]);
      assert.deepEqual(buildSigned(sparkpost, definition, SECRET), request);
      if (['ping', 'sms-status'].includes(definition.name)) return;
      const other = buildSigned(sparkpost, definition, SECRET, { seed: 'b' });
      assert.notDeepEqual(other.body, request.body);
    });
  }

  it('events are found by wire and canonical names', () => {
    const table = {
      injection: 'processed',
      delivery: 'delivered',
      'hard-bounce': 'bounce',
      block: 'blocked',
      delay: 'deferred',
      out_of_band: 'bounce-delayed',
      policy_rejection: 'reject',
      generation_rejection: 'generation-rejection',
      suppressed: 'generation-rejection',
      failed: 'generation-failure',
      spam_complaint: 'complaint',
      initial_open: 'initial-open',
      list_unsubscribe: 'unsubscribe',
      relay_message: 'inbound',
      error: 'ingest-error',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(sparkpost, typed).name, name, typed);
    }
    const names = sparkpost.events.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });
});
