import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { mailersend } from '../../src/providers/mailersend/index.ts';
import {
  Confidence,
  type EncodeContext,
  type EventDefinition,
  type Payload,
  type Secret,
} from '../../src/providers/types.ts';
import { withDrawn } from '../helpers/drawn-values.ts';
import { type MailersendSample, SAMPLES } from '../helpers/mailersend-samples.ts';
import {
  buildContext,
  buildSigned,
  buildUnsigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';

type Generation = EventDefinition['generation'];

const SECRET: Secret = { kind: 'shared', value: 'yXdTVu1YewsKiuN2bcILlFHsljmR9kaU' };

const DRAWN = [
  'data.id',
  'email.id',
  'message.id',
  'recipient.id',
  'morph.id',
  'message_id',
  'email_id',
  'inbound_message_id',
  'messages_id',
  'ip',
  'morph.created_at',
  'recipient.created_at',
];

/** Fixed ids of account events: nothing of them is drawn. */
const FIXED = ['sender-identity-verified', 'email-list-verified'];

/** Recipients of the samples; no sender has such an address. */
const ADDRESS = /"((?:nobody|full|recipient|support)@[^"]+)"/;

/** Values of the inbound sample that are drawn within longer texts. */
const QUEUE_ID = /(?<=ESMTPS id )[0-9A-F]{10}/g;
const MAIL_ID = /<CAF[0-9A-Za-z]{6}@/g;

function build(
  name: string,
  generation: Generation = 'current',
  settings: CaseSettings = {},
): JsonObject {
  const event = findEvent(mailersend, name, generation);
  const payload = event.build(buildContext(mailersend, event, settings));
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

function dataOf(event: JsonObject): JsonObject {
  const data = event['data'];
  assert.ok(isJsonObject(data));
  return data;
}

function encodeContext(): EncodeContext {
  return { format: 'json', random: seededRandom('encode'), options: defaultOptions(mailersend) };
}

/** When the event of a sample happened; the posts tell it in UTC, with or without saying so. */
function timeOf(sample: MailersendSample, shown: JsonObject): number {
  const isLegacy = sample.generation === 'legacy';
  const text = String(isLegacy ? dataOf(shown)['created_at'] : shown['created_at']);
  return Date.parse(text.includes('T') ? text : `${text.replace(' ', 'T')}Z`);
}

function rebuilt(sample: MailersendSample): Payload {
  const shown = parseJson(sample.body);
  assert.ok(isJsonObject(shown));
  const event = findEvent(mailersend, sample.event, sample.generation);
  const context = buildContext(mailersend, event);
  const isInbound = sample.event === 'inbound';
  const seconds = isInbound ? '40.000' : '41.061';
  const built = event.build({
    ...context,
    nowMs: timeOf(sample, shown),
    message: {
      ...context.message,
      recipient: ADDRESS.exec(sample.body)?.[1] ?? 'recipient@example.com',
      subject: isInbound ? 'Question about order 1042' : 'Your order 1042',
      acceptedAtMs: Date.parse(`2025-11-20T10:15:${seconds}Z`),
    },
  });
  assert.ok(built.kind === 'json');
  const hasMicros = sample.generation === 'legacy' || sample.event === 'ping' || isInbound;
  const drawn = FIXED.includes(sample.event) ? [] : DRAWN;
  const times = hasMicros ? ['.created_at', ...(isInbound ? ['data.created_at'] : [])] : [];
  return { kind: 'json', value: withDrawn(built.value, shown, [...drawn, ...times]) };
}

describe('mailersend events', () => {
  for (const sample of SAMPLES) {
    it(`${sample.event} (${sample.generation}): the page sample is rebuilt byte for byte but for drawn values`, () => {
      const body = utf8Text(mailersend.encode([rebuilt(sample)], encodeContext()).body);
      const queueId = sample.body.match(QUEUE_ID)?.[0] ?? '';
      const mailId = sample.body.match(MAIL_ID)?.[0] ?? '';
      assert.equal(body.replace(QUEUE_ID, queueId).replace(MAIL_ID, mailId), sample.body);
    });
  }

  it('every event has a sample but the legacy survey, whose answers stand in data', () => {
    const keys = (list: readonly { generation: string }[], name: (item: never) => string) =>
      list.map((item) => `${item.generation} ${name(item as never)}`);
    const shown = keys(SAMPLES, (sample: MailersendSample) => sample.event);
    const built = keys(mailersend.events, (event: EventDefinition) => event.name);
    assert.deepEqual(
      built.filter((key) => !shown.includes(key)),
      ['legacy survey-submitted'],
    );
    assert.deepEqual(
      shown.filter((key) => !built.includes(key)),
      [],
    );
    const surveys = dataOf(build('survey-submitted', 'legacy'))['surveys'];
    const meta = dataOf(build('survey-submitted'))['meta'];
    assert.deepEqual({ surveys }, meta);
  });

  it('only the type of content is sent beside the signature', () => {
    const { method, headers } = buildUnsigned(mailersend, findEvent(mailersend, 'open'));
    assert.equal(method, 'POST');
    assert.deepEqual(headers, [['Content-Type', 'application/json']]);
    const request = buildSigned(mailersend, findEvent(mailersend, 'open'), SECRET);
    assert.deepEqual(
      request.headers.map(([name]) => name),
      ['Host', 'Content-Type', 'Signature', 'Content-Length'],
    );
  });

  for (const definition of mailersend.events) {
    const { name, generation, wireName } = definition;
    it(`${name} (${generation}): signed, it verifies, is recognised as certain and described as itself`, () => {
      const request = buildSigned(mailersend, definition, SECRET);
      const view = viewRequest(request);
      const options = defaultOptions(mailersend);
      const input = { secrets: [SECRET], url: TARGET_URL, nowMs: NOW_MS, options };
      assert.equal(mailersend.verify(view, input).status, 'ok');
      assert.equal(mailersend.recognise(view), Confidence.certain);
      const [summary, ...more] = mailersend.describe(view);
      assert.deepEqual(more, []);
      assert.equal(summary?.name, name);
      assert.equal(summary?.wireName, wireName);
      const about = utf8Text(request.body).includes('alice@example.net');
      assert.equal(summary?.recipient, about ? 'alice@example.net' : null);
      const hasId = !/^(?:ping|maintenance|inbound-forward)/.test(name);
      assert.equal(typeof summary?.id, hasId ? 'string' : 'object');
      assert.deepEqual(buildSigned(mailersend, definition, SECRET), request);
      const bare = viewRequest({ ...request, headers: [['Content-Type', 'application/json']] });
      assert.ok(mailersend.recognise(bare) >= Confidence.possible);
    });
  }

  it('ids are 24 hex digits that begin with the second they were made in, and tell message from event', () => {
    const data = dataOf(build('delivered'));
    const second = (atMs: number): string => Math.floor(atMs / 1000).toString(16);
    for (const [key, atMs] of [
      ['id', NOW_MS],
      ['message_id', NOW_MS - 4_000],
      ['email_id', NOW_MS - 4_000 + 1_080],
    ] as const) {
      assert.match(String(data[key]), new RegExp(`^${second(atMs)}[0-9a-f]{16}$`), key);
    }
    const open = dataOf(build('open'));
    assert.equal(open['message_id'], data['message_id']);
    assert.equal(open['email_id'], data['email_id']);
    assert.notEqual(dataOf(build('open', 'current', { seed: 'b' }))['id'], data['id']);
    const legacy = dataOf(build('open', 'legacy'));
    assert.ok(isJsonObject(legacy['email']) && isJsonObject(legacy['email']['message']));
    assert.equal(legacy['email']['id'], data['email_id']);
    assert.equal(legacy['email']['message']['id'], data['message_id']);
  });

  it('times agree: whole seconds in version 2, milliseconds and microseconds in version 1', () => {
    assert.equal(build('open')['created_at'], '2026-11-21T06:50:00.000000Z');
    const legacy = build('open', 'legacy');
    assert.match(String(legacy['created_at']), /^2026-11-21T06:50:00\.123\d{3}Z$/);
    assert.equal(dataOf(legacy)['created_at'], '2026-11-21T06:50:00.123000Z');
    assert.equal(build('maintenance-start')['created_at'], '2026-11-21 06:50:00');
  });

  it('a mail is never made after the event about it', () => {
    const event = findEvent(mailersend, 'processed', 'legacy');
    const context = buildContext(mailersend, event);
    const message = { ...context.message, acceptedAtMs: context.nowMs };
    const payload = event.build({ ...context, message });
    assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
    const email = dataOf(payload.value)['email'];
    assert.ok(isJsonObject(email));
    assert.equal(email['created_at'], '2026-11-21T06:50:00.123000Z');
  });

  it('the URL of the webhook is that of the option', () => {
    const options = { 'webhook-url': 'https://127.0.0.1/x' };
    assert.equal(build('open', 'legacy', { options })['url'], 'https://127.0.0.1/x');
    assert.equal(build('inbound', 'current', { options })['url'], 'https://127.0.0.1/x');
    assert.equal('url' in build('open', 'current', { options }), false);
  });

  it('slashes and characters beyond ASCII are escaped as PHP does', () => {
    const value = { a: '/é😀<&>', b: [], c: {} };
    const { body } = mailersend.encode([{ kind: 'json', value }], encodeContext());
    assert.equal(utf8Text(body), '{"a":"\\/\\u00e9\\ud83d\\ude00<&>","b":[],"c":{}}');
  });

  it('a request has exactly one event, and it is JSON', () => {
    const payload: Payload = { kind: 'json', value: build('open') };
    for (const payloads of [[], [payload, payload], [{ kind: 'form', fields: [] } as const]]) {
      assert.throws(() => mailersend.encode(payloads, encodeContext()), { code: 'WHK_USAGE' });
    }
    assert.equal(mailersend.batch, null);
  });

  it('events without a known body are described without a name', () => {
    const body = utf8Bytes('{"type":"sms.sent","created_at":"x","data":{"id":"1"}}');
    const headers = [['Content-Type', 'application/json']] as const;
    const view = viewRequest({ method: 'POST', path: '/', headers, body });
    assert.deepEqual(mailersend.describe(view), [
      { name: null, wireName: 'sms.sent', id: '1', recipient: null },
    ]);
  });

  it('events are found by wire, alias and canonical names, legacy ones in their generation', () => {
    const table = {
      'activity.sent': 'processed',
      sent: 'processed',
      'activity.hard_bounced': 'bounce',
      'hard-bounce': 'bounce',
      'activity.soft_bounced': 'soft-bounce',
      opened_unique: 'open-unique',
      spam: 'complaint',
      suppressed: 'reject',
      dropped: 'reject',
      'webhook.test': 'ping',
      ping: 'ping',
      'inbound.message': 'inbound',
      'email_list.verified': 'email-list-verified',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(mailersend, typed).name, name, typed);
    }
    assert.equal(findEvent(mailersend, 'activity.opened', 'legacy').generation, 'legacy');
    assert.throws(() => findEvent(mailersend, 'deferred', 'legacy'), { code: 'WHK_UNKNOWN_NAME' });
    const count = (generation: Generation) =>
      mailersend.events.filter((event) => event.generation === generation).length;
    assert.deepEqual([count('current'), count('legacy')], [23, 11]);
  });
});
