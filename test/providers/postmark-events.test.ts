import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
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
import { postmark } from '../../src/providers/postmark/index.ts';
import {
  Confidence,
  type EncodeContext,
  type Payload,
  type Secret,
} from '../../src/providers/types.ts';
import { withDrawn } from '../helpers/drawn-values.ts';
import { BOUNCE_TABLE, type PostmarkSample, SAMPLES } from '../helpers/postmark-samples.ts';
import {
  buildContext,
  buildSigned,
  buildUnsigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';

const SECRET: Secret = { kind: 'shared', value: 'hook:s3cret' };
const DRAWN = ['ID', 'MessageID', 'DeliveredAt', 'BouncedAt', 'ReceivedAt', 'IP'];
const MAIL_ID = /<CAF\d{10}@mail\.example\.org>/;

const TIMES: Readonly<Record<string, string>> = {
  delivered: '2026-01-01T00:00:02.907Z',
  bounce: '2026-01-01T00:00:02.000Z',
  complaint: '2026-01-01T01:00:00.000Z',
  open: '2026-01-01T00:01:00.907Z',
  click: '2026-01-01T00:01:10.907Z',
  suppression: '2026-01-01T02:00:00.000Z',
  resubscribe: '2026-01-02T02:00:00.000Z',
  inbound: '2026-01-01T00:00:00.000Z',
};

function encodeContext(): EncodeContext {
  return { format: 'json', random: seededRandom('encode'), options: defaultOptions(postmark) };
}

function build(name: string, settings: CaseSettings = {}): JsonObject {
  const event = findEvent(postmark, name);
  const payload = event.build(buildContext(postmark, event, settings));
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

function rebuilt(sample: PostmarkSample): JsonValue {
  const event = findEvent(postmark, sample.event);
  const context = buildContext(postmark, event);
  const isInbound = sample.event === 'inbound';
  const built = event.build({
    ...context,
    nowMs: Date.parse(TIMES[sample.event] ?? ''),
    message: {
      ...context.message,
      recipient: isInbound
        ? '451d9b70cf9364d23ff6f9d51d870251+ticket42@inbound.postmarkapp.com'
        : 'jane@example.com',
      subject: isInbound ? 'Hello' : 'Welcome',
      acceptedAtMs: Date.parse('2026-01-01T00:00:00.000Z'),
    },
  });
  assert.ok(built.kind === 'json');
  const drawn = sample.event === 'resubscribe' ? [] : DRAWN;
  return withDrawn(built.value, parseJson(sample.body), drawn);
}

function described(body: string | JsonValue): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = [['Content-Type', 'application/json']] as const;
  return postmark.describe(
    viewRequest({ method: 'POST', path: '/', headers, body: utf8Bytes(text) }),
  )[0];
}

describe('postmark events', () => {
  for (const sample of SAMPLES) {
    it(`${sample.event}: the page sample is rebuilt byte for byte but for drawn values`, () => {
      const payload: Payload = { kind: 'json', value: rebuilt(sample) };
      const { body } = postmark.encode([payload], encodeContext());
      const shown = MAIL_ID.exec(sample.body)?.[0] ?? '';
      assert.equal(utf8Text(body).replace(MAIL_ID, shown), sample.body);
    });
  }

  it('the delivery sample has the 367 bytes the page counts', () => {
    assert.equal(utf8Bytes(SAMPLES[0]?.body ?? '').length, 367);
  });

  it('the headers are those of the captured request', () => {
    const { method, headers } = buildUnsigned(postmark, findEvent(postmark, 'open'));
    assert.equal(method, 'POST');
    assert.deepEqual(headers, [
      ['Accept', 'application/json'],
      ['Content-Type', 'application/json'],
      ['User-Agent', 'Postmark'],
    ]);
  });

  for (const definition of postmark.events) {
    it(`${definition.name}: with Basic credentials it verifies, is recognised as certain and described as itself`, () => {
      const request = buildSigned(postmark, definition, SECRET);
      const view = viewRequest(request);
      const options = defaultOptions(postmark);
      const input = { secrets: [SECRET], url: TARGET_URL, nowMs: NOW_MS, options };
      assert.equal(postmark.verify(view, input).status, 'ok');
      const bare = viewRequest({ ...request, headers: [['Content-Type', 'application/json']] });
      assert.equal(postmark.recognise(bare), Confidence.certain);
      const [summary, ...more] = postmark.describe(bare);
      assert.deepEqual(more, []);
      assert.equal(summary?.name, definition.name);
      assert.equal(summary?.wireName, definition.wireName);
      const expected = definition.name === 'bounce-unsubscribe' ? null : 'alice@example.net';
      assert.equal(summary?.recipient, expected);
      assert.ok(typeof summary?.id === 'string');
      assert.deepEqual(buildSigned(postmark, definition, SECRET), request);
      const other = buildSigned(postmark, definition, SECRET, {
        seed: 'another',
        nowMs: NOW_MS + 1e6,
      });
      assert.notDeepEqual(other.body, request.body);
      assert.notEqual(postmark.describe(viewRequest(other))[0]?.id, summary.id);
    });
  }

  for (const [type, code, title, description] of BOUNCE_TABLE) {
    it(`bounce type ${type} has code ${code}, its name and its description word for word`, () => {
      const event = postmark.events.find(({ aliases, wireName }) =>
        type === 'SpamComplaint'
          ? wireName === type
          : aliases.includes(type) || aliases.includes(`${type}Request`),
      );
      if (type === 'ManuallyDeactivated') {
        assert.equal(event, undefined);
      } else {
        assert.ok(event !== undefined);
        const built = build(event.name);
        assert.deepEqual(
          [built['Type'], built['TypeCode'], built['Name'], built['Description']],
          [type, code, title, description],
        );
      }
      const name = event?.name ?? 'suppression';
      const summary = { name, wireName: 'Bounce', id: '1', recipient: null };
      assert.deepEqual(described({ RecordType: 'Bounce', ID: 1, Type: type }), summary);
      assert.deepEqual(described({ RecordType: 'Bounce', ID: 1, TypeCode: code }), summary);
    });
  }

  it('hard bounces and invalid addresses deactivate, complaints for good', () => {
    const inactive = postmark.events.filter(({ name }) => build(name)['Inactive'] === true);
    assert.deepEqual(
      inactive.map(({ name }) => name),
      ['bounce', 'bounce-bad-email-address', 'complaint'],
    );
    assert.equal(build('complaint')['CanActivate'], false);
    assert.equal(build('bounce')['CanActivate'], true);
  });

  it('bounce ids are beyond 2^53 and never pass through a number', () => {
    const id = build('bounce')['ID'];
    assert.ok(id instanceof RawNumber);
    assert.match(id.text, /^4\d{18}$/);
    assert.ok(BigInt(id.text) > BigInt(Number.MAX_SAFE_INTEGER));
    assert.ok(BigInt(id.text) < 2n ** 63n);
    const documented = '{"RecordType":"Bounce","ID":4323372036854775807,"Type":"HardBounce"}';
    assert.deepEqual(described(documented), {
      name: 'bounce',
      wireName: 'Bounce',
      id: '4323372036854775807',
      recipient: null,
    });
    const { body } = postmark.encode(
      [{ kind: 'json', value: parseJson(documented) }],
      encodeContext(),
    );
    assert.match(utf8Text(body), /"ID": 4323372036854775807,/);
  });

  it('times have seven digits of a second that agree with the event, changes whole seconds', () => {
    assert.match(String(build('delivered')['DeliveredAt']), /^2026-11-21T06:50:00\.123\d{4}Z$/);
    assert.match(String(build('bounce')['BouncedAt']), /^2026-11-21T06:50:00\.123\d{4}Z$/);
    assert.match(String(build('click')['ReceivedAt']), /^2026-11-21T06:50:00\.123\d{4}Z$/);
    assert.equal(build('unsubscribe')['ChangedAt'], '2026-11-21T06:50:00Z');
    assert.equal(build('inbound')['Date'], 'Sat, 21 Nov 2026 06:49:56 +0000');
  });

  it('events of one message share its id', () => {
    const { MessageID: id } = build('delivered');
    assert.match(
      String(id),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    for (const name of ['open', 'click', 'bounce', 'complaint', 'unsubscribe']) {
      assert.equal(build(name)['MessageID'], id, name);
    }
    assert.equal(build('resubscribe')['MessageID'], '00000000-0000-0000-0000-000000000000');
  });

  it('subscription changes are told apart by what they suppress and why', () => {
    assert.deepEqual(
      ['unsubscribe', 'suppression', 'resubscribe'].map((name) => {
        const { Origin, SuppressSending, SuppressionReason } = build(name);
        return [Origin, SuppressSending, SuppressionReason];
      }),
      [
        ['Recipient', true, 'ManualSuppression'],
        ['Recipient', true, 'HardBounce'],
        ['Customer', false, null],
      ],
    );
    const named = (more: JsonObject) => described({ RecordType: 'SubscriptionChange', ...more });
    assert.deepEqual(
      named({
        SuppressSending: true,
        SuppressionReason: 'SpamComplaint',
        Recipient: 'a@example.com',
        ChangedAt: 't',
      }),
      {
        name: 'suppression',
        wireName: 'SubscriptionChange',
        id: 'a@example.com:SubscriptionChange:t',
        recipient: 'a@example.com',
      },
    );
  });

  it('other events are told apart by message, type and time; without a message by the address', () => {
    const zero = '00000000-0000-0000-0000-000000000000';
    const change = { RecordType: 'SubscriptionChange', Recipient: 'a@example.com', ChangedAt: 't' };
    assert.match(JSON.stringify(described({ ...change, MessageID: zero })), /"a@example.com:Sub/);
    assert.match(JSON.stringify(described({ ...change, MessageID: null })), /"a@example.com:Sub/);
    assert.match(
      JSON.stringify(described({ ...change, MessageID: 'm' })),
      /"m:SubscriptionChange:t"/,
    );
    assert.match(JSON.stringify(described({ RecordType: 'Open', MessageID: 'm' })), /"m:Open"/);
    assert.match(JSON.stringify(described({ RecordType: 'Open' })), /"id":null/);
    assert.match(JSON.stringify(described({ RecordType: 'Bounce', ID: null })), /"id":null/);
  });

  it('the options name the stream, leave out Content, and add RawEmail after StrippedTextReply', () => {
    const options = { stream: 'broadcast', 'include-content': 'no', 'raw-email': 'yes' };
    for (const { name } of postmark.events) {
      const built = build(name, { options });
      assert.equal(built['MessageStream'], name === 'inbound' ? 'inbound' : 'broadcast');
      assert.equal('Content' in built, false);
    }
    const keys = Object.keys(build('inbound', { options }));
    assert.equal(keys.indexOf('RawEmail'), keys.indexOf('StrippedTextReply') + 1);
    assert.equal('RawEmail' in build('inbound'), false);
    const raw = String(build('inbound', { options })['RawEmail']);
    assert.match(raw, /^From: [^\n]+\r\nTo: "Support" <alice@example\.net>\r\nSubject: Your order/);
    assert.ok(raw.endsWith('\r\n\r\nHi,\r\n\r\nplease call me.\r\n'));
  });

  it('the mailbox hash is what follows the plus of the recipient', () => {
    assert.equal(build('inbound')['MailboxHash'], '');
    const recipient = 'in+a+b@example.com';
    const built = build('inbound', { recipient });
    assert.equal(built['MailboxHash'], 'a+b');
    assert.deepEqual(built['ToFull'], [{ Email: recipient, Name: 'Support', MailboxHash: 'a+b' }]);
    assert.equal(build('inbound', { recipient: 'in@a+b.example.com' })['MailboxHash'], '');
  });

  it('empty containers stay on one line, slashes are escaped, other characters not', () => {
    const value = { a: [], b: {}, c: ['/<é>&'], d: { e: null } };
    const { body } = postmark.encode([{ kind: 'json', value }], encodeContext());
    assert.equal(
      utf8Text(body),
      '{\n  "a": [],\n  "b": {},\n  "c": [\n    "\\/<é>&"\n  ],\n  "d": {\n    "e": null\n  }\n}',
    );
  });

  it('a request has exactly one event, and it is JSON', () => {
    const payload: Payload = { kind: 'json', value: build('open') };
    for (const payloads of [[], [payload, payload], [{ kind: 'form', fields: [] } as const]]) {
      assert.throws(() => postmark.encode(payloads, encodeContext()), { code: 'WHK_USAGE' });
    }
    assert.equal(postmark.batch, null);
  });

  it('events are found by wire, alias and canonical names', () => {
    const table = {
      Delivery: 'delivered',
      Bounce: 'bounce',
      HardBounce: 'bounce',
      SoftBounce: 'soft-bounce',
      'soft-bounce': 'soft-bounce',
      Transient: 'deferred',
      'auto-reply': 'bounce-auto-responder',
      SMTPApiError: 'reject',
      SpamComplaint: 'complaint',
      spam: 'complaint',
      opened: 'open',
      SubscriptionChange: 'unsubscribe',
      unsubscribe: 'unsubscribe',
      reactivated: 'resubscribe',
      Inbound: 'inbound',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(postmark, typed).name, name, typed);
    }
    const names = postmark.events.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.equal(names.length, 28);
  });
});
