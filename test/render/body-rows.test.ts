import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyLines } from '../../src/render/body.ts';
import { renderOptions } from '../../src/render/options.ts';
import { captured } from '../helpers/render-events.ts';

const options = renderOptions();

function lines(
  body: unknown,
  type = 'application/json',
  change: Parameters<typeof renderOptions>[0] = {},
): string[] {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return bodyLines(captured(text, type), { ...options, ...change });
}

test('a list of events is one row for each', () => {
  const events = [
    { email: 'a@example.net', timestamp: 1_767_100_000, event: 'processed', sg_event_id: 'abc' },
    { email: 'bob@example.net', timestamp: 1_767_100_001.5, event: 'delivered', sg_event_id: 'de' },
  ];
  const rows = [
    '#  event      recipient        id   time',
    '1  processed  a@example.net    abc  2025-12-30T13:06:40Z',
    '2  delivered  bob@example.net  de   2025-12-30T13:06:41.500Z',
  ];
  assert.deepEqual(lines(events), rows);
  assert.deepEqual(lines({ events }), rows);
  assert.deepEqual(
    lines(events.map((event) => JSON.stringify(event)).join('\n'), 'application/jsonl'),
    rows,
  );
});

test('wrappers are looked through, and the address inside a message is found', () => {
  assert.deepEqual(
    lines([
      {
        msys: {
          message_event: {
            type: 'bounce',
            rcpt_to: 'a@example.net',
            event_id: '92356927693813856',
          },
        },
      },
      {
        msys: {
          track_event: { type: 'open', rcpt_to: 'b@example.net', event_id: 90071992547409 },
        },
      },
    ]).map((line) => line.slice(0, 28)),
    [
      '#  event   recipient      id',
      '1  bounce  a@example.net  92',
      '2  open    b@example.net  90',
    ],
  );
  assert.deepEqual(
    lines([{ event: 'open', msg: { email: 'a@example.net' } }, { event: 'click' }]),
    ['#  event  recipient', '1  open   a@example.net', '2  click  '],
  );
});

test('ids keep all their digits', () => {
  assert.deepEqual(lines('[{"id":19421777835146490},{"id":19421777835146491}]'), [
    '#  id',
    '1  19421777835146490',
    '2  19421777835146491',
  ]);
});

test('times that are text, or no times, stay as they are', () => {
  const time = lines([{ date: '2026-02-16 10:06:31' }, { date: 12 }, { date: 1_767_100_000_123 }]);
  assert.deepEqual(time.slice(1), [
    '1  2026-02-16 10:06:31',
    '2  12',
    '3  2025-12-30T13:06:40.123Z',
  ]);
});

test('one event, or a list of anything else, is laid out as JSON', () => {
  assert.deepEqual(lines([{ event: 'open' }]), ['[', '  {', '    "event": "open"', '  }', ']']);
  assert.deepEqual(lines([{ event: 'open' }, 1]).at(-2), '  1');
  assert.deepEqual(lines('{"event":"open"}\n', 'application/x-ndjson'), [
    '{',
    '  "event": "open"',
    '}',
  ]);
  assert.deepEqual(lines('1\n2\n', 'application/x-ndjson'), ['1', '2']);
});

test('members that nobody knows are columns by their own names', () => {
  const items = [
    { sku: 'A-1', qty: 2 },
    { sku: 'B-2', qty: 5, gift: true, note: null },
  ];
  const rows = ['#  sku  qty  gift  note', '1  A-1  2          ', '2  B-2  5    true  null'];
  assert.deepEqual(lines(items), rows);
  assert.deepEqual(lines({ orders: items }), rows);
  assert.deepEqual(
    lines(items.map((item) => JSON.stringify(item)).join('\n'), 'application/jsonl'),
    rows,
  );
  assert.deepEqual(
    lines([
      { status: 'paid', id: 1 },
      { status: 'open', id: 2 },
    ]),
    ['#  id  status', '1  1   paid', '2  2   open'],
  );
});

test('fields that no column shows are said to be there', () => {
  const many = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 };
  assert.deepEqual(lines([many, many]), [
    '#  a  b  c  d  e  f',
    '1  1  2  3  4  5  6',
    '2  1  2  3  4  5  6',
    '… more fields (show with --verbose)',
  ]);
  assert.deepEqual(
    lines([{ a: 1, list: [1] }, { a: 2 }]).at(-1),
    '… more fields (show with --verbose)',
  );
  assert.deepEqual(lines([{ event: 'open', a: 1, b: 2, c: 3, d: 4 }, { event: 'click' }]), [
    '#  event  a  b  c',
    '1  open   1  2  3',
    '2  click        ',
    '… more fields (show with --verbose)',
  ]);
});

test('objects with nothing for a column stay JSON', () => {
  const items = [
    { a: [1], b: {} },
    { a: [2], b: {} },
  ];
  assert.deepEqual(lines(items).slice(0, 2), ['[', '  {']);
  assert.deepEqual(
    lines(items.map((item) => JSON.stringify(item)).join('\n'), 'application/jsonl')[0],
    '{',
  );
});

test('names of members are escaped', () => {
  assert.equal(lines([{ '\u001b[2J': 1 }, {}])[0], '#  \\x1b[2J');
});

test('verbose adds the whole JSON under the rows', () => {
  assert.deepEqual(
    lines([{ id: 'a' }, { id: 'b' }], 'application/json', { verbose: true }).slice(0, 6),
    ['#  id', '1  a', '2  b', '', '[', '  {'],
  );
});

test('columns give way to the width, the widest first', () => {
  const row = { event: 'delivered', email: `${'a'.repeat(40)}@example.net`, id: 'b'.repeat(40) };
  for (const line of lines([row, row], 'application/json', { width: 40 }))
    assert.ok(line.length <= 40);
  assert.equal(
    lines([row, row], 'application/json', { width: 40 })[1],
    '1  delivered  aaaaaaaaaaa…  bbbbbbbbbbb…',
  );
});

test('a batch of five hundred is cut like any other body', () => {
  const events = Array.from({ length: 500 }, (_, at) => ({ event: 'open', id: `e-${at}` }));
  const shown = lines(events);
  assert.equal(shown.length, 41);
  assert.equal(shown.at(-1), '… 461 more lines (show with --verbose)');
});
