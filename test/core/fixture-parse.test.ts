import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8Text } from '../../src/core/bytes.ts';
import { ExitCode, InputError } from '../../src/core/errors.ts';
import { type Fixture, FixtureError } from '../../src/core/fixture.ts';
import { encodeJson } from '../../src/core/json.ts';
import { parseFixtureText } from '../../src/io/fixture-files.ts';

async function parsed(text: string): Promise<Fixture> {
  const [reading] = await parseFixtureText(text, 'f.yaml');
  assert.ok(reading?.ok, JSON.stringify(reading));
  return reading.loaded.fixture;
}

async function parsedRequest(...lines: readonly string[]): Promise<Fixture['request']> {
  const indented = lines.map((line) => `  ${line}\n`).join('');
  return (await parsed(`version: 1\nrequest:\n${indented}`)).request;
}

async function bodyText(...lines: readonly string[]): Promise<string> {
  const { body } = await parsedRequest(...lines);
  assert.ok(body.kind === 'bytes');
  return utf8Text(body.bytes);
}

test('a fixture of little more than a body is a POST to / without headers', async () => {
  assert.deepEqual(await parsed('version: 1\nrequest:\n  body: "x"\n'), {
    provider: null,
    event: null,
    capturedAt: null,
    note: null,
    request: {
      method: 'POST',
      path: '/',
      headers: [],
      body: { kind: 'bytes', bytes: Buffer.from('x') },
    },
    response: null,
  });
});

test('a fixture with everything keeps everything', async () => {
  const text = `# a comment
version: 1
provider: mailgun
event: bounce
captured_at: 2026-11-21T06:50:00.123Z
note: free text
request:
  method: PUT
  path: /hooks/mailgun?tenant=7
  headers:
    - [content-type, application/json]
    - [X-A, 1]
    - [x-a, 1.50]
    - [X-A, true]
  body: '{"a":1}'
response: { status: 200, headers: [[A, b]], body: ok, duration_ms: 12.5 }
`;
  assert.deepEqual(await parsed(text), {
    provider: 'mailgun',
    event: 'bounce',
    capturedAt: '2026-11-21T06:50:00.123Z',
    note: 'free text',
    request: {
      method: 'PUT',
      path: '/hooks/mailgun?tenant=7',
      headers: [
        ['content-type', 'application/json'],
        ['X-A', '1'],
        ['x-a', '1.50'],
        ['X-A', 'true'],
      ],
      body: { kind: 'bytes', bytes: Buffer.from('{"a":1}') },
    },
    response: { status: 200, headers: [['A', 'b']], body: Buffer.from('ok'), durationMs: 12.5 },
  });
});

test('null stands for what may be left out', async () => {
  const { provider, event, capturedAt, note, response } = await parsed(
    'version: 1\nprovider: null\nevent: ~\ncaptured_at:\nnote:\nresponse:\nrequest: {body: x}\n',
  );
  assert.deepEqual([provider, event, capturedAt, note, response], [null, null, null, null, null]);
  const { response: answer } = await parsed(
    'version: 1\nrequest: {body: x}\nresponse: {status: 204, body: ~, duration_ms: ~}\n',
  );
  assert.deepEqual(answer, { status: 204, headers: [], body: null, durationMs: null });
});

test('a form is encoded in order, numbers and truth values as written', async () => {
  const fields = ['- [b, x y&z]', '- [a, 1.0]', '- [b, True]', '- [é, "€"]', '- [d, 0x1F]'];
  assert.equal(
    await bodyText('form:', ...fields),
    'b=x+y%26z&a=1.0&b=True&%C3%A9=%E2%82%AC&d=0x1F',
  );
});

test('json is sent compact, with keys in order and numbers exactly as written', async () => {
  const numbers = '[1.0, 1e400, 12345678901234567890, -0, 1E+2, 0.10]';
  assert.equal(
    await bodyText(
      'json:',
      `  "10": ${numbers}`,
      '  9: {t: TRUE, n: ~, s: "1.0", é: "\\ud800\\n"}',
    ),
    '{"10":[1.0,1e400,12345678901234567890,-0,1E+2,0.10],"9":{"t":true,"n":null,"s":"1.0","é":"\\ud800\\n"}}',
  );
});

test('json keeps a key named __proto__ and a merge key as any other key', async () => {
  const text = await bodyText('json: {__proto__: {a: 1}, <<: {b: 2}}');
  assert.equal(text, '{"__proto__":{"a":1},"<<":{"b":2}}');
});

test('json and form have a Content-Type of their own, unless the fixture has headers', async () => {
  assert.deepEqual((await parsedRequest('json: {}')).headers, [
    ['Content-Type', 'application/json'],
  ]);
  assert.deepEqual((await parsedRequest('form: []')).headers, [
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ]);
  assert.deepEqual((await parsedRequest('json: {}', 'headers: []')).headers, []);
  assert.deepEqual((await parsedRequest('events: [{}]')).headers, []);
});

test('events stay values, numbers included, for the provider to encode', async () => {
  const { body } = await parsedRequest('events:', '- {id: 12345678901234567890}', '- [1.0]');
  assert.ok(body.kind === 'events');
  assert.deepEqual(
    body.values.map((value) => encodeJson(value)),
    ['{"id":12345678901234567890}', '[1.0]'],
  );
});

test('base64 may be wrapped and may be that of any bytes', async () => {
  const { body } = await parsedRequest('body_base64: |', '  AP8A', '  /w==');
  assert.deepEqual(body, { kind: 'bytes', bytes: Buffer.from('00ff00ff', 'hex') });
});

test('a header value beyond U+00FF is its UTF-8 bytes, any other is one byte a character', async () => {
  const { headers } = await parsedRequest('headers: [[A, "é €"], [B, é]]', 'body: x');
  assert.deepEqual(headers, [
    ['A', Buffer.from('é €', 'utf8').toString('latin1')],
    ['B', '\xe9'],
  ]);
});

test('targets in asterisk and absolute form are accepted', async () => {
  assert.equal((await parsedRequest('path: "*"', 'body: x')).path, '*');
  const url = 'http://example.com/a';
  assert.equal((await parsedRequest(`path: ${url}`, 'body: x')).path, url);
});

test('an alias stands for the value it names', async () => {
  assert.equal(
    await bodyText('json: {a: &x [1.0, {b: c}], d: *x}'),
    '{"a":[1.0,{"b":"c"}],"d":[1.0,{"b":"c"}]}',
  );
});

test('documents are counted from the first that holds something', async () => {
  const text =
    '---\n---\nversion: 1\nrequest: {body: a}\n---\nversion: 1\nrequest: {body: b}\n---\n';
  const readings = await parseFixtureText(text, 'f.yaml');
  assert.deepEqual(
    readings.map((reading) => reading.ok && [reading.loaded.index, reading.loaded.source]),
    [
      [0, 'f.yaml'],
      [1, 'f.yaml#2'],
    ],
  );
});

test('YAML 1.1 habits do not change values', async () => {
  const text =
    '%YAML 1.1\n---\nversion: 1\nrequest:\n  json: [yes, 0o17, 2001-01-01, 12:30, 1_000]\n';
  const [reading] = await parseFixtureText(text.replace('0o17, ', ''), 'f.yaml');
  assert.ok(reading?.ok);
  const { body } = reading.loaded.fixture.request;
  assert.ok(body.kind === 'bytes');
  assert.equal(utf8Text(body.bytes), '["yes","2001-01-01","12:30","1_000"]');
});

test('a fixture error is an input error that names file, place and path', () => {
  const error = new FixtureError({
    file: 'a.yaml',
    line: 3,
    column: 5,
    path: 'request.body',
    message: 'expected text',
  });
  assert.ok(error instanceof InputError);
  assert.equal(error.message, 'a.yaml:3:5: request.body: expected text');
  assert.equal(error.code, 'WHK_FIXTURE');
  assert.equal(error.exitCode, ExitCode.input);
});
