import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { brevo } from '../../src/providers/brevo/index.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import {
  Confidence,
  type EncodeContext,
  type Payload,
  type ProviderOptions,
} from '../../src/providers/types.ts';
import { buildContext, defaultOptions } from '../helpers/provider-cases.ts';

function encodeContext(options = defaultOptions(brevo)): EncodeContext {
  return { format: 'json', random: seededRandom('encode'), options };
}

function payloadOf(name: string): Payload {
  const definition = findEvent(brevo, name);
  return definition.build(buildContext(brevo, definition));
}

function bodyOf(payload: Payload, options?: ProviderOptions): string {
  return utf8Text(brevo.encode([payload], encodeContext(options)).body);
}

describe('brevo requests', () => {
  it('a batched webhook puts events into one array, even one', () => {
    const options = resolveOptions(brevo, { batched: 'yes' });
    const delivered = payloadOf('delivered');
    assert.equal(bodyOf(delivered, options), `[${bodyOf(delivered)}]`);
    const payloads = ['delivered', 'opened', 'marketing-open'].map(payloadOf);
    const encoded = brevo.encode(payloads, encodeContext());
    const view = viewRequest({ ...encoded, path: '/' });
    assert.equal(brevo.recognise(view), Confidence.certain);
    assert.deepEqual(
      brevo.describe(view).map(({ name }) => name),
      ['delivered', 'open', 'marketing-open'],
    );
  });

  it('several mails are the items of one object', () => {
    const mail = payloadOf('inbound');
    const encoded = brevo.encode([mail, mail], encodeContext());
    const body: { items: unknown[] } = JSON.parse(utf8Text(encoded.body));
    assert.deepEqual(Object.keys(body), ['items']);
    assert.equal(body.items.length, 2);
    assert.equal(brevo.describe(viewRequest({ ...encoded, path: '/' })).length, 2);
  });

  it('the headers are Content-Type alone, and a User-Agent when asked for', () => {
    const payload = payloadOf('opened');
    const { method, headers } = brevo.encode([payload], encodeContext());
    assert.equal(method, 'POST');
    assert.deepEqual(headers, [['Content-Type', 'application/json']]);
    const options = resolveOptions(brevo, { 'user-agent': 'x/1' });
    const named = brevo.encode([payload], encodeContext(options)).headers;
    assert.deepEqual(named[0], ['User-Agent', 'x/1']);
  });

  it('a request has 1 to 500 events that are JSON, and no mails among them', () => {
    const payload = payloadOf('opened');
    const mail = payloadOf('inbound');
    const many = Array.from({ length: 501 }, () => payload);
    const largest: unknown[] = JSON.parse(
      utf8Text(brevo.encode(many.slice(1), encodeContext()).body),
    );
    assert.equal(largest.length, 500);
    assert.deepEqual(brevo.batch, { max: 500, windowMs: 300_000 });
    const refusedOnes: readonly (readonly Payload[])[] = [
      [],
      many,
      [{ kind: 'form', fields: [] }],
      [payload, mail],
    ];
    for (const payloads of refusedOnes) {
      assert.throws(() => brevo.encode(payloads, encodeContext()), { code: 'WHK_USAGE' });
    }
  });
});
