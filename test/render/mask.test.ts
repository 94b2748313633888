import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskHeaders, maskKeys, maskText, maskUrl } from '../../src/render/mask.ts';

const headers: readonly [name: string, value: string, masked: string][] = [
  ['Authorization', 'Basic aG9va3VzZXI6czNjcjN0LVBhNTU=', 'Basic ****(28)'],
  ['authorization', 'Bearer abc', 'Bearer ****(3)'],
  ['AUTHORIZATION', 'justasecret', '****(11)'],
  ['Proxy-Authorization', 'Digest username="a", response="b"', 'Digest ****(26)'],
  ['Authorization', '', ''],
  ['Cookie', 'session=abcdef; theme=dark; flag', 'session=****(6); theme=****(4); ****(4)'],
  ['Set-Cookie', 'id=a3f; Path=/; HttpOnly', 'id=****(3); Path=/; HttpOnly'],
  ['X-Gitlab-Token', 's3cret', '****(6)'],
  ['X-Api-Key', 's3cret', '****(6)'],
  ['Idempotency-Key', 'evt_1', 'evt_1'],
  ['X-Twilio-Signature', 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['X-Forwarded-Auth', 'Bearer abc123', 'Bearer ****(6)'],
  [
    'Referer',
    'https://u:p@example.com/?token=x',
    'https://****(1):****(1)@example.com/?token=****(1)',
  ],
];

for (const [name, value, masked] of headers) {
  test(`the header ${name}: ${value} is shown as ${masked || 'nothing'}`, () => {
    assert.deepEqual(maskHeaders([[name, value]]), [[name, masked]]);
  });
}

const urls: readonly [url: string, masked: string][] = [
  ['/hook?token=abc&tenant=7', '/hook?token=****(3)&tenant=7'],
  ['/hook?a=1;secret=x;y&b=2', '/hook?a=1;secret=****(3)&b=2'],
  [
    '/hook?api_key=k&apiKey=l&access-token=m&P=n',
    '/hook?api_key=****(1)&apiKey=****(1)&access-token=****(1)&P=****(1)',
  ],
  ['/webhook/smtp2go?p=PASSWORD', '/webhook/smtp2go?p=****(8)'],
  ['/webhook?a=1&p=1234', '/webhook?a=1&p=****(4)'],
  ['/list?p=2&page=3', '/list?p=2&page=3'],
  ['/hook?%74oken=abc', '/hook?%74oken=****(3)'],
  ['/hook?auth[password]=abc', '/hook?auth[password]=****(3)'],
  ['/hook?token=a"b c', '/hook?token=****(5)'],
  ['/hook?monkey=1&page=2&tokens=3&token', '/hook?monkey=1&page=2&tokens=3&token'],
  ['/hook#auth=abc', '/hook#auth=****(3)'],
  ['http://user:pa@ss@h/', 'http://****(4):****(5)@h/'],
  ['http://h/a@b', 'http://h/a@b'],
  ['/hooks/sk_live_4eC39HqLyjWDarjtT1zdp7dc', '/hooks/sk_live_****(24)'],
  ['/hooks/sk_live_4eC39HqLyjWDarjtT1zdp7dc-2', '/hooks/sk_live_****(26)'],
];

for (const [url, masked] of urls) {
  test(`the URL ${url} is shown as ${masked}`, () => {
    assert.equal(maskUrl(url), masked);
  });
}

const texts: readonly [text: string, masked: string][] = [
  ['key-0123456789abcdef0123456789abcdef', 'key-****(32)'],
  ['monkey-0123456789abcdef0123456789abcdef', 'monkey-0123456789abcdef0123456789abcdef'],
  ['whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= is wrong', 'whsec_****(44) is wrong'],
  ['the bearer token does not match', 'the bearer token does not match'],
  ['sent Bearer aaaaaaaaaaaaaaaaaaaaaaaa', 'sent Bearer ****(24)'],
  ['risk_assessment', 'risk_assessment'],
  ['(v=DKIM1;k=rsa;p=…), or the base64', '(v=DKIM1;k=rsa;p=…), or the base64'],
  ['GET http://h/?p=PASSWORD failed', 'GET http://h/?p=****(8) failed'],
  ['"url":"http://h/?key=1","mail":"a@b"', '"url":"http://h/?key=****(1)","mail":"a@b"'],
];

for (const [text, masked] of texts) {
  test(`the text ${text} is shown as ${masked}`, () => {
    assert.equal(maskText(text), masked);
  });
}

test('a body keeps what only looks secret by its name', () => {
  assert.equal(
    maskKeys('{"url":"/?token=abc","key":"sk_test_4eC39HqL"}'),
    '{"url":"/?token=abc","key":"sk_test_****(8)"}',
  );
});

const pieces = fc.array(
  fc.oneof(
    fc.string(),
    fc.constantFrom('?token=', '&', ';key=', '://', ':', '@', '/', 'Bearer ', 'whsec_', '****(3)'),
  ),
);

test('masking twice is masking once', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('');
      assert.equal(maskText(maskText(text)), maskText(text));
      assert.equal(maskUrl(maskUrl(text)), maskUrl(text));
      assert.equal(maskText(maskUrl(text)), maskUrl(text));
    }),
    {
      examples: [
        [['://', 'whsec_', '/', 'whsec_', '@']],
        [['://', ';key=', ' ', '&', '@']],
        [['?x', '://', ';key=', '/', '&', '@', 'key=', '/', '&', '@']],
      ],
    },
  );
});

test('no part of a credential of any content is left', () => {
  const secret = fc.string({
    unit: fc.constantFrom('Q', 'Z', '"', '@', '%', ' ', '\\', ';', ':', '='),
  });
  fc.assert(
    fc.property(secret, fc.string({ unit: fc.constantFrom('a', '&', '=', '?') }), (value, rest) => {
      assert.doesNotMatch(maskUrl(`/hook?${rest}&token=${value}&b=${rest}`), /[QZ]/);
      assert.doesNotMatch(
        JSON.stringify(maskHeaders([['Authorization', `Basic ${value}`]])),
        /[QZ]/,
      );
      assert.doesNotMatch(JSON.stringify(maskHeaders([['X-Hook-Secret', value]])), /[QZ]/);
    }),
  );
});

test('long hostile text is masked in linear time', () => {
  const started = performance.now();
  for (const unit of [
    '://',
    '?token=',
    ';a',
    'Bearer ',
    'key-',
    'a.',
    '://a@',
    '%5B',
    '?x://;key=/&@key=/&',
  ]) {
    maskText(unit.repeat(20_000));
    maskUrl(unit.repeat(20_000));
  }
  assert.ok(performance.now() - started < 5_000);
});
