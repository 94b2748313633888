import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { base64Bytes, base64Text } from '../core/bytes.ts';
import { SecretError } from '../core/errors.ts';
import { keptLast } from './kept-last.ts';
import { keyOrError, privateKeyFromPem, publicKeyFromPem } from './pem-key.ts';

const SHAPES =
  'give a PEM block (PUBLIC KEY, RSA PUBLIC KEY, CERTIFICATE, or an unencrypted private key), ' +
  'a DKIM record (v=DKIM1;k=rsa;p=…), or the base64 of a SubjectPublicKeyInfo';

const PEM_LABEL = /-----BEGIN ([A-Z0-9 ]+)-----/;
const READABLE_LABEL = /^(?:(?:RSA )?PUBLIC KEY|CERTIFICATE|(?:(?:RSA|EC) )?PRIVATE KEY)$/;

/**
 * Reads a public key in any shape a provider or a DNS tool shows it: PEM (of a private key the public half),
 * a DKIM record (RFC 6376 3.6.1; quotes, blanks and split strings allowed), or bare base64.
 *
 * @returns a `PUBLIC KEY` PEM block with a final line end
 * @throws {SecretError} naming what is wrong; the hint lists the shapes. The text itself is never repeated
 */
export function readPublicKey(text: string): string {
  return readKept(text);
}

const readKept = keptLast((text): string => {
  if (text.trim() === '') throw unusable('it is empty');
  if (text.includes('-----BEGIN ')) return spkiPem(keyFromPem(text));
  const record = joinedStrings(text);
  return spkiPem(
    /(?:^|;)\s*[vp]\s*=/.test(record) ? keyFromRecord(record) : keyFromBase64(record, 'it'),
  );
});

/** Value of the DNS TXT record that publishes an RSA key, without blanks: `v=DKIM1;k=rsa;p=…`. */
export function dkimTxtValue(publicKeyPem: string): string {
  const key = createPublicKey(readPublicKey(publicKeyPem));
  if (key.asymmetricKeyType !== 'rsa') {
    throw unusable(`a k=rsa record can't hold a key of type ${key.asymmetricKeyType}`);
  }
  return `v=DKIM1;k=rsa;p=${base64Text(key.export({ type: 'spki', format: 'der' }))}`;
}

/** True for PEM text that says it is a private key, readable or not. */
export function isPrivateKey(text: string): boolean {
  return /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/.test(text);
}

/**
 * Public half of a private key as SPKI PEM.
 *
 * @throws {SecretError} when the text is not an unencrypted private key
 */
export function publicHalf(privatePem: string): string {
  const key = privateKeyFromPem(privatePem);
  if (key instanceof Error) {
    throw new SecretError("the private key can't be read", {
      hint: 'give an unencrypted PEM block: PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY',
      cause: key,
    });
  }
  return spkiPem(createPublicKey(key));
}

/**
 * Makes a new RSA key pair: PKCS#8 and SPKI PEM.
 *
 * The one function of this room that is not pure. Keys need the operating system's randomness, node:crypto takes no
 * other source, and a key that a seed could bring back would not be secret.
 *
 * @param bits - length of the modulus
 */
export function generateRsaKeyPair(bits = 2048): {
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
} {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: bits,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKeyPem: pair.privateKey, publicKeyPem: pair.publicKey };
}

function keyFromPem(text: string): KeyObject {
  const label = PEM_LABEL.exec(text)?.[1] ?? '';
  if (!READABLE_LABEL.test(label)) throw unusable(`a PEM block "${label}" is of no use here`);
  const key = publicKeyFromPem(text);
  if (key instanceof Error) throw unusable(`the PEM block "${label}" is damaged`, key);
  return key;
}

function keyFromRecord(record: string): KeyObject {
  const tags = new Map(
    record.split(';').map((tag): [string, string] => {
      const [name = '', ...value] = tag.split('=');
      return [name.trim(), value.join('=').trim()];
    }),
  );
  const version = tags.get('v') ?? 'DKIM1';
  const type = tags.get('k') ?? 'rsa';
  const data = tags.get('p');
  if (version !== 'DKIM1') throw unusable('the record is not of version v=DKIM1');
  if (type !== 'rsa') throw unusable('the record is not of key type k=rsa');
  if (data === undefined) throw unusable('the record has no p= tag');
  if (data === '') throw unusable('the key is revoked: the record has an empty p= tag');
  return keyFromBase64(data, 'the p= tag');
}

function keyFromBase64(text: string, what: string): KeyObject {
  const der = base64Bytes(text);
  if (der === undefined) throw unusable(`${what} is not base64`);
  // RFC 6376 names RSAPublicKey (PKCS#1), its examples and everyone else use SubjectPublicKeyInfo.
  const keys = (['spki', 'pkcs1'] as const).map((type) =>
    keyOrError(() => createPublicKey({ key: Buffer.from(der), format: 'der', type })),
  );
  const key = keys.find((each) => !(each instanceof Error));
  if (key === undefined || key instanceof Error) {
    throw unusable(`${what} is base64, but not of a public key`);
  }
  return key;
}

/** A TXT record as DNS tools print it: the quoted strings joined without a blank, escapes undone. */
function joinedStrings(text: string): string {
  const strings = text.match(/"(?:[^"\\]|\\.)*"/g)?.map((quoted) => quoted.slice(1, -1));
  return (strings?.join('') ?? text).replace(/\\(.)/g, '$1');
}

function spkiPem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

function unusable(reason: string, cause?: Error): SecretError {
  return new SecretError(`the public key can't be used: ${reason}`, { hint: SHAPES, cause });
}
