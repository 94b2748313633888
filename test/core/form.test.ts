import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes, utf8Text } from '../../src/core/bytes.ts';
import {
  encodeForm,
  type FormField,
  locateFormValue,
  nestedFields,
  parseForm,
} from '../../src/core/form.ts';

const fieldList = fc.array(
  fc.tuple(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
  ),
  { maxLength: 8 },
);
const style = fc.constantFrom('web' as const, 'php' as const, 'unreserved' as const);

test('a space is +, letters, digits and *-._ stay, and the rest is upper-case %XX of UTF-8', () => {
  assert.equal(
    utf8Text(encodeForm([['a b*-._~', 'é&=+%\r\n']])),
    'a+b*-._%7E=%C3%A9%26%3D%2B%25%0D%0A',
  );
});

test('the php and unreserved styles escape the star and differ in the tilde', () => {
  assert.equal(utf8Text(encodeForm([['tag', '*~']], 'php')), 'tag=%2A%7E');
  assert.equal(utf8Text(encodeForm([['tag', '*~']], 'unreserved')), 'tag=%2A~');
});

test("the mailgun page's legacy unsubscribed body is encoded byte for byte", () => {
  const fields: readonly FormField[] = [
    ['ip', '198.51.100.23'],
    ['city', 'San Francisco'],
    ['domain', 'mg.example.com'],
    ['device-type', 'desktop'],
    ['order_id', 'A-1001'],
    ['country', 'US'],
    ['region', 'CA'],
    ['client-name', 'Chrome'],
    [
      'user-agent',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.31 (KHTML, like Gecko) Chrome/26.0.1410.43 Safari/537.31',
    ],
    ['client-os', 'Linux'],
    ['customer_tier', 'gold'],
    ['client-type', 'browser'],
    ['tag', '*'],
    ['recipient', 'alice@example.net'],
    ['event', 'unsubscribed'],
    ['timestamp', '1467630259'],
    ['token', 'e3ef09bf69bf96a388582d29ec35787b2b2a78744b61a603bf'],
    ['signature', 'b5177f038dcd8307d3393481e5ec410240c27b8f4fd93097b48fe818743d8b4d'],
    ['body-plain', ''],
  ];
  const body =
    'ip=198.51.100.23&city=San+Francisco&domain=mg.example.com&device-type=desktop&order_id=A-1001&country=US&region=CA&client-name=Chrome&user-agent=Mozilla%2F5.0+%28X11%3B+Linux+x86_64%29+AppleWebKit%2F537.31+%28KHTML%2C+like+Gecko%29+Chrome%2F26.0.1410.43+Safari%2F537.31&client-os=Linux&customer_tier=gold&client-type=browser&tag=%2A&recipient=alice%40example.net&event=unsubscribed&timestamp=1467630259&token=e3ef09bf69bf96a388582d29ec35787b2b2a78744b61a603bf&signature=b5177f038dcd8307d3393481e5ec410240c27b8f4fd93097b48fe818743d8b4d&body-plain=';
  assert.equal(utf8Text(encodeForm(fields, 'php')), body);
  assert.deepEqual(parseForm(utf8Bytes(body)), fields);
});

test('repeated fields keep their order and number', () => {
  const body = utf8Bytes('tag=order-shipped&tag=transactional&recipient=a%40b.c');
  assert.deepEqual(parseForm(body), [
    ['tag', 'order-shipped'],
    ['tag', 'transactional'],
    ['recipient', 'a@b.c'],
  ]);
});

test('bad escapes stay literal, invalid UTF-8 becomes U+FFFD and empty pieces are skipped', () => {
  assert.deepEqual(parseForm(utf8Bytes('é=\ufeff%C3%A9')), [['é', '\ufeffé']]);
  assert.deepEqual(parseForm(utf8Bytes('a=%zz%4&&b=%ff&c&=d&e=f=g')), [
    ['a', '%zz%4'],
    ['b', '\ufffd'],
    ['c', ''],
    ['', 'd'],
    ['e', 'f=g'],
  ]);
});

test('fields after the 100 000th are not read', () => {
  assert.equal(parseForm(utf8Bytes('a=1&'.repeat(100_001))).length, 100_000);
});

test('parse after encode is identity in every style', () => {
  fc.assert(
    fc.property(fieldList, style, (fields, chosen) => {
      assert.deepEqual(parseForm(encodeForm(fields, chosen)), fields);
    }),
  );
});

test('encoding and parsing agree with URLSearchParams', () => {
  fc.assert(
    fc.property(fieldList, (fields) => {
      const peer = new URLSearchParams(
        fields.map(([name, value]): [string, string] => [name, value]),
      );
      assert.equal(utf8Text(encodeForm(fields)), peer.toString());
    }),
  );
  const unit = fc.constantFrom('%', '4', 'f', 'C3', '%A9', '&', '=', '+', 'a', '?');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
      const peer = [...new URLSearchParams(`?${text}`)];
      assert.deepEqual(parseForm(utf8Bytes(text)), peer);
    }),
  );
});

test('a located value is the encoded text of the first or last field of that name', () => {
  const body = utf8Bytes('x=1&na%6De=a%20b&y&name=c+d&name');
  const text = (which: 'first' | 'last', name: string): string | undefined => {
    const range = locateFormValue(body, name, which);
    return range === undefined ? undefined : utf8Text(body.subarray(range.start, range.end));
  };
  assert.equal(text('first', 'name'), 'a%20b');
  assert.equal(text('last', 'name'), '');
  assert.equal(text('first', 'y'), '');
  assert.equal(text('first', 'z'), undefined);
});

test('a located value decodes to what parseForm gives', () => {
  fc.assert(
    fc.property(fieldList, fc.nat(), (fields, seed) => {
      const [name] = fields[seed % Math.max(1, fields.length)] ?? ['none', ''];
      const body = encodeForm(fields);
      const range = locateFormValue(body, name, 'first');
      const value = fields.find(([candidate]) => candidate === name)?.[1];
      if (range === undefined) assert.equal(value, undefined);
      else {
        const only = new Uint8Array([...utf8Bytes('x='), ...body.subarray(range.start, range.end)]);
        assert.deepEqual(parseForm(only), [['x', value]]);
      }
    }),
  );
});

test("lists and maps take PHP's brackets, as on the copernica page", () => {
  const fields = [
    ...nestedFields('type', 'update'),
    ...nestedFields('parameters', { Email: 'jane@example.net' }),
    ...nestedFields('profile', 123456),
    ...nestedFields('tags', ['welcome', 'batch-42']),
    ...nestedFields('interests', []),
  ];
  assert.equal(
    utf8Text(encodeForm(fields)),
    'type=update&parameters%5BEmail%5D=jane%40example.net&profile=123456&tags%5B%5D=welcome&tags%5B%5D=batch-42',
  );
});
