import assert from 'node:assert/strict';
import { createHash, createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import type { WebhookRequest } from '../../src/core/request.ts';
import { copernica } from '../../src/providers/copernica/index.ts';
import { smtpeter } from '../../src/providers/smtpeter/index.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';
import { flippedBodies, flippedText, sent, signedCases } from '../helpers/signed-cases.ts';

/** Small, for speed: it is made anew for each run. */
const PAIR = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const KEY = {
  kind: 'key-pair',
  publicKeyPem: createPublicKey({ key: PAIR.publicKey, format: 'der', type: 'spki' })
    .export({ format: 'pem', type: 'spki' })
    .toString(),
  privateKeyPem: PAIR.privateKey,
} as const;

/** What DNS would answer for the name of the key. */
const TXT_RECORDS = new Map([
  ['one._domainkey.copernica.com', `v=DKIM1;k=rsa;p=${PAIR.publicKey.toString('base64')}`],
]);

const MINIMUM = ['(request-target)', 'host', 'date', 'x-copernica-id', 'digest', 'x-nonce'];
const FULL = [...MINIMUM, 'content-length', 'content-type'];

/** The checklist of the documentation with node:crypto alone; tells the first step that fails. */
function failedStep(request: WebhookRequest, senderId: string): string | undefined {
  if (sent(request, 'Host') !== '127.0.0.1:4665') return 'host';
  const ageSeconds = (NOW_MS - Date.parse(sent(request, 'Date'))) / 1000;
  if (!(ageSeconds <= 60)) return 'date';
  const hash = createHash('sha256').update(request.body).digest('base64');
  if (sent(request, 'Digest').replace(/^sha-256=/i, '') !== hash) return 'digest';
  if (sent(request, 'X-Copernica-ID') !== senderId) return 'id';
  const header = sent(request, 'Signature');
  const names = parameter(header, 'headers').toLowerCase().split(' ');
  if (!MINIMUM.every((name) => names.includes(name))) return 'coverage';
  const keyId = parameter(header, 'keyId');
  if (!/\.copernica\.com$/.test(keyId)) return 'key name';
  if (parameter(header, 'algorithm') !== 'rsa-sha256') return 'algorithm';
  const fits = createVerify('RSA-SHA256')
    .update(names.map((name) => signedLine(request, name)).join('\n'), 'utf8')
    .verify(publishedKey(keyId), parameter(header, 'signature'), 'base64');
  return fits ? undefined : 'signature';
}

function parameter(header: string, name: string): string {
  const found = new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(header)?.[1];
  assert.ok(found !== undefined, `no ${name} in ${header}`);
  return found;
}

function signedLine(request: WebhookRequest, name: string): string {
  if (name !== '(request-target)') return `${name}: ${sent(request, name).trim()}`;
  return `${name}: ${request.method.toLowerCase()} ${request.path}`;
}

function publishedKey(keyId: string) {
  const tags = (TXT_RECORDS.get(keyId) ?? '').split(';');
  const der = tags.find((tag) => tag.startsWith('p='))?.slice(2) ?? '';
  return createPublicKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'spki' });
}

function withFlippedHeader(request: WebhookRequest, header: string): WebhookRequest {
  const headers = request.headers.map(
    ([name, value]) => [name, name.toLowerCase() === header ? flippedText(value) : value] as const,
  );
  assert.notDeepEqual(headers, request.headers);
  return { ...request, headers };
}

const SENDERS = [
  [smtpeter, 'environment'],
  [copernica, 'account'],
] as const;

const SPELLINGS = [
  { options: {}, separator: '-', covered: FULL },
  {
    options: { 'signed-headers': 'minimal', 'id-separator': 'underscore' },
    separator: '_',
    covered: MINIMUM,
  },
  { options: { case: 'documented' }, separator: '-', covered: FULL },
] as const;

for (const [provider, kind] of SENDERS) {
  describe(`the checklist of the documentation of ${provider.title}`, () => {
    for (const { options, separator, covered } of SPELLINGS) {
      const id = `${kind}${separator}1234`;
      for (const { title, request } of signedCases(provider, KEY, { options })) {
        it(`accepts ${title}, and no changed byte`, () => {
          assert.equal(failedStep(request, id), undefined);
          for (const body of flippedBodies(request.body)) {
            assert.equal(failedStep({ ...request, body }, id), 'digest');
          }
          for (const name of covered.slice(1)) {
            assert.ok(failedStep(withFlippedHeader(request, name), id) !== undefined, name);
          }
          const path = request.path.replace('tenant=7', 'tenant=6');
          assert.equal(failedStep({ ...request, path }, id), 'signature');
        });
      }
    }
  });
}
