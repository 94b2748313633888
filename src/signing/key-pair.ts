import { generateKeyPairSync } from 'node:crypto';

export type KeyAlgorithm = 'rsa-2048' | 'ec-p256';

/** A key pair as PEM: PKCS #8 and SPKI. */
export interface PemKeyPair {
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
}

/** Makes a new key pair: with generateRsaKeyPair the one thing in this room whose result is not given by its input. */
export function generateKeyPair(algorithm: KeyAlgorithm): PemKeyPair {
  const { privateKey, publicKey } =
    algorithm === 'rsa-2048'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    // PEM always comes as text; the type of `export` covers other formats as well.
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
