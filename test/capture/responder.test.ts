import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_ANSWERS } from '../../src/capture/answer.ts';
import { OPEN_ACCESS, refuseAccess } from '../../src/capture/auth.ts';
import { createResponder } from '../../src/capture/responder.ts';
import { serveFile } from '../../src/capture/serve-file.ts';
import { arrivingSubject } from '../../src/capture/subject.ts';
import type { HeaderPair } from '../../src/core/headers.ts';
import { headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { arrived } from '../helpers/captures.ts';

function withHeaders(...headers: readonly HeaderPair[]): ReturnType<typeof arrived> {
  return arrived({ headers });
}

function basic(credentials: string, scheme = 'Basic'): HeaderPair {
  return ['Authorization', `${scheme} ${Buffer.from(credentials).toString('base64')}`];
}

test('open access refuses nobody', () => {
  assert.equal(refuseAccess(OPEN_ACCESS, withHeaders()), null);
});

const ACCESS = { basic: 'hook:pa:ss', tokens: [] };
test('--auth takes the right user and password, with the scheme in any case', () => {
  assert.equal(refuseAccess(ACCESS, withHeaders(basic('hook:pa:ss'))), null);
  assert.equal(refuseAccess(ACCESS, withHeaders(basic('hook:pa:ss', 'bASIC'))), null);
});

const wrong: readonly (readonly [string, readonly HeaderPair[]])[] = [
  ['no Authorization', []],
  ['another password', [basic('hook:pa:sS')]],
  ['another user', [basic('Hook:pa:ss')]],
  ['a longer password', [basic('hook:pa:ss ')]],
  ['another scheme', [basic('hook:pa:ss', 'Bearer')]],
  ['what is not base64', [['Authorization', 'Basic hook:pa:ss']]],
  ['no colon', [basic('hook')]],
];
for (const [what, headers] of wrong) {
  test(`--auth answers 401 with a challenge to ${what}`, () => {
    const refusal = refuseAccess(ACCESS, withHeaders(...headers));
    assert.equal(refusal?.status, 401);
    assert.equal(
      headerValue(refusal.headers, 'www-authenticate'),
      'Basic realm="webhook-cli", charset="UTF-8"',
    );
    assert.doesNotMatch(Buffer.from(refusal.body).toString(), /pa:ss/);
  });
}

const TOKEN = { basic: null, tokens: [{ name: 'X-Token', value: 's3cret+' }] };
test('--token is taken from a header of any case, or from the query, decoded', () => {
  assert.equal(refuseAccess(TOKEN, withHeaders(['x-tOKEN', 's3cret+'])), null);
  assert.equal(refuseAccess(TOKEN, arrived({ path: '/a?b=c&X-Token=s3cret%2B' })), null);
  assert.equal(refuseAccess(TOKEN, withHeaders(['X-Token', 'no'], ['X-Token', 's3cret+'])), null);
});

test('--token answers 403 when it is missing or another, and does not tell it', () => {
  for (const request of [
    withHeaders(),
    withHeaders(['X-Token', 's3cret']),
    arrived({ path: '/X-Token=s3cret%2B' }),
    arrived({ path: '/?x-token=s3cret%2B' }),
  ]) {
    const refusal = refuseAccess(TOKEN, request);
    assert.equal(refusal?.status, 403);
    assert.equal(
      Buffer.from(refusal.body).toString(),
      'webhook-cli: wrong or missing X-Token (--token)\n',
    );
  }
});

test('every token listed is wanted, and the user and password first', () => {
  const both = { basic: 'a:b', tokens: [...TOKEN.tokens, { name: 'key', value: 'k' }] };
  const token: HeaderPair = ['X-Token', 's3cret+'];
  assert.equal(refuseAccess(both, withHeaders(token, ['key', 'k']))?.status, 401);
  assert.equal(refuseAccess(both, withHeaders(basic('a:b'), token))?.status, 403);
  assert.equal(refuseAccess(both, withHeaders(basic('a:b'), token, ['key', 'k'])), null);
});

const FILES = [{ name: 'smtpeter-ab12c.txt', content: 'ab12c' }];
test('a verification file is served in the root and beside any callback, to GET and HEAD', () => {
  for (const [method, path] of [
    ['GET', '/smtpeter-ab12c.txt'],
    ['GET', '/hooks/deep/smtpeter-ab12c.txt?x=1'],
    ['HEAD', '/smtpeter-ab12c.txt'],
  ] as const) {
    const response = serveFile(FILES, arrived({ method, path }));
    assert.equal(response?.status, 200);
    assert.equal(Buffer.from(response.body).toString(), 'ab12c');
  }
});

test('other paths and methods are not answered with the file', () => {
  for (const [method, path] of [
    ['POST', '/smtpeter-ab12c.txt'],
    ['GET', '/'],
    ['GET', '/smtpeter-ab12c.txt/'],
    ['GET', '/xsmtpeter-ab12c.txt'],
    ['GET', '/?smtpeter-ab12c.txt'],
  ] as const) {
    assert.equal(serveFile(FILES, arrived({ method, path })), null, path);
  }
});

test('the file needs no credentials, and neither it nor a refusal uses up a failure', () => {
  const { own, otherwise } = createResponder(
    {
      answers: { ...DEFAULT_ANSWERS, failFirst: { count: 1, status: 500 }, delayMs: 9 },
      access: ACCESS,
      files: FILES,
    },
    seededRandom('a'),
    () => assert.fail('without rules nobody asks'),
    () => null,
  );
  const answers = [
    arrived({ method: 'GET', path: '/smtpeter-ab12c.txt' }),
    arrived(),
    withHeaders(basic('hook:pa:ss')),
    withHeaders(basic('hook:pa:ss')),
  ].map((request) => {
    const { response, source, delayMs } = own({ id: '1', ...request }) ?? otherwise();
    return [response.status, source, delayMs];
  });
  assert.deepEqual(answers, [
    [200, 'rule', 0],
    [401, 'rule', 0],
    [500, 'rule', 9],
    [200, 'default', 9],
  ]);
});

test('a handshake is answered before rules and failures, uses none up, and needs the credentials', () => {
  const { own, otherwise } = createResponder(
    {
      answers: { ...DEFAULT_ANSWERS, failFirst: { count: 1, status: 500 }, delayMs: 9 },
      access: ACCESS,
      files: [],
    },
    seededRandom('a'),
    () => assert.fail('without rules nobody asks'),
    ({ method }) =>
      method === 'HEAD' ? { status: 200, headers: [], body: Buffer.from('h') } : null,
  );
  const headers = [basic('hook:pa:ss')];
  const answers = [
    arrived({ method: 'HEAD' }),
    arrived({ method: 'HEAD', headers }),
    arrived({ headers }),
    arrived({ method: 'HEAD', headers }),
    arrived({ headers }),
  ].map((request) => {
    const { response, source, delayMs } = own({ id: '1', ...request }) ?? otherwise();
    return [response.status, source, delayMs];
  });
  assert.deepEqual(answers, [
    [401, 'rule', 0],
    [200, 'rule', 0],
    [500, 'rule', 9],
    [200, 'rule', 0],
    [200, 'default', 9],
  ]);
});

test("--delay holds a rule's answer back, unless the rule says how long", () => {
  const rule = { when: null, statuses: [200], perEvent: false, headers: [], body: null } as const;
  for (const [said, delayMs] of [
    [null, 5_000],
    [0, 0],
    [2_000, 2_000],
  ] as const) {
    const rules = [{ ...rule, delayMs: said, manner: { kind: 'whole' } }] as const;
    const { own } = createResponder(
      { answers: { ...DEFAULT_ANSWERS, rules, delayMs: 5_000 }, access: OPEN_ACCESS, files: [] },
      seededRandom('a'),
      (request) => arrivingSubject(request, null, []),
      () => null,
    );
    assert.equal(own({ id: '1', ...arrived() })?.delayMs, delayMs);
  }
});
