import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { seededRandom } from '../../src/core/random.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { sparkpost } from '../../src/providers/sparkpost/index.ts';
import type { EncodeContext, Payload } from '../../src/providers/types.ts';
import { buildContext, defaultOptions, NOW_MS } from '../helpers/provider-cases.ts';

function encodeContext(seed = 'encode'): EncodeContext {
  return { format: 'json', random: seededRandom(seed), options: defaultOptions(sparkpost) };
}

function payloadOf(name: string): Payload {
  const definition = findEvent(sparkpost, name);
  return definition.build(buildContext(sparkpost, definition));
}

describe('sparkpost batches', () => {
  it('a batch has a time-based id of the second of its first event, the same for the same seed', () => {
    const payload = payloadOf('open');
    const { method, headers } = sparkpost.encode([payload], encodeContext());
    assert.equal(method, 'POST');
    const [, , [name = '', id = ''] = []] = headers;
    assert.deepEqual(headers.slice(0, 2), [
      ['Content-Type', 'application/json'],
      ['User-Agent', 'SparkPost'],
    ]);
    assert.equal(name, 'X-MessageSystems-Batch-ID');
    const [low = '', middle = '', high = '', clock = '', node = ''] = id.split('-');
    assert.match(high, /^1[0-9a-f]{3}$/);
    assert.match(clock, /^[89ab][0-9a-f]{3}$/);
    assert.match(node, /^[0-9a-f]{12}$/);
    const since1582 = BigInt(`0x${high.slice(1)}${middle}${low}`) / 10_000_000n;
    const seconds = since1582 + BigInt(Date.UTC(1582, 9, 15)) / 1000n;
    assert.equal(seconds, BigInt(Math.floor(NOW_MS / 1000)));
    assert.deepEqual(sparkpost.encode([payload], encodeContext()).headers, headers);
    assert.notDeepEqual(sparkpost.encode([payload], encodeContext('b')).headers, headers);
    // The id the page prints for its ping is of the same kind.
    assert.match('2f6d9a40-c5fa-11f0-9d3e-0242ac120002', /^.{8}-.{4}-1/);
  });

  it('any timestamp, or none, makes a batch id', () => {
    for (const timestamp of ['x', '2018-10-11T23:24:45.000+00:00', '99999999999', 1, null]) {
      const value = { msys: { message_event: { timestamp } } };
      const { headers } = sparkpost.encode([{ kind: 'json', value }], encodeContext());
      assert.match(headers[2]?.[1] ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[0-9a-f]{4}-/);
    }
  });

  it('a batch has 1 to 350 events that are JSON, and a mail is alone and without a batch id', () => {
    const payload = payloadOf('open');
    const mail = payloadOf('inbound');
    const many = Array.from({ length: 351 }, () => payload);
    const { body } = sparkpost.encode(many.slice(1), encodeContext());
    const elements: unknown[] = JSON.parse(utf8Text(body));
    assert.equal(elements.length, 350);
    assert.deepEqual(sparkpost.batch, { max: 350, windowMs: 60_000 });
    assert.equal(sparkpost.encode([mail], encodeContext()).headers.length, 2);
    const refusedOnes: readonly (readonly Payload[])[] = [
      [],
      many,
      [{ kind: 'form', fields: [] }],
      [mail, mail],
      [payload, mail],
    ];
    for (const payloads of refusedOnes) {
      assert.throws(() => sparkpost.encode(payloads, encodeContext()), { code: 'WHK_USAGE' });
    }
  });
});
