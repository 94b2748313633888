import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RequestEvent } from '../../src/core/events.ts';
import { displayWidth } from '../../src/core/printable.ts';
import { asciiGlyphs } from '../../src/render/glyphs.ts';
import { renderOptions } from '../../src/render/options.ts';
import { eventsText, requestLine } from '../../src/render/request-line.ts';
import { colourTheme } from '../../src/render/theme.ts';
import { captured, requestEvent } from '../helpers/render-events.ts';

const options = renderOptions({ utcOffsetMinutes: 60 });

function withPath(path: string, change: Partial<RequestEvent> = {}): RequestEvent {
  return requestEvent({ request: captured('{"a":1}', 'application/json', { path }), ...change });
}

const summary = (name: string | null, wireName = 'wire') => ({
  name,
  wireName,
  id: null,
  recipient: null,
});

test('a request is one line: time, id, method, path, provider, event, verdict, size and answer', () => {
  assert.equal(
    requestLine(requestEvent(), options),
    '07:50:00.123 #1  POST /hooks/mailgun   mailgun  bounce      verified     7 B 200',
  );
});

test('lines align whatever their paths', () => {
  const columns = ['/', '/hooks/mailgun', '/hooks/a/much/longer/path', '/日本語/日本語/日本語'].map(
    (path) => {
      const line = requestLine(withPath(path), options);
      return displayWidth(line.slice(0, line.indexOf(' mailgun  bounce')));
    },
  );
  assert.equal(new Set(columns).size, 1);
});

test('a path that is too long is shortened in the middle', () => {
  assert.equal(
    requestLine(withPath('/hooks/mailgun/tenants/7/bounces'), options),
    '07:50:00.123 #1  POST /hooks/m…bounces mailgun  bounce      verified     7 B 200',
  );
  assert.match(
    requestLine(withPath('/hooks/mailgun/tenants/7/bounces'), { ...options, glyphs: asciiGlyphs }),
    / \/hooks\/\.\.\.ounces /,
  );
});

test('a wide terminal shows more of the path', () => {
  const line = requestLine(withPath('/hooks/mailgun/tenants/7/bounces'), {
    ...options,
    width: 120,
  });
  assert.match(line, / POST \/hooks\/mailgun\/tenants\/7\/bounces {17}mailgun /);
});

test('a redelivery is marked, and padding and size make room for the mark', () => {
  const again = { count: 1, sinceFirstMs: 300_000 };
  const verification = { status: 'failed', cause: 'mismatch', detail: '' } as const;
  assert.equal(
    requestLine(withPath('/hooks/mailgun', { again, verification }), options),
    '07:50:00 #1 POST /hoo…gun mailgun bounce FAILED mismatch 200 again (2nd, +5m00s)',
  );
  assert.equal(
    requestLine(withPath('/hooks/mailgun', { again }), { ...options, width: 120 }),
    `07:50:00.123 #1  POST /hooks/mailgun${' '.repeat(22)} mailgun  bounce      verified     7 B 200 again (2nd, +5m00s)`,
  );
});

test('a redelivery is held against the plan where there is room', () => {
  const mark = (plannedMs: number | null, width = 140): string | undefined =>
    /again .*/.exec(
      requestLine(withPath('/hooks', { again: { count: 1, sinceFirstMs: 302_000, plannedMs } }), {
        ...options,
        width,
      }),
    )?.[0];
  assert.equal(mark(300_000), 'again (2nd, +5m02s; mailgun plans +5m00s)');
  assert.equal(mark(null), 'again (2nd, +5m02s; mailgun plans no 2nd)');
  assert.equal(mark(300_000, 100), 'again (2nd, +5m02s)');
});

test('a narrow terminal keeps the verdict and the answer', () => {
  const event = withPath('/a/very/long/path/for/a/webhook/of/one', {
    events: [summary(null, 'marketing_unsubscribed')],
    verification: { status: 'failed', cause: 'digest-mismatch', detail: '' },
    again: { count: 1, sinceFirstMs: 1 },
  });
  const line = (width: number): string => requestLine(event, { ...options, width });
  assert.equal(line(60), '#1 POST /a/very/l…ok/of/one FAILED digest-mismatch 200 again');
  assert.equal(line(40), '#1 POST /a…ne FAILED digest-mismatch 200');
  assert.equal(line(31), '/a…e FAILED digest-mismatch 200');
  assert.equal(line(20), 'FAILED digest-m… 200');
  assert.equal(
    requestLine(withPath('/a/very/long/path/for/a/webhook'), { ...options, width: 40 }),
    '#1 POST /a/ver…bhook bounce verified 200',
  );
});

test('every verdict is a word', () => {
  const words = [
    requestEvent({ verification: { status: 'unsigned', detail: '' } }),
    requestEvent({ verification: { status: 'no-secret', detail: '' } }),
    requestEvent({ verification: { status: 'not-applicable', detail: '' } }),
    requestEvent({ verification: { status: 'not-applicable', detail: '' }, provider: null }),
    requestEvent({ verification: { status: 'failed', cause: 'stale', detail: '' } }),
  ].map((event) => /bounce +(.*?) +7 B/.exec(requestLine(event, options))?.[1]);
  assert.deepEqual(words, ['unsigned', 'no secret', 'not signed', 'unchecked', 'FAILED stale']);
});

test('events are named, counted when they are of one name, and only counted when mixed', () => {
  assert.equal(eventsText([]), '-');
  assert.equal(eventsText([summary('bounce')]), 'bounce');
  assert.equal(eventsText([summary(null, 'group_resubscribe')]), 'group_resubscribe');
  assert.equal(eventsText([summary('open'), summary('open'), summary('open')]), 'open +2');
  assert.equal(eventsText([summary('open'), summary('click')]), '2 events');
});

test('credentials in the path are masked unless asked for', () => {
  const event = withPath('/hook?token=abcdef');
  assert.match(requestLine(event, { ...options, width: 120 }), / \/hook\?token=\*{4}\(6\) /);
  assert.match(
    requestLine(event, { ...options, width: 120, showSecrets: true }),
    / \/hook\?token=abcdef /,
  );
});

test('colour changes no character', () => {
  const event = requestEvent({ again: { count: 2, sinceFirstMs: 1 } });
  const painted = requestLine(event, { ...options, theme: colourTheme(1) });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with ESC
  assert.equal(painted.replace(/\x1b\[\d+m/g, ''), requestLine(event, options));
  assert.notEqual(painted, requestLine(event, options));
});

test('a line never exceeds the width', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '日', '👍', '/', '\u001b', 'e\u0301') });
  fc.assert(
    fc.property(
      word,
      word,
      word,
      fc.nat(),
      fc.integer({ min: 10, max: 200 }),
      (path, provider, name, count, width) => {
        const event = withPath(`/${path}`, {
          provider,
          events: [summary(name), summary('other')].slice(0, 1 + (count % 2)),
          verification: { status: 'failed', cause: 'digest-mismatch', detail: '' },
          again: count % 3 === 0 ? null : { count, sinceFirstMs: count },
        });
        assert.ok(displayWidth(requestLine(event, { ...options, width })) <= width);
      },
    ),
  );
});
