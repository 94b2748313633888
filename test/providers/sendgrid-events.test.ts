import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { sendgrid } from '../../src/providers/sendgrid/index.ts';
import {
  Confidence,
  type EncodeContext,
  type Payload,
  type Secret,
} from '../../src/providers/types.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import {
  buildContext,
  buildSigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';
import { withSampleIds } from '../helpers/sample-ids.ts';
import { BATCH_SAMPLE, EVENT_SAMPLES } from '../helpers/sendgrid-samples.ts';

const SECRET: Secret = { kind: 'key-pair', ...ecKeyPair() };
const IDS = new Set(['sg_event_id', 'sg_message_id', 'smtp-id']);
const ID_OF_16_BYTES = /^[\w-]{21}[AQgw]$/;

function encodeContext(options = defaultOptions(sendgrid)): EncodeContext {
  return { format: 'json', random: seededRandom('encode'), options };
}

function build(name: string, settings: CaseSettings = {}): JsonObject {
  const definition = findEvent(sendgrid, name);
  return objectOf(definition.build(buildContext(sendgrid, definition, settings)));
}

function objectOf(payload: Payload): JsonObject {
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

function eventsOf(body: string): readonly JsonObject[] {
  const parsed: JsonValue = parseJson(body);
  assert.ok(Array.isArray(parsed));
  return parsed.filter(isJsonObject);
}

/** The event a sample shows, built for the sample's time, with the sample's ids in place of the drawn ones. */
function rebuilt(name: string, sample: JsonObject): Payload {
  const nowMs = Number(sample['timestamp']) * 1000 + 999;
  const settings = { nowMs, recipient: String(sample['email']) };
  return { kind: 'json', value: withSampleIds(build(name, settings), sample, IDS) };
}

function decoded(id: unknown): string {
  return Buffer.from(String(id), 'base64url').toString();
}

describe('sendgrid events', () => {
  for (const { event, body } of EVENT_SAMPLES) {
    it(`${event}: the page sample is rebuilt byte for byte but for its ids`, () => {
      const [shown = {}] = eventsOf(body);
      const encoded = sendgrid.encode([rebuilt(event, shown)], encodeContext());
      assert.equal(utf8Text(encoded.body), body);
      assert.deepEqual(Object.keys(shown).sort(), Object.keys(build(event)).sort());
    });
  }

  it('a batch has CR LF after the comma between events and after the array', () => {
    const shown = eventsOf(BATCH_SAMPLE);
    const payloads = ['processed', 'delivered'].map((name, index) =>
      rebuilt(name, shown[index] ?? {}),
    );
    const { body } = sendgrid.encode(payloads, encodeContext());
    assert.equal(utf8Text(body), BATCH_SAMPLE);
    assert.equal(body.length, 793);
    assert.equal(sendgrid.encode(payloads.slice(0, 1), encodeContext()).body.length, 346);
  });

  it('keys are sorted by their bytes, and what --set adds is sorted in, nested objects too', () => {
    const value: JsonValue = {
      sg_event_id: 'e',
      'smtp-id': '<x>',
      Zeta: 1,
      é: 2,
      url_offset: { type: 'html', index: 0 },
      smtp_id: 'y',
    };
    const { body } = sendgrid.encode([{ kind: 'json', value }], encodeContext());
    assert.equal(
      utf8Text(body),
      '[{"Zeta":1,"sg_event_id":"e","smtp-id":"<x>","smtp_id":"y","url_offset":{"index":0,"type":"html"},"é":2}]\r\n',
    );
  });

  it('the headers are those of the capture, to be signed before Accept-Encoding', () => {
    const { method, headers } = sendgrid.encode(
      [{ kind: 'json', value: build('open') }],
      encodeContext(),
    );
    assert.equal(method, 'POST');
    assert.deepEqual(headers, [
      ['User-Agent', 'SendGrid Event API'],
      ['Content-Type', 'application/json;charset=utf-8'],
      ['Accept-Encoding', 'gzip'],
    ]);
  });

  for (const definition of sendgrid.events.filter(({ name }) => name !== 'inbound')) {
    it(`${definition.name}: signed, it verifies, is recognised and described as itself`, () => {
      const request = buildSigned(sendgrid, definition, SECRET);
      const view = viewRequest(request);
      const options = defaultOptions(sendgrid);
      const input = { secrets: [SECRET], url: TARGET_URL, nowMs: NOW_MS, options };
      assert.equal(sendgrid.verify(view, input).status, 'ok');
      const bare = request.headers.filter(([name]) => name === 'Content-Type');
      assert.equal(
        sendgrid.recognise(viewRequest({ ...request, headers: bare })),
        Confidence.certain,
      );
      const value = build(definition.name);
      assert.deepEqual(sendgrid.describe(view), [
        {
          name: definition.name,
          wireName: definition.wireName,
          id: value['sg_event_id'],
          recipient: definition.name === 'account-status' ? null : 'alice@example.net',
        },
      ]);
      assert.deepEqual(buildSigned(sendgrid, definition, SECRET).body, request.body);
      const other = buildSigned(sendgrid, definition, SECRET, { seed: 'another', nowMs: 0 });
      assert.notDeepEqual(other.body, request.body);
    });
  }

  it('ids of a message: key, smtp-id, and sg_message_id with the time of acceptance in hex', () => {
    const delivered = build('delivered');
    const [key = '', machine = '', recipient] = String(delivered['sg_message_id']).split('.');
    assert.match(key, ID_OF_16_BYTES);
    assert.equal(recipient, '0');
    assert.match(machine, /^recvd-[0-9a-f]{10}-[a-z0-9]{5}-1-[0-9A-F]{8}-[0-9A-F]{1,2}$/);
    const acceptedAtSeconds = Math.floor((NOW_MS - 4_000) / 1000);
    assert.equal(Number.parseInt(machine.split('-')[4] ?? '', 16), acceptedAtSeconds);
    assert.match(String(delivered['smtp-id']), new RegExp(`^<${key}@geopod-ismtpd-\\d+>$`));
    assert.equal(build('open')['sg_message_id'], delivered['sg_message_id']);
    assert.equal(build('open')['smtp-id'], undefined);
  });

  it('ids of before 2024 come with message-ids=filter', () => {
    const options = { ...defaultOptions(sendgrid), 'message-ids': 'filter' };
    const { sg_message_id: id, 'smtp-id': smtpId } = build('delivered', { options });
    assert.match(
      String(id),
      /^[\w-]{22}\.filterdrecv-p3mdw1-[0-9a-f]{10}-[a-z0-9]{5}-\d+-[0-9A-F]{8}-[0-9A-F]{1,2}\.0$/,
    );
    assert.match(String(smtpId), /^<[\w-]{22}@ismtpd0039p1iad1\.sendgrid\.net>$/);
  });

  it('event ids of delivery kinds tell kind, account and message, those of engagement are 16 bytes', () => {
    const key = String(build('processed')['sg_message_id']).slice(0, 22);
    const table = {
      processed: `processed-12345678-${key}-0`,
      reject: `drop-12345678-${key}-0`,
      delivered: `delivered-0-12345678-${key}-0`,
      deferred: `deferred-1-12345678-${key}-0`,
      bounce: `bounce-0-12345678-${key}-0`,
      'soft-bounce': `bounce-0-12345678-${key}-0`,
    };
    for (const [name, text] of Object.entries(table)) {
      assert.equal(decoded(build(name)['sg_event_id']), text);
      const [shown] = eventsOf(EVENT_SAMPLES.find(({ event }) => event === name)?.body ?? '');
      const printed = decoded(shown?.['sg_event_id']);
      assert.equal(printed, text.replace(key, 'dStsxCyLRLKzKSH0zo9exQ'));
    }
    for (const name of ['open', 'click', 'complaint', 'unsubscribe', 'account-status']) {
      assert.match(String(build(name)['sg_event_id']), ID_OF_16_BYTES);
      assert.notEqual(build(name, { seed: 'b' })['sg_event_id'], build(name)['sg_event_id']);
    }
  });

  it('a late bounce has neither sg_message_id nor smtp-id nor ip', () => {
    const late = build('bounce-delayed');
    for (const key of ['sg_message_id', 'smtp-id', 'ip']) assert.ok(!(key in late), key);
    assert.equal(late['type'], 'bounce');
  });

  it('a request has 1 to 1000 events, and events that are JSON', () => {
    const payload: Payload = { kind: 'json', value: build('open') };
    const many = Array.from({ length: 1001 }, () => payload);
    const largest = sendgrid.encode(many.slice(1), encodeContext());
    assert.equal(eventsOf(utf8Text(largest.body)).length, 1000);
    assert.ok(largest.body.length < 768_000);
    assert.deepEqual(sendgrid.batch, { max: 1000, windowMs: 30_000 });
    const others: readonly (readonly Payload[])[] = [
      many,
      [],
      [{ kind: 'form', fields: [] }],
      [payload, { kind: 'multipart', parts: [] }],
    ];
    for (const payloads of others) {
      assert.throws(() => sendgrid.encode(payloads, encodeContext()), { code: 'WHK_USAGE' });
    }
  });

  it('events are found by wire and canonical names', () => {
    const table = {
      queued: 'processed',
      dropped: 'reject',
      suppressed: 'reject',
      delayed: 'deferred',
      'hard bounce': 'bounce',
      blocked: 'soft-bounce',
      spamreport: 'complaint',
      spam: 'complaint',
      group_unsubscribe: 'group-unsubscribe',
      group_resubscribe: 'resubscribe',
      account_status_change: 'account-status',
      parse: 'inbound',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(sendgrid, typed).name, name, typed);
    }
    assert.equal(sendgrid.events.length, 15);
    assert.equal(new Set(sendgrid.events.map(({ name }) => name)).size, 15);
  });
});
