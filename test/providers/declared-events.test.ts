import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import { headerValue } from '../../src/core/headers.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { declaredProvider } from '../../src/providers/declared/index.ts';
import { applyEdits } from '../../src/providers/edits.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import {
  Confidence,
  type EventDefinition,
  type Payload,
  type Provider,
} from '../../src/providers/types.ts';
import { acme, definitionOf, fixtureOf } from '../helpers/declared.ts';
import { buildContext, buildSigned, buildUnsigned, NOW_MS } from '../helpers/provider-cases.ts';
import { testEveryEvent, testSecret } from '../helpers/provider-laws.ts';

/** `<now>` stands for the value of that name. */
function values(text: string): string {
  return text.replace(/<([a-z][^<>]*)>/g, `\${$1}`);
}

function json(body: string, headers = ''): string {
  return values(
    `version: 1\nrequest:\n  headers: [[Content-Type, application/json]${headers}]\n  body: '${body}'\n`,
  );
}

const SIGNED = `
signature:
  content: '{timestamp}.{body}'
  header: Acme-Signature
  template: 't={timestamp},v1={signature}'
  timestamp: { tolerance: 5m }
recognise: { headers: { Acme-Signature: '*' } }
describe: { name: type, id: id, recipient: data.email }
`;
const EVENTS = `${SIGNED}
events:
  bounce: { file: bounce.yaml, wire: email.bounced, aliases: [bounced], summary: it came back }
  open: { file: open.yaml, wire: email.opened, recipient: data.reader }
`;
const FIXTURES = {
  bounce: json(
    '{"id":"evt_<random.hex(12)>","type":"<wire>","at":<now>,"big":12345678901234567890,"data":{"email":"<recipient>","message":"<message.uuid>"}}',
    ", [X-Acme-Delivery, '<uuid:delivery>'], [Host, old.example], [Content-Length, '1']",
  ),
  open: json(
    '{"id": "evt_<random.hex(12)>", "type": "<wire>", "data": {"reader": "<recipient>", "message": "<message.uuid>", "subject": "<subject>"}}',
  ),
};

async function whole(): Promise<Provider> {
  return await acme(EVENTS, FIXTURES);
}

function textOf(request: Pick<WebhookRequest, 'body'>): string {
  return utf8Text(request.body);
}

function built(provider: Provider, event: EventDefinition): Payload {
  return event.build(buildContext(provider, event));
}

function encoded(
  provider: Provider,
  payloads: readonly Payload[],
  format: 'json' | 'jsonl' = 'json',
): string {
  const random = buildContext(provider, eventOf(provider)).random;
  return textOf(provider.encode(payloads, { format, random, options: {} }));
}

function eventOf(provider: Provider): EventDefinition {
  const [event] = provider.events;
  assert.ok(event);
  return event;
}

describe('an event from a fixture', async () => {
  testEveryEvent(await whole());

  it('has the bytes of the fixture with its values filled in, and its headers but for the transport', async () => {
    const provider = await whole();
    const request = buildUnsigned(provider, eventOf(provider));
    assert.match(
      textOf(request),
      /^\{"id":"evt_[0-9a-f]{12}","type":"email\.bounced","at":1795243800,"big":12345678901234567890,"data":\{"email":"alice@example\.net","message":"[0-9a-f-]{36}"\}\}$/,
    );
    assert.deepEqual(
      request.headers.map(([name]) => name),
      ['Content-Type', 'X-Acme-Delivery'],
    );
    assert.match(headerValue(request.headers, 'x-acme-delivery') ?? '', /^[0-9a-f-]{36}$/);
  });

  it('has ids of its own, and of its message those of the other events', async () => {
    const provider = await whole();
    const [bounce, open] = provider.events.map((event) =>
      JSON.parse(textOf(buildUnsigned(provider, event))),
    );
    assert.equal(bounce.data.message, open.data.message);
    const other = buildUnsigned(provider, eventOf(provider), { seed: 'another' });
    assert.notEqual(JSON.parse(textOf(other)).id, bounce.id);
    assert.notEqual(JSON.parse(textOf(other)).data.message, bounce.data.message);
  });

  it('is found by its name, its name on the wire and its aliases', async () => {
    const provider = await whole();
    for (const name of ['bounce', 'email.bounced', 'Bounced']) {
      assert.equal(findEvent(provider, name).name, 'bounce');
    }
    assert.equal(findEvent(provider, 'open').summary, 'made from open.yaml');
  });

  it('is written the way of its fixture when it was changed', async () => {
    const cases = {
      '{"a": "ü", "type": "x"}': '{"a": "ö", "type": "x"}',
      '{"a":"\\u00fc\\/","type":"x"}': '{"a":"\\u00f6","type":"x"}',
      '{"a":"\\u003c","type":"x"}': '{"a":"ö","type":"x"}',
      '{\n  "a": "ü",\n  "type": "x"\n}': '{\n  "a": "ö",\n  "type": "x"\n}',
    };
    for (const [body, expected] of Object.entries(cases)) {
      const fixture = `version: 1\nrequest: { headers: [[Content-Type, application/json]], body: ${JSON.stringify(body)} }\n`;
      const provider = await acme(`${SIGNED}events: { a: a.yaml }\n`, { a: fixture });
      const payload = built(provider, eventOf(provider));
      assert.equal(encoded(provider, [payload]), body);
      const changed = applyEdits(payload, [{ kind: 'set', path: 'a', text: 'ö' }], false);
      assert.equal(encoded(provider, [changed]), expected);
    }
  });

  it('keeps its own headers when a field was set', async () => {
    const provider = await acme(EVENTS, {
      bounce: FIXTURES.bounce,
      open: json('{"type":"<wire>","n":1}', ", [X-Acme-Event, 'open-<now>']"),
    });
    const event = findEvent(provider, 'open');
    const changed = applyEdits(
      built(provider, event),
      [{ kind: 'set', path: 'n', text: '2' }],
      false,
    );
    const random = buildContext(provider, event).random;
    const { headers, body } = provider.encode([changed], { format: 'json', random, options: {} });
    assert.equal(headerValue(headers, 'x-acme-event'), 'open-1795243800');
    assert.equal(utf8Text(body), '{"type":"email.opened","n":2}');
  });

  it('is a number where a value stands without quotes, or says so', async () => {
    const fixture = json(
      '{"a":<now>,"b":"<now>","c":"<now.ms|number>","d":[<random.digits(20)>],"e":"x <now|number>"}',
    );
    const provider = await acme(`${SIGNED}events: { a: a.yaml }\n`, { a: fixture });
    assert.match(
      textOf(buildUnsigned(provider, eventOf(provider))),
      /^\{"a":1795243800,"b":"1795243800","c":1795243800123,"d":\[\d{20}\],"e":"x 1795243800"\}$/,
    );
  });

  it('has text in its values that JSON must escape', async () => {
    const fixture = json('{"to":"<recipient>"}');
    const provider = await acme(`${SIGNED}events: { a: a.yaml }\n`, { a: fixture });
    const request = buildUnsigned(provider, eventOf(provider), {
      recipient: '"Zoë" <z@example.net>',
    });
    assert.equal(textOf(request), '{"to":"\\"Zoë\\" <z@example.net>"}');
  });

  it('may be a form, whose way of escaping is kept, with JSON in a field', async () => {
    const block = `${SIGNED.replace('name: type', 'name: { field: payload, json: event }').replace('id: id', 'id: { field: n }').replace('data.email }', '{ field: payload, json: to } }')}events: { bounce: a.yaml }\n`;
    const fixture = values(
      `version: 1\nrequest: { headers: [[Content-Type, application/x-www-form-urlencoded]], form: [[n, '<random.integer(5,5)>'], [payload, '{"event":"bounce","to":"<recipient|json>"}'], [sign, '~*']] }\n`,
    );
    const provider = await acme(block, { bounce: fixture });
    const request = buildSigned(provider, eventOf(provider), testSecret(provider));
    assert.equal(
      textOf(request),
      'n=5&payload=%7B%22event%22%3A%22bounce%22%2C%22to%22%3A%22alice%40example.net%22%7D&sign=%7E*',
    );
    assert.deepEqual(provider.describe(viewRequest(request)), [
      { name: 'bounce', wireName: 'bounce', id: '5', recipient: 'alice@example.net' },
    ]);
  });

  it('may be multipart, files as they are', async () => {
    const part = (name: string, text: string): string =>
      `--xx\\r\\nContent-Disposition: form-data; name=\\"${name}\\"\\r\\n\\r\\n${text}\\r\\n`;
    const file =
      '--xx\\r\\nContent-Disposition: form-data; name=\\"f\\"; filename=\\"a.txt\\"\\r\\n\\r\\n<now>\\r\\n--xx--\\r\\n';
    const fixture = `version: 1\nrequest: { headers: [[Content-Type, multipart/form-data; boundary=xx]], body: "${values(part('to', '<recipient>') + file)}" }\n`;
    const provider = await acme(`${SIGNED}events: { a: a.yaml }\n`, { a: fixture });
    const request = buildSigned(provider, eventOf(provider), testSecret(provider));
    const parts = viewRequest(request).multipart() ?? [];
    assert.deepEqual(
      parts.map(({ name, body }) => [name, utf8Text(body)]),
      [
        ['to', 'alice@example.net'],
        ['f', values('<now>')],
      ],
    );
  });

  it('leaves the id of a capture behind, and takes one of its own when it is signed', async () => {
    const block = `signature: { content: '{id}{body}', header: S, id: { header: X-Id, make: 'id-{random.hex(4)}' } }\nevents: { a: a.yaml }\n`;
    const provider = await acme(block, { a: json('{}', ', [X-Id, captured]') });
    const request = buildUnsigned(provider, eventOf(provider));
    assert.equal(headerValue(request.headers, 'x-id'), undefined);
    const signed = buildSigned(provider, eventOf(provider), testSecret(provider));
    assert.match(headerValue(signed.headers, 'x-id') ?? '', /^id-[0-9a-f]{4}$/);
    const given = await acme(block, { a: json('{}', ", [X-Id, 'own-<random.hex(2)>']") });
    const kept = buildSigned(given, eventOf(given), testSecret(given));
    assert.match(headerValue(kept.headers, 'x-id') ?? '', /^own-[0-9a-f]{2}$/);
  });

  const broken = [
    ['body: "<a/>"', /its body is no JSON/],
    [values('body: \'{"a":"<nw>"}\''), /body: \$\{nw\}: unknown value "nw"; did you mean now\?/],
    [values('headers: [[X-A, "<uid>"]], json: {}'), /header X-A: \$\{uid\}: unknown value/],
    ['headers: [[Content-Type, multipart/form-data; boundary=x]], body: a', /is no multipart/],
    ['json: [1, 2]', /body: expected a list of one event, found 2/],
  ] as const;
  for (const [request, message] of broken) {
    it(`can't be made from ${request}`, async () => {
      const definition = definitionOf(`${SIGNED}events: { a: a.yaml }\nbatch: array\n`);
      const fixture = await fixtureOf(`version: 1\nrequest: { ${request} }\n`);
      const parts = { fixtures: new Map([['a', fixture]]), module: null };
      const { provider, flaws } = declaredProvider(definition, parts);
      assert.deepEqual(provider.events, []);
      assert.equal(flaws[0]?.event, 'a');
      assert.match(flaws[0]?.message ?? '', message);
    });
  }
});

describe('a batch', () => {
  const one = json('{"type":"a","id":"<random.hex(4)>"}');
  const list = json('[{"type":"a","id":"<random.hex(4)>"}]');
  const around = json(
    '{"account": "x", "events": [{"type": "a", "id": "<random.hex(4)>"}], "v": 1}',
  );

  const cases: readonly (readonly [batch: string, fixture: string, single: RegExp, two: RegExp])[] =
    [
      ['array', one, /^\[\{"type":"a","id":"\w+"\}\]$/, /^\[\{[^}]+\},\{[^}]+\}\]$/],
      ['array', list, /^\[\{"type":"a","id":"\w+"\}\]$/, /^\[\{[^}]+\},\{[^}]+\}\]$/],
      [
        '{ form: array, single: bare }',
        list,
        /^\{"type":"a","id":"\w+"\}$/,
        /^\[\{[^}]+\},\{[^}]+\}\]$/,
      ],
      [
        '{ form: array, single: bare }',
        one,
        /^\{"type":"a","id":"\w+"\}$/,
        /^\[\{[^}]+\},\{[^}]+\}\]$/,
      ],
      [
        '{ form: wrapper, key: events }',
        one,
        /^\{"events":\[\{"type":"a","id":"\w+"\}\]\}$/,
        /^\{"events":\[\{[^}]+\},\{[^}]+\}\]\}$/,
      ],
      [
        '{ form: wrapper, key: events }',
        around,
        /^\{"account": "x", "events": \[\{"type": "a", "id": "\w+"\}\], "v": 1\}$/,
        /^\{"account": "x", "events": \[\{[^}]+\}, \{[^}]+\}\], "v": 1\}$/,
      ],
      ['jsonl', one, /^\{"type":"a","id":"\w+"\}$/, /^\{[^}]+\}\n\{[^}]+\}$/],
    ];
  for (const [batch, fixture, single, two] of cases) {
    it(`${batch} is written so, and its events are described one by one`, async () => {
      const provider = await acme(`${SIGNED}events: { a: a.yaml }\nbatch: ${batch}\n`, {
        a: fixture,
      });
      const event = eventOf(provider);
      const payload = built(provider, event);
      const [format] = event.formats;
      assert.ok(format === 'json' || format === 'jsonl');
      assert.match(encoded(provider, [payload], format), single);
      const random = buildContext(provider, event).random;
      const batchOf = provider.encode([payload, payload], { format, random, options: {} });
      assert.match(textOf(batchOf), two);
      const found = provider.describe(viewRequest({ ...batchOf, path: '/' }));
      const id = found[0]?.id ?? '';
      assert.match(id, /^\w{4}$/);
      const expected = { name: 'a', wireName: 'a', id, recipient: null };
      assert.deepEqual(found, [expected, expected]);
    });
  }

  it('has a most, and without a batch it is one', async () => {
    const alone = await acme(`${SIGNED}events: { a: a.yaml }\n`, { a: one });
    const payload = built(alone, eventOf(alone));
    assert.throws(
      () => encoded(alone, [payload, payload]),
      /a request of acme has one event, not 2/,
    );
    const most = await acme(`${SIGNED}events: { a: a.yaml }\nbatch: { form: array, max: 2 }\n`, {
      a: one,
    });
    assert.throws(() => encoded(most, [payload, payload, payload]), /has 1 to 2 events, not 3/);
    assert.deepEqual(most.batch, { max: 2, windowMs: 10_000 });
  });
});

describe('a captured request', () => {
  const capture = (body: string, headers: WebhookRequest['headers'] = []): WebhookRequest => ({
    method: 'POST',
    path: '/hooks?source=acme',
    headers: [['Content-Type', 'application/json'], ...headers],
    body: utf8Bytes(body),
  });

  it('is described by its places: numbers as written, unknown names without a canonical one', async () => {
    const provider = await whole();
    const view = viewRequest(
      capture('{"type":"email.sent","id":12345678901234567890,"data":{"email":"a@b.example"}}'),
    );
    assert.deepEqual(provider.describe(view), [
      { name: null, wireName: 'email.sent', id: '12345678901234567890', recipient: 'a@b.example' },
    ]);
    assert.deepEqual(provider.describe(viewRequest(capture('{"type":7}')))[0]?.wireName, '7');
    assert.deepEqual(provider.describe(viewRequest(capture('{}'))), []);
    assert.deepEqual(provider.describe(viewRequest(capture('no JSON'))), []);
  });

  it('is recognised by what the rules say, and by the surest of them', async () => {
    const provider = await acme(`
signature: { header: S }
recognise:
  - { headers: { User-Agent: 'Acme/*.*' }, confidence: likely }
  - { json: { source: acme, items: '*' }, content_type: application/json }
  - { query: { source: acme }, headers: { X-Acme: '*' }, confidence: possible }
`);
    const confidence = (body: string, headers: WebhookRequest['headers'] = []): Confidence =>
      provider.recognise(viewRequest(capture(body, headers)));
    assert.equal(confidence('{}'), Confidence.none);
    assert.equal(confidence('{}', [['User-Agent', 'Acme/1.0']]), Confidence.likely);
    assert.equal(confidence('{}', [['User-Agent', 'Acme/1']]), Confidence.none);
    assert.equal(confidence('{"source":"acme","items":[1]}'), Confidence.certain);
    assert.equal(confidence('{"source":"acme"}'), Confidence.none);
    assert.equal(confidence('{"source":"acme2","items":[1]}'), Confidence.none);
    assert.equal(confidence('{}', [['X-Acme', '']]), Confidence.possible);
    assert.equal(confidence('{}', [['S', 'abc']]), Confidence.none);
  });

  it('is recognised by its signature where there are no rules, never for certain', async () => {
    const header = await acme('signature: { header: Acme-Signature }');
    const signed = viewRequest(capture('{}', [['acme-signature', 'abc']]));
    assert.equal(header.recognise(signed), Confidence.likely);
    assert.equal(header.recognise(viewRequest(capture('{}'))), Confidence.none);
    const basic = await acme('signature: { scheme: basic }');
    const shown = viewRequest(capture('{}', [['Authorization', 'Basic YTpi']]));
    assert.equal(basic.recognise(shown), Confidence.possible);
  });
});

describe('the facts of a declared provider', () => {
  it('say what the definition says', async () => {
    const provider = await acme(
      `${EVENTS}title: Acme\ndocs: https://acme.example/\nretry: { delays: 2x5s, success: 200 }\n`,
      FIXTURES,
    );
    assert.equal(provider.title, 'Acme');
    assert.equal(provider.docsUrl, 'https://acme.example/');
    assert.deepEqual(provider.scheme, {
      name: 'hmac-sha256',
      summary:
        'The Acme-Signature header holds the HMAC-SHA256 of {timestamp}.{body} in hex, written t={timestamp},v1={signature}. A time more than 5m off is refused.',
      covers: { body: true, timestamp: true, url: false, headers: false },
      toleranceMs: 300_000,
      freshOnRetry: true,
    });
    assert.deepEqual(provider.retry[0].delaysMs, [5_000, 5_000]);
    assert.deepEqual(provider.retry[0].success, [200]);
    assert.equal(provider.retry[0].name, 'acme');
    assert.deepEqual(provider.unknowns, []);
    assert.deepEqual(
      provider.options.map(({ name }) => name),
      ['previous-secret'],
    );
  });

  it('have options for what the signature needs, and those of the definition', async () => {
    const provider = await acme(
      "signature: { content: '{url}{option:key}{body}', header: S }\noptions: { key: k-1 }\n",
    );
    assert.deepEqual(
      provider.options.map(({ name, default: value }) => [name, value]),
      [
        ['key', 'k-1'],
        ['public-url', ''],
      ],
    );
    const request = { method: 'POST', path: '/a', headers: [], body: utf8Bytes('{}') };
    const options = { key: 'k-1', 'public-url': 'https://tunnel.example/a' };
    const secret = testSecret(provider);
    const random = buildContext(provider, {
      formats: ['json'],
    } as unknown as EventDefinition).random;
    const input = { secret, url: 'http://127.0.0.1:1/a', nowMs: NOW_MS, random };
    const signed = viewRequest(provider.sign(request, { ...input, options }));
    const check = (url: string, own: Readonly<Record<string, string>>): string =>
      provider.verify(signed, { secrets: [secret], url, nowMs: NOW_MS, options: own }).status;
    assert.equal(check('https://tunnel.example/a', { key: 'k-1' }), 'ok');
    assert.equal(check('http://127.0.0.1:1/a', { key: 'k-1' }), 'failed');
    assert.equal(check('http://127.0.0.1:1/a', options), 'ok');
    assert.equal(check('https://tunnel.example/a', { key: 'k-2' }), 'failed');
  });

  const secrets = [
    ['{ header: S }', 'a', /^[0-9a-f]{64}$/, undefined],
    ['{ header: S, key: hex }', 'xyz', /^[0-9a-f]{64}$/, /is not hexadecimal/],
    ['{ header: S, key: base64 }', 'a-b', /^[A-Za-z0-9+/]{43}=$/, /is not base64/],
    [
      '{ header: S, key: { encoding: base64, strip_prefix: whsec_ } }',
      'whsec_',
      /^whsec_[A-Za-z0-9+/]{43}=$/,
      /is empty/,
    ],
    ['{ header: S, scheme: ed25519 }', '00', /^[0-9a-f]{128}$/, /has 1 bytes, neither 32 nor 64/],
    ['{ scheme: basic }', 'a', /^hookuser:\w{32}$/, /no colon/],
    ['{ scheme: bearer }', 'a\nb', /^\w{32}$/, /control characters/],
  ] as const;
  for (const [signature, bad, shape, message] of secrets) {
    it(`know a secret for ${signature}, and complain of others`, async () => {
      const { secret } = await acme(`signature: ${signature}`);
      assert.ok(secret.kind === 'shared');
      assert.match(secret.testSecret, shape);
      assert.equal(secret.check(secret.testSecret), undefined);
      assert.equal(secret.check('')?.fatal, true);
      if (message === undefined) assert.equal(secret.check(bad), undefined);
      else assert.match(secret.check(bad)?.message ?? '', message);
    });
  }

  it('take key pairs for public-key schemes', async () => {
    for (const [scheme, algorithm] of [
      ['rsa', 'rsa-2048'],
      ['ecdsa', 'ec-p256'],
    ] as const) {
      const { secret } = await acme(`signature: { scheme: ${scheme}, header: S }`);
      assert.ok(secret.kind === 'key-pair');
      assert.equal(secret.algorithm, algorithm);
      assert.equal(secret.keyNameSuffix, null);
    }
  });
});
