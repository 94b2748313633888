import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  basicAuthorization,
  bearerAuthorization,
  parseAuthorization,
  parseBasic,
} from '../../src/signing/basic-auth.ts';

test('basic: user and password give the value printed on the page of SMTP2GO', () => {
  assert.equal(basicAuthorization('hook-user:s3cret-Pa55'), 'Basic aG9vay11c2VyOnMzY3JldC1QYTU1');
});

test('basic: the examples of RFC 7617 are written and read', () => {
  assert.equal(basicAuthorization('Aladdin:open sesame'), 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
  assert.equal(basicAuthorization('test:123£'), 'Basic dGVzdDoxMjPCow==');
  assert.deepEqual(parseBasic('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='), {
    user: 'Aladdin',
    password: 'open sesame',
  });
  assert.deepEqual(parseBasic('basic dGVzdDoxMjPCow=='), { user: 'test', password: '123£' });
});

test('basic: bytes that are not UTF-8 are read as latin1', () => {
  assert.deepEqual(parseBasic('Basic dGVzdDoxMjOj'), { user: 'test', password: '123£' });
});

test('basic: the user ends at the first colon, and either half may be empty', () => {
  assert.deepEqual(parseBasic(basicAuthorization('a:b:c')), { user: 'a', password: 'b:c' });
  assert.deepEqual(parseBasic(basicAuthorization(':token')), { user: '', password: 'token' });
  assert.deepEqual(parseBasic(basicAuthorization('token:')), { user: 'token', password: '' });
});

test('basic: another scheme, no base64 or no colon is nothing to read', () => {
  for (const value of ['', 'Basic', 'Basic ', 'Bearer YTpi', 'Basic a:b', 'Basic YWI=', 'YTpi']) {
    assert.equal(parseBasic(value), undefined, value);
  }
});

test('basic: parse after format is identity', () => {
  const user = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes(':'));
  fc.assert(
    fc.property(user, fc.string({ unit: 'grapheme' }), (name, password) => {
      assert.deepEqual(parseBasic(basicAuthorization(`${name}:${password}`)), {
        user: name,
        password,
      });
    }),
  );
});

test('bearer: the scheme is written with a capital and read without regard to case', () => {
  assert.equal(bearerAuthorization('mF_9.B5f-4.1JqM'), 'Bearer mF_9.B5f-4.1JqM'); // RFC 6750 2.1
  for (const value of ['Bearer abc.def', 'bearer  abc.def', ' BEARER abc.def ']) {
    assert.deepEqual(parseAuthorization(value), { scheme: 'bearer', credentials: 'abc.def' });
  }
});

test('authorization: credentials may hold blanks, and a scheme alone is nothing to read', () => {
  assert.deepEqual(parseAuthorization('Digest username="a", realm="b"'), {
    scheme: 'digest',
    credentials: 'username="a", realm="b"',
  });
  for (const value of ['', ' ', 'Bearer', 'Bearer  ', '"quoted" x']) {
    assert.equal(parseAuthorization(value), undefined, value);
  }
});
