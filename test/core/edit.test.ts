import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  formatPath,
  jsonPaths,
  parsePath,
  setField,
  setJson,
  setJsonRaw,
  unsetField,
  unsetJson,
} from '../../src/core/edit.ts';
import { UsageError } from '../../src/core/errors.ts';
import type { FormField } from '../../src/core/form.ts';
import { encodeJson, type JsonValue, parseJson, RawNumber } from '../../src/core/json.ts';

const GENTLE = { force: false };
const FORCE = { force: true };

const event: JsonValue = {
  signature: { token: 'abc', timestamp: '1771320772' },
  'event-data': {
    event: 'failed',
    severity: 'permanent',
    timestamp: 1771320772.5,
    id: 'x1',
    'delivery-status': { code: 550, 'certificate-verified': true, message: null },
    tags: ['a', 'b'],
    'user-variables': {},
  },
};

function edited(path: string, text: string, options = GENTLE): JsonValue {
  return setJson(event, parsePath(path) ?? [], text, options);
}

function at(value: JsonValue, path: string): unknown {
  let current: unknown = value;
  for (const step of parsePath(path) ?? []) current = Reflect.get(Object(current), step);
  return current;
}

function usageError(action: () => unknown): UsageError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    return error;
  }
  return assert.fail('nothing was thrown');
}

test('paths are read with dots, brackets, bare indexes and quoted keys', () => {
  const table: readonly (readonly [string, readonly (string | number)[] | undefined])[] = [
    ['a', ['a']],
    ['event-data.delivery-status.code', ['event-data', 'delivery-status', 'code']],
    ['a[0].b', ['a', 0, 'b']],
    ['a.0.b', ['a', 0, 'b']],
    ['[1][2]', [1, 2]],
    ['["a.b"]["c[0]"].d', ['a.b', 'c[0]', 'd']],
    ['user variables.my key', ['user variables', 'my key']],
    ['a["0"]', ['a', '0']],
    ['a.007', ['a', '007']],
    ['["\\u0041\\""]', ['A"']],
    ['', undefined],
    ['.a', undefined],
    ['a.', undefined],
    ['a..b', undefined],
    ['a[', undefined],
    ['a[-1]', undefined],
    ['a[x]', undefined],
    ['a.[0]', undefined],
    ['a[0]b', undefined],
    ['a"b', undefined],
    ['["\\x"]', undefined],
    [`${'a.'.repeat(200)}a`, undefined],
  ];
  for (const [text, path] of table) assert.deepEqual(parsePath(text), path, text);
});

test('a formatted path is read back as it was', () => {
  const step = fc.oneof(fc.nat(999_999_999), fc.string({ unit: 'binary' }), fc.string());
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (path) => {
      assert.deepEqual(parsePath(formatPath(path)), path);
    }),
  );
  assert.equal(formatPath(['event-data', 'tags', 0, 'a.b', '7']), 'event-data.tags[0]["a.b"]["7"]');
});

test('all nodes and leaves have a path, parents first', () => {
  assert.deepEqual(jsonPaths({ a: [{ b: 1 }], 'c.d': null }), ['a', 'a[0]', 'a[0].b', '["c.d"]']);
  assert.deepEqual(jsonPaths('scalar'), []);
});

test('a value keeps the type of the one it replaces where the text allows', () => {
  const table: readonly (readonly [string, string, JsonValue])[] = [
    ['event-data.delivery-status.code', '421', 421],
    ['event-data.delivery-status.code', '1.50', new RawNumber('1.50')],
    ['event-data.delivery-status.code', 'none', 'none'],
    ['event-data.severity', '42', '42'],
    ['event-data.severity', '"quoted"', '"quoted"'],
    ['event-data.delivery-status.certificate-verified', 'false', false],
    ['event-data.delivery-status.certificate-verified', 'no', 'no'],
    ['event-data.delivery-status.message', '5', 5],
    ['event-data.delivery-status.message', 'hello', 'hello'],
    ['event-data.tags[1]', 'c', 'c'],
    ['event-data.tags.0', '1', '1'],
    ['event-data.tags', '["x"]', ['x']],
    ['event-data.user-variables', '{"k":1}', { k: 1 }],
    ['event-data.user-variables', 'null', null],
  ];
  for (const [path, text, expected] of table) {
    assert.deepEqual(at(edited(path, text), path), expected, `${path}=${text}`);
  }
});

test('text for a list or object must be JSON', () => {
  const error = usageError(() => edited('event-data.tags', 'x'));
  assert.match(error.message, /"event-data\.tags" is a list/);
  assert.match(error.hint ?? '', /JSON/);
  assert.equal(at(edited('event-data.tags', 'x', FORCE), 'event-data.tags'), 'x');
});

test('an unknown path is an error with near paths', () => {
  const error = usageError(() => edited('event-data.severty', 'x'));
  assert.equal(error.message, 'no field "event-data.severty" in this event');
  assert.match(error.hint ?? '', /^did you mean event-data\.severity\b.*--force-set/);
});

test('a last step alone finds the whole path, short ones too', () => {
  const hint = (path: string): string => usageError(() => edited(path, 'x')).hint ?? '';
  assert.match(hint('severity'), /^did you mean event-data\.severity[,?]/);
  assert.match(hint('id'), /^did you mean event-data\.id[,?]/);
  assert.match(hint('code'), /^did you mean event-data\.delivery-status\.code[,?]/);
  assert.match(hint('tokn'), /signature\.token[,?]/);
  assert.match(hint('event-data.tags[7]'), /event-data\.tags\[0\]/);
  assert.doesNotMatch(hint('event-data.foo'), /event-data[,?]/);
  assert.equal(hint('zzzzzzzzzzzzzzzzzz'), '--force-set adds a field that is not there');
});

test('force adds a field, and what must hold it', () => {
  assert.equal(at(edited('event-data.new', '5', FORCE), 'event-data.new'), 5);
  assert.equal(at(edited('event-data.new', 'five', FORCE), 'event-data.new'), 'five');
  assert.deepEqual(at(edited('a.b[0].c', '{"d":[1]}', FORCE), 'a'), { b: [{ c: { d: [1] } }] });
  assert.deepEqual(at(edited('event-data.tags[2]', 'c', FORCE), 'event-data.tags'), [
    'a',
    'b',
    'c',
  ]);
  assert.deepEqual(
    at(edited('event-data.user-variables.7', 'x', FORCE), 'event-data.user-variables'),
    {
      7: 'x',
    },
  );
  assert.deepEqual(at(edited('event-data.id.part', 'x', FORCE), 'event-data.id'), { part: 'x' });
});

test('force neither leaves gaps in a list nor names its elements', () => {
  const gap = usageError(() => edited('event-data.tags[3]', 'x', FORCE));
  assert.match(gap.hint ?? '', /event-data\.tags\[2\]/);
  assert.throws(() => edited('event-data.tags[4000000000]', 'x', FORCE), UsageError);
  assert.match(usageError(() => edited('event-data.tags.name', 'x', FORCE)).message, /list/);
});

test('a __proto__ step makes a key and pollutes nothing', () => {
  const changed = setJson({}, ['__proto__', 'polluted'], 'yes', FORCE);
  assert.equal(encodeJson(changed), '{"__proto__":{"polluted":"yes"}}');
  assert.equal(Reflect.get({}, 'polluted'), undefined);
  assert.throws(() => setJson({}, ['__proto__'], 'x', GENTLE), UsageError);
  assert.throws(() => setJson({}, ['constructor'], 'x', GENTLE), UsageError);
});

test('a JSON value replaces a field of any type', () => {
  const path = ['event-data', 'severity'];
  assert.deepEqual(at(setJsonRaw(event, path, [1], GENTLE), 'event-data.severity'), [1]);
  assert.throws(() => setJsonRaw(event, ['nope'], 1, GENTLE), UsageError);
  assert.deepEqual(setJsonRaw({}, ['a', 0], null, FORCE), { a: [null] });
});

const { value: tree } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test('setting a path changes only that path', () => {
  fc.assert(
    fc.property(tree, fc.nat(), fc.string(), (value, pick, text) => {
      const paths = jsonPaths(value);
      const chosen = paths[pick % Math.max(1, paths.length)];
      fc.pre(chosen !== undefined);
      const path = parsePath(chosen) ?? [];
      const before = encodeJson(value);
      const changed = setJsonRaw(value, path, { text }, GENTLE);
      assert.deepEqual(at(changed, chosen), { text });
      assert.deepEqual(setJsonRaw(changed, path, at(value, chosen) as JsonValue, GENTLE), value);
      assert.equal(encodeJson(value), before);
      const others = paths.filter(
        (other) => !other.startsWith(chosen) && !chosen.startsWith(other),
      );
      for (const other of others) assert.deepEqual(at(changed, other), at(value, other));
    }),
  );
});

test('removing a field leaves the others, and list elements move up', () => {
  assert.deepEqual(unsetJson({ a: 1, b: 2 }, ['a']), { b: 2 });
  assert.deepEqual(unsetJson({ a: [1, 2, { b: 3, c: 4 }] }, ['a', 2, 'b']), {
    a: [1, 2, { c: 4 }],
  });
  assert.deepEqual(unsetJson({ a: [1, 2, 3] }, ['a', 1]), { a: [1, 3] });
  const error = usageError(() => unsetJson(event, ['severity']));
  assert.equal(error.hint, 'did you mean event-data.severity?');
  assert.throws(() => unsetJson(event, []), UsageError);
});

test('what was set under force can be removed again', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), fc.string(), (value, key) => {
      fc.pre(!Object.hasOwn(value, key));
      const changed = setJson(value, [key], 'x', FORCE);
      assert.equal(encodeJson(unsetJson(changed, [key])), encodeJson(value));
    }),
  );
});

test('a form field is replaced once and its duplicates dropped', () => {
  const fields: readonly FormField[] = [
    ['tag', 'a'],
    ['event', 'opened'],
    ['tag', 'b'],
  ];
  assert.deepEqual(setField(fields, 'tag', 'c', GENTLE), [
    ['tag', 'c'],
    ['event', 'opened'],
  ]);
  assert.deepEqual(unsetField(fields, 'tag'), [['event', 'opened']]);
  assert.deepEqual(setField(fields, 'new', 'x', FORCE), [...fields, ['new', 'x']]);
  const error = usageError(() => setField(fields, 'evnt', 'x', GENTLE));
  assert.equal(error.message, 'no field "evnt" in this event');
  assert.equal(error.hint, 'did you mean event? --force-set adds a field that is not there');
  assert.equal(usageError(() => unsetField(fields, 'evnt')).hint, 'did you mean event?');
});

test('edits of a parsed event keep its numbers as written', () => {
  const value = parseJson('{"a":1.0,"b":"x"}');
  assert.equal(encodeJson(setJson(value, ['b'], 'y', GENTLE)), '{"a":1.0,"b":"y"}');
});
