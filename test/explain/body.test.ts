import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { explained } from '../helpers/failed-cases.ts';
import { type Held, mailtrapCase } from '../helpers/mailtrap-signing.ts';

const SIGNED = '{"event":"open","email":"alice@example.net","n":1}';
const ACCENTED = '{"subject":"Zoë\'s café – 5 €","n":1}';

function causeOf(
  signed: Uint8Array | string,
  held: Uint8Array | string,
  more: Held = {},
): string | undefined {
  return explained(mailtrapCase(signed, { ...more, body: held }))?.cause;
}

describe('bodies that gained or lost something at their ends', () => {
  it('names a final line end that was added or lost', () => {
    for (const end of ['\n', '\r\n']) {
      assert.equal(causeOf(SIGNED, SIGNED + end), 'final-newline');
      assert.equal(causeOf(SIGNED + end, SIGNED), 'final-newline');
    }
    assert.equal(causeOf(`${SIGNED}\n`, `${SIGNED}\r\n`), 'final-newline');
  });

  it('names line ends that were changed within', () => {
    const signed = '{\n  "event": "open",\n  "n": 1\n}';
    const windows = signed.split('\n').join('\r\n');
    assert.equal(causeOf(signed, windows), 'line-ends');
    assert.equal(causeOf(windows, signed), 'line-ends');
  });

  it('names line ends that curl --data took out', () => {
    assert.equal(
      causeOf('first line\nsecond', 'first linesecond', { contentType: 'text/plain' }),
      undefined,
    );
    assert.equal(
      causeOf('first linesecond', 'first line\nsecond', { contentType: 'text/plain' }),
      'line-ends',
    );
  });

  it('names blanks that were trimmed or added', () => {
    assert.equal(causeOf(SIGNED, `  ${SIGNED} \n\t`), 'body-trimmed');
    assert.equal(causeOf(` ${SIGNED}`, ` ${SIGNED}`.trim()), 'body-trimmed');
    assert.equal(causeOf(`${SIGNED} `, `${SIGNED} `.trim()), 'body-trimmed');
  });

  it('names a byte order mark', () => {
    assert.equal(causeOf(SIGNED, `\ufeff${SIGNED}`), 'byte-order-mark');
    assert.equal(causeOf(`\ufeff${SIGNED}`, SIGNED), 'byte-order-mark');
  });
});

describe('bodies in another character set', () => {
  it('names UTF-8 that was read as Latin-1 and written as UTF-8', () => {
    const signed = '{"subject":"Zoë"}';
    const held = Buffer.from(Buffer.from(signed, 'utf8').toString('latin1'), 'utf8');
    assert.equal(causeOf(signed, held), 'body-charset');
  });

  it('names UTF-8 that was read as Windows-1252 and written as UTF-8', () => {
    const text = new TextDecoder('windows-1252').decode(Buffer.from(ACCENTED, 'utf8'));
    assert.equal(causeOf(ACCENTED, text), 'body-charset');
  });

  it('names text that was written in Latin-1', () => {
    const signed = '{"subject":"Zoë"}';
    assert.equal(causeOf(signed, Buffer.from(signed, 'latin1')), 'body-charset');
    assert.equal(causeOf(Buffer.from(signed, 'latin1'), signed), 'body-charset');
  });

  it('names text in UTF-16, as PowerShell stores it', () => {
    assert.equal(causeOf(SIGNED, Buffer.from(`\ufeff${SIGNED}`, 'utf16le')), 'body-charset');
  });

  it('names another Unicode normal form', () => {
    assert.equal(causeOf(ACCENTED, ACCENTED.normalize('NFD')), 'body-charset');
  });
});

describe('bodies packed up in something else', () => {
  it('names a body that is still compressed', () => {
    const packed = [
      ['gzip', gzipSync(SIGNED)],
      ['deflate', deflateSync(SIGNED)],
      ['br', brotliCompressSync(SIGNED)],
    ] as const;
    for (const [coding, body] of packed) {
      const headers = [['Content-Encoding', coding]] as const;
      assert.equal(causeOf(SIGNED, body, { headers }), 'body-compression', coding);
    }
    assert.equal(causeOf(SIGNED, gzipSync(SIGNED)), 'body-compression', 'the header was dropped');
  });

  it('names a body that was decompressed, though what went over the wire was signed', () => {
    const headers = [['Content-Encoding', 'gzip']] as const;
    for (const level of [undefined, 9]) {
      const wire = gzipSync(SIGNED, level === undefined ? {} : { level });
      assert.equal(causeOf(wire, SIGNED, { headers }), 'body-compression');
      wire[9] = 0xff; // as Go writes it
      assert.equal(causeOf(wire, SIGNED, { headers }), 'body-compression');
    }
    assert.equal(causeOf(gzipSync('another'), SIGNED, { headers }), undefined);
  });

  it('names base64, as API gateways hand bodies over', () => {
    assert.equal(causeOf(SIGNED, Buffer.from(SIGNED).toString('base64')), 'body-base64');
    assert.equal(
      causeOf(`${SIGNED}?>`, Buffer.from(`${SIGNED}?>`).toString('base64url')),
      'body-base64',
    );
  });

  it('names a body in a JSON string or in an event object', () => {
    assert.equal(causeOf(SIGNED, JSON.stringify(SIGNED)), 'body-wrapped');
    const event = { version: '2.0', body: SIGNED, isBase64Encoded: false };
    assert.equal(causeOf(SIGNED, JSON.stringify(event)), 'body-wrapped');
    const packed = { body: Buffer.from(SIGNED).toString('base64'), isBase64Encoded: true };
    assert.equal(causeOf(SIGNED, JSON.stringify(packed)), 'body-wrapped');
  });

  it('names the value of a form field that is there instead of the form', () => {
    const form = new URLSearchParams([['payload', SIGNED]]).toString();
    assert.equal(causeOf(form, SIGNED), 'body-wrapped');
  });

  it('names a signature over an empty body', () => {
    assert.equal(causeOf('', SIGNED), 'body-empty');
  });
});

describe('forms that were read and written again', () => {
  const contentType = 'application/x-www-form-urlencoded';
  const fields: readonly (readonly [string, string])[] = [
    ['type', 'failure'],
    ['description', '550 5.1.1 <jane@example.net>: user (unknown)'],
    ['tags[]', 'welcome~1'],
    ['empty', ''],
  ];
  const browser = new URLSearchParams(Object.fromEntries(fields)).toString();
  const component = fields.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');

  it('names + against %20, and other escapes', () => {
    assert.notEqual(browser, component);
    assert.equal(causeOf(browser, component, { contentType }), 'form-encoding');
    assert.equal(causeOf(component, browser, { contentType }), 'form-encoding');
  });

  it('names escapes in small letters', () => {
    const lower = browser.replace(/%../g, (found) => found.toLowerCase());
    assert.equal(causeOf(lower, browser, { contentType }), 'form-encoding');
    assert.equal(causeOf(browser, lower, { contentType }), 'form-encoding');
  });

  it('names a form that was decoded as a whole', () => {
    const held = decodeURIComponent(component);
    assert.equal(causeOf(component, held, { contentType }), 'form-encoding');
  });

  it('names another order of the fields', () => {
    const sorted = new URLSearchParams(
      Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ).toString();
    assert.notEqual(sorted, browser);
    assert.equal(causeOf(sorted, browser, { contentType }), 'form-order');
  });

  it('names both at once', () => {
    const sorted = fields
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map((pair) => pair.map(encodeURIComponent).join('='))
      .join('&');
    assert.equal(causeOf(sorted, browser, { contentType }), 'form-reencoded');
  });

  it('names a form that became JSON', () => {
    const held = JSON.stringify({
      type: 'failure',
      tags: ['a', 'b'],
      fields: { 'First Name': 'Zoë' },
    });
    const signed = new URLSearchParams([
      ['type', 'failure'],
      ['tags[]', 'a'],
      ['tags[]', 'b'],
      ['fields[First Name]', 'Zoë'],
    ]).toString();
    assert.equal(causeOf(signed, held, { contentType }), 'form-parsed');
  });

  it('names escapes in Latin-1', () => {
    assert.equal(causeOf('name=Zo%C3%AB', 'name=Zo%EB', { contentType }), 'body-charset');
  });
});
