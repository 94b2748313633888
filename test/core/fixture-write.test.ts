import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { Fixture, FixtureBody } from '../../src/core/fixture.ts';
import { fixtureText, fixtureValue } from '../../src/core/fixture-write.ts';

function fixtureOf(body: FixtureBody, rest: Partial<Fixture> = {}): Fixture {
  return {
    provider: null,
    event: null,
    capturedAt: null,
    note: null,
    request: { method: 'POST', path: '/', headers: [], body },
    response: null,
    ...rest,
  };
}

function textOf(body: string | Uint8Array): string {
  const bytes = typeof body === 'string' ? utf8Bytes(body) : body;
  const text = fixtureText([fixtureOf({ kind: 'bytes', bytes })]);
  return text.slice(text.indexOf('  body'));
}

test('a fixture is written with its keys in the documented order', () => {
  const fixture: Fixture = {
    provider: 'mailgun',
    event: 'bounce',
    capturedAt: '2026-11-21T06:50:00.123Z',
    note: 'two\nlines',
    request: {
      method: 'POST',
      path: '/hooks/mailgun?tenant=7',
      headers: [
        ['Content-Type', 'application/json; charset=utf-8'],
        ['X-Retry', '1'],
        ['x-retry', 'null'],
        ['Host', '127.0.0.1:4665'],
        ['X-Name', Buffer.from('Zoë €', 'utf8').toString('latin1')],
      ],
      body: { kind: 'bytes', bytes: utf8Bytes('{"it\'s":1}') },
    },
    response: { status: 200, headers: [['A', '']], body: utf8Bytes('ok'), durationMs: 12 },
  };
  assert.equal(
    fixtureText([fixture, fixtureOf({ kind: 'file', path: 'raw/a b.json' })]),
    `version: 1
provider: mailgun
event: bounce
captured_at: 2026-11-21T06:50:00.123Z
note: |-
  two
  lines
request:
  method: POST
  path: /hooks/mailgun?tenant=7
  headers:
    - [Content-Type, application/json; charset=utf-8]
    - [X-Retry, '1']
    - [x-retry, 'null']
    - [Host, '127.0.0.1:4665']
    - [X-Name, 'Zoë €']
  body: '{"it''s":1}'
response:
  status: 200
  headers:
    - [A, '']
  body: ok
  duration_ms: 12
---
version: 1
request:
  method: POST
  path: /
  headers: []
  body_file: raw/a b.json
`,
  );
});

test('a body of lines is a literal block when that is exact', () => {
  assert.equal(textOf('{\n\t"a": 1\n}\n'), '  body: |\n    {\n    \t"a": 1\n    }\n');
  assert.equal(textOf('a\n\nb'), '  body: |-\n    a\n\n    b\n');
  assert.equal(textOf('  a\nb'), '  body: |2-\n      a\n    b\n');
  assert.equal(textOf('a\n---\n# b\n'), '  body: |\n    a\n    ---\n    # b\n');
});

test('a body of lines with carriage returns or blanks at their ends is quoted, one line each', () => {
  assert.equal(
    textOf('--x\r\n  a: "b"\r\n\r\n--x--\r\n'),
    '  body: "--x\\r\\n\\\n    \\  a: \\"b\\"\\r\\n\\\n    \\r\\n\\\n    --x--\\r\\n"\n',
  );
  assert.equal(textOf('a \nb'), '  body: "a \\n\\\n    b"\n');
  assert.equal(textOf('a\n\n'), '  body: "a\\n\\\n    \\n"\n');
});

test('a body on one line is plain or quoted, whichever is readable and exact', () => {
  assert.equal(textOf(''), "  body: ''\n");
  assert.equal(textOf('ok'), '  body: ok\n');
  assert.equal(textOf('True'), "  body: 'True'\n");
  assert.equal(textOf('a=b&c=d'), '  body: a=b&c=d\n');
  assert.equal(textOf('a: b'), "  body: 'a: b'\n");
  assert.equal(textOf("it's"), '  body: "it\'s"\n');
  assert.equal(textOf('x '), "  body: 'x '\n");
  assert.equal(textOf('a\tb\n'), '  body: "a\\tb\\n"\n');
  assert.equal(textOf('\ufeff{}'), '  body: "\\ufeff{}"\n');
});

test('what is no text that YAML carries is base64, in lines of 76 characters', () => {
  assert.equal(textOf('a\0b'), '  body_base64: YQBi\n');
  assert.equal(textOf('\x1b[31m'), '  body_base64: G1szMW0=\n');
  assert.equal(textOf(Buffer.from('ff00', 'hex')), '  body_base64: /wA=\n');
  assert.equal(textOf(Buffer.alloc(60, 0)), `  body_base64: |-\n    ${'A'.repeat(76)}\n    AAAA\n`);
});

test('events are one line of JSON each, numbers as they are', () => {
  const values = [{ a: 1, 'b"': [null, 'é\u2028\x7f'] }, 'x'];
  const text = fixtureText([fixtureOf({ kind: 'events', values })]);
  assert.equal(
    text.slice(text.indexOf('  events')),
    '  events:\n    - {"a":1,"b\\"":[null,"é\\u2028\\x7f"]}\n    - "x"\n',
  );
});

test('the plain value has only the keys that hold something', () => {
  assert.deepEqual(fixtureValue(fixtureOf({ kind: 'bytes', bytes: Buffer.from('ff', 'hex') })), {
    version: 1,
    request: { method: 'POST', path: '/', headers: [], body_base64: '/w==' },
  });
  const response = { status: 204, headers: [], body: null, durationMs: null };
  const { response: value } = fixtureValue(fixtureOf({ kind: 'file', path: 'x' }, { response }));
  assert.deepEqual(value, { status: 204, headers: [] });
});
