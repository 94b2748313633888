import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../src/core/errors.ts';
import { parseTarget, pathFor, withoutRebuiltHeaders } from '../../src/delivery/target.ts';

describe('target', () => {
  it('keeps a path and query of its own', () => {
    const target = parseTarget('http://127.0.0.1:3000/hooks%2Fa?b=c');
    assert.deepEqual(target, {
      origin: 'http://127.0.0.1:3000',
      path: '/hooks%2Fa?b=c',
      credentials: null,
    });
    assert.equal(pathFor(target, '/captured'), '/hooks%2Fa?b=c');
  });

  it('takes the captured path when it is an origin alone', () => {
    const target = parseTarget('http://localhost:3000');
    assert.equal(pathFor(target, '/hooks/mailgun?tenant=7'), '/hooks/mailgun?tenant=7');
    assert.equal(pathFor(target, 'http://elsewhere/x'), '/x');
    assert.equal(pathFor(target, 'http://u:p@elsewhere:81/a/../b?c=%41&d'), '/a/../b?c=%41&d');
    assert.equal(pathFor(target, 'http://elsewhere?c=1'), '/?c=1');
    assert.equal(pathFor(target, 'http://elsewhere'), '/');
    assert.equal(pathFor(target, '*'), '/');
  });

  it('takes credentials out of the URL, percent-decoded', () => {
    const target = parseTarget('http://us%3Aer:p%40ss@127.0.0.1/');
    assert.equal(target.credentials, 'us:er:p@ss');
    assert.equal(target.origin, 'http://127.0.0.1');
  });

  for (const text of ['', 'localhost:3000', 'ftp://127.0.0.1/', '/hooks', 'http://']) {
    it(`refuses "${text}"`, () => {
      assert.throws(() => parseTarget(text), UsageError);
    });
  }

  it('drops headers that belong to a connection and keeps all others in order', () => {
    assert.deepEqual(
      withoutRebuiltHeaders([
        ['HOST', 'a'],
        ['X-One', '1'],
        ['content-length', '3'],
        ['Transfer-Encoding', 'chunked'],
        ['x-one', '2'],
        ['Expect', '100-continue'],
        ['Accept-Encoding', 'gzip'],
      ]),
      [
        ['X-One', '1'],
        ['x-one', '2'],
        ['Accept-Encoding', 'gzip'],
      ],
    );
  });

  it('drops headers that Connection names, in any of its lines and whatever their case', () => {
    assert.deepEqual(
      withoutRebuiltHeaders([
        ['X-Hop', '1'],
        ['Connection', 'close, x-hop ,, X-Other'],
        ['x-hop', '2'],
        ['connection', 'x-third'],
        ['X-OTHER', '3'],
        ['X-Third', '4'],
        ['X-Hope', '5'],
      ]),
      [['X-Hope', '5']],
    );
  });
});
