import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latin1Bytes, utf8Bytes } from '../../src/core/bytes.ts';
import { bodyLines } from '../../src/render/body.ts';
import { asciiGlyphs } from '../../src/render/glyphs.ts';
import { renderOptions } from '../../src/render/options.ts';
import { colourTheme } from '../../src/render/theme.ts';
import { captured } from '../helpers/render-events.ts';

const options = renderOptions();
const verbose = renderOptions({ verbose: true });
const FORM = 'application/x-www-form-urlencoded';

test('an empty body is said to be empty', () => {
  assert.deepEqual(bodyLines(captured('', 'application/json'), options), ['(empty body)']);
});

test('JSON is laid out, numbers and escapes as sent', () => {
  assert.deepEqual(
    bodyLines(
      captured('{"id":12345678901234567890,"n":1.0,"a":["\\u00e9",{}]}', 'application/json'),
      options,
    ),
    [
      '{',
      '  "id": 12345678901234567890,',
      '  "n": 1.0,',
      '  "a": [',
      '    "\\u00e9",',
      '    {}',
      '  ]',
      '}',
    ],
  );
});

test('JSON tokens have their colours', () => {
  const theme = colourTheme(1);
  assert.deepEqual(
    bodyLines(captured('{"a":"b: 1","c":-1e3,"d":null}', 'application/json'), {
      ...options,
      theme,
    }),
    [
      '{',
      `  ${theme.key('"a"')}: ${theme.string('"b: 1"')},`,
      `  ${theme.key('"c"')}: ${theme.number('-1e3')},`,
      `  ${theme.key('"d"')}: ${theme.literal('null')}`,
      '}',
    ],
  );
});

test('a long body is cut, and how much is left out is said', () => {
  const body = captured(
    JSON.stringify(Array.from({ length: 158 }, (_, at) => at)),
    'application/json',
  );
  const lines = bodyLines(body, options);
  assert.equal(lines.length, 41);
  assert.deepEqual(lines.slice(-2), ['  38,', '… 120 more lines (show with --verbose)']);
  assert.equal(
    bodyLines(body, { ...options, glyphs: asciiGlyphs }).at(-1),
    '... 120 more lines (show with --verbose)',
  );
  assert.equal(bodyLines(body, verbose).length, 160);
});

test('a body one line too long is shown whole', () => {
  const body = captured('a\nb\nc', 'text/plain');
  assert.deepEqual(bodyLines(body, { ...options, maxLines: 2 }), ['a', 'b', 'c']);
  assert.deepEqual(bodyLines(body, { ...options, maxLines: 1 }), [
    'a',
    '… 2 more lines (show with --verbose)',
  ]);
});

test('a deep body stays compact inside', () => {
  const body = captured(`${'[['.repeat(10)}1${']]'.repeat(10)}`, 'application/json');
  assert.ok(bodyLines(body, options).some((line) => line.trim() === '[[[[[[[[[[[[1]]]]]]]]]]]]'));
  assert.equal(bodyLines(body, verbose).length, 41);
});

test('long lines are cut to the width unless verbose', () => {
  const body = captured(JSON.stringify({ text: 'x'.repeat(100) }), 'application/json');
  assert.equal(bodyLines(body, { ...options, width: 20 })[1], '  "text": "xxxxxxxx…');
  assert.equal(bodyLines(body, { ...verbose, width: 20 })[1], `  "text": "${'x'.repeat(100)}"`);
});

test('of a huge body only the start is looked at, and what is left is said', () => {
  const text = captured(`${'line é\n'.repeat(100_000)}`, 'text/plain');
  assert.deepEqual(bodyLines(text, { ...options, maxLines: 2 }).slice(-2), [
    '… 32766 more lines (show with --verbose)',
    '… and 537.9 kB more, not shown',
  ]);
  const json = captured(JSON.stringify('é'.repeat(300)), 'application/json');
  assert.deepEqual(bodyLines(json, { ...options, maxBytes: 10 }), [
    '"éééé',
    '… and 593 B more, not shown',
  ]);
});

test('form fields are aligned rows in order, duplicates kept', () => {
  const body = captured(
    'recipient=alice%40example.net&a=1&a=2&empty=&note=two+words%0Aand%09more',
    FORM,
  );
  assert.deepEqual(bodyLines(body, options), [
    'recipient  alice@example.net',
    'a          1',
    'a          2',
    'empty      (empty)',
    'note       two words\\x0aand    more',
  ]);
});

test('verbose lays out form values that are JSON or have several lines', () => {
  const body = captured('events=%5B%7B%22ts%22%3A1%7D%5D&note=one%0D%0Atwo&id=7', FORM);
  assert.equal(bodyLines(body, options)[0], 'events  [{"ts":1}]');
  assert.deepEqual(bodyLines(body, verbose), [
    'events',
    '  [',
    '    {',
    '      "ts": 1',
    '    }',
    '  ]',
    'note',
    '  one',
    '  two',
    'id      7',
  ]);
});

const PARTS = [
  '--b\r\nContent-Disposition: form-data; name="recipient"\r\n\r\nalice@example.net',
  '--b\r\nContent-Disposition: form-data; name="event-data"\r\nContent-Type: application/json\r\n\r\n{"a":1}',
  '--b\r\nContent-Disposition: form-data; name="attachment-1"; filename="日本.png"\r\nContent-Type: image/png\r\n\r\n\0PNG',
  '--b\r\nContent-Disposition: form-data; name="empty"\r\n\r\n',
  '--b--\r\n',
].join('\r\n');

test('multipart is a table of parts', () => {
  assert.deepEqual(bodyLines(captured(PARTS, 'multipart/form-data; boundary=b'), options), [
    'part          file      type              size  content',
    'recipient     -         -                 17 B  alice@example.net',
    'event-data    -         application/json   7 B  {"a":1}',
    'attachment-1  日本.png  image/png          4 B  00 50 4e 47',
    'empty         -         -                  0 B  (empty)',
  ]);
});

test('verbose adds the content of parts that are text', () => {
  const lines = bodyLines(captured(PARTS, 'multipart/form-data; boundary=b'), verbose);
  assert.deepEqual(lines.slice(5), [
    'recipient:',
    '  alice@example.net',
    'event-data:',
    '  {',
    '    "a": 1',
    '  }',
  ]);
});

test('a large attachment does not hide the table', () => {
  const body = captured(
    PARTS.replace('PNG', 'PNG'.repeat(100_000)),
    'multipart/form-data; boundary=b',
  );
  assert.equal(bodyLines(body, options).length, 5);
});

test('multipart that is broken is shown as text', () => {
  const body = captured('--b\r\nno header\r\n', 'multipart/form-data; boundary=b');
  assert.deepEqual(bodyLines(body, options), ['--b', 'no header']);
});

test('bytes are rows of sixteen with offset, hexadecimal and ASCII', () => {
  const body = captured(
    Uint8Array.from({ length: 18 }, (_, at) => at + 0x70),
    'application/octet-stream',
  );
  assert.deepEqual(bodyLines(body, options), [
    '00000000  70 71 72 73 74 75 76 77 78 79 7a 7b 7c 7d 7e 7f  pqrstuvwxyz{|}~.',
    '00000010  80 81                                            ..',
  ]);
});

test('text keeps its lines, tabs become spaces and control characters are escaped', () => {
  const body = captured('one\r\ntwo\tx\r\n\u001b]0;title\u001b\\\r\n', 'text/plain');
  assert.deepEqual(bodyLines(body, options), ['one', 'two    x', '\\x1b]0;title\\x1b\\']);
});

test('text in another charset is decoded when its type says which', () => {
  const bytes = latin1Bytes('caf\u00e9');
  assert.deepEqual(bodyLines(captured(bytes, 'text/plain; charset=iso-8859-1'), options), ['café']);
  assert.match(
    bodyLines(captured(bytes, 'text/plain; charset=no-such'), options)[0] ?? '',
    /^00000000 {2}63 61 66 e9/,
  );
  assert.match(
    bodyLines(captured(bytes, 'text/plain'), options)[0] ?? '',
    /^00000000 {2}63 61 66 e9/,
  );
});

test('a compressed body is named, and decoded for display where a decoder is given', () => {
  const request = captured(Uint8Array.of(0x1f, 0x8b, 0), 'application/json', {
    headers: [
      ['Content-Type', 'application/json'],
      ['content-encoding', 'br, X-GZIP'],
    ],
  });
  const asked: string[] = [];
  const decode = (encoding: string, bytes: Uint8Array): Uint8Array => {
    asked.push(`${encoding} ${bytes.length}`);
    return encoding === 'gzip' ? utf8Bytes('{"a"') : utf8Bytes('{"a":1}');
  };
  assert.deepEqual(bodyLines(request, { ...options, decode }), [
    '(br, gzip, 3 B; 7 B decoded)',
    '{',
    '  "a": 1',
    '}',
  ]);
  assert.deepEqual(asked, ['gzip 3', 'br 4']);
  const asSent = [
    '(br, gzip, 3 B, not decoded)',
    '00000000  1f 8b 00                                         ...',
  ];
  assert.deepEqual(bodyLines(request, options), asSent);
  assert.deepEqual(bodyLines(request, { ...options, decode: () => undefined }), asSent);
});

test('keys that show by their shape are masked in bodies as well', () => {
  const body = captured('{"key":"sk_test_4eC39HqLyjWDarjtT1zdp7dc"}', 'application/json');
  assert.equal(bodyLines(body, options)[1], '  "key": "sk_test_****(24)"');
  assert.equal(
    bodyLines(body, { ...options, showSecrets: true })[1],
    '  "key": "sk_test_4eC39HqLyjWDarjtT1zdp7dc"',
  );
});
