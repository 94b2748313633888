import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mailtrap } from '../../src/providers/mailtrap/index.ts';
import { explained, shared } from '../helpers/failed-cases.ts';
import { mailtrapCase } from '../helpers/mailtrap-signing.ts';
import { buildSigned } from '../helpers/provider-cases.ts';

/** What a framework does that hands over an object. */
const again = (text: string): string => JSON.stringify(JSON.parse(text));

function causeOf(signed: string, held: string): string | undefined {
  return explained(mailtrapCase(signed, { body: held }))?.cause;
}

describe('JSON that was parsed and written again', () => {
  it('names blanks that were lost: a Python sender, JSON.stringify in the receiver', () => {
    const signed = '{"event": "open", "tags": ["a", "b"], "at": 1767100000}';
    assert.equal(causeOf(signed, again(signed)), 'json-whitespace');
  });

  it('names blanks that were added: pretty printing with 2, 4 and tab', () => {
    const signed = '{"event":"open","tags":["a","b"],"empty":[],"none":{},"at":1767100000}';
    for (const indent of [2, 4, '\t']) {
      const held = JSON.stringify(JSON.parse(signed), null, indent);
      assert.equal(causeOf(signed, held), 'json-whitespace', String(indent));
    }
  });

  it('names \\u escapes that became characters, and characters that became \\u escapes', () => {
    const signed = '{"subject":"Caf\\u00e9 \\ud83d\\ude00","n":1}';
    assert.equal(causeOf(signed, again(signed)), 'json-unicode-escapes');
    assert.equal(causeOf(again(signed), signed), 'json-unicode-escapes');
  });

  it('names capitals in \\u escapes', () => {
    assert.equal(causeOf('{"s":"caf\\u00E9"}', '{"s":"caf\\u00e9"}'), 'json-unicode-escapes');
  });

  it('names slashes: \\/ of PHP became /, and / became \\/', () => {
    const signed = '{"url":"https:\\/\\/example.com\\/a","n":1}';
    assert.equal(causeOf(signed, again(signed)), 'json-slashes');
    assert.equal(causeOf(again(signed), signed), 'json-slashes');
  });

  it('names escapes of <, > and & as Go writes them', () => {
    const signed =
      '{"from":"Bob \\u003cbob@example.org\\u003e","url":"https://e.com/?a=1\\u0026b=2"}';
    assert.equal(causeOf(signed, again(signed)), 'json-html-escapes');
    assert.equal(causeOf(again(signed), signed), 'json-html-escapes');
  });

  it('names {} that PHP turned into []', () => {
    const signed = '{"variables":{},"tags":["a"],"list":{"inner":{}}}';
    assert.equal(causeOf(signed, signed.replaceAll('{}', '[]')), 'json-empty-objects');
  });

  it('names keys that the receiver sorted: the order comes from the sample of the event', () => {
    for (const event of mailtrap.events.filter(({ formats }) => formats.includes('json'))) {
      const { body } = buildSigned(mailtrap, event, shared('x'), {
        format: 'json',
        seed: event.name,
      });
      const signed = Buffer.from(body).toString('utf8');
      // Written as Go does, so that sorting is the only difference.
      const held = JSON.stringify(sorted(JSON.parse(signed))).replace(
        /[<>&]/g,
        (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`,
      );
      if (held !== signed) assert.equal(causeOf(signed, held), 'json-key-order', event.name);
    }
  });

  it('names keys that the signer sorted', () => {
    const held = '{"event":"open","at":2,"by":{"z":1,"a":2}}';
    assert.equal(causeOf(JSON.stringify(sorted(JSON.parse(held))), held), 'json-key-order');
  });

  it('names 1.0 that became 1', () => {
    const signed = '{"amount":12.0,"count":3,"rate":0.5}';
    assert.equal(causeOf(signed, again(signed)), 'json-numbers');
    assert.equal(causeOf(again(signed), signed), 'json-numbers');
  });

  it('names trailing zeros that were dropped', () => {
    const signed = '{"amount":12.50,"rate":0.10}';
    assert.equal(causeOf(signed, again(signed)), 'json-numbers');
  });

  it('names a large whole number that JSON.parse rounded', () => {
    for (const id of ['1871203344556677123', '9007199254740993', '-12345678901234567891']) {
      const signed = `{"id":${id},"name":"a"}`;
      assert.notEqual(again(signed), signed);
      assert.equal(causeOf(signed, again(signed)), 'json-numbers', id);
    }
  });

  it("names several differences at once: Go's body through Python's json module", () => {
    const signed = '{"from":"Zo\u00eb \\u003czoe@example.org\\u003e","n":[1,2]}';
    const python = '{"from": "Zo\\u00eb <zoe@example.org>", "n": [1, 2]}'; // json.dumps(json.loads(…))
    assert.equal(causeOf(signed, python), 'json-reserialised');
  });

  it('names several differences at once: PHP with sorted keys', () => {
    const held = '{"b":"https:\\/\\/example.com","a":"\\u00e9"}';
    const signed = '{"a":"\u00e9","b":"https://example.com"}';
    assert.equal(causeOf(signed, held), 'json-reserialised');
  });

  it('names a body of .NET, which escapes quotes and + as well', () => {
    const signed = '{"a":"x\\u002By \\u0022q\\u0022 \\u00E9 \\\\"}';
    assert.equal(causeOf(signed, again(signed)), 'json-reserialised');
  });

  it('reads JSON Lines one by one', () => {
    const signed = '{"a": 1}\n{"b": "x", "c": [1, 2]}\n';
    const held = signed.split('\n').map((line) => (line === '' ? '' : again(line)));
    assert.equal(causeOf(signed, held.join('\n')), 'json-whitespace');
  });

  it('leaves blanks that follow no rule as they are when strings alone were rewritten', () => {
    const signed = '{ "a":1,\n "u" : "\\u003cx\\u003e" }';
    assert.equal(
      causeOf(
        signed,
        signed.replace(/\\u003./g, (e) => (e === '\\u003c' ? '<' : '>')),
      ),
      'json-html-escapes',
    );
  });

  it('says what the signed body looks like', () => {
    const signed = '{"a": 1, "b": "\\u003c"}';
    assert.equal(
      explained(mailtrapCase(signed, { body: again(signed) }))?.detail,
      'the signature fits the body written with a blank behind every comma and colon, as Python does, with <, > and & as \\u escapes, as Go and Rails write them',
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
