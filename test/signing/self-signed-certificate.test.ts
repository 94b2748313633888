import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { hexText } from '../../src/core/bytes.ts';
import {
  DER_NULL,
  DER_TRUE,
  derBitString,
  derExplicit,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derSet,
  derTime,
  derUtf8String,
} from '../../src/signing/der.ts';
import { generateRsaKeyPair } from '../../src/signing/public-key.ts';
import { selfSignedCertificate } from '../../src/signing/self-signed-certificate.ts';
import { ecKeyPair } from '../helpers/ec-keys.ts';
import { PAGE_CERTIFICATE } from '../helpers/ses-samples.ts';

const KEYS = generateRsaKeyPair();
const FACTS = {
  privateKeyPem: KEYS.privateKeyPem,
  commonName: 'sns.amazonaws.com',
  notBeforeMs: Date.UTC(2025, 0, 1),
  notAfterMs: Date.UTC(2124, 11, 31, 23, 59, 59),
};

function keyIdentifier(publicKeyPem: string): string {
  const der = createPublicKey(publicKeyPem).export({ type: 'pkcs1', format: 'der' });
  return createHash('sha1').update(der).digest('hex');
}

describe('self-signed certificate', () => {
  it('node:crypto reads it: names, validity, key, and a signature that the key itself made', () => {
    const certificate = new X509Certificate(selfSignedCertificate(FACTS));
    assert.equal(certificate.subject, 'CN=sns.amazonaws.com');
    assert.equal(certificate.issuer, 'CN=sns.amazonaws.com');
    assert.equal(Date.parse(certificate.validFrom), FACTS.notBeforeMs);
    assert.equal(Date.parse(certificate.validTo), FACTS.notAfterMs);
    assert.match(certificate.serialNumber, /^[0-9A-F]{20,32}$/);
    assert.equal(certificate.ca, true);
    assert.ok(certificate.verify(createPublicKey(KEYS.publicKeyPem)));
    assert.ok(certificate.checkIssued(certificate));
    assert.ok(certificate.checkPrivateKey(createPrivateKey(KEYS.privateKeyPem)));
    const spki = certificate.publicKey.export({ type: 'spki', format: 'pem' });
    assert.equal(spki, KEYS.publicKeyPem);
  });

  it('a server may be given the names and addresses it is called by', () => {
    const pem = selfSignedCertificate({
      ...FACTS,
      alternativeNames: {
        dnsNames: ['localhost', 'hooks.example.test'],
        addresses: [
          Uint8Array.of(127, 0, 0, 1),
          Uint8Array.from({ length: 16 }, (_, at) => +(at === 15)),
        ],
      },
    });
    const certificate = new X509Certificate(pem);
    assert.equal(
      certificate.subjectAltName,
      'DNS:localhost, DNS:hooks.example.test, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    assert.equal(certificate.checkHost('hooks.example.test'), 'hooks.example.test');
    assert.equal(certificate.checkIP('::1'), '::1');
    assert.equal(certificate.checkHost('example.test'), undefined);
  });

  it('the key identifier is made as in a certificate of openssl', () => {
    for (const pem of [PAGE_CERTIFICATE, selfSignedCertificate(FACTS)]) {
      const { raw, publicKey } = new X509Certificate(pem);
      const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString();
      // Extension 2.5.29.14, an octet string of an octet string of 20 bytes.
      const extension = `0603551d0e041604 14${keyIdentifier(spki)}`.replace(' ', '');
      assert.ok(raw.toString('hex').includes(extension));
    }
  });

  it('the same key gives the same bytes; another key, name or time gives others', () => {
    const pem = selfSignedCertificate(FACTS);
    assert.equal(selfSignedCertificate(FACTS), pem);
    const others = [
      { ...FACTS, privateKeyPem: generateRsaKeyPair().privateKeyPem },
      { ...FACTS, commonName: 'other' },
      { ...FACTS, notAfterMs: Date.UTC(2030, 0, 1) },
    ].map(selfSignedCertificate);
    assert.equal(new Set([pem, ...others]).size, 4);
    assert.match(
      pem,
      /^-----BEGIN CERTIFICATE-----\n(?:[\w+/=]{1,64}\n)+-----END CERTIFICATE-----\n$/,
    );
  });

  it('an EC key, an unreadable one and a public one are refused', () => {
    for (const privateKeyPem of [ecKeyPair().privateKeyPem, 'no key', KEYS.publicKeyPem]) {
      assert.throws(() => selfSignedCertificate({ ...FACTS, privateKeyPem }), {
        code: 'WHK_SECRET',
      });
    }
  });
});

describe('der', () => {
  it('writes the encodings of X.690 and RFC 5280', () => {
    const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
    const table: readonly (readonly [Uint8Array, string])[] = [
      [DER_NULL, '0500'],
      [DER_TRUE, '0101ff'],
      [derInteger(bytes(0)), '020100'],
      [derInteger(bytes()), '020100'],
      [derInteger(bytes(0, 0, 0x7f)), '02017f'],
      [derInteger(bytes(0x80)), '02020080'],
      [derInteger(bytes(1, 0)), '02020100'],
      [derBitString(bytes(0xab)), '030200ab'],
      [derOctetString(bytes(0xab)), '0401ab'],
      [derUtf8String('ü'), '0c02c3bc'],
      // The first two numbers are one: 2 x 40 + 999.
      [derObjectIdentifier('2.999.3'), '0603883703'],
      [derObjectIdentifier('2.5.4.3'), '0603550403'],
      [derObjectIdentifier('1.2.840.113549.1.1.11'), '06092a864886f70d01010b'],
      [derSequence(DER_NULL, DER_TRUE), '300505000101ff'],
      [derSet(DER_NULL), '31020500'],
      [derExplicit(3, DER_NULL), 'a3020500'],
      [derTime(Date.UTC(2049, 11, 31, 23, 59, 59)), `170d${hexOf('491231235959Z')}`],
      [derTime(Date.UTC(2050, 0, 1)), `180f${hexOf('20500101000000Z')}`],
    ];
    for (const [value, hex] of table) assert.equal(hexText(value), hex);
  });

  it('writes lengths from 128 on with a count of their bytes', () => {
    const head = (length: number): string =>
      hexText(derOctetString(new Uint8Array(length))).slice(0, -2 * length || undefined);
    assert.deepEqual([0, 127, 128, 255, 256, 65_536].map(head), [
      '0400',
      '047f',
      '048180',
      '0481ff',
      '04820100',
      '0483010000',
    ]);
  });
});

function hexOf(text: string): string {
  return Buffer.from(text).toString('hex');
}
