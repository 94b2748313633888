import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { Fixture, FixtureBody } from '../../src/core/fixture.ts';
import { fixtureText } from '../../src/core/fixture-write.ts';
import type { HeaderPair } from '../../src/core/headers.ts';
import { encodeJson, RawNumber } from '../../src/core/json.ts';
import { parseFixture } from '../../src/core/fixture-parse.ts';
import { readYaml } from '../../src/io/yaml-document.ts';

const TOKEN_CHARACTERS =
  "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Text in which what YAML gives a meaning to is frequent. */
const trickyText = fc
  .array(
    fc.constantFrom(
      ...['\n', '\r', '\r\n', ' ', '  ', '\t', '---', '...', '#', ' # ', ': ', ':', '- ', '? '],
      ...['"', "'", '\\', '\\\n', '{', '}', '[', ']', ',', '&a', '*a', '!t', '|', '>', '%YAML 1.2'],
      ...['@', '`', '~', 'null', 'true', '1.0', '0x1F', '<<', '=', '\0', '\x07', '\x1b', '\x7f'],
      ...['\x85', '\u00a0', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff', '\u202e', 'é', '€'],
      ...['𝄞', 'a', 'b', 'Z', '0', '/', 'x'.repeat(200)],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const bodyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.oneof(trickyText, fc.string({ unit: 'binary' }), fc.json()).map(utf8Bytes),
);

const headerValue = fc
  .oneof(
    trickyText.map((text) => Buffer.from(text, 'utf8').toString('latin1')),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    fc.constantFrom('', ' ', '12', 'true', 'null', '~', 'application/json; charset=utf-8', 'a, b'),
  )
  .map((value) => value.replace(/[\0\r\n]/g, ''));

const token = fc.string({
  unit: fc.constantFrom(...TOKEN_CHARACTERS),
  minLength: 1,
  maxLength: 12,
});
const headers = fc.array(
  fc.tuple(fc.oneof(token, fc.constantFrom('X-A', 'x-a', 'null', 'No', '1')), headerValue),
  { maxLength: 5 },
);
const target = fc.oneof(
  fc.constantFrom('*', '/', 'http://example.com/a?b=c', "/a'b\"#[]{}: x".replace(' ', '')),
  fc
    .string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) })
    .map((rest) => `/${rest}`),
);
const name = fc.oneof(trickyText, fc.string({ unit: 'binary' })).filter((text) => text !== '');
const duration = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
);
const bytesBody = bodyBytes.map((bytes): FixtureBody => ({ kind: 'bytes', bytes }));

function fixtureWith(body: fc.Arbitrary<FixtureBody>): fc.Arbitrary<Fixture> {
  return fc.record({
    provider: fc.option(name),
    event: fc.option(name),
    capturedAt: fc.option(
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((time) => time.toISOString()),
    ),
    note: fc.option(fc.oneof(trickyText, fc.string({ unit: 'binary' }))),
    request: fc.record({ method: token, path: target, headers, body }),
    response: fc.option(
      fc.record({
        status: fc.integer({ min: 100, max: 599 }),
        headers,
        body: fc.option(bodyBytes),
        durationMs: fc.option(duration),
      }),
    ),
  });
}

function readBack(text: string): readonly Fixture[] {
  return readYaml(text, 'f.yaml').map((document) => {
    assert.ok(document.ok, `${JSON.stringify(document)}\n${text}`);
    const parsed = parseFixture(document.node, 'f.yaml');
    assert.ok(parsed.ok, `${JSON.stringify(parsed)}\n${text}`);
    return parsed.fixture;
  });
}

/** A value in which bytes of any kind compare by what they hold. */
function comparable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, inner: unknown) =>
      inner instanceof Uint8Array || (inner as { type?: string } | null)?.type === 'Buffer'
        ? { hex: Buffer.from(inner as Uint8Array).toString('hex') }
        : inner,
    ),
  );
}

function assertSame(read: readonly Fixture[], written: readonly Fixture[]): void {
  assert.deepEqual(comparable(read), comparable(written));
}

test('a fixture that is written and read is the same, byte for byte', () => {
  fc.assert(
    fc.property(fixtureWith(bytesBody), (fixture) => {
      assertSame(readBack(fixtureText([fixture])), [fixture]);
    }),
    { numRuns: 3000 },
  );
});

test('several fixtures of one file stay apart and in order', () => {
  fc.assert(
    fc.property(fc.array(fixtureWith(bytesBody), { minLength: 1, maxLength: 4 }), (fixtures) => {
      assertSame(readBack(fixtureText(fixtures)), fixtures);
    }),
    { numRuns: 300 },
  );
});

test('a file whose line ends were turned into CRLF holds the same fixture', () => {
  fc.assert(
    fc.property(fixtureWith(bytesBody), (fixture) => {
      const text = fixtureText([fixture]);
      assert.ok(!text.includes('\r'));
      assertSame(readBack(text.replaceAll('\n', '\r\n')), [fixture]);
    }),
    { numRuns: 1000 },
  );
});

test('a file whose line ends were trimmed by an editor holds the same fixture', () => {
  fc.assert(
    fc.property(fixtureWith(bytesBody), (fixture) => {
      const text = fixtureText([fixture]);
      assertSame(readBack(text.replace(/[ \t]+$/gm, '')), [fixture]);
    }),
    { numRuns: 1000 },
  );
});
