import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { latin1Text, utf8Bytes } from '../../src/core/bytes.ts';
import type { OutputEvent } from '../../src/core/events.ts';
import { displayWidth } from '../../src/core/printable.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../src/render/glyphs.ts';
import { renderOptions } from '../../src/render/options.ts';
import { prettyEvent } from '../../src/render/pretty.ts';
import { colourTheme, plainTheme } from '../../src/render/theme.ts';
import {
  attemptEvent,
  captured,
  deliveryEvent,
  planEvent,
  providerFacts,
  requestEvent,
} from '../helpers/render-events.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colour codes, which begin with ESC
const COLOUR = /\x1b\[(?:[0-9]|[1-9][0-9])m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
const CLEAN = /^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/;
const ATTACK = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egpj.\r\n\b\u2066\ud800';

// Pieces that terminals, parsers and maskers trip over, and any code unit.
const text = fc
  .array(
    fc.oneof(
      fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        '\u001b',
        '\u009b',
        '\u202e',
        '\r',
        '\n',
        '\t',
        '\u0007',
        '\ud800',
        '日',
        '👍',
      ),
      fc.constantFrom(ATTACK, '?token=', '{"', '":', '[', '--b', '&', '=', '%1b', '\u001b[31m'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const look = fc.record({
  theme: fc.constantFrom(plainTheme, colourTheme(1)),
  glyphs: fc.constantFrom(unicodeGlyphs, asciiGlyphs),
  width: fc.integer({ min: 1, max: 120 }),
  verbose: fc.boolean(),
  quiet: fc.boolean(),
  showSecrets: fc.boolean(),
  nameSources: fc.boolean(),
});

function assertClean(event: OutputEvent, options: Parameters<typeof renderOptions>[0]): void {
  const output = String(prettyEvent(event, renderOptions(options)));
  assert.match(output.replace(COLOUR, ''), CLEAN);
  assert.doesNotMatch(output, /\p{Cs}/u);
}

/** Bodies of every kind with the text in each of their places. */
function bodies(hostile: string): readonly (readonly [body: string | Uint8Array, type: string])[] {
  const header = latin1Text(utf8Bytes(hostile)).replace(/[\r\n]/g, '');
  const json = { [hostile]: hostile, list: [hostile], event: hostile };
  const part = (name: string, value: string): string =>
    `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${name}\r\n\r\n${value}\r\n`;
  return [
    [JSON.stringify(json), 'application/json'],
    [JSON.stringify([json, { event: hostile, email: hostile, id: hostile, time: hostile }]), ''],
    [`${JSON.stringify(json)}\n${JSON.stringify({ id: hostile })}`, 'application/x-ndjson'],
    [
      `a=${encodeURIComponent(hostile.replace(/\p{Cs}/gu, ''))}&${hostile}=1`,
      'application/x-www-form-urlencoded',
    ],
    [
      `${part(header, hostile)}${part('json', JSON.stringify(json))}--b--\r\n`,
      'multipart/form-data; boundary=b',
    ],
    [hostile, 'text/plain'],
    [hostile, 'text/plain; charset=utf-16le'],
    [hostile, 'application/octet-stream'],
    [Buffer.from(hostile, 'utf16le'), ''],
    [`{"a":"${hostile}"}`, 'application/json'],
  ];
}

function hostileRequest(hostile: string, body: string | Uint8Array, type: string): OutputEvent {
  return requestEvent({
    request: captured(body, type, {
      id: hostile,
      method: hostile,
      path: hostile,
      url: hostile,
      httpVersion: hostile,
      remoteAddress: hostile,
      headers: [
        ['Content-Type', type],
        ['Content-Encoding', hostile],
        ['Authorization', hostile],
        ['Cookie', hostile],
        [hostile, hostile],
      ],
    }),
    provider: hostile,
    events: [
      { name: hostile, wireName: hostile, id: hostile, recipient: hostile },
      { name: null, wireName: hostile, id: null, recipient: null },
    ],
    verification: { status: 'failed', cause: 'mismatch', detail: hostile },
    savedTo: hostile,
  });
}

test('a request built to attack a terminal is shown with its controls escaped', () => {
  for (const [body, type] of bodies(ATTACK)) {
    const event = hostileRequest(ATTACK, body, type);
    for (const verbose of [false, true]) {
      assertClean(event, { verbose, theme: colourTheme(1), showSecrets: true });
    }
  }
  const line = String(
    prettyEvent(
      requestEvent({ request: captured('', '', { path: `/${ATTACK}` }) }),
      renderOptions({ width: 200 }),
    ),
  );
  assert.ok(line.includes('/\\x1b]0;owned\\x07'));
});

test('no control character of a request reaches the output, whatever field or kind of body it stands in', () => {
  fc.assert(
    fc.property(text, look, (hostile, options) => {
      for (const [body, type] of bodies(hostile)) {
        assertClean(hostileRequest(hostile, body, type), options);
      }
    }),
  );
});

test('any bytes as a body come out clean', () => {
  const types = fc.constantFrom(
    '',
    'text/plain',
    'application/json',
    'multipart/form-data; boundary=b',
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), types, look, (bytes, type, options) => {
      assertClean(requestEvent({ request: captured(bytes, type) }), options);
    }),
  );
});

test('no control character of a delivery, a plan or an error reaches the output', () => {
  fc.assert(
    fc.property(text, look, (hostile, options) => {
      const events: OutputEvent[] = [
        attemptEvent({
          source: hostile,
          url: hostile,
          method: hostile,
          status: null,
          error: hostile,
          signedNote: hostile,
          attempt: 1,
        }),
        deliveryEvent({ source: hostile }),
        planEvent({
          source: hostile,
          url: hostile,
          profile: { ...planEvent().profile, name: hostile },
        }),
        { type: 'error', code: hostile, message: hostile, hint: hostile, exitCode: 3 },
        { type: 'ready', url: hostile, ui: hostile, pid: 1 },
      ];
      for (const event of events) assertClean(event, options);
    }),
  );
});

test('no control character of facts or of a printed request reaches the output', () => {
  fc.assert(
    fc.property(text, look, (hostile, options) => {
      const facts = providerFacts(hostile);
      const body = utf8Bytes(hostile);
      const headers = [[hostile, hostile]] as const;
      const [event] = facts.events;
      const sample = event === undefined ? null : { event, format: hostile, headers, body };
      const [profile] = facts.retry;
      const request = { method: hostile, path: '/', headers, body };
      const url = 'http://127.0.0.1:4665/';
      const events: OutputEvent[] = [
        { type: 'provider', facts, detail: 'row', sample: null },
        { type: 'provider', facts, detail: 'full', sample: null },
        { type: 'provider', facts, detail: 'event', sample },
        { type: 'schedule', profile, offsetsMs: [0, 1], startAtMs: 0 },
        ...(['curl', 'httpie', 'har', 'json'] as const).map(
          (form) => ({ type: 'printed', form, url, request, atMs: 0 }) as const,
        ),
      ];
      for (const shown of events) assertClean(shown, options);
    }),
  );
});

test('body lines keep to the width, wide characters or not', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 40, max: 120 }), (hostile, width) => {
      for (const [body, type] of bodies(`日本語👍${hostile}`).slice(0, 7)) {
        const event = requestEvent({ request: captured(body, type) });
        const lines = String(prettyEvent(event, renderOptions({ width }))).split('\n');
        for (const line of lines) {
          if (!/^ {2}[0-9a-f]{8} {2}/.test(line)) assert.ok(displayWidth(line) <= width, line);
        }
      }
    }),
  );
});
