import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { definitionOf, readAcme } from '../helpers/declared.ts';
import { fitsSchema } from '../helpers/json-schema.ts';

const schema: unknown = JSON.parse(readFileSync('config.schema.json', 'utf8'));

const WHOLE = `
title: Acme Mail
docs: https://docs.acme.example/webhooks
secret: whsec_abc
secrets: [whsec_old]
tolerance: 10m
options: { account: a-1 }
signature:
  scheme: hmac
  algorithm: sha512
  key: { encoding: base64, strip_prefix: [whsec_, sk_], normalise: NFKD }
  content: '{id}.{timestamp}.{body}'
  encoding: base64url
  header: 'Acme-Signature-{n}'
  template: 'v1,{signature}'
  join: ' '
  timestamp: { header: Acme-Time, unit: ms, tolerance: 5m, direction: past }
  id: { header: Acme-Id, make: 'msg_{random.hex(8)}' }
  sets:
    headers: { X-Account: '{option:account}' }
    query: { hash: '{body:sha256}' }
    json: { 'a.b': '{uuid}' }
    fields: { c: d }
recognise:
  - headers: { User-Agent: 'Acme/*' }
    content_type: [application/json, text/json]
  - { json: { source: acme }, confidence: likely }
describe: { name: type, id: { header: Acme-Id }, recipient: { field: payload, json: 'to[0]' } }
events:
  bounce:
    file: fixtures/bounce.yaml
    wire: email.bounced
    aliases: bounced
    summary: it came back
    id: data.id
    recipient: data.email
  open: fixtures/open.yaml
retry: { delays: [5s, 5m], timeout: 10s, connect_timeout: 2s, success: [200, 202-204], stop: 4xx, jitter: 20%, from: end, retry_after: 2x, stop_header: 'X-No-Retry: 1', not_after: [dns, tls], redirects: 2, number_header: X-Retry-Num }
batch: { form: wrapper, key: events, max: 50, window: 1m, single: bare }
`;

describe('the definition of a provider', () => {
  it('is read with every key, its units settled', () => {
    const definition = definitionOf(WHOLE);
    assert.equal(definition.title, 'Acme Mail');
    assert.deepEqual(definition.options, { account: 'a-1' });
    assert.deepEqual(definition.retry, {
      delaysMs: [5_000, 300_000],
      timeoutMs: 10_000,
      success: [200, [202, 204]],
      stop: [[400, 499]],
      jitter: { from: 0.8, to: 1.2 },
      waitsFrom: 'end',
      connectTimeoutMs: 2_000,
      totalMs: null,
      givesUpOn: ['dns', 'tls'],
      stopHeader: { name: 'X-No-Retry', value: '1' },
      floor: null,
      retryAfter: { maxFactor: 2, maxMs: null },
      redirects: { max: 2, statuses: [301, 302, 303, 307, 308] },
      retryHeaders: [{ name: 'X-Retry-Num', holds: 'number' }],
      changes: [],
      keeps: [],
      endpoint: null,
      after: { event: 'lost', webhook: 'stays' },
    });
    assert.deepEqual(definition.batch, {
      form: 'wrapper',
      key: 'events',
      max: 50,
      windowMs: 60_000,
      bareSingle: true,
    });
    assert.deepEqual(definition.describe, {
      name: { in: 'json', path: ['type'] },
      id: { in: 'header', name: 'Acme-Id' },
      recipient: { in: 'field', name: 'payload', path: ['to', 0] },
    });
    assert.deepEqual(definition.recognise, [
      {
        values: [{ place: { in: 'header', name: 'User-Agent' }, pattern: 'Acme/*' }],
        contentTypes: ['application/json', 'text/json'],
        confidence: 'certain',
      },
      {
        values: [{ place: { in: 'json', path: ['source'] }, pattern: 'acme' }],
        contentTypes: [],
        confidence: 'likely',
      },
    ]);
    const [bounce, open] = definition.events;
    assert.deepEqual(bounce, {
      name: 'bounce',
      wireName: 'email.bounced',
      aliases: ['bounced'],
      summary: 'it came back',
      file: '/project/fixtures/bounce.yaml',
      at: { line: 33, column: 15 },
      id: { in: 'json', path: ['data', 'id'] },
      recipient: { in: 'json', path: ['data', 'email'] },
    });
    assert.deepEqual([open?.file, open?.wireName], ['/project/fixtures/open.yaml', 'open']);
    const { signature } = definition;
    assert.ok(signature.scheme === 'hmac');
    assert.deepEqual(signature.key, {
      encoding: 'base64',
      stripPrefixes: ['whsec_', 'sk_'],
      normalise: 'NFKD',
    });
    assert.equal(signature.hash, 'sha512');
    assert.ok(signature.places.in === 'headers');
    assert.deepEqual(signature.places.names.slice(0, 2), ['Acme-Signature-1', 'Acme-Signature-2']);
    assert.equal(signature.places.names.length, 100);
    assert.deepEqual(signature.time, {
      place: { in: 'header', name: 'Acme-Time' },
      unit: 'ms',
      toleranceMs: 300_000,
      direction: 'past',
    });
    assert.deepEqual(
      signature.sets.map(({ place, value }) => [place, value.source]),
      [
        [{ in: 'header', name: 'X-Account' }, '{option:account}'],
        [{ in: 'parameter', name: 'hash' }, '{body:sha256}'],
        [{ in: 'json', path: ['a', 'b'] }, '{uuid}'],
        [{ in: 'field', name: 'c' }, 'd'],
      ],
    );
  });

  it('keeps the settings that every provider has beside it', () => {
    const { problems, warnings } = readAcme(WHOLE);
    assert.deepEqual([problems, warnings], [[], []]);
  });

  it('takes short forms', () => {
    const { retry, batch, signature } = definitionOf(
      'signature: { header: S, key: hex }\nretry: 3x10s\nbatch: jsonl\n',
    );
    assert.deepEqual(retry?.delaysMs, [10_000, 10_000, 10_000]);
    assert.equal(batch?.form, 'jsonl');
    assert.ok(signature.scheme === 'hmac');
    assert.equal(signature.key.encoding, 'hex');
    assert.equal(signature.content.source, '{body}');
    assert.equal(signature.format.encoding, 'hex');
  });

  it('fits the published schema, which refuses what is no definition', () => {
    const config = parse(`providers: { acme: {} }`) as { providers: { acme: unknown } };
    assert.equal(fitsSchema(config, schema), false);
    config.providers.acme = parse(WHOLE);
    assert.equal(fitsSchema(config, schema), true);
    for (const block of [
      'signature: { scheme: basic }',
      'signature: { module: ./a.js }',
      'signature: { scheme: rsa, header: S }',
      'events: { bounce: a.yaml }\nretry: 5s\nbatch: array',
      'recognise: { headers: { A: b } }',
    ]) {
      config.providers.acme = parse(block);
      assert.equal(fitsSchema(config, schema), true, block);
    }
    for (const block of [
      'signatur: {}',
      'signature: { headr: S }',
      'signature: { header: S }\nretry: { delay: 5s }',
      'signature: { header: S, encoding: base46 }',
      'batch: array',
    ]) {
      config.providers.acme = parse(block);
      assert.equal(fitsSchema(config, schema), false, block);
    }
  });
});

describe('what is wrong with a definition', () => {
  const at = (line: number, column: number, path: string): string =>
    `webhook-cli.yaml:${line}:${column}: providers.acme${path === '' ? '' : `.${path}`}: `;

  const cases: readonly (readonly [block: string, ...problems: string[]])[] = [
    [
      'signature: { scheme: hmca, header: S }',
      `${at(4, 26, 'signature.scheme')}expected one of hmac, hash, ed25519, ecdsa, rsa, basic, bearer, query, token, none; did you mean hmac?`,
    ],
    [
      'signature: { header: S, algorithm: sha-256 }',
      `${at(4, 40, 'signature.algorithm')}expected one of sha256, sha1, sha384, sha512; did you mean sha256?`,
    ],
    [
      'signature: { scheme: ed25519, header: S, algorithm: sha256 }',
      `${at(4, 46, 'signature.algorithm')}unknown key "algorithm"; expected one of scheme, key, content, encoding, header, query, field, json, template, join, timestamp, id, sets`,
    ],
    [
      'signature: { header: S, field: f }',
      `${at(4, 36, 'signature.field')}expected one place, and header is given already`,
    ],
    [
      'signature: { header: "a b" }',
      `${at(4, 26, 'signature.header')}expected a header name such as X-Acme-Signature`,
    ],
    [
      'signature: { header: S, content: "{ts}{body}" }',
      `${at(4, 38, 'signature.content')}{timestamp} has no place; give timestamp a header, query, field or json, or write {timestamp} in template`,
    ],
    [
      'signature: { header: S, content: "{id}{body}" }',
      `${at(4, 38, 'signature.content')}{id} has no place; give id a header, query, field or json`,
    ],
    [
      'signature: { json: sig }',
      `${at(4, 16, 'signature')}the signature stands in what {body} covers, so it would have to sign itself`,
    ],
    [
      'signature: { json: a.sig, content: "{json:a.sig}" }',
      `${at(4, 40, 'signature.content')}the signature stands in what {json} covers, so it would have to sign itself`,
    ],
    [
      'signature: { field: sig, content: "{form}" }',
      `${at(4, 39, 'signature.content')}the signature stands in what {form} covers, so it would have to sign itself`,
    ],
    [
      'signature: { query: sig, content: "{url}{body}" }',
      `${at(4, 39, 'signature.content')}the signature stands in what {url} covers, so it would have to sign itself`,
    ],
    [
      'signature: { scheme: hash, header: S }',
      `${at(4, 16, 'signature')}expected {secret} in here: anyone can make a hash without it`,
    ],
    [
      'signature: { header: S, template: "v1=" }',
      `${at(4, 39, 'signature.template')}expected {signature} in here`,
    ],
    [
      'signature: { header: S, template: "{ts}{sig}" }',
      `${at(4, 39, 'signature.template')}two placeholders side by side can't be told apart`,
    ],
    [
      'signature: { header: S, content: "{option:key}{body}" }',
      `${at(4, 38, 'signature.content')}{option:…} names an option that is not under options; there are none`,
    ],
    [
      'signature: { header: S, timestamp: { unit: s } }',
      `${at(4, 40, 'signature.timestamp')}no place for the time; expected header, query, field or json, or {timestamp} in template`,
    ],
    [
      'signature: { header: S, template: "{ts},{sig}", timestamp: { header: T } }',
      `${at(4, 64, 'signature.timestamp')}expected one place for the time, and template has {timestamp} already`,
    ],
    [
      'signature: { scheme: rsa, header: S, key: hex }',
      `${at(4, 47, 'signature.key')}scheme rsa takes its key in PEM; expected no key here`,
    ],
    [
      'signature: { scheme: query }',
      `${at(4, 16, 'signature.query')}missing; expected the name of a query parameter`,
    ],
    [
      'signature: { scheme: token, header: A, template: "Key" }',
      `${at(4, 54, 'signature.template')}expected {secret} in here`,
    ],
    [
      'signature: { scheme: none, header: S }',
      `${at(4, 32, 'signature.header')}unknown key "header"; expected one of scheme`,
    ],
    [
      'recognise: { confidence: likely }',
      `${at(4, 16, 'recognise')}an empty rule would hold for every request; expected headers, query, fields, json or content_type`,
    ],
    [
      'recognise: { json: { "a..b": c } }',
      `${at(4, 34, 'recognise.json["a..b"]')}expected a path such as data.items[0].id`,
    ],
    [
      'events: { Bounce: a.yaml }',
      `${at(4, 23, 'events.Bounce')}an event is named with a-z, 0-9, dots, hyphens and underscores; what the wire calls it goes to wire`,
    ],
    [
      'events: { a: a.yaml, b: { file: b.yaml, aliases: [a] } }',
      `${at(4, 37, 'events.b')}another event, a, has this name too`,
    ],
    [
      'events: { a: { wire: b } }',
      `${at(4, 18, 'events.a.file')}missing; expected the path of a fixture file, relative to this one`,
    ],
    [
      'retry: { delays: 5 minutes }',
      `${at(4, 22, 'retry.delays')}expected waits such as 40x5m or 5s,5m,30m`,
    ],
    [
      'retry: { success: 700 }',
      `${at(4, 23, 'retry.success')}expected an HTTP status such as 200, 2xx or 200-204`,
    ],
    [
      'retry: { jitter: 120% }',
      `${at(4, 22, 'retry.jitter')}expected a share of each wait such as 20%, at most 100%`,
    ],
    ['retry: { from: finish }', `${at(4, 20, 'retry.from')}expected one of start, end`],
    [
      'retry: { stop_header: X-No-Retry }',
      `${at(4, 27, 'retry.stop_header')}expected a header and its value such as 'X-No-Retry: 1'`,
    ],
    [
      'retry: { not_after: dsn }',
      `${at(4, 25, 'retry.not_after')}expected one of dns, connection, connect-timeout, tls, timeout, broken, other; did you mean dns?`,
    ],
    [
      'retry: { retry_after: soon }',
      `${at(4, 27, 'retry.retry_after')}expected a duration such as 500ms, 30s, 5m or 24h`,
    ],
    [
      'retry: { redirects: 21 }',
      `${at(4, 25, 'retry.redirects')}expected how many redirects are followed, 1 to 20`,
    ],
    ['retry: { timeout: 0 }', `${at(4, 23, 'retry.timeout')}expected a duration above zero`],
    [
      'signature: { header: S }\nbatch: { form: wrapper }',
      `${at(5, 12, 'batch')}a wrapper has the events in a list: expected key, its name`,
    ],
    [
      'signature: { header: S }\nbatch: { form: array, max: 1 }',
      `${at(5, 32, 'batch.max')}expected a whole number above 1`,
    ],
    [
      'signature: { header: S }\nsecrt: a',
      `${at(5, 5, 'secrt')}unknown key "secrt"; did you mean secret?`,
    ],
  ];
  for (const [block, ...problems] of cases) {
    it(`is told with its place: ${block.replaceAll('\n', ' / ')}`, () => {
      assert.deepEqual(readAcme(block).problems, problems);
    });
  }

  it('is a name that can mean something else', () => {
    const block = 'signature: { header: S }';
    assert.match(readAcme(block, 'Acme').problems[0] ?? '', /named with a-z, 0-9 and hyphens/);
    assert.match(readAcme(block, 'none').problems[0] ?? '', /a meaning of its own in --retry/);
    assert.match(readAcme(block, 'mailgun').problems[0] ?? '', /unknown key "signature"/);
  });

  it('never shows a value, wherever a secret was written', () => {
    const secret = 's3cret-Zq7';
    for (const key of [
      'scheme',
      'algorithm',
      'key',
      'content',
      'encoding',
      'header',
      'template',
      'join',
      'timestamp',
      'id',
      'sets',
    ]) {
      for (const value of [
        `{ ${secret}: ${secret} }`,
        `[${secret}]`,
        `'{${secret}&}'`,
        `'${secret} {'`,
      ]) {
        const { problems } = readAcme(`signature: { json: a, ${key}: ${value} }`);
        const said = problems
          .join('\n')
          .replaceAll(`unknown key "${secret}"`, '')
          .replaceAll(/providers\.acme[^:]*:/g, '');
        assert.ok(!said.includes(secret), said);
      }
    }
  });
});

describe('what is doubtful in a definition', () => {
  const cases: readonly (readonly [block: string, warning: RegExp])[] = [
    [
      'signature: { header: S, content: "{url}" }',
      /:4:38: .*content: the content never mentions \{body\}, so anyone can change the body/,
    ],
    [
      'signature: { header: S, content: "{json:a}" }',
      /only parts of the body are signed, so anyone can change the rest/,
    ],
    [
      'signature: { header: S, timestamp: { tolerance: 5m } }',
      /:4:53: .*timestamp\.tolerance: a tolerance without a timestamp does nothing/,
    ],
    [
      'signature: { header: S, timestamp: { header: T, tolerance: 5m } }',
      /the timestamp is not signed, so its tolerance protects nothing/,
    ],
    [
      'signature: { header: S }\ntolerance: 5m',
      /:5:16: .*tolerance: a tolerance without a timestamp in signature does nothing/,
    ],
    [
      'signature: { header: S }\nevents: { a: a.yaml, b: b.yaml }',
      /captured events can't be told apart; describe\.name says/,
    ],
    ['signature: { scheme: basic }', /nothing tells its requests from others; give recognise/],
  ];
  for (const [block, warning] of cases) {
    it(`is told with its place: ${block.replaceAll('\n', ' / ')}`, () => {
      const { problems, warnings } = readAcme(block);
      assert.deepEqual(problems, []);
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.match(warnings[0] ?? '', warning);
    });
  }

  it('is not a body that is signed by way of a hash in the query or a header', () => {
    for (const signature of [
      "{ header: S, content: '{url}', sets: { query: { h: '{body:sha256}' } } }",
      "{ header: S, content: '{header:Digest}', sets: { headers: { Digest: '{body:sha256}' } } }",
    ]) {
      assert.deepEqual(readAcme(`signature: ${signature}`).warnings, []);
    }
  });
});
