import { selfSignedCertificate } from '../../signing/self-signed-certificate.ts';

const COMMON_NAME = 'sns.amazonaws.com';

/** Fixed, so that a key has one certificate for ever. */
const NOT_BEFORE_MS = Date.UTC(2025, 0, 1);
const NOT_AFTER_MS = Date.UTC(2124, 11, 31, 23, 59, 59);

/**
 * The certificate of a key that signs in place of AWS: what a receiver under test has to find at SigningCertURL. Same
 * key, same bytes.
 *
 * @returns a `CERTIFICATE` PEM block
 * @throws {SecretError} when the key is not an RSA private key
 */
export function sesCertificate(privateKeyPem: string): string {
  return selfSignedCertificate({
    privateKeyPem,
    commonName: COMMON_NAME,
    notBeforeMs: NOT_BEFORE_MS,
    notAfterMs: NOT_AFTER_MS,
  });
}
