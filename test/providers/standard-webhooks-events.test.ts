import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { headerValue } from '../../src/core/headers.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { standardWebhooks } from '../../src/providers/standard-webhooks/index.ts';
import {
  Confidence,
  type EncodeContext,
  type Payload,
  type ProviderOptions,
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
import { type MessageSample, SAMPLES } from '../helpers/standard-webhooks-samples.ts';

const SECRET: Secret = { kind: 'shared', value: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX' };

/** When the entity of a sample came to be, if it tells. */
const ACCEPTED: Readonly<Record<string, string>> = {
  'user-created': '2026-03-14T09:26:53.112Z',
  'invoice-paid': '2026-03-14T09:59:58.000Z',
};

function withOptions(options: ProviderOptions): ProviderOptions {
  return { ...defaultOptions(standardWebhooks), ...options };
}

function encodeContext(options: ProviderOptions = {}): EncodeContext {
  return { format: 'json', random: seededRandom('encode'), options: withOptions(options) };
}

function build(name: string, settings: CaseSettings = {}): JsonObject {
  const event = findEvent(standardWebhooks, name);
  const payload = event.build(buildContext(standardWebhooks, event, settings));
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

function rebuilt(sample: MessageSample): Payload {
  const shown = parseJson(sample.body);
  assert.ok(isJsonObject(shown));
  const event = findEvent(standardWebhooks, sample.event);
  const context = buildContext(standardWebhooks, event);
  const nowMs = Date.parse(String(shown['timestamp']));
  const built = event.build({
    ...context,
    nowMs,
    message: {
      ...context.message,
      recipient: 'ada@example.com',
      acceptedAtMs: Date.parse(ACCEPTED[sample.event] ?? String(shown['timestamp'])),
    },
  });
  assert.ok(built.kind === 'json');
  return { kind: 'json', value: withDrawn(built.value, shown, ['id', '.timestamp']) };
}

describe('standard webhooks events', () => {
  for (const sample of SAMPLES) {
    it(`${sample.event}: the page sample is rebuilt byte for byte but for drawn values`, () => {
      const { body } = standardWebhooks.encode([rebuilt(sample)], encodeContext());
      assert.equal(utf8Text(body), sample.body);
    });
  }

  for (const definition of standardWebhooks.events) {
    for (const headers of ['webhook', 'svix']) {
      it(`${definition.name} with ${headers}-* headers: signed, it verifies, is recognised and described as itself`, () => {
        const options = withOptions({ headers });
        const request = buildSigned(standardWebhooks, definition, SECRET, { options });
        const view = viewRequest(request);
        const input = { secrets: [SECRET], url: TARGET_URL, nowMs: NOW_MS, options };
        assert.equal(standardWebhooks.verify(view, input).status, 'ok');
        const expected = headers === 'webhook' ? Confidence.certain : Confidence.likely;
        assert.equal(standardWebhooks.recognise(view), expected);
        assert.deepEqual(standardWebhooks.describe(view), [
          {
            name: definition.name,
            wireName: definition.wireName,
            id: headerValue(request.headers, `${headers}-id`),
            recipient: definition.name === 'user-created' ? 'alice@example.net' : null,
          },
        ]);
        assert.deepEqual(buildSigned(standardWebhooks, definition, SECRET, { options }), request);
        assert.deepEqual(
          request.headers.map(([name]) => name),
          [
            'Host',
            'content-type',
            `${headers}-id`,
            `${headers}-timestamp`,
            `${headers}-signature`,
            'Content-Length',
          ],
        );
      });
    }
  }

  it('every sample has an event, and every event a sample', () => {
    assert.deepEqual(
      standardWebhooks.events.map(({ name }) => name),
      SAMPLES.map(({ event }) => event),
    );
  });

  it('the message id is a KSUID without a full stop, new for each event, or that of the option', () => {
    const idOf = (name: string, settings: CaseSettings = {}) =>
      headerValue(
        buildUnsigned(standardWebhooks, findEvent(standardWebhooks, name), settings).headers,
        'webhook-id',
      );
    assert.match(idOf('ping') ?? '', /^msg_[0-9A-Za-z]{27}$/);
    assert.equal(idOf('ping'), idOf('ping'));
    assert.notEqual(idOf('ping'), idOf('user.created'));
    assert.notEqual(idOf('ping'), idOf('ping', { seed: 'another' }));
    assert.equal(idOf('ping', { options: withOptions({ 'message-id': 'mine' }) }), 'mine');
  });

  it('the timestamp of the body is that of the event, with microseconds', () => {
    assert.match(String(build('ping')['timestamp']), /^2026-11-21T06:50:00\.123\d{3}Z$/);
  });

  it('a User-Agent is sent only when the option names one', () => {
    const options = withOptions({ 'user-agent': 'Svix-Webhooks/1.84.0' });
    const event = findEvent(standardWebhooks, 'ping');
    const { headers } = buildUnsigned(standardWebhooks, event, { options });
    assert.equal(headerValue(headers, 'user-agent'), 'Svix-Webhooks/1.84.0');
    const without = buildUnsigned(standardWebhooks, event);
    assert.equal(headerValue(without.headers, 'user-agent'), undefined);
  });

  it('types of senders have no canonical name, a full and a thin invoice are told apart', () => {
    const named = (value: unknown) =>
      standardWebhooks.describe(
        viewRequest({
          method: 'POST',
          path: '/',
          headers: [],
          body: utf8Bytes(JSON.stringify(value)),
        }),
      )[0]?.name;
    assert.equal(named({ type: 'order.shipped', data: {} }), null);
    assert.equal(named({ type: 'invoice.paid', data: { id: '1' } }), 'invoice-paid-thin');
    assert.equal(named({ type: 'invoice.paid', data: { id: '1', more: 2 } }), 'invoice-paid');
    assert.equal(named({ type: 'user.created', data: { id: '1' } }), 'user-created');
    assert.equal(named({ data: {} }), undefined);
  });

  it('a request has exactly one event, and it is JSON', () => {
    const payload: Payload = { kind: 'json', value: build('ping') };
    for (const payloads of [[], [payload, payload], [{ kind: 'form', fields: [] } as const]]) {
      assert.throws(() => standardWebhooks.encode(payloads, encodeContext()), {
        code: 'WHK_USAGE',
      });
    }
    assert.equal(standardWebhooks.batch, null);
  });

  it('events are found by wire, alias and canonical names', () => {
    const table = {
      'invoice.paid': 'invoice-paid',
      thin: 'invoice-paid-thin',
      'endpoint.ping': 'ping',
      test: 'ping',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(standardWebhooks, typed).name, name, typed);
    }
  });
});
