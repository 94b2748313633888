import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { SecretError } from '../../src/core/errors.ts';
import {
  dkimTxtValue,
  generateRsaKeyPair,
  isPrivateKey,
  publicHalf,
  readPublicKey,
} from '../../src/signing/public-key.ts';

// The "Test" key of draft-cavage-http-signatures, appendix C: public half only.
const BASE64 =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C36rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJwoYi+1hqp1fIekaxsyQIDAQAB';
const PEM = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----
`;
const TXT = `v=DKIM1;k=rsa;p=${BASE64}`;

// openssl rsa -pubin -RSAPublicKey_out, given the key above
const PKCS1_PEM = `-----BEGIN RSA PUBLIC KEY-----
MIGJAoGBAMIUQ0bDffIaKHL3akONlCGXQLfqs8mP4K99ILz6rbyHEDXrVAU1R3Xf
C4JNRyrRB3aqwF7/aEXJzYMIkmDSHUvvz7pnhQxHsQ5yl91QT0d/eb+Gz4VRHjm4
El4MrUdIUcPxscoPqS/wU8Z8lOi1z7bGMnChiL7WGqnV8h6RrGzJAgMBAAE=
-----END RSA PUBLIC KEY-----
`;

// openssl req -x509 -newkey rsa:1024 -nodes -subj /CN=example.com, and its key by openssl x509 -pubkey -noout
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIICCjCCAXOgAwIBAgIUXQPj+OHG5olc4Zcki14wLUxX+nowDQYJKoZIhvcNAQEL
BQAwFjEUMBIGA1UEAwwLZXhhbXBsZS5jb20wIBcNMjYxMTIxMDg0ODE0WhgPMjEy
NjEwMjgwODQ4MTRaMBYxFDASBgNVBAMMC2V4YW1wbGUuY29tMIGfMA0GCSqGSIb3
DQEBAQUAA4GNADCBiQKBgQDPzchTqB7SzvkhfjWDQlAZD9sA5waaS5+p0KGqtyAS
UOHWZGJXofzCFlNLn5hWfgAkX7AeEYBWEQwC1ORYM/HWBtaNv1d/27+56n4KnGt7
JZ+tJG6T+9COQB3rSLN/JTMuel5ROPU0MquAlXngkS1UJcIqB1YYj3f+HOG48EaM
EwIDAQABo1MwUTAdBgNVHQ4EFgQUkcYhqcoy3F5oMqoFVP+8Wj6aZhkwHwYDVR0j
BBgwFoAUkcYhqcoy3F5oMqoFVP+8Wj6aZhkwDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOBgQBzAtPm7iufDiFQp0KZLc+Q8dxU2CeGY+QN0YrfNed1BJvM
sZocZdzVSLUV8ZxWNyDcVfu1Ivah0cYoSLBZdoGsx4CjDPl8UOneJhd0VDeNo7fS
bV81CQAekvdTEn3dB8ucRpOxnLVBdgd3DQCy9C4YD7Nm41lNiO6Y53a3lskQ0A==
-----END CERTIFICATE-----
`;
const CERTIFIED_PEM = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDPzchTqB7SzvkhfjWDQlAZD9sA
5waaS5+p0KGqtyASUOHWZGJXofzCFlNLn5hWfgAkX7AeEYBWEQwC1ORYM/HWBtaN
v1d/27+56n4KnGt7JZ+tJG6T+9COQB3rSLN/JTMuel5ROPU0MquAlXngkS1UJcIq
B1YYj3f+HOG48EaMEwIDAQAB
-----END PUBLIC KEY-----
`;

const pair = generateRsaKeyPair();

test('public key: every shape of one key gives the same PEM block', () => {
  const shapes = [
    PEM,
    PEM.trim(),
    PEM.replaceAll('\n', '\r\n'),
    PEM.replace(/^/gm, '    '),
    PKCS1_PEM,
    BASE64,
    `${BASE64.slice(0, 64)}\n${BASE64.slice(64)}\n`,
    TXT,
    `"${TXT}"`,
    `"${TXT.slice(0, 120)}" "${TXT.slice(120)}"`,
    `( "${TXT.slice(0, 100)}"\n\t"${TXT.slice(100)}" )`,
    `v=DKIM1; k=rsa; t=s; p=${BASE64.slice(0, 90)} ${BASE64.slice(90)};`,
    `v=DKIM1\\; k=rsa\\; p=${BASE64}`,
    ` v = DKIM1 ; p = ${BASE64} `,
    `p=${BASE64}`,
    `v=DKIM1;k=rsa;p=${PKCS1_PEM.replace(/-----.*-----|\n/g, '')}`,
  ];
  for (const shape of shapes) assert.equal(readPublicKey(shape), PEM, shape);
});

test('public key: of a certificate it is the certified key', () => {
  assert.equal(readPublicKey(CERTIFICATE), CERTIFIED_PEM);
});

test('public key: of a private key, PKCS#8 or PKCS#1, it is the public half', () => {
  const pkcs1 = createPrivateKey(pair.privateKeyPem).export({ type: 'pkcs1', format: 'pem' });
  assert.equal(readPublicKey(pair.privateKeyPem), pair.publicKeyPem);
  assert.equal(readPublicKey(pkcs1.toString()), pair.publicKeyPem);
  assert.equal(publicHalf(pair.privateKeyPem), pair.publicKeyPem);
  assert.equal(publicHalf(pkcs1.toString().replace(/^/gm, '  ')), pair.publicKeyPem);
});

test('public key: the TXT value of the published key is the one printed for a resolver', () => {
  assert.equal(dkimTxtValue(PEM), TXT);
});

test('public key: reading the TXT value of a key gives that key back, however it is split', () => {
  assert.equal(readPublicKey(dkimTxtValue(pair.publicKeyPem)), pair.publicKeyPem);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), fc.constantFrom(' ', '', '\n\t'), (size, gap) => {
      const chunks = TXT.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
      assert.equal(readPublicKey(chunks.map((chunk) => `"${chunk}"`).join(gap)), PEM);
    }),
  );
});

test('public key: keys of other types are read, but fit no k=rsa record', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const bare = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  assert.equal(readPublicKey(bare), pem);
  assert.throws(() => dkimTxtValue(pem), /SecretError: .*k=rsa record can't hold a key of type ec/);
});

const encrypted = createPrivateKey(pair.privateKeyPem)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
  .toString();

const UNUSABLE: readonly (readonly [what: string, text: string, reason: RegExp])[] = [
  ['an empty text', ' \n', /it is empty/],
  ['a revoked record', 'v=DKIM1; k=rsa; p=', /revoked.*empty p=/],
  ['a record without a key', 'v=DKIM1;k=rsa', /no p= tag/],
  ['a record of another version', `v=DKIM2;k=rsa;p=${BASE64}`, /v=DKIM1/],
  ['a record of another key type', `v=DKIM1;k=ed25519;p=${BASE64}`, /k=rsa/],
  ['a record with a damaged key', `v=DKIM1;k=rsa;p=${BASE64.slice(1)}`, /p= tag is not base64/],
  ['base64 of something else', 'aGVsbG8gd29ybGQ=', /not of a public key/],
  ['a text of no known shape', 'whsec_not-a-key', /it is not base64/],
  ['a damaged PEM block', PEM.replace('MIGf', 'AAAA'), /"PUBLIC KEY" is damaged/],
  ['an encrypted private key', encrypted, /"ENCRYPTED PRIVATE KEY" is of no use/],
  [
    'a certificate request',
    '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----',
    /"CERTIFICATE REQUEST" is of no use/,
  ],
];

for (const [what, text, reason] of UNUSABLE) {
  test(`public key: ${what} is refused by name, with the right shapes and without its text`, () => {
    assert.throws(
      () => readPublicKey(text),
      (error: unknown) => {
        assert.ok(error instanceof SecretError);
        assert.match(error.message, reason);
        assert.match(error.hint ?? '', /PEM.*v=DKIM1;k=rsa;p=.*base64/);
        const secret = text.match(/[\w+/-]{12,}/)?.[0];
        if (secret !== undefined && !secret.startsWith('-')) {
          assert.ok(!`${error.message} ${error.hint}`.includes(secret));
        }
        return true;
      },
    );
  });
}

test('private key: it is told by its label, readable or not', () => {
  assert.equal(isPrivateKey(pair.privateKeyPem), true);
  assert.equal(isPrivateKey(encrypted), true);
  for (const label of ['RSA ', 'EC ', 'OPENSSH ', '']) {
    assert.equal(isPrivateKey(`-----BEGIN ${label}PRIVATE KEY-----`), true, label);
  }
  for (const text of [PEM, PKCS1_PEM, CERTIFICATE, TXT, BASE64, 'PRIVATE KEY', '']) {
    assert.equal(isPrivateKey(text), false, text);
  }
});

test('private key: there is no public half of what is encrypted, public or nothing', () => {
  for (const text of [encrypted, PEM, '']) assert.throws(() => publicHalf(text), SecretError);
});

test('generated pair: 2048 bits unless told, PKCS#8 and SPKI', () => {
  const bits = (pem: string) => createPublicKey(pem).asymmetricKeyDetails?.modulusLength;
  assert.equal(bits(pair.publicKeyPem), 2048);
  assert.equal(bits(generateRsaKeyPair(1024).publicKeyPem), 1024);
  assert.match(pair.privateKeyPem, /^-----BEGIN PRIVATE KEY-----\n/);
  assert.match(pair.publicKeyPem, /^-----BEGIN PUBLIC KEY-----\n/);
});
