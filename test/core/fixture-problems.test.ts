import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatProblem } from '../../src/core/located-problem.ts';
import { parseFixtureText } from '../../src/io/fixture-files.ts';

const BODY_FORMS = 'body, body_base64, body_file, json, form, events';
const FIXTURE_KEYS = 'version, provider, event, captured_at, note, request, response';
const NOT_BASE64 = 'not base64; expected A-Z a-z 0-9 + / and = padding';
const OUTSIDE = 'expected a file beside or below this fixture; ".." leads out of its folder';
const ABSOLUTE = 'expected a path relative to this fixture, found an absolute one';
const LONE_SURROGATE = 'half of a surrogate pair has no UTF-8 form; expected whole characters';
const NOT_JSON_NUMBER = 'is not a JSON number; expected one such as 12.5, or text';
const FINE = 'request: {body: x}\n';

/** A fixture whose request is these lines; they begin on line 3, column 3. */
function request(...lines: readonly string[]): string {
  return ['version: 1', 'request:', ...lines.map((line) => `  ${line}`), ''].join('\n');
}

const CASES: readonly (readonly [text: string, ...problems: readonly string[]])[] = [
  ['', '1:1: nothing in here; expected a fixture'],
  ['# a comment\n---\n', '1:1: nothing in here; expected a fixture'],
  ['- a\n', '1:1: expected a map with version and request, found a list'],
  ['text\n', '1:1: expected a map with version and request, found text'],
  [FINE, '1:1: version: missing; expected version: 1'],
  [
    'version: 2\nrequests: []\n',
    '1:10: version: version 2 is newer than this program, which reads version 1',
  ],
  [`version: "1"\n${FINE}`, '1:10: version: expected the number 1, found text'],
  [`version: 0\n${FINE}`, '1:10: version: expected the number 1, found 0'],
  [`version: 1.0\n${FINE}`, '1:10: version: expected the number 1, found 1.0'],
  [`version:\n${FINE}`, '1:9: version: expected the number 1, found nothing'],
  ['version: 1\n', '1:1: request: missing; expected a map with headers and a body'],
  [
    `version: 1\nprovidr: x\nxyzzy: 1\n${FINE}`,
    '2:1: providr: unknown key "providr"; did you mean provider?',
    `3:1: xyzzy: unknown key "xyzzy"; expected one of ${FIXTURE_KEYS}`,
  ],
  [
    `version: 1\n<<: {note: x}\n${FINE}`,
    `2:1: <<: unknown key "<<"; expected one of ${FIXTURE_KEYS}`,
  ],
  [
    `version: 1\n${FINE}request: {body: y}\n`,
    '3:1: request: this key was already given on line 2; expected it once',
  ],
  [
    `version: 1\nprovider: [a]\nevent: ""\ncaptured_at: yesterday\nnote: {}\n${FINE}`,
    '2:11: provider: expected a name, found a list',
    '3:8: event: expected a name, found empty text',
    '4:14: captured_at: expected a time such as 2026-11-21T06:50:00.123Z',
    '5:7: note: expected text, found a map',
  ],
  [
    'version: 1\nrequest: text\n',
    `2:10: request: expected a map with method, path, headers, ${BODY_FORMS}, found text`,
  ],
  [
    request('header: []', 'body: x'),
    '3:3: request.header: unknown key "header"; did you mean headers?',
  ],
  [
    request('method: POST'),
    `3:3: request: no body; expected exactly one of ${BODY_FORMS} (body: '' for an empty one)`,
  ],
  [
    request('body: a', 'json: {}', 'form: []'),
    `4:9: request.json: a second body beside body; expected exactly one of ${BODY_FORMS}`,
    `5:9: request.form: a second body beside body; expected exactly one of ${BODY_FORMS}`,
  ],
  [request('body: [a]'), '3:9: request.body: expected text, found a list'],
  [request('body:'), "3:8: request.body: expected text, found nothing; write '' for empty text"],
  [request('body: "\\ud800"'), `3:9: request.body: ${LONE_SURROGATE}`],
  [
    request('method: PO ST', 'path: hooks', 'body: x'),
    "3:11: request.method: an HTTP method can't hold U+0020; expected a token such as POST",
    '4:9: request.path: expected a request target that begins with /, such as /hooks?tenant=7',
  ],
  [
    request('method: ""', 'path: /a b', 'body: x'),
    '3:11: request.method: expected an HTTP method such as POST, found empty text',
    "4:9: request.path: a request target can't hold U+0020; expected it percent-encoded",
  ],
  [
    request('path: /é', 'body: x'),
    "3:9: request.path: a request target can't hold é (U+00E9); expected it percent-encoded",
  ],
  [
    request('headers: {A: b}', 'body: x'),
    '3:12: request.headers: expected a list of [name, value] pairs, found a map',
  ],
  [
    request(
      'headers:',
      '- [A, b]',
      '- [B]',
      '- C',
      '- ["D:", d]',
      '- [E, "e\\r\\ne"]',
      '- [F, ~]',
      '- [G, [g]]',
      '- [H, h, h]',
      '- ["", i]',
      'body: x',
    ),
    '5:5: request.headers[1]: expected a [name, value] pair, found a list of 1 item',
    '6:5: request.headers[2]: expected a [name, value] pair, found text',
    "7:6: request.headers[3][0]: a header name can't hold : (U+003A); expected a token such as Content-Type",
    "8:9: request.headers[4][1]: a header value can't hold U+000D; expected one line",
    "9:9: request.headers[5][1]: expected a header value, found nothing; write '' for empty text",
    '10:9: request.headers[6][1]: expected a header value, found a list',
    '11:5: request.headers[7]: expected a [name, value] pair, found a list of 3 items',
    '12:6: request.headers[8][0]: expected a header name such as Content-Type, found empty text',
  ],
  [
    request('headers: [[A, "a\\0"], [B, "\\ud800€"]]', 'body: x'),
    "3:17: request.headers[0][1]: a header value can't hold U+0000; expected one line",
    `3:29: request.headers[1][1]: ${LONE_SURROGATE}`,
  ],
  [request('body_base64: a*b='), `3:16: request.body_base64: ${NOT_BASE64}`],
  [request('body_base64: abc'), `3:16: request.body_base64: ${NOT_BASE64}`],
  [request('body_file: /etc/hosts'), `3:14: request.body_file: ${ABSOLUTE}`],
  [request('body_file: C:\\hosts'), `3:14: request.body_file: ${ABSOLUTE}`],
  [request('body_file: ../x'), `3:14: request.body_file: ${OUTSIDE}`],
  [request('body_file: a/../../a/x'), `3:14: request.body_file: ${OUTSIDE}`],
  [request('body_file: a\\..\\..\\x'), `3:14: request.body_file: ${OUTSIDE}`],
  [
    request('body_file: ""'),
    '3:14: request.body_file: expected the path of a file, found empty text',
  ],
  [
    request('body_file: x.json'),
    '3:14: request.body_file: this text is in no folder; expected another form of body',
  ],
  [request('json:'), '3:8: request.json: expected a value (null for JSON null), found nothing'],
  [
    request('json: {a: 0x1F, b: [.5, +1, 012, .inf]}'),
    `3:13: request.json.a: 0x1F ${NOT_JSON_NUMBER}`,
    `3:23: request.json.b[0]: .5 ${NOT_JSON_NUMBER}`,
    `3:27: request.json.b[1]: +1 ${NOT_JSON_NUMBER}`,
    `3:31: request.json.b[2]: 012 ${NOT_JSON_NUMBER}`,
    `3:36: request.json.b[3]: .inf ${NOT_JSON_NUMBER}`,
  ],
  [
    request('json:', '  a.b: 1', '  c: 2', '  "a.b": 3'),
    '6:5: request.json["a.b"]: this key was already given on line 4; expected it once',
  ],
  [
    request('json: {? [a] : 1}'),
    '3:12: request.json: expected text as a key, found something else',
  ],
  [
    request(`json: ${'['.repeat(120)}${']'.repeat(120)}`),
    '3:108: request.json: nested too deeply here; expected at most 100 levels',
  ],
  [
    request('form: {a: b}'),
    '3:9: request.form: expected a list of [name, value] pairs, found a map',
  ],
  [
    request('form:', '- [a, ~]', '- [b, "\\ud800"]', '- [[], c]'),
    "4:9: request.form[0][1]: expected text, found nothing; write '' for empty text",
    `5:9: request.form[1][1]: ${LONE_SURROGATE}`,
    '6:6: request.form[2][0]: expected text, found a list',
  ],
  [request('events: []'), '3:11: request.events: expected at least one event, found an empty list'],
  [request('events: {a: b}'), '3:11: request.events: expected a list of events, found a map'],
  [request('events:', '- {a: [1, .nan]}'), `4:13: request.events[0].a[1]: .nan ${NOT_JSON_NUMBER}`],
  [
    `version: 1\n${FINE}response: {}\n`,
    '3:11: response.status: missing; expected a number from 100 to 599',
  ],
  [
    `version: 1\n${FINE}response: {status: 99}\n`,
    '3:20: response.status: expected a number from 100 to 599, found 99',
  ],
  [
    `version: 1\n${FINE}response: {status: ok, duration_ms: -1, code: 1}\n`,
    '3:20: response.status: expected a number from 100 to 599, found text',
    '3:37: response.duration_ms: expected a number of milliseconds such as 12 or 0.5',
    '3:41: response.code: unknown key "code"; did you mean body?',
  ],
  [
    `version: 1\n${FINE}response:\n  status: 200\n  body: a\n  body_base64: YQ==\n`,
    '6:16: response.body_base64: a second body beside body; expected at most one of body, body_base64',
  ],
  [
    'version: 1\nrequest: {body: "x\nresponse: {status: 200}\n',
    '2:17: this quote is never closed; expected valid YAML',
  ],
  [
    'version: 1\nrequest:\n\tbody: x\n',
    '3:1: tabs are not allowed as indentation; expected valid YAML 1.2',
  ],
  [
    `version: 1\nnote: a: b\n${FINE}`,
    '2:7: nested mappings are not allowed in compact mappings; expected valid YAML 1.2',
  ],
  [
    `version: 1\nnote: !secret x\n${FINE}`,
    '2:7: unknown tag !secret; expected a value without a tag',
  ],
  [
    `version: 1\nnote: *x\n${FINE}`,
    '2:7: note: *x stands for nothing; expected &x on an earlier value',
  ],
  [
    request('json: &x [*x]'),
    '3:13: request.json[0]: *x stands for nothing; expected &x on an earlier value',
  ],
];

for (const [text, ...problems] of CASES) {
  const shown = JSON.stringify(text.length > 70 ? `${text.slice(0, 70)}…` : text);
  test(`fixture ${shown} is refused: ${problems[0]}`, async () => {
    const readings = await parseFixtureText(text, 'f.yaml');
    assert.deepEqual(
      readings.map((reading) => (reading.ok ? 'no problem' : formatProblem(reading.problem))),
      problems.map((problem) => `f.yaml:${problem}`),
    );
  });
}

test('problems come in the order of the file, whatever finds them', async () => {
  const text = 'version: 1\nresponse: {status: 1}\nrequest: {body: x, path: x}\nnotes: x\n';
  const readings = await parseFixtureText(text, 'f.yaml');
  assert.deepEqual(
    readings.map((reading) => reading.ok || reading.problem.path),
    ['response.status', 'request.path', 'notes'],
  );
});

test('aliases that double again and again are refused, and soon', async () => {
  const lines = Array.from({ length: 40 }, (_, index) => {
    return `  a${index}: &a${index} [${index === 0 ? 'x' : `*a${index - 1}, *a${index - 1}`}]`;
  });
  const readings = await parseFixtureText(request('json:', ...lines), 'f.yaml');
  assert.deepEqual(
    readings.map((reading) => reading.ok || reading.problem.message),
    ['aliases grow this document too much; expected them to stand for at most 1000000 characters'],
  );
});

test('aliases that nest each other more deeply than a text may are refused', async () => {
  const lines = Array.from({ length: 100 }, (_, index) => {
    const inner = index === 0 ? '1' : `*a${index - 1}`;
    return `  a${index}: &a${index} ${'['.repeat(20)}${inner}${']'.repeat(20)}`;
  });
  const readings = await parseFixtureText(request('json:', ...lines), 'f.yaml');
  assert.ok(readings.length > 0);
  for (const reading of readings) {
    assert.equal(
      reading.ok || reading.problem.message,
      'nested too deeply here; expected at most 100 levels',
    );
  }
});

test('a text nested beyond what the YAML parser can take is refused like any other', async () => {
  const readings = await parseFixtureText(request(`json: ${'['.repeat(20_000)}`), 'f.yaml');
  assert.deepEqual(
    readings.map((reading) => reading.ok || reading.problem.message),
    ['nested too deeply here; expected at most 100 levels'],
  );
});

test('a bad document does not stop the others of its file', async () => {
  const text = `version: 1\n${FINE}---\nversion: 1\n---\nversion: 1\nnote: "\\q"\n---\nversion: 1\n${FINE}`;
  const readings = await parseFixtureText(text, 'f.yaml');
  assert.deepEqual(
    readings.map((reading) =>
      reading.ok ? reading.loaded.source : formatProblem(reading.problem),
    ),
    [
      'f.yaml',
      'f.yaml:4:1: request: missing; expected a map with headers and a body',
      'f.yaml:7:8: invalid escape sequence \\q; expected valid YAML 1.2',
      'f.yaml#4',
    ],
  );
});

test('no problem repeats what a header, a body or a form holds', async () => {
  const secret = 'hunter2hunter2';
  const text = request(
    'headers:',
    `- "Authorization: Bearer ${secret}"`,
    `- ["Authorization: ${secret}", x]`,
    `- [Authorization, "${secret}\\n"]`,
    `form: ${secret}`,
    `body_base64: "*${secret}"`,
  );
  const syntax = `- a\n${secret}: 1\n`; // the parser's own message quotes what it does not expect
  const readings = [
    ...(await parseFixtureText(text, 'f.yaml')),
    ...(await parseFixtureText(syntax, 'f.yaml')),
  ];
  assert.equal(readings.length, 6);
  assert.ok(!JSON.stringify(readings).includes(secret));
});
