import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerValue } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { copernica } from '../../src/providers/copernica/index.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { parseSignatureHeader, signingString } from '../../src/signing/http-signature.ts';
import {
  OWN_KEY,
  PAGE_KEY,
  PAGE_NOW_MS,
  parsePrinted,
  VECTOR_C,
  VECTOR_C_STRING,
} from '../helpers/copernica-cases.ts';
import { defaultOptions } from '../helpers/provider-cases.ts';

const URL_C = 'https://hooks.example.com/hooks/copernica';
const OPTIONS = defaultOptions(copernica);

test("copernica: the page's vector C verifies and has the page's signing string of 273 bytes", () => {
  const request = parsePrinted(VECTOR_C);
  const verdict = copernica.verify(viewRequest(request), {
    secrets: [PAGE_KEY],
    url: URL_C,
    nowMs: PAGE_NOW_MS,
    options: OPTIONS,
  });
  assert.deepEqual(verdict, {
    status: 'ok',
    detail: 'signature and time fit',
    replayKey: 'm3x9ab',
  });
  const parsed = parseSignatureHeader(headerValue(request.headers, 'signature') ?? '');
  assert.ok(!('error' in parsed));
  assert.equal(signingString(request, parsed.headers), VECTOR_C_STRING);
  assert.equal(Buffer.byteLength(VECTOR_C_STRING), 273);
});

test('copernica: a changed profile number in the body is a digest mismatch', () => {
  const request = parsePrinted(VECTOR_C.replace('profile=123456', 'profile=123457'));
  const verdict = copernica.verify(viewRequest(request), {
    secrets: [PAGE_KEY],
    url: URL_C,
    nowMs: PAGE_NOW_MS,
    options: OPTIONS,
  });
  assert.equal(verdict.status === 'failed' && verdict.cause, 'digest-mismatch');
});

test('copernica: only the account that was set is accepted, in any of the documented spellings', () => {
  for (const id of ['account-77', 'account_77', 'Account_77']) {
    const signed = copernica.sign(parsePrinted(VECTOR_C.replace('account-1234', id)), {
      secret: OWN_KEY,
      url: URL_C,
      nowMs: PAGE_NOW_MS,
      random: seededRandom('sign'),
      options: OPTIONS,
    });
    const input = { secrets: [OWN_KEY], url: URL_C, nowMs: PAGE_NOW_MS };
    const view = viewRequest(signed);
    const options = { ...OPTIONS, account: '77' };
    assert.equal(copernica.verify(view, { ...input, options }).status, 'ok');
    const other = copernica.verify(view, { ...input, options: { ...OPTIONS, account: '78' } });
    assert.equal(other.status === 'failed' && other.cause, 'mismatch');
  }
});

test('copernica: the scheme is the one of SMTPeter, with an account for an environment', () => {
  assert.deepEqual(copernica.scheme, smtpeter.scheme);
  const names = (provider: typeof copernica): readonly string[] =>
    provider.options.map(({ name }) => name);
  assert.deepEqual(
    names(copernica),
    names(smtpeter).map((name) => (name === 'environment' ? 'account' : name)),
  );
});
