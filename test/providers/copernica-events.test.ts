import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { parseForm } from '../../src/core/form.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { copernica } from '../../src/providers/copernica/index.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { Confidence } from '../../src/providers/types.ts';
import { formRequest, jsonRequest, OWN_KEY } from '../helpers/copernica-cases.ts';
import {
  COPERNICA_JSON_UPDATE,
  COPERNICA_SAMPLES,
  SMTPETER_SAMPLES,
} from '../helpers/copernica-samples.ts';
import {
  buildSigned,
  buildUnsigned,
  defaultOptions,
  NOW_MS,
  TARGET_URL,
} from '../helpers/provider-cases.ts';

const SAMPLE_TIME_MS = 1_741_944_413_000;
const MAIL_ID = 'k3v9qz7m2xw4ht8b';

/** What the page prints; the asynchronous failure is printed for SMTPeter, with the same fields. */
const SAMPLES: Readonly<Record<string, string>> = {
  ...COPERNICA_SAMPLES,
  'failure-async': SMTPETER_SAMPLES['failure-async'],
};

/** Wire name, id and recipient to be read from each sample. */
const DESCRIBED: Readonly<Record<string, readonly [string, string, string | null]>> = {
  create: ['create', '123456:create:1741944413', 'jane@example.net'],
  'create-subprofile': ['create', '98765:create:1741944413', null],
  update: ['update', '123456:update:1741944413', 'jane@example.net'],
  'update-subprofile': ['update', '98765:update:1741944413', null],
  delete: ['delete', '123456:delete:1741944413', 'jane@example.net'],
  'delete-subprofile': ['delete', '98765:delete:1741944413', null],
  unsubscribe: ['unsubscribe', '5551234:unsubscribe:1741944413', null],
  delivered: ['delivery', `${MAIL_ID}:delivery:1741944413`, 'jane@example.net'],
  open: ['open', `${MAIL_ID}:open:1741944413`, 'jane@example.net'],
  click: ['click', `${MAIL_ID}:click:1741944413`, 'jane@example.net'],
  bounce: ['bounce', `${MAIL_ID}:bounce:1741944413`, 'jane@example.net'],
  failure: ['failure', `${MAIL_ID}:failure:1741944413`, 'jane@example.net'],
  'failure-async': ['failure', `${MAIL_ID}:failure:1741944413`, 'jane@example.net'],
};

/** Values that differ from run to run or that the page only makes up. */
const DRAWN: Readonly<Record<string, RegExp>> = {
  id: /^(?:[a-z0-9]{16}|\d{7})$/,
  ip: /^192\.0\.2\.\d{1,3}$/,
  profile: /^\d{6}$/,
  subprofile: /^\d{5}$/,
  mailing: /^\d{5}$/,
  created: /^2025-03-14 09:26:(?:53|49)$/,
};

test('copernica: every event has a sample, and every sample an event', () => {
  assert.deepEqual(
    copernica.events.map(({ name }) => name).toSorted(),
    Object.keys(SAMPLES).toSorted(),
  );
});

for (const [name, sample] of Object.entries(SAMPLES)) {
  test(`copernica: the page's ${name} is described by name, id and recipient`, () => {
    const [wireName, id, recipient] = DESCRIBED[name] ?? [];
    assert.deepEqual(copernica.describe(viewRequest(formRequest(sample))), [
      { name, wireName, id, recipient },
    ]);
  });

  test(`copernica: ${name} is built with the keys, order and values of the page`, () => {
    const built = buildUnsigned(copernica, findEvent(copernica, name), {
      recipient: 'jane@example.net',
      nowMs: SAMPLE_TIME_MS,
    });
    const fields = parseForm(built.body).map(([key, value]) => {
      const shape = DRAWN[key];
      if (shape !== undefined) assert.match(value, shape, key);
      return [key, shape === undefined ? value : '(drawn)'];
    });
    const printed = parseForm(utf8Bytes(sample)).map(([key, value]) => [
      key,
      DRAWN[key] === undefined ? value : '(drawn)',
    ]);
    assert.deepEqual(fields, printed);
  });

  for (const format of ['form', 'json'] as const) {
    test(`copernica: a built ${name} (${format}) verifies, is recognised and described as that event`, () => {
      const event = findEvent(copernica, name);
      const view = viewRequest(buildSigned(copernica, event, OWN_KEY, { format }));
      assert.equal(view.kind, format);
      const verdict = copernica.verify(view, {
        secrets: [OWN_KEY],
        url: TARGET_URL,
        nowMs: NOW_MS,
        options: defaultOptions(copernica),
      });
      assert.equal(verdict.status, 'ok', verdict.detail);
      assert.equal(copernica.recognise(view), Confidence.certain);
      const [described, ...more] = copernica.describe(view);
      assert.deepEqual(more, []);
      assert.equal(described?.name, name);
      assert.equal(described?.wireName, event.wireName);
      const expected = DESCRIBED[name]?.[2] === null ? null : 'alice@example.net';
      assert.equal(described?.recipient, expected);
    });
  }
}

test('copernica: the encoding of brackets is the one of the page, byte for byte', () => {
  const built = buildUnsigned(copernica, findEvent(copernica, 'update'), {
    recipient: 'jane@example.net',
    nowMs: SAMPLE_TIME_MS,
  });
  const text = utf8Text(built.body)
    .replace(/profile=\d+/, 'profile=123456')
    .replace(/created=[^&]+/, 'created=2024-11-02+08%3A00%3A00');
  assert.equal(text, COPERNICA_SAMPLES.update);
});

test('copernica: the JSON variant has the keys, types and spelling of the page', () => {
  const request = buildUnsigned(copernica, findEvent(copernica, 'update'), {
    recipient: 'jane@example.net',
    nowMs: SAMPLE_TIME_MS,
    format: 'json',
  });
  const text = utf8Text(request.body)
    .replace(/"profile":\d+/, '"profile":123456')
    .replace(/"created":"[^"]+"/, '"created":"2024-11-02 08:00:00"');
  assert.equal(text, COPERNICA_JSON_UPDATE);
  assert.deepEqual(copernica.describe(viewRequest(jsonRequest(COPERNICA_JSON_UPDATE))), [
    {
      name: 'update',
      wireName: 'update',
      id: '123456:update:1741944413',
      recipient: 'jane@example.net',
    },
  ]);
});

test('copernica: a documented example with `action` in place of `type` is described too', () => {
  const body =
    '{"action":"delete","profile":5,"subprofile":7,"timestamp":"2025-03-14 09:26:53","fields":{"email":"a@example.net"}}';
  assert.deepEqual(copernica.describe(viewRequest(jsonRequest(body))), [
    {
      name: 'delete-subprofile',
      wireName: 'delete',
      id: '7:delete:2025-03-14 09:26:53',
      recipient: 'a@example.net',
    },
  ]);
});

test('copernica: numbers beyond 2^53 keep their digits in the id', () => {
  const body = '{"type":"update","profile":12345678901234567890,"time":1}';
  const [event] = copernica.describe(viewRequest(jsonRequest(body)));
  assert.equal(event?.id, '12345678901234567890:update:1');
});

test('copernica: an unknown type has no canonical name, and no type is no event', () => {
  const [event] = copernica.describe(viewRequest(formRequest('type=abuse&id=1')));
  assert.deepEqual(event, { name: null, wireName: 'abuse', id: '1:abuse', recipient: null });
  assert.deepEqual(copernica.describe(viewRequest(formRequest('profile=1'))), []);
});

test('copernica: events about one profile share its number, and a seed fixes everything', () => {
  const all = copernica.events.map((event) => buildUnsigned(copernica, event));
  const profiles = all
    .map((request) => viewRequest(request).field('profile'))
    .filter((profile) => profile !== undefined);
  assert.equal(profiles.length, 7);
  assert.equal(new Set(profiles).size, 1);
  assert.deepEqual(
    copernica.events.map((event) => buildUnsigned(copernica, event)),
    all,
  );
});

test('copernica: a created profile is as old as the event, an updated one older', () => {
  const times = (name: string): readonly (string | undefined)[] => {
    const view = viewRequest(buildUnsigned(copernica, findEvent(copernica, name)));
    return ['timestamp', 'created', 'modified'].map((field) => view.field(field));
  };
  const now = '2026-11-21 06:50:00';
  const accepted = '2026-11-21 06:49:56';
  assert.deepEqual(times('create'), [now, now, now]);
  assert.deepEqual(times('create-subprofile'), [now, now, now]);
  assert.deepEqual(times('update'), [now, accepted, now]);
  assert.deepEqual(times('update-subprofile'), [now, accepted, now]);
});

test('copernica: events are found by wire name and alias', () => {
  const found = (typed: string): string => findEvent(copernica, typed).name;
  assert.equal(found('delivery'), 'delivered');
  assert.equal(found('impression'), 'open');
  assert.equal(found('profile created'), 'create');
  assert.equal(found('profile_updated'), 'update');
  assert.equal(found('subprofile deleted'), 'delete-subprofile');
  assert.equal(found('error'), 'failure');
  assert.equal(found('unsubscribed'), 'unsubscribe');
});

test('copernica: retries are undocumented: none, 10 s, any 2xx', () => {
  const [profile, ...others] = copernica.retry;
  assert.deepEqual(others, []);
  assert.equal(profile.name, 'copernica');
  assert.deepEqual(profile.delaysMs, []);
  assert.equal(profile.timeoutMs, 10_000);
  assert.deepEqual(profile.success, [[200, 299]]);
  assert.match(profile.afterLast, /undocumented/);
});
