import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  COMPACT_JSON,
  encodeJson,
  GO_JSON,
  type JsonStyle,
  JsonSyntaxError,
  type JsonValue,
  PHP_JSON,
  PYTHON_JSON,
  parseJson,
  RawNumber,
} from '../../src/core/json.ts';

const styles: readonly JsonStyle[] = [
  COMPACT_JSON,
  PYTHON_JSON,
  GO_JSON,
  PHP_JSON,
  { ...PHP_JSON, escapeHtml: true, sortKeys: true },
];
const key = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('__proto__', 'constructor', '7', '', '\ud800', '</a&b>', '\u2028'),
);
const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  key,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0 || 0),
  fc
    .bigInt({ min: 2n ** 53n + 1n, max: 2n ** 90n })
    .map((value) => new RawNumber(`${value | 1n}.50`)),
);
const { value: jsonValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

test('parse after encode is identity in every style', () => {
  fc.assert(
    fc.property(jsonValue, fc.constantFrom(...styles), (value, style) => {
      assert.deepEqual(parseJson(encodeJson(value, style)), value);
    }),
  );
});

test('compact JSON is what JSON.stringify writes, and every style means the same to JSON.parse', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...styles), (value, style) => {
      const plain = value as JsonValue; // fast-check's own type for the same values
      assert.equal(encodeJson(plain), JSON.stringify(value));
      assert.deepEqual(JSON.parse(encodeJson(plain, style)), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("the mailtrap page's bounce escapes < > & as Go does", () => {
  const line =
    '{"events":[{"event":"soft bounce","timestamp":1767100001,"custom_variables":{"batch_id":42,"user_id":"123"},"response":"4.7.1 \\u003calice@example.net\\u003e: Recipient address rejected: Greylisted, try again later","response_code":451,"url":"https://www.example.com/reset?token=abc\\u0026lang=en"}]}';
  const value: JsonValue = {
    events: [
      {
        event: 'soft bounce',
        timestamp: 1767100001,
        custom_variables: { batch_id: 42, user_id: '123' },
        response:
          '4.7.1 <alice@example.net>: Recipient address rejected: Greylisted, try again later',
        response_code: 451,
        url: 'https://www.example.com/reset?token=abc&lang=en',
      },
    ],
  };
  assert.equal(encodeJson(value, GO_JSON), line);
  assert.deepEqual(parseJson(line), value);
});

test('Go also escapes the two line separators, and leaves other text and slashes alone', () => {
  assert.equal(encodeJson('a/é\u2028\u2029', GO_JSON), '"a/é\\u2028\\u2029"');
});

test("the mailgun page's message-headers are spaced as Python writes them", () => {
  assert.equal(
    encodeJson(
      [
        ['Content-Type', ['text/plain', { charset: 'ascii' }]],
        ['Mime-Version', '1.0'],
      ],
      PYTHON_JSON,
    ),
    '[["Content-Type", ["text/plain", {"charset": "ascii"}]], ["Mime-Version", "1.0"]]',
  );
});

test('Python escapes all that is not ASCII in lower case, in surrogate pairs', () => {
  assert.equal(encodeJson({ é: '😀\n' }, PYTHON_JSON), '{"\\u00e9": "\\ud83d\\ude00\\n"}');
});

test("the mandrill page's click is written as PHP does", () => {
  assert.equal(
    encodeJson({ subject: 'Grüße & 50% off', url: 'https://www.example.org/?a=1&b=2' }, PHP_JSON),
    '{"subject":"Gr\\u00fc\\u00dfe & 50% off","url":"https:\\/\\/www.example.org\\/?a=1&b=2"}',
  );
});

test("the shopify page's product text joins slash and HTML escapes", () => {
  const style = { ...GO_JSON, escapeSlash: true };
  assert.equal(
    encodeJson({ body_html: '<p>Dummy sunglasses</p>', vendor: 'Example & Sons' }, style),
    '{"body_html":"\\u003cp\\u003eDummy sunglasses\\u003c\\/p\\u003e","vendor":"Example \\u0026 Sons"}',
  );
});

test('keys keep their order, or are sorted by code point', () => {
  const value = { b: 1, a: { '😀': 1, '\uff5e': 2 } };
  assert.equal(encodeJson(value), '{"b":1,"a":{"😀":1,"\uff5e":2}}');
  assert.equal(
    encodeJson(value, { ...COMPACT_JSON, sortKeys: true }),
    '{"a":{"\uff5e":2,"😀":1},"b":1}',
  );
});

test('numbers that JavaScript would change stay as written', () => {
  const text = '[1.0,1e2,-0,12345678901234567890,0.1,1521472262.908181,1e400,5]';
  const parsed = parseJson(text);
  assert.equal(encodeJson(parsed), text);
  assert.deepEqual(parsed, [
    new RawNumber('1.0'),
    new RawNumber('1e2'),
    new RawNumber('-0'),
    new RawNumber('12345678901234567890'),
    0.1,
    1521472262.908181,
    new RawNumber('1e400'),
    5,
  ]);
});

test('a RawNumber takes only what JSON calls a number', () => {
  for (const text of ['', '01', '1.', '.5', '+1', '0x1', '1e', 'NaN', ' 1', '1\n']) {
    assert.throws(() => new RawNumber(text), TypeError, text);
  }
  assert.equal(new RawNumber('-0.50E+7').text, '-0.50E+7');
});

test('what has no form in JSON is refused', () => {
  assert.throws(() => encodeJson([Number.NaN]), TypeError);
  assert.throws(() => encodeJson({ a: Number.POSITIVE_INFINITY }), TypeError);
  // A value that escaped the type checker, such as an optional field of a builder.
  assert.throws(() => encodeJson({ a: undefined } as unknown as JsonValue), /undefined/);
});

test('a __proto__ key is a key like any other', () => {
  const parsed = parseJson('{"__proto__":{"polluted":1},"a":1}');
  assert.equal(Object.getPrototypeOf(parsed), Object.prototype);
  assert.equal(encodeJson(parsed), '{"__proto__":{"polluted":1},"a":1}');
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});

test('errors name the place and what was expected', () => {
  const fault = (text: string): readonly unknown[] => {
    try {
      parseJson(text);
    } catch (error) {
      assert.ok(error instanceof JsonSyntaxError);
      return [error.offset, error.line, error.column, error.expected];
    }
    return assert.fail(`${text} was accepted`);
  };
  assert.deepEqual(fault(''), [0, 1, 1, 'a value']);
  assert.deepEqual(fault('{"a":1,}'), [7, 1, 8, 'a quoted key']);
  assert.deepEqual(fault('{"é":\n  tru}'), [9, 2, 3, 'a value']);
  assert.deepEqual(fault('[1 2]'), [3, 1, 4, '"," or "]"']);
  assert.deepEqual(fault('{"a" 1}'), [5, 1, 6, '":"']);
  assert.deepEqual(fault('{} {}'), [3, 1, 4, 'the end']);
  assert.deepEqual(fault('"a\nb"'), [2, 1, 3, 'an escape such as \\n']);
  assert.deepEqual(fault('"abc'), [4, 1, 5, 'a closing quote']);
  assert.deepEqual(fault('"\\u12x4"'), [5, 1, 6, 'a hexadecimal digit']);
  assert.deepEqual(fault('1.e5'), [2, 1, 3, 'a digit']);
});

test('nesting stops at 512 levels', () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  assert.equal(encodeJson(parseJson(nested(512))), nested(512));
  assert.throws(() => parseJson(nested(513)), /at most 512 levels/);
});
