import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { base64Text, latin1Bytes } from '../core/bytes.ts';
import { SecretError } from '../core/errors.ts';
import {
  DER_NULL,
  DER_TRUE,
  derBitString,
  derExplicit,
  derImplicit,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derSet,
  derTime,
  derUtf8String,
} from './der.ts';
import { privateKeyFromPem } from './pem-key.ts';

/** Version 3 is written as 2. */
const VERSION_3 = derExplicit(0, derInteger(Uint8Array.of(2)));

const SERIAL_BYTES = 16;

const OBJECT_ID = {
  sha256WithRsa: derObjectIdentifier('1.2.840.113549.1.1.11'),
  commonName: derObjectIdentifier('2.5.4.3'),
  basicConstraints: derObjectIdentifier('2.5.29.19'),
  subjectAlternativeName: derObjectIdentifier('2.5.29.17'),
  subjectKeyIdentifier: derObjectIdentifier('2.5.29.14'),
} as const;

export interface CertificateFacts {
  /** RSA, unencrypted PEM. */
  readonly privateKeyPem: string;
  /** Name of issuer and subject alike. */
  readonly commonName: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** What a server with this certificate may be called; without any the extension is left out. */
  readonly alternativeNames?: {
    readonly dnsNames: readonly string[];
    /** 4 bytes each, or 16. */
    readonly addresses: readonly Uint8Array[];
  };
}

// RFC 5280 4.2.1.6: the choices of GeneralName.
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/**
 * Writes an X.509 certificate (RFC 5280) of a key, signed by the key itself with RSA and SHA-256. node:crypto reads
 * certificates and writes none.
 *
 * Nothing in it is drawn: the serial number is a hash of key and validity, so the same facts give the same bytes, and
 * nobody need keep the certificate beside the key.
 *
 * @returns a `CERTIFICATE` PEM block with a final line end
 * @throws {SecretError} when the key can't be read or is not an RSA private key
 */
export function selfSignedCertificate(facts: CertificateFacts): string {
  const privateKey = rsaPrivateKey(facts.privateKeyPem);
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const validity = derSequence(derTime(facts.notBeforeMs), derTime(facts.notAfterMs));
  const name = derSequence(
    derSet(derSequence(OBJECT_ID.commonName, derUtf8String(facts.commonName))),
  );
  const algorithm = derSequence(OBJECT_ID.sha256WithRsa, DER_NULL);
  const toBeSigned = derSequence(
    VERSION_3,
    derInteger(serialNumber(spki, validity)),
    algorithm,
    name,
    validity,
    name,
    spki,
    derExplicit(3, extensions(publicKey, facts.alternativeNames)),
  );
  const signature = derBitString(sign('sha256', toBeSigned, privateKey));
  return pem(derSequence(toBeSigned, algorithm, signature));
}

/** As `openssl req -x509` has them: an authority, so that trust stores and chain checks accept it as its own root. */
function extensions(publicKey: KeyObject, names: CertificateFacts['alternativeNames']): Uint8Array {
  const keyIdentifier = hash('sha1', publicKey.export({ type: 'pkcs1', format: 'der' }));
  return derSequence(
    derSequence(OBJECT_ID.subjectKeyIdentifier, derOctetString(derOctetString(keyIdentifier))),
    derSequence(OBJECT_ID.basicConstraints, DER_TRUE, derOctetString(derSequence(DER_TRUE))),
    ...(names === undefined ? [] : [alternativeNames(names)]),
  );
}

function alternativeNames({
  dnsNames,
  addresses,
}: NonNullable<CertificateFacts['alternativeNames']>): Uint8Array {
  const names = derSequence(
    ...dnsNames.map((name) => derImplicit(DNS_NAME, latin1Bytes(name))),
    ...addresses.map((address) => derImplicit(IP_ADDRESS, address)),
  );
  return derSequence(OBJECT_ID.subjectAlternativeName, derOctetString(names));
}

function serialNumber(...parts: readonly Uint8Array[]): Uint8Array {
  return hash('sha256', ...parts).subarray(0, SERIAL_BYTES);
}

function hash(algorithm: 'sha1' | 'sha256', ...parts: readonly Uint8Array[]): Uint8Array {
  const state = createHash(algorithm);
  for (const part of parts) state.update(part);
  return state.digest();
}

function rsaPrivateKey(text: string): KeyObject {
  const key = privateKeyFromPem(text);
  if (!(key instanceof Error) && key.asymmetricKeyType === 'rsa') return key;
  throw new SecretError('a certificate needs a readable RSA private key', {
    hint: 'give an unencrypted PEM block: PRIVATE KEY or RSA PRIVATE KEY',
    ...(key instanceof Error ? { cause: key } : {}),
  });
}

function pem(der: Uint8Array): string {
  const lines = base64Text(der).match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
