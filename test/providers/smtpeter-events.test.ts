import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { parseForm } from '../../src/core/form.ts';
import { headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { Confidence } from '../../src/providers/types.ts';
import { formRequest, jsonRequest, OWN_KEY } from '../helpers/copernica-cases.ts';
import { SMTPETER_JSON_FAILURE, SMTPETER_SAMPLES } from '../helpers/copernica-samples.ts';
import {
  buildSigned,
  buildUnsigned,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';

const SAMPLE_TIME_MS = 1_741_944_413_000;
const ID = 'k3v9qz7m2xw4ht8b';
const WIRE_NAMES: Readonly<Record<string, string>> = {
  'failure-async': 'failure',
  delivered: 'delivery',
  complaint: 'abuse',
};

const samples = Object.entries(SMTPETER_SAMPLES);

test('smtpeter: every event has a sample in the page, and every sample an event', () => {
  assert.deepEqual(smtpeter.events.map(({ name }) => name).toSorted(), [
    ...Object.keys(SMTPETER_SAMPLES).toSorted(),
  ]);
});

for (const [name, sample] of samples) {
  test(`smtpeter: the page's ${name} is described by name, id and recipient`, () => {
    const wireName = WIRE_NAMES[name] ?? name;
    const time = name === 'complaint' ? '' : ':1741944413';
    assert.deepEqual(smtpeter.describe(viewRequest(formRequest(sample))), [
      { name, wireName, id: `${ID}:${wireName}${time}`, recipient: 'jane@example.net' },
    ]);
  });

  test(`smtpeter: ${name} is built with the keys, order and values of the page`, () => {
    const built = buildUnsigned(smtpeter, findEvent(smtpeter, name), {
      recipient: 'jane@example.net',
      nowMs: SAMPLE_TIME_MS,
    });
    const drawn: Readonly<Record<string, RegExp>> = {
      id: /^[a-z0-9]{16}$/,
      ip: /^192\.0\.2\.\d{1,3}$/,
      ...(name === 'delivered' ? { description: /^250 2\.0\.0 Ok: queued as \w{13}$/ } : {}),
    };
    const fields = parseForm(built.body).map(([key, value]) => {
      const shape = drawn[key];
      if (shape !== undefined) assert.match(value, shape);
      return [key, shape === undefined ? value : '(drawn)'];
    });
    const printed = parseForm(utf8Bytes(sample)).map(([key, value]) => [
      key,
      drawn[key] === undefined ? value : '(drawn)',
    ]);
    assert.deepEqual(fields, printed);
  });

  for (const format of ['form', 'json'] as const) {
    test(`smtpeter: a built ${name} (${format}) verifies, is recognised and described as that event`, () => {
      const request = buildSigned(smtpeter, findEvent(smtpeter, name), OWN_KEY, { format });
      const view = viewRequest(request);
      assert.equal(view.kind, format);
      const verdict = smtpeter.verify(view, {
        secrets: [OWN_KEY],
        url: TARGET_URL,
        nowMs: NOW_MS,
        options: defaultOptions(smtpeter),
      });
      assert.equal(verdict.status, 'ok', verdict.detail);
      assert.equal(smtpeter.recognise(view), Confidence.certain);
      const [event, ...more] = smtpeter.describe(view);
      assert.deepEqual(more, []);
      assert.equal(event?.name, name);
      assert.equal(event?.recipient, 'alice@example.net');
    });
  }
}

test('smtpeter: the encoding of the body is the one of the page, byte for byte', () => {
  const built = buildUnsigned(smtpeter, findEvent(smtpeter, 'click'), {
    recipient: 'jane@example.net',
    nowMs: SAMPLE_TIME_MS,
  });
  const text = utf8Text(built.body)
    .replace(/^id=\w+/, `id=${ID}`)
    .replace(/ip=[\d.]+/, 'ip=192.0.2.61');
  assert.equal(text, SMTPETER_SAMPLES.click);
});

test('smtpeter: the JSON variant has the keys, types and spelling of the page', () => {
  const request = buildUnsigned(smtpeter, findEvent(smtpeter, 'failure'), {
    recipient: 'jane@example.net',
    nowMs: SAMPLE_TIME_MS,
    format: 'json',
  });
  assert.equal(headerValue(request.headers, 'content-type'), 'application/json');
  const text = utf8Text(request.body).replace(/"id":"\w{16}"/, `"id":"${ID}"`);
  assert.equal(text, SMTPETER_JSON_FAILURE);
  assert.deepEqual(smtpeter.describe(viewRequest(jsonRequest(SMTPETER_JSON_FAILURE))), [
    {
      name: 'failure',
      wireName: 'failure',
      id: `${ID}:failure:1741944413`,
      recipient: 'jane@example.net',
    },
  ]);
});

test('smtpeter: events of one message share its id, and a seed fixes everything', () => {
  const bodies = smtpeter.events.map((event) => buildUnsigned(smtpeter, event));
  const ids = bodies.map((request) => viewRequest(request).field('id'));
  assert.equal(new Set(ids).size, 1);
  assert.deepEqual(
    smtpeter.events.map((event) => buildUnsigned(smtpeter, event)),
    bodies,
  );
  const [bounce] = smtpeter.events;
  assert.ok(bounce);
  assert.notDeepEqual(buildUnsigned(smtpeter, bounce, { seed: 'other' }), bodies[0]);
});

test('smtpeter: an unsigned request has the id and content type, and a User-Agent only on request', () => {
  const failure = findEvent(smtpeter, 'failure');
  assert.deepEqual(buildUnsigned(smtpeter, failure).headers, [
    ['X-Copernica-ID', 'environment-1234'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ]);
  const options = { 'user-agent': 'x/1', environment: '7', 'id-separator': 'underscore' };
  assert.deepEqual(buildUnsigned(smtpeter, failure, { options }).headers, [
    ['User-Agent', 'x/1'],
    ['X-Copernica-ID', 'environment_7'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ]);
});

test('smtpeter: events are found by wire name and alias', () => {
  const found = (typed: string): string => findEvent(smtpeter, typed).name;
  assert.equal(found('abuse'), 'complaint');
  assert.equal(found('spam'), 'complaint');
  assert.equal(found('delivery'), 'delivered');
  assert.equal(found('bounce'), 'bounce');
  for (const alias of ['failed', 'hard-bounce', 'dsn', 'permanent-fail', 'Hard Bounce']) {
    assert.equal(found(alias), 'failure');
  }
  assert.equal(found('dsn-failure'), 'failure-async');
  assert.throws(() => found('unsubscribe'), { code: 'WHK_UNKNOWN_NAME' });
});

test('smtpeter: a request carries one event and is never multipart', () => {
  const context = {
    format: 'form',
    random: seededRandom('encode'),
    options: defaultOptions(smtpeter),
  } as const;
  const payload = { kind: 'form', fields: [['id', '1']] } as const;
  assert.throws(() => smtpeter.encode([payload, payload], context), { code: 'WHK_USAGE' });
  assert.throws(() => smtpeter.encode([], context), { code: 'WHK_USAGE' });
  assert.throws(() => smtpeter.encode([{ kind: 'multipart', parts: [] }], context), {
    code: 'WHK_USAGE',
  });
});

test('smtpeter: unknown and odd bodies are described without throwing', () => {
  const described = (body: string): unknown => smtpeter.describe(viewRequest(formRequest(body)));
  assert.deepEqual(described('type=profile-edit&id=1'), [
    { name: null, wireName: 'profile-edit', id: '1:profile-edit', recipient: null },
  ]);
  assert.deepEqual(described('id=1&emailfrom=a%40example.net&mime=x'), [
    { name: 'complaint', wireName: 'abuse', id: '1:abuse', recipient: 'a@example.net' },
  ]);
  assert.deepEqual(described(''), []);
  assert.deepEqual(described('a=b'), []);
  assert.deepEqual(smtpeter.describe(viewRequest(jsonRequest('[{"type":"open"}]'))), []);
  assert.deepEqual(smtpeter.describe(viewRequest(jsonRequest('{"type":{"a":1}}'))), []);
});

test('smtpeter: retries are undocumented: none, 10 s, any 2xx', () => {
  const [profile, ...others] = smtpeter.retry;
  assert.deepEqual(others, []);
  assert.equal(profile.name, 'smtpeter');
  assert.deepEqual(profile.delaysMs, []);
  assert.equal(profile.timeoutMs, 10_000);
  assert.deepEqual(profile.success, [[200, 299]]);
  assert.deepEqual(profile.stop, []);
  assert.match(profile.afterLast, /undocumented/);
});
