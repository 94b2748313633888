import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import type { JsonValue } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { isRecord, type UnknownRecord } from '../../src/core/shape.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { mandrill } from '../../src/providers/mandrill/index.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../../src/providers/types.ts';
import { ESCAPED_VECTOR, PUBLIC_VECTOR, SAMPLES } from '../helpers/mandrill-samples.ts';
import { type DrawnShape, masked } from '../helpers/masking.ts';
import {
  buildContext,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
} from '../helpers/provider-cases.ts';

const DRAWN: readonly DrawnShape[] = [
  [/"_id":"[0-9a-f]{32}"/g, '"_id":"…"'],
  [/"_version":"[\w-]{22}"/g, '"_version":"…"'],
  [/<CAF\w{6}@/g, '<CAF…@'],
  [/id [0-9A-F]{11}/g, 'id …'],
  [/"opens":\[{"ts":\d{10}}]/g, '"opens":[…]'],
  [/"clicks":\[{"ts":\d{10},/g, '"clicks":[{…,'],
];

function encodeContext(options: Readonly<Record<string, string>> = {}): EncodeContext {
  return {
    format: 'form',
    random: seededRandom('encode'),
    options: { ...defaultOptions(mandrill), ...options },
  };
}

function encode(payloads: readonly Payload[], options = {}): UnsignedRequest {
  return mandrill.encode(payloads, encodeContext(options));
}

/** The decoded value of the field, read by something else than our own parser. */
function decoded(request: UnsignedRequest): string {
  return new URLSearchParams(utf8Text(request.body)).get('mandrill_events') ?? '';
}

function build(name: string, settings: CaseSettings = {}): Payload {
  const definition = findEvent(mandrill, name);
  return definition.build(buildContext(mandrill, definition, settings));
}

function built(name: string, settings: CaseSettings = {}): UnknownRecord {
  const [event]: unknown[] = JSON.parse(decoded(encode([build(name, settings)])));
  assert.ok(isRecord(event));
  return event;
}

function messageOf(event: UnknownRecord): UnknownRecord {
  assert.ok(isRecord(event['msg']));
  return event['msg'];
}

/** An event built for the time, the recipient and the subject that a sample shows. */
function rebuilt(name: string, text: string): Payload {
  const seconds = Number(/"ts":(\d+)}]$/.exec(text)?.[1]);
  const acceptedAt = /"msg":{"ts":(\d+)/.exec(text)?.[1];
  const definition = findEvent(mandrill, name);
  const context = buildContext(mandrill, definition, { nowMs: seconds * 1000 + 999 });
  const message = {
    ...context.message,
    recipient: /"email":"([^"]+)"/.exec(text)?.[1] ?? '',
    subject: /"subject":"([^"]+)"/i.exec(text)?.[1] ?? '',
    // The mail of the inbound sample was sent two seconds before it was posted.
    acceptedAtMs: (acceptedAt === undefined ? seconds - 2 : Number(acceptedAt)) * 1000 + 500,
  };
  return definition.build({ ...context, message });
}

describe('mandrill events', () => {
  for (const { event, text } of SAMPLES) {
    it(`${event}: the page sample is rebuilt byte for byte but for what is drawn`, () => {
      const again = decoded(encode([rebuilt(event, text)]));
      assert.equal(masked(again, DRAWN), masked(text, DRAWN));
    });
  }

  it('the page has a sample of every event but the checks of a URL', () => {
    const checks = ['url-check', 'url-check-post'];
    assert.deepEqual(
      mandrill.events.map(({ name }) => name),
      [...SAMPLES.map(({ event }) => event), ...checks],
    );
  });

  it('the public vector is encoded again byte for byte: PHP JSON in a PHP form, four events', () => {
    const text = new URLSearchParams(PUBLIC_VECTOR.body).get('mandrill_events') ?? '';
    const events: JsonValue[] = JSON.parse(text);
    const request = encode(events.map((value): Payload => ({ kind: 'json', value })));
    assert.equal(utf8Text(request.body), PUBLIC_VECTOR.body);
  });

  it('vector V3 is encoded again byte for byte: slashes, letters beyond ASCII, empty maps as []', () => {
    const [event]: Record<string, JsonValue>[] = JSON.parse(ESCAPED_VECTOR.text);
    assert.ok(event !== undefined);
    const msg = { ...(event['msg'] as Record<string, JsonValue>), metadata: {} };
    const request = encode([{ kind: 'json', value: { ...event, msg } }]);
    assert.equal(utf8Text(request.body), ESCAPED_VECTOR.body);
    const kept = encode([{ kind: 'json', value: { ...event, msg } }], { 'empty-maps': 'object' });
    assert.equal(decoded(kept), ESCAPED_VECTOR.text.replace('"metadata":[]', '"metadata":{}'));
  });

  it('a form keeps letters, digits, hyphen, full stop and underscore, and escapes tilde, asterisk and quotes', () => {
    const text = "az AZ 09 -._ ~*'()";
    const request = encode([{ kind: 'json', value: { text } }]);
    assert.equal(
      utf8Text(request.body),
      'mandrill_events=%5B%7B%22text%22%3A%22az+AZ+09+-._+%7E%2A%27%28%29%22%7D%5D',
    );
  });

  it('the headers are those of the capture', () => {
    const { method, headers } = encode([build('open')]);
    assert.equal(method, 'POST');
    assert.deepEqual(headers, [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['User-Agent', 'Mandrill-Webhook/1.0'],
      ['Accept', '*/*'],
    ]);
  });

  it('the check of a URL is a HEAD request without a body, and then a post without events', () => {
    const head = encode([build('url-check')]);
    assert.deepEqual([head.method, head.body.length], ['HEAD', 0]);
    assert.deepEqual(head.headers, [
      ['User-Agent', 'Mandrill-Webhook/1.0'],
      ['Accept', '*/*'],
    ]);
    const post = encode([build('url-check-post')]);
    assert.deepEqual([post.method, utf8Text(post.body)], ['POST', 'mandrill_events=%5B%5D']);
  });

  it('a request has 1 to 1000 events, inbound mail never together with others', () => {
    const open = build('open');
    const many = Array.from({ length: 1001 }, () => open);
    assert.equal(JSON.parse(decoded(encode(many.slice(1)))).length, 1000);
    assert.deepEqual(mandrill.batch, { max: 1000, windowMs: 60_000 });
    const inbound = build('inbound');
    assert.equal(JSON.parse(decoded(encode([inbound, inbound]))).length, 2);
    assert.equal(JSON.parse(decoded(encode([open, build('whitelist-add')]))).length, 2);
    const text: Payload = { kind: 'json', value: 'x' };
    const field: Payload = { kind: 'form', fields: [['a', 'b']] };
    for (const wrong of [
      many,
      [],
      [open, inbound],
      [open, build('url-check')],
      [open, build('url-check-post')],
      [text],
      [field],
    ]) {
      assert.throws(() => encode(wrong), { code: 'WHK_USAGE' });
    }
  });

  it('ids and the version belong to the message, times to event and message', () => {
    const sent = built('send');
    assert.match(String(sent['_id']), /^[0-9a-f]{32}$/);
    assert.match(String(messageOf(sent)['_version']), /^[\w-]{22}$/);
    for (const { name } of mandrill.events.slice(0, 10)) {
      const event = built(name);
      const message = messageOf(event);
      assert.equal(event['ts'], Math.floor(NOW_MS / 1000), name);
      assert.equal(message['ts'], Math.floor((NOW_MS - 4_000) / 1000), name);
      assert.deepEqual([event['_id'], message['_id']], [sent['_id'], sent['_id']], name);
      assert.equal(message['_version'], messageOf(sent)['_version'], name);
    }
    assert.notEqual(built('send', { seed: 'b' })['_id'], sent['_id']);
  });

  it('the history of a mail lies between its acceptance and the event', () => {
    const definition = findEvent(mandrill, 'unsub');
    const context = buildContext(mandrill, definition);
    const message = { ...context.message, acceptedAtMs: NOW_MS - 3_600_000 };
    const now = Math.floor(NOW_MS / 1000);
    const [event]: UnknownRecord[] = JSON.parse(
      decoded(encode([definition.build({ ...context, message })])),
    );
    const { opens, clicks } = messageOf(event ?? {}) as {
      opens: { ts: number }[];
      clicks: { ts: number }[];
    };
    assert.deepEqual([opens[0]?.ts, clicks[0]?.ts], [now - 120, now - 60]);
    // Four seconds after acceptance nothing can have been opened a minute ago.
    const young = messageOf(built('click')) as { opens: { ts: number }[] };
    assert.equal(young.opens[0]?.ts, Math.floor((NOW_MS - 4_000) / 1000));
  });

  it('events are found by wire and canonical names and aliases', () => {
    const table = {
      sent: 'processed',
      send: 'processed',
      deferral: 'deferred',
      'hard-bounce': 'bounce',
      soft_bounce: 'soft-bounce',
      spam: 'complaint',
      unsub: 'unsubscribe',
      dropped: 'reject',
      blacklist: 'blacklist-add',
      'denylist-change': 'blacklist-change',
      'allowlist-remove': 'whitelist-remove',
      HEAD: 'url-check',
      'test-webhook': 'url-check-post',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(mandrill, typed).name, name, typed);
    }
  });

  it('one seed gives the same bytes, another one others', () => {
    for (const { name } of mandrill.events.slice(0, 10)) {
      const bytes = (seed: string): string => utf8Text(encode([build(name, { seed })]).body);
      assert.equal(bytes('a'), bytes('a'));
      assert.notEqual(bytes('a'), bytes('b'), name);
    }
    assert.equal(viewRequest({ ...encode([build('open')]), path: '/' }).kind, 'form');
  });
});
