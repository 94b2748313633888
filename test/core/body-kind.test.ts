import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BodyKind, bodyKind } from '../../src/core/body-kind.ts';
import { latin1Bytes } from '../../src/core/bytes.ts';

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n';
const GZIP = '\x1f\x8b\x08\x00\x00\x00';

const table: readonly {
  readonly title: string;
  readonly type?: string;
  readonly body: string;
  readonly kind: BodyKind;
}[] = [
  { title: 'nothing', type: 'application/json', body: '', kind: 'empty' },
  { title: 'JSON', type: 'application/json', body: '{"a":1}', kind: 'json' },
  { title: 'JSON with charset', type: 'Application/JSON; charset=utf-8', body: '[]', kind: 'json' },
  { title: 'a JSON scalar', type: 'application/json', body: ' 12 ', kind: 'json' },
  { title: 'a +json type', type: 'application/cloudevents+json', body: '{}', kind: 'json' },
  { title: 'broken JSON', type: 'application/json', body: '{"a":', kind: 'text' },
  { title: 'JSON that is Latin-1', type: 'application/json', body: '{"a":"\xe9"}', kind: 'json' },
  { title: 'broken JSON, not UTF-8', type: 'application/json', body: '{"\xff', kind: 'binary' },
  {
    title: 'JSON Lines',
    type: 'application/jsonl',
    body: '{"a":1}\n{"a":2}\n',
    kind: 'json-lines',
  },
  { title: 'one line', type: 'application/x-ndjson', body: '{"a":1}', kind: 'json-lines' },
  {
    title: 'CRLF lines',
    type: 'application/jsonlines',
    body: '{}\r\n\r\n[]\r\n',
    kind: 'json-lines',
  },
  {
    title: 'a sequence',
    type: 'application/json-seq',
    body: '\x1e{}\n\x1e{}\n',
    kind: 'json-lines',
  },
  { title: 'a broken line', type: 'application/jsonl', body: '{"a":1}\n{"a"', kind: 'text' },
  { title: 'only blank lines', type: 'application/jsonl', body: '\n\n', kind: 'text' },
  { title: 'a form', type: `${FORM}; charset=UTF-8`, body: 'a=b', kind: 'form' },
  {
    title: 'multipart',
    type: 'multipart/form-data; boundary=b',
    body: MULTIPART,
    kind: 'multipart',
  },
  {
    title: 'multipart, cut',
    type: 'multipart/form-data; boundary=b',
    body: '--b\r\n',
    kind: 'text',
  },
  { title: 'multipart, no boundary', type: 'multipart/form-data', body: MULTIPART, kind: 'text' },
  {
    title: 'JSON as text/plain (SNS)',
    type: 'text/plain; charset=UTF-8',
    body: '{"Type":"x"}',
    kind: 'json',
  },
  { title: 'undeclared JSON', body: '\n [1]', kind: 'json' },
  { title: 'JSON after a BOM', body: '\xef\xbb\xbf{"a":1}', kind: 'json' },
  { title: 'undeclared JSON Lines', body: '{"a":1}\n{"b":2}', kind: 'json-lines' },
  { title: 'lines that are no objects', body: '{"a":1}\nhello', kind: 'text' },
  { title: 'an undeclared form', body: 'a=b&c=d%20e&f=', kind: 'form' },
  { title: 'one undeclared pair', body: 'payload=%7B%7D', kind: 'form' },
  { title: 'base64 that ends in =', body: 'aGVsbG8=', kind: 'text' },
  { title: 'a sentence with =', body: 'a = b & c', kind: 'text' },
  { title: 'a form declared as text', type: 'text/plain', body: 'a=b&c=d', kind: 'text' },
  { title: 'a quoted scalar without type', body: '"text"', kind: 'text' },
  { title: 'UTF-8 text', type: 'text/html', body: '<p>\xc3\xa9</p>\r\n', kind: 'text' },
  { title: 'text with colours', body: '\x1b[31mred\x1b[0m', kind: 'text' },
  { title: 'Latin-1 text', type: 'text/plain', body: 'caf\xe9', kind: 'binary' },
  { title: 'gzip', type: 'application/octet-stream', body: GZIP, kind: 'binary' },
  { title: 'a null byte', body: 'a\0b', kind: 'binary' },
];

for (const { title, type, body, kind } of table) {
  test(`${title} is ${kind}`, () => {
    assert.equal(bodyKind(type, latin1Bytes(body)), kind);
  });
}
