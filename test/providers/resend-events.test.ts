import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { headerValue } from '../../src/core/headers.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { resend } from '../../src/providers/resend/index.ts';
import {
  Confidence,
  type EncodeContext,
  type Payload,
  type Secret,
} from '../../src/providers/types.ts';
import { withDrawn } from '../helpers/drawn-values.ts';
import {
  buildContext,
  buildSigned,
  buildUnsigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';
import { type ResendSample, SAMPLES } from '../helpers/resend-samples.ts';

const SECRET: Secret = { kind: 'shared', value: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX' };

/** Keys of the page whose values are drawn, or belong to another moment than the sample's own. */
const DRAWN = [
  'id',
  'email_id',
  'message_id',
  'thread_id',
  'draft_id',
  'reply_to_email_id',
  'source_id',
  'ipAddress',
  'timestamp',
];

/** In some samples an object changes a day after the event about it. */
const LATER = ['2026-01-02T00:00:00.000Z', 'updated_at'] as const;

function build(name: string, settings: CaseSettings = {}): JsonObject {
  const event = findEvent(resend, name);
  const payload = event.build(buildContext(resend, event, settings));
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

function encodeContext(seed = 'encode'): EncodeContext {
  return { format: 'json', random: seededRandom(seed), options: defaultOptions(resend) };
}

function dataOf(event: JsonObject): JsonObject {
  const data = event['data'];
  assert.ok(isJsonObject(data));
  return data;
}

/** The event of a page sample, built for the sample's recipient, subject and times. */
function rebuilt(sample: ResendSample): JsonValue {
  const shown = parseJson(sample.body);
  const event = findEvent(resend, sample.event);
  const context = buildContext(resend, event);
  const built = event.build({
    ...context,
    nowMs: Date.parse('2026-01-01T00:00:01.674Z'),
    message: {
      ...context.message,
      recipient: sample.body.includes('"to":["support')
        ? 'support@example.com'
        : 'jane@example.net',
      subject: /^(inbound|inbox)/.test(sample.event) ? 'Hello' : 'Sending this example',
      acceptedAtMs: Date.parse('2026-01-01T00:00:00.000Z'),
    },
  });
  assert.ok(built.kind === 'json');
  const later = sample.body.includes(LATER[0]) ? [LATER[1]] : [];
  return withDrawn(built.value, shown, [...DRAWN, ...later]);
}

describe('resend events', () => {
  for (const sample of SAMPLES) {
    it(`${sample.event}: the page sample is rebuilt byte for byte but for drawn values`, () => {
      const payload: Payload = { kind: 'json', value: rebuilt(sample) };
      assert.equal(utf8Text(resend.encode([payload], encodeContext()).body), sample.body);
    });
  }

  it('every event has a sample but the soft bounce, which has the fields of the hard one', () => {
    const shown = SAMPLES.map(({ event }) => event);
    const names = resend.events.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !shown.includes(name)),
      ['soft-bounce'],
    );
    assert.deepEqual(
      shown.filter((name) => !names.includes(name)),
      [],
    );
    assert.deepEqual(
      Object.keys(dataOf(build('soft-bounce'))['bounce'] ?? {}),
      Object.keys(dataOf(build('bounce'))['bounce'] ?? {}),
    );
  });

  for (const definition of resend.events) {
    it(`${definition.name}: signed, it verifies, is recognised as certain and described as itself`, () => {
      const request = buildSigned(resend, definition, SECRET);
      const view = viewRequest(request);
      const input = {
        secrets: [SECRET],
        url: TARGET_URL,
        nowMs: NOW_MS,
        options: defaultOptions(resend),
      };
      assert.equal(resend.verify(view, input).status, 'ok');
      assert.equal(resend.recognise(view), Confidence.certain);
      const [summary, ...more] = resend.describe(view);
      assert.deepEqual(more, []);
      assert.equal(summary?.name, definition.name);
      assert.equal(summary?.wireName, definition.wireName);
      assert.equal(summary?.id, headerValue(request.headers, 'svix-id'));
      const about = /alice@example\.net/.test(utf8Text(request.body));
      assert.equal(summary?.recipient, about ? 'alice@example.net' : null);
      assert.deepEqual(buildSigned(resend, definition, SECRET), request);
      const bare = viewRequest({ ...request, headers: [['Content-Type', 'application/json']] });
      assert.ok(resend.recognise(bare) >= Confidence.possible);
      assert.equal(resend.describe(bare)[0]?.id, null);
    });
  }

  it('the headers are those of the captures, in the case of the open-source server', () => {
    const { method, headers } = buildUnsigned(resend, findEvent(resend, 'open'));
    assert.equal(method, 'POST');
    assert.deepEqual(headers.slice(0, 3), [
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
      ['User-Agent', 'Svix-Webhooks/1.84.0 (sender-9YMgn; +https://www.svix.com/http-sender/)'],
    ]);
    assert.deepEqual(
      headers.slice(3).map(([name]) => name),
      ['Svix-Id'],
    );
    const options = { 'user-agent': '' };
    const without = buildUnsigned(resend, findEvent(resend, 'open'), { options });
    assert.equal(headerValue(without.headers, 'user-agent'), undefined);
  });

  it('the message id is a KSUID: 27 base62 characters that begin with the time of the event', () => {
    const id =
      headerValue(buildUnsigned(resend, findEvent(resend, 'open')).headers, 'svix-id') ?? '';
    assert.match(id, /^msg_[0-9A-Za-z]{27}$/);
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const value = [...id.slice(4)].reduce(
      (sum, digit) => sum * 62n + BigInt(alphabet.indexOf(digit)),
      0n,
    );
    assert.equal(Number(value >> 128n) + 1_400_000_000, Math.floor(NOW_MS / 1000));
  });

  it('another event has another message id, even under the same seed; no time makes no difference', () => {
    const idOf = (value: JsonValue, seed?: string) =>
      headerValue(resend.encode([{ kind: 'json', value }], encodeContext(seed)).headers, 'svix-id');
    assert.equal(idOf(build('open')), idOf(build('open')));
    assert.notEqual(idOf(build('open')), idOf(build('delivered')));
    assert.notEqual(idOf(build('open')), idOf(build('open'), 'another'));
    assert.match(idOf({ type: 'email.opened' }) ?? '', /^msg_[0-9A-Za-z]{27}$/);
    assert.match(idOf({ created_at: 'never' }) ?? '', /^msg_[0-9A-Za-z]{27}$/);
    assert.match(idOf({ created_at: '9999-12-31T00:00:00Z' }) ?? '', /^msg_[0-9A-Za-z]{27}$/);
  });

  it('message ids hold the milliseconds of acceptance, and events of one message share its ids', () => {
    const delivered = dataOf(build('delivered'));
    const time = (NOW_MS - 4_000).toString(16).padStart(12, '0');
    assert.match(
      String(delivered['message_id']),
      new RegExp(`^<0100${time}-[0-9a-f-]{36}-000000@email\\.amazonses\\.com>$`),
    );
    const open = dataOf(build('open'));
    for (const key of ['email_id', 'message_id', 'created_at'])
      assert.equal(open[key], delivered[key]);
    assert.notEqual(dataOf(build('open', { seed: 'b' }))['email_id'], open['email_id']);
  });

  it('keys are sorted at every level, characters beyond ASCII stay as they are', () => {
    const value = { z: { b: [{ y: 1, x: 'é' }], a: 2 }, a: null };
    const { body } = resend.encode([{ kind: 'json', value }], encodeContext());
    assert.equal(utf8Text(body), '{"a":null,"z":{"a":2,"b":[{"x":"é","y":1}]}}');
  });

  it('a request has exactly one event, and it is JSON', () => {
    const payload: Payload = { kind: 'json', value: build('open') };
    for (const payloads of [[], [payload, payload], [{ kind: 'form', fields: [] } as const]]) {
      assert.throws(() => resend.encode(payloads, encodeContext()), { code: 'WHK_USAGE' });
    }
    assert.equal(resend.batch, null);
  });

  it('bounces are told apart by their type, and unknown types have no name', () => {
    const named = (value: unknown) =>
      resend.describe(
        viewRequest({
          method: 'POST',
          path: '/',
          headers: [['Content-Type', 'application/json']],
          body: utf8Bytes(JSON.stringify(value)),
        }),
      )[0]?.name;
    const bounce = (type: string) => ({ type: 'email.bounced', data: { bounce: { type } } });
    assert.equal(named(bounce('Transient')), 'soft-bounce');
    assert.equal(named(bounce('Undetermined')), 'bounce');
    assert.equal(named({ type: 'email.bounced' }), 'bounce');
    assert.equal(named({ type: 'email.delivered_delayed' }), 'deferred');
    assert.equal(named({ type: 'email.teleported', data: {} }), null);
    assert.equal(named({ data: {} }), undefined);
  });

  it('events are found by wire, alias and canonical names', () => {
    const table = {
      'email.sent': 'processed',
      sent: 'processed',
      'email.delivery_delayed': 'deferred',
      delayed: 'deferred',
      spam: 'complaint',
      'hard-bounce': 'bounce',
      failed: 'reject',
      dropped: 'suppressed',
      'email.received': 'inbound',
      'contact.topics.updated': 'contact-topics-updated',
      unsubscribe: 'contact-topics-updated',
      'inbox.draft.sent': 'inbox-draft-sent',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(resend, typed).name, name, typed);
    }
    assert.equal(resend.events.length, 38);
  });
});
