import type {
  ContentSignature,
  ProviderDefinition,
  TokenSignature,
} from '../../core/provider-definition.ts';
import { BASE62, type Random, seededRandom } from '../../core/random.ts';
import { ed25519SecretBytes } from '../../signing/ed25519-keys.ts';
import type { SecretFacts } from '../types.ts';
import { keyText, readCheckingKey } from './keys.ts';

type Complaint = { readonly fatal: boolean; readonly message: string } | undefined;

const KEY_BYTES = 32;

const ENCODING_NAMES = {
  utf8: 'text, used as it is',
  sha1: 'text, whose SHA-1 is the key',
  hex: 'hexadecimal',
  base64: 'base64',
  base64url: 'URL-safe base64',
} as const;

/** The shape of a provider's secret, and one for trials that is always the same. */
export function secretFacts(definition: ProviderDefinition): SecretFacts {
  const { signature, title } = definition;
  switch (signature.scheme) {
    case 'none':
      return shared(definition, 'none is used', randomText, () => undefined);
    case 'module':
      return shared(definition, 'text, as the module takes it', randomText, () => undefined);
    case 'token':
      return tokenSecret(definition, signature);
    case 'ecdsa':
    case 'rsa':
      return {
        kind: 'key-pair',
        shape: `${signature.scheme === 'rsa' ? 'an RSA' : 'an EC'} key in PEM: the private key to sign, the public key to check`,
        algorithm: signature.scheme === 'rsa' ? 'rsa-2048' : 'ec-p256',
        keyNameSuffix: null,
      };
    default:
      return shared(
        definition,
        shapeOf(signature),
        (random) => keyText(signature.key, keyBytes(signature, random)),
        (value): Complaint => {
          const read = readCheckingKey(signature, { kind: 'shared', value });
          return 'key' in read
            ? undefined
            : { fatal: true, message: `the secret of ${title} ${read.error}` };
        },
      );
  }
}

function tokenSecret(definition: ProviderDefinition, token: TokenSignature): SecretFacts {
  const isBasic = token.form === 'basic';
  return shared(
    definition,
    isBasic ? 'user:password' : 'text, shown as it is',
    (random) => (isBasic ? `hookuser:${randomText(random)}` : randomText(random)),
    (value): Complaint => {
      if (/\p{Cc}/u.test(value)) return { fatal: true, message: 'it has control characters' };
      if (!isBasic || value.includes(':')) return undefined;
      return { fatal: true, message: 'it has no colon between user and password' };
    },
  );
}

function shared(
  definition: ProviderDefinition,
  shape: string,
  make: (random: Random) => string,
  check: (value: string) => Complaint,
): SecretFacts {
  return {
    kind: 'shared',
    shape,
    testSecret: make(seededRandom(testSeed(definition))),
    make,
    check: (value) =>
      value === ''
        ? { fatal: true, message: `the secret of ${definition.title} is empty` }
        : check(value),
  };
}

function shapeOf({ scheme, key }: ContentSignature): string {
  const prefix = key.stripPrefixes.length === 0 ? '' : `${key.stripPrefixes.join(' or ')} and `;
  if (scheme !== 'ed25519') return prefix + ENCODING_NAMES[key.encoding];
  return `${prefix}${ENCODING_NAMES[key.encoding]} of 32 bytes (public key, to check) or 64 (seed and public key, to sign), or PEM`;
}

/** The public half of the test secret, as a receiver takes it; `undefined` where there is no such thing. */
export function testPublicKey(definition: ProviderDefinition): string | undefined {
  const { signature } = definition;
  if (signature.scheme !== 'ed25519') return undefined;
  const bytes = keyBytes(signature, seededRandom(testSeed(definition)));
  const [, publicPrefix = signature.key.stripPrefixes[0] ?? ''] = signature.key.stripPrefixes;
  const text = keyText({ ...signature.key, stripPrefixes: [] }, bytes.subarray(KEY_BYTES));
  return publicPrefix + text;
}

function testSeed({ name }: ProviderDefinition): string {
  return `test secret of ${name}`;
}

/** What keyText makes a key of the usual length of. */
function keyBytes({ scheme }: ContentSignature, random: Random): Uint8Array {
  const bytes = random.bytes(KEY_BYTES);
  return scheme === 'ed25519' ? ed25519SecretBytes(bytes) : bytes;
}

function randomText(random: Random): string {
  return random.text(BASE62, KEY_BYTES);
}
