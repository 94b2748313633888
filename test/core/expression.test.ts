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
      ['X-Utf8', 'caf\u00c3\u00a9'],
      ['X-Latin1', 'caf\u00e9'],
    ],
    body: utf8Bytes(
      '{"event-data":{"severity":"permanent","id":12345678901234567890,"list":[1,{"a.b":"x"}],"none":null,"score":0.9,"large":1.501e3}}',
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
  ['path=/hooks/mailgun', true],
  ['path!=/hooks/mailgun', false],
  ['path="/hooks/mailgun?tenant=7&tenant=8&note=a%20b"', true],
  ['path=/hooks/mailgun?tenant=7', false],
  ['path~tenant=7', true],
  ['header:x-utf8=café', true],
  ['header:x-utf8~É', true],
  ['header:x-latin1=café', true],
  ['json:.event-data.score>0.5', true],
  ['json:.event-data.score>0.9', false],
  ['json:.event-data.score>=0.90', true],
  ['json:.event-data.score<1', true],
  ['json:.event-data.large>1.5kb', true],
  ['json:.event-data.large<=1501', true],
  ['status=503', true],
  ['size>=0.1kb', true],
  ['size=128b', true],
  ['size!=0.128kb', false],
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
    ['event=open body~/^(a+)+$/', /column 17: a sender could keep this pattern busy without end/],
    ['event=open)', /column 11: expected the end, or another term, found "\)"/],
    ['event open', /column 7: unknown field "open"/],
    ['or event=open', /column 1: unknown field "or"/],
    ['event=open or', /column 14: expected a field/],
    ['status>=5xx', /column 9: "5xx" is no number, such as 500/],
    ['status=5xx', /column 8: "5xx" is no status/],
    ['size>1xb', /column 6: "1xb" is no number and no size, such as 12, 0.5 or 25mb/],
    ['size=large', /column 6: "large" is no number and no size/],
    ['json:.a>1.2.3', /column 9: "1.2.3" is no number and no size/],
    ['path==/e', /column 6: there is no such operator/],
    ['path=~/e/', /column 6: there is no such operator/],
    ['path=e', /column 6: a path begins with "\/"/],
    ['path>5', /column 6: path is no number/],
    ['signature=okay', /column 11: signature is never "okay"; did you mean ok\?/],
    ['method=GET signature!=faild', /column 23: signature is never "faild"; did you mean failed/],
    ['cause=mismach', /column 7: cause is never "mismach"; did you mean mismatch/],
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

  it('a field of a form that comes more than once fits with any of its values', () => {
    const boundary = 'x';
    const part = (name: string, value: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const bodies = [
      ['application/x-www-form-urlencoded', 'f=1&g=3&f=2'],
      [
        `multipart/form-data; boundary=${boundary}`,
        `${part('f', '1')}${part('g', '3')}${part('f', '2')}--${boundary}--\r\n`,
      ],
    ] as const;
    for (const [type, body] of bodies) {
      const view = viewRequest({
        method: 'POST',
        path: '/',
        headers: [['Content-Type', type]],
        body: utf8Bytes(body),
      });
      const fits = (text: string) => matchesExpression(parseExpression(text), { ...SUBJECT, view });
      assert.ok(fits('form:f=1'));
      assert.ok(fits('form:f=2'));
      assert.ok(fits('form:f>1'));
      assert.ok(!fits('form:f!=2'));
      assert.ok(!fits('form:f=3'));
    }
  });

  it('numbers compare as they are, with or without a fraction, however large', () => {
    const number = fc.tuple(fc.bigInt(), fc.nat(30));
    fc.assert(
      fc.property(number, number, ([left, leftScale], [right, rightScale]) => {
        const exact = left * 10n ** BigInt(rightScale) - right * 10n ** BigInt(leftScale);
        const view = viewRequest({
          method: 'POST',
          path: '/',
          headers: [],
          body: utf8Bytes(`{"n":${scaled(left, leftScale)}}`),
        });
        const subject = { ...SUBJECT, view };
        const laws = { '<': exact < 0n, '<=': exact <= 0n, '>': exact > 0n, '>=': exact >= 0n };
        for (const [operator, holds] of Object.entries(laws)) {
          const expression = parseExpression(`json:n${operator}${scaled(right, rightScale)}`);
          assert.equal(matchesExpression(expression, subject), holds);
        }
      }),
    );
  });

  it('has a bounded depth, and any width', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}event${')'.repeat(depth)}`;
    for (const text of [nested(20_000), `${'not '.repeat(20_000)}event`, '('.repeat(20_000)]) {
      assert.throws(() => parseExpression(text), {
        name: 'UsageError',
        message: /more than 200 levels of not and \( \)/,
      });
    }
    parseExpression(nested(199));
    parseExpression(Array(5_000).fill('(event)').join(' or '));
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

/** `digits` divided by ten to the power of `scale`, in decimal. */
function scaled(digits: bigint, scale: number): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const point = text.length - scale;
  const fraction = scale === 0 ? '' : `.${text.slice(point)}`;
  return `${digits < 0n ? '-' : ''}${text.slice(0, point)}${fraction}`;
}
