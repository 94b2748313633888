import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { UsageError } from '../../src/core/errors.ts';
import { parseExpression } from '../../src/core/expression.ts';
import { type ExpressionSubject, matchesExpression } from '../../src/core/expression-match.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { refused } from '../../src/core/verification.ts';

const SUBJECT: ExpressionSubject = {
  view: viewRequest({
    method: 'POST',
    path: '/hooks/mailgun?tenant=7&tenant=8&note=a%20b',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Foo', 'one'],
      ['x-foo', 'two'],
    ],
    body: utf8Bytes(
      '{"event-data":{"severity":"permanent","id":12345678901234567890,"list":[1,{"a.b":"x"}],"none":null}}',
    ),
  }),
  provider: 'mailgun',
  events: [
    { name: 'bounce', wireName: 'failed', id: 'e1', recipient: 'alice@example.net' },
    { name: 'open', wireName: 'opened', id: null, recipient: null },
  ],
  verification: refused('mismatch', ''),
  status: 503,
  remoteAddress: '127.0.0.1',
};

const CASES: readonly [expression: string, fits: boolean][] = [
  ['provider=mailgun', true],
  ['provider=mailtrap', false],
  ['provider!=mailtrap', true],
  ['provider=mailgun event~bounce status>=500', true],
  ['provider=mailgun status<500', false],
  ['event=open', true],
  ['event=click or wire=failed', true],
  ['not event=open', false],
  ['not (event=click or event=delivered)', true],
  ['event!=open', false],
  ['json:.event-data.severity=permanent', true],
  ['json:event-data.severity=temporary', false],
  ['json:.event-data.id=12345678901234567890', true],
  ['json:.event-data.id>12345678901234567889', true],
  ['json:.event-data.id>12345678901234567890', false],
  ['json:.event-data.id<12345678901234567891', true],
  ['json:.event-data.id>1kb', true],
  ['json:.event-data.list[1]["a.b"]=x', true],
  ['json:.event-data.list', true],
  ['json:.event-data.nothing', false],
  ['json:.event-data.none=null', true],
  ['header:x-foo', true],
  ['header:X-FOO=two', true],
  ['header:x-bar', false],
  ['query:tenant=8', true],
  ['query:note="a b"', true],
  ['path~/^\\/hooks\\/mail/', true],
  ['path~HOOKS', true],
  ['path!~hooks', false],
  ['signature=failed cause=mismatch', true],
  ['size>50 size<1kb', true],
  ['body~"\\"severity\\""', true],
  ['method=POST and ip=127.0.0.1', true],
  ['recipient~alice@', true],
  ['id=e1', true],
  ['event=click or event=open and provider=mailtrap', false],
];

describe('expressions', () => {
  for (const [text, fits] of CASES) {
    it(`${text} ${fits ? 'fits' : 'does not fit'}`, () => {
      assert.equal(matchesExpression(parseExpression(text), SUBJECT), fits);
    });
  }

  const broken: readonly [string, RegExp][] = [
    ['', /column 1: expected an expression/],
    ['provider=', /column 10: expected a value .*, found the end/],
    ['provder=mailgun', /column 1: unknown field "provder"; did you mean provider/],
    ['provider=mailgun (event=open', /column 29: expected "\)", found the end/],
    ['event="open', /column 7: expected a closing quote/],
    ['header=x', /column 7: expected ":" and a name after header/],
    ['json:.a..b=1', /column 6: expected a path/],
    ['path~/(/', /column 6: expected a pattern/],
    ['event=open)', /column 11: expected the end, or another term, found "\)"/],
    ['event open', /column 7: unknown field "open"/],
    ['or event=open', /column 1: unknown field "or"/],
    ['event=open or', /column 14: expected a field/],
  ];
  for (const [text, message] of broken) {
    it(`"${text}" is refused where it goes wrong`, () => {
      assert.throws(
        () => parseExpression(text),
        (error) => {
          assert.ok(error instanceof UsageError);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  it('a value of JSON Lines is that of any line, its digits as written', () => {
    const view = viewRequest({
      method: 'POST',
      path: '/',
      headers: [['Content-Type', 'application/x-ndjson']],
      body: utf8Bytes('{"id":1,"to":{}}\n{"id":9007199254740993}\n'),
    });
    const fits = (text: string) => matchesExpression(parseExpression(text), { ...SUBJECT, view });
    assert.ok(fits('json:id=9007199254740993'));
    assert.ok(fits('json:id=1'));
    assert.ok(!fits('json:id=9007199254740992'));
    assert.ok(fits('json:to'));
    assert.ok(!fits('json:from'));
  });

  it('never fails in any other way, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        try {
          matchesExpression(parseExpression(text), SUBJECT);
        } catch (error) {
          assert.ok(error instanceof UsageError);
        }
      }),
    );
  });
});
