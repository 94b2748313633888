import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../src/core/json.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { brevo } from '../../src/providers/brevo/index.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import {
  Confidence,
  type EncodeContext,
  type EventDefinition,
  type Payload,
  type ProviderOptions,
} from '../../src/providers/types.ts';
import {
  type BrevoSample,
  EVENT_SAMPLES,
  INBOUND_SAMPLE,
  MINIMAL_SAMPLE,
} from '../helpers/brevo-samples.ts';
import {
  buildContext,
  buildSigned,
  type CaseSettings,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';
import { withSampleIds } from '../helpers/sample-ids.ts';

const SECRET = { kind: 'shared', value: 'someone:else' } as const;
const SENT_MS = Date.UTC(2025, 10, 20, 10, 15, 42);
const DRAWN = new Set(['message-id', 'mirror_link', 'subject']);

function encodeContext(options = defaultOptions(brevo)): EncodeContext {
  return { format: 'json', random: seededRandom('encode'), options };
}

function objectOf(payload: Payload): JsonObject {
  assert.ok(payload.kind === 'json' && isJsonObject(payload.value));
  return payload.value;
}

function build(name: string, settings: CaseSettings = {}): JsonObject {
  const definition = findEvent(brevo, name);
  return objectOf(definition.build(buildContext(brevo, definition, settings)));
}

function bodyOf(value: JsonValue, options?: ProviderOptions): string {
  return utf8Text(brevo.encode([{ kind: 'json', value }], encodeContext(options)).body);
}

/** The event of a sample, sent and happening when the sample's was. */
function rebuilt(definition: EventDefinition, shown: JsonObject, given: ProviderOptions = {}) {
  const seconds = Number(shown['ts_event'] ?? shown['ts']);
  const nowMs = Number(shown['ts_epoch'] ?? seconds * 1000);
  const recipient = String(shown['email']);
  const options = resolveOptions(brevo, given);
  const context = buildContext(brevo, definition, { nowMs, recipient, options });
  const message = { ...context.message, acceptedAtMs: SENT_MS };
  return objectOf(definition.build({ ...context, message }));
}

function sampleObject({ body }: Pick<BrevoSample, 'body'>): JsonObject {
  const shown = parseJson(body);
  assert.ok(isJsonObject(shown));
  return shown;
}

describe('brevo events', () => {
  for (const sample of EVENT_SAMPLES) {
    const { event, generation, body } = sample;
    it(`${generation} ${event}: the page sample is rebuilt byte for byte but for its ids`, () => {
      const shown = sampleObject(sample);
      const built = rebuilt(findEvent(brevo, event, generation), shown);
      assert.equal(bodyOf(withSampleIds(built, shown, DRAWN)), body);
    });
  }

  it('every event has a sample', () => {
    const sampled = EVENT_SAMPLES.map(({ event, generation }) => `${generation} ${event}`);
    assert.deepEqual(
      brevo.events.map(({ name, generation }) => `${generation} ${name}`).sort(),
      [...sampled, 'current inbound'].sort(),
    );
    assert.equal(brevo.events.length, 28);
  });

  it('fields=minimal is the smallest real shape, byte for byte', () => {
    const shown = sampleObject({ body: MINIMAL_SAMPLE });
    const built = rebuilt(findEvent(brevo, 'request'), shown, { fields: 'minimal' });
    assert.equal(bodyOf(withSampleIds(built, shown, DRAWN)), MINIMAL_SAMPLE);
    const open = build('opened', { options: resolveOptions(brevo, { fields: 'minimal' }) });
    for (const key of ['tag', 'X-Mailin-custom', 'user_agent', 'template_id']) {
      assert.ok(!(key in open), key);
    }
  });

  it('the inbound sample is rebuilt byte for byte but for its ids', () => {
    const definition = findEvent(brevo, 'inbound');
    const settings = { nowMs: SENT_MS, recipient: 'support@inbound.example.com' };
    const context = buildContext(brevo, definition, settings);
    const message = {
      ...context.message,
      acceptedAtMs: SENT_MS - 1000,
      subject: 'Question about order 1042',
    };
    const built = objectOf(definition.build({ ...context, message }));
    const ids = new Set(['Uuid', 'MessageId', 'Message-ID']);
    const value = withSampleIds(built, parseJson(INBOUND_SAMPLE), ids);
    assert.equal(bodyOf(value), INBOUND_SAMPLE);
    assert.equal(bodyOf(value, resolveOptions(brevo, { batched: 'yes' })), INBOUND_SAMPLE);
  });

  it('tag is the JSON of tags within a text, and the keys with a hyphen or a blank are there', () => {
    const delivered = build('delivered');
    assert.deepEqual(JSON.parse(String(delivered['tag'])), delivered['tags']);
    assert.deepEqual(JSON.parse(String(delivered['X-Mailin-custom'])), { order_id: '1042' });
    const open = build('marketing-open');
    assert.equal(open['campaign name'], 'November newsletter');
    assert.ok('URL' in build('marketing-click'));
    assert.equal(build('list-addition')['id'], String(delivered['id']));
  });

  it('the message id has the minute of acceptance in UTC, the same in every event of a mail', () => {
    const ids = ['request', 'delivered', 'unique_opened', 'spam'].map(
      (name) => build(name)['message-id'],
    );
    const accepted = new Date(NOW_MS - 4_000).toISOString().slice(0, 16).replace(/\D/g, '');
    assert.match(String(ids[0]), new RegExp(`^<${accepted}\\.\\d{11}@smtp-relay\\.mailin\\.fr>$`));
    for (const id of ids) assert.equal(id, ids[0]);
    assert.notEqual(build('request', { seed: 'b' })['message-id'], ids[0]);
  });

  it('date is Central European time with its summer time, or UTC when asked; ts_epoch is in milliseconds', () => {
    const dateAt = (nowMs: number, options?: ProviderOptions) =>
      build('delivered', { nowMs, ...(options === undefined ? {} : { options }) })['date'];
    const table = [
      [Date.UTC(2026, 0, 15, 12), '2026-01-15 13:00:00'],
      [Date.UTC(2026, 2, 29, 0, 59, 59), '2026-03-29 01:59:59'],
      [Date.UTC(2026, 2, 29, 1), '2026-03-29 03:00:00'],
      [Date.UTC(2026, 6, 15, 12), '2026-07-15 14:00:00'],
      [Date.UTC(2026, 9, 25, 0, 59, 59), '2026-10-25 02:59:59'],
      [Date.UTC(2026, 9, 25, 1), '2026-10-25 02:00:00'],
      [Date.UTC(2027, 2, 28, 1), '2027-03-28 03:00:00'],
    ] as const;
    for (const [nowMs, date] of table) assert.equal(dateAt(nowMs), date);
    const utc = resolveOptions(brevo, { 'date-zone': 'utc' });
    assert.equal(dateAt(Date.UTC(2026, 6, 15, 12), utc), '2026-07-15 12:00:00');
    assert.equal(build('delivered')['ts_epoch'], NOW_MS);
    const summer = build('marketing-open', { nowMs: Date.UTC(2026, 6, 15, 12) });
    assert.equal(Number(summer['ts']) - Number(summer['ts_event']), 7200);
  });

  for (const definition of brevo.events) {
    for (const batched of ['no', 'yes']) {
      it(`${definition.generation} ${definition.name}, batched=${batched}: it verifies, is recognised and described as itself`, () => {
        const options = resolveOptions(brevo, { batched });
        const request = buildSigned(brevo, definition, SECRET, { options });
        const view = viewRequest(request);
        const input = { secrets: [SECRET], url: TARGET_URL, nowMs: NOW_MS, options };
        assert.equal(brevo.verify(view, input).status, 'ok');
        assert.equal(brevo.recognise(view), Confidence.certain);
        const [summary, ...more] = brevo.describe(view);
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
        assert.deepEqual(buildSigned(brevo, definition, SECRET, { options }), request);
      });
    }
  }

  it('events are found by wire, subscription and canonical names; a transactional one goes first', () => {
    const table = {
      sent: 'processed',
      request: 'processed',
      hardBounce: 'bounce',
      hard_bounce: 'bounce',
      softBounce: 'soft-bounce',
      spam: 'complaint',
      opened: 'open',
      uniqueOpened: 'unique-open',
      invalid: 'invalid-email',
      blocked: 'reject',
      unsubscribed: 'unsubscribe',
      listAddition: 'list-addition',
      contactUpdated: 'contact-updated',
      inboundEmailProcessed: 'inbound',
    };
    for (const [typed, name] of Object.entries(table)) {
      assert.equal(findEvent(brevo, typed).name, name, typed);
    }
    assert.equal(findEvent(brevo, 'complaint', 'legacy').wireName, 'complaint');
  });
});
