import assert from 'node:assert/strict';
import { createHash, createSign } from 'node:crypto';
import { describe, it } from 'node:test';
import type { HeaderPair } from '../../src/core/headers.ts';
import type { Explanation } from '../../src/explain/types.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { OWN_KEY } from '../helpers/copernica-cases.ts';
import { bodyOf, caseOf, explained } from '../helpers/failed-cases.ts';
import { NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const BODY =
  'id=k3v9&type=open&time=1741944413&timestamp=2025-03-14+09%3A26%3A53&recipient=a%40example.net';
const NAMES = ['(request-target)', 'host', 'date', 'content-length', 'x-copernica-id', 'digest'];
const { host, pathname } = new URL(TARGET_URL);

const HEADERS: readonly HeaderPair[] = [
  ['Host', host],
  ['Date', new Date(NOW_MS).toUTCString()],
  ['X-Copernica-ID', 'environment-1234'],
  ['Digest', `SHA-256=${createHash('sha256').update(BODY).digest('base64')}`],
  ['Content-Type', 'application/x-www-form-urlencoded'],
  ['Content-Length', String(BODY.length)],
];

interface Signing {
  readonly order?: readonly string[];
  readonly spell?: (name: string) => string;
  readonly method?: string;
  readonly held?: string;
}

/** Signs by hand, with whatever is to go wrong. */
function outcome({
  order = NAMES,
  spell = (name) => name,
  method = 'post',
  held = BODY,
}: Signing): Explanation | null {
  const lines = order.map((name) => {
    if (name === '(request-target)') return `${name}: ${method} ${pathname}`;
    return `${spell(name)}: ${HEADERS.find(([each]) => each.toLowerCase() === name)?.[1]}`;
  });
  const signature = createSign('sha256')
    .update(lines.join('\n'))
    .sign(OWN_KEY.privateKeyPem, 'base64');
  const header = `keyId="one._domainkey.copernica.com",algorithm="rsa-sha256",headers="${NAMES.join(' ')}",signature="${signature}"`;
  const request = {
    method: 'POST',
    path: pathname,
    headers: [...HEADERS, ['Signature', header] as const],
    body: bodyOf(held),
  };
  return explained(caseOf(smtpeter, request, [OWN_KEY]));
}

describe('the text of an HTTP signature', () => {
  it('is silent when it is put together as the draft says', () => {
    assert.equal(outcome({}), null);
  });

  it('names another order of the headers', () => {
    for (const order of [
      NAMES.toSorted(),
      NAMES.toReversed(),
      [...NAMES.slice(1), '(request-target)'],
    ]) {
      assert.equal(outcome({ order })?.cause, 'signed-header-order', order.join(' '));
    }
  });

  it('names header names in capitals', () => {
    const title = (name: string): string =>
      name.replace(/(^|-)[a-z]/g, (found) => found.toUpperCase());
    const spelled = (name: string): string =>
      HEADERS.find(([each]) => each.toLowerCase() === name)?.[0] ?? name;
    assert.equal(outcome({ spell: title })?.cause, 'signed-header-case');
    assert.equal(outcome({ spell: spelled })?.cause, 'signed-header-case');
  });

  it('names a method in capitals', () => {
    assert.equal(outcome({ method: 'POST' })?.cause, 'signed-header-case');
  });

  it('names a body that is not the one of the digest', () => {
    const found = outcome({ held: BODY.replace('open', 'click') });
    assert.equal(found?.cause, 'digest-other-body');
    assert.match(found.detail, /Content-Length says/);
  });

  it('prefers a cause that explains the body', () => {
    assert.equal(outcome({ held: `${BODY}\n` })?.cause, 'final-newline');
  });
});
