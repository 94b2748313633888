import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { latin1Bytes, utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import {
  jsonTokens,
  jsonValueText,
  lastJsonString,
  lastPlainLetter,
  locateJsonValue,
} from '../../src/core/json-scan.ts';

const KEYS = ['a', 'b', 'é', 'a b', '0', '__proto__', '"\\'] as const;

// JSON as text, with blanks, escaped keys and equal keys: more than JSON.stringify can write.
const blank = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 2 });
const keyText = fc
  .tuple(fc.constantFrom(...KEYS), fc.boolean())
  .map(([key, escaped]) =>
    escaped
      ? `"${[...key].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`
      : JSON.stringify(key),
  );
const { text: jsonText } = fc.letrec<{ text: string }>((tie) => {
  const item = fc.tuple(blank, tie('text'), blank).map((parts) => parts.join(''));
  const member = fc
    .tuple(blank, keyText, blank, item)
    .map(([before, key, after, value]) => `${before}${key}${after}:${value}`);
  return {
    text: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue({ maxDepth: 0 }).map((value) => JSON.stringify(value)),
      fc.array(member, { maxLength: 4 }).map((members) => `{${members.join(',')}}`),
      fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => `[${items.join(',')}]`),
      fc.constantFrom('[]', '[ ]', '{ }', '-1.50e+3', '"\\ud83d\\ude00\\/"'),
    ),
  };
});
const step = fc.oneof(fc.constantFrom(...KEYS), fc.nat({ max: 3 }));

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let current = value;
  for (const next of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (Array.isArray(current) && typeof next === 'string') return undefined;
    current = Object.hasOwn(current, next) ? Reflect.get(current, next) : undefined;
  }
  return current;
}

test('a located value is the one JSON.parse finds at that path', () => {
  let found = 0;
  fc.assert(
    fc.property(jsonText, fc.array(step, { maxLength: 3 }), (text, path) => {
      const body = utf8Bytes(text);
      const range = locateJsonValue(body, path);
      const expected = valueAt(JSON.parse(text), path);
      if (range === undefined) return assert.equal(expected, undefined);
      if (path.length > 0) found += 1;
      const slice = utf8Text(body.subarray(range.start, range.end));
      assert.equal(slice, slice.trim());
      return assert.deepEqual(JSON.parse(slice), expected);
    }),
    { numRuns: 4000 },
  );
  assert.ok(found > 50, `only ${found} paths led anywhere`);
});

test('every path that JSON.parse gives is located', () => {
  const pathsOf = (value: unknown): (string | number)[][] => {
    if (typeof value !== 'object' || value === null) return [[]];
    const entries: [string | number, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : Object.entries(value);
    return [[], ...entries.flatMap(([key, item]) => pathsOf(item).map((path) => [key, ...path]))];
  };
  fc.assert(
    fc.property(jsonText, (text) => {
      const body = utf8Bytes(text);
      const value: unknown = JSON.parse(text);
      for (const path of pathsOf(value)) {
        const range = locateJsonValue(body, path);
        assert.ok(range !== undefined, `${path.join('/')} in ${text}`);
        assert.deepEqual(
          JSON.parse(utf8Text(body.subarray(range.start, range.end))),
          valueAt(value, path),
        );
      }
    }),
  );
});

test('of equal keys the last one wins, even when it has no such path', () => {
  const body = utf8Bytes('{"a":{"b":1},"a":{"b":22}, "c":{"b":3},"c":null}');
  assert.deepEqual(locateJsonValue(body, ['a', 'b']), { start: 22, end: 24 });
  assert.equal(locateJsonValue(body, ['c', 'b']), undefined);
});

test('nothing is located in what is not JSON', () => {
  assert.equal(locateJsonValue(utf8Bytes('{"a":1'), ['a']), undefined);
  assert.equal(locateJsonValue(utf8Bytes('{"a":1} x'), ['a']), undefined);
  assert.equal(jsonValueText(utf8Bytes('a=1'), ['a']), undefined);
});

test('scalars come as text, numbers exactly as written', () => {
  const body = utf8Bytes(
    '\ufeff{"s":"\\u003ca\\n\\ud83d\\ude00é","n":12345678901234567890.10,"t":true,"z":null,"o":{},"l":[1]}',
  );
  assert.equal(jsonValueText(body, ['s']), '<a\n😀é');
  assert.equal(jsonValueText(body, ['n']), '12345678901234567890.10');
  assert.equal(jsonValueText(body, ['t']), 'true');
  assert.equal(jsonValueText(body, ['z']), 'null');
  assert.equal(jsonValueText(body, ['o']), undefined);
  assert.equal(jsonValueText(body, ['l']), undefined);
  assert.equal(jsonValueText(body, ['l', 0]), '1');
  assert.equal(jsonValueText(body, ['l', '0']), undefined);
});

test('tokens name their kind, their bytes and whether they are keys', () => {
  const body = utf8Bytes(' {"a": [1, true]}');
  const tokens = [...jsonTokens(body)].map((token) => [
    token.kind,
    utf8Text(body.subarray(token.start, token.end)),
    token.isKey,
  ]);
  assert.deepEqual(tokens, [
    ['punctuation', '{', false],
    ['string', '"a"', true],
    ['punctuation', ':', false],
    ['punctuation', '[', false],
    ['number', '1', false],
    ['punctuation', ',', false],
    ['literal', 'true', false],
    ['punctuation', ']', false],
    ['punctuation', '}', false],
  ]);
});

test('a text is accepted exactly when JSON.parse accepts it', () => {
  const noise = fc.constantFrom(...'{}[],:"\\/ue0-1.+t\n\u0001\u001f\u007f\u00a0 '.split(''));
  let refused = 0;
  fc.assert(
    fc.property(
      jsonText,
      fc.nat(),
      fc.nat({ max: 2 }),
      fc.string({ unit: noise, maxLength: 2 }),
      (text, at, cut, put) => {
        const position = at % (text.length + 1);
        const changed = text.slice(0, position) + put + text.slice(position + cut);
        const accepts = (read: () => void): boolean => {
          try {
            read();
            return true;
          } catch {
            return false;
          }
        };
        const expected = accepts(() => JSON.parse(changed));
        if (!expected) refused += 1;
        assert.equal(
          accepts(() => [...jsonTokens(utf8Bytes(changed))]),
          expected,
          changed,
        );
      },
    ),
    { numRuns: 3000 },
  );
  assert.ok(refused > 300, `only ${refused} were refused`);
});

test('any depth is scanned without recursion', () => {
  const levels = 200_000;
  const body = latin1Bytes(`${'[{"a":'.repeat(levels)}"x"${'}]'.repeat(levels)}`);
  assert.equal(jsonValueText(body, []), undefined);
  assert.deepEqual(lastJsonString(body), { start: levels * 6 + 1, end: levels * 6 + 2 });
});

test('bytes that are not UTF-8 may stand in strings', () => {
  const body = latin1Bytes('{"a":"caf\xe9","b":"x"}');
  assert.equal(jsonValueText(body, ['a']), 'caf\ufffd');
  assert.equal(jsonValueText(body, ['b']), 'x');
});

test('the last string with a letter of its own is found, and not a key', () => {
  const content = (text: string): string | undefined => {
    const body = utf8Bytes(text);
    const range = lastJsonString(body);
    return range === undefined ? undefined : utf8Text(body.subarray(range.start, range.end));
  };
  assert.equal(content('{"a":"one","b":{"c":"two","key":12},"d":"34"}'), 'two');
  assert.equal(content('["plain","\\n\\u003c"]'), 'plain');
  assert.equal(content('{"a":"é1"}'), undefined);
  assert.equal(content('{"a":"b"'), undefined);
});

test('changing the last plain letter of that string leaves JSON behind', () => {
  const string = fc.string({
    unit: fc.constantFrom('x', 'n', 'u', '"', '\\', '\n', '<', '1', 'é'),
  });
  fc.assert(
    fc.property(fc.array(string), (strings) => {
      const body = Buffer.from(JSON.stringify(strings).replaceAll('<', '\\u003c'));
      const range = lastJsonString(body);
      if (range === undefined) return assert.ok(strings.every((text) => !/[a-z]/.test(text)));
      const at = lastPlainLetter(body, range);
      assert.ok(at !== undefined);
      body[at] = 0x41;
      return assert.notDeepEqual(JSON.parse(body.toString()), strings);
    }),
  );
});
