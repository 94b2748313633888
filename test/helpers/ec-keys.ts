import { generateKeyPairSync } from 'node:crypto';

interface PemPair {
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
}

/** A new EC key pair: SPKI, and PKCS #8 or SEC 1 (`EC PRIVATE KEY`). */
export function ecKeyPair(
  namedCurve = 'prime256v1',
  privateType: 'pkcs8' | 'sec1' = 'pkcs8',
): PemPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: privateType, format: 'pem' },
  });
  return { privateKeyPem: privateKey, publicKeyPem: publicKey };
}
