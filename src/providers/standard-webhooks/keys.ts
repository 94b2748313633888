import { utf8Bytes } from '../../core/bytes.ts';
import {
  fitsV1,
  fitsV1a,
  type SignatureItem,
  type SignedMessage,
  signV1,
  signV1a,
} from '../../signing/standard-webhooks.ts';
import {
  type KeyReading,
  PRIVATE_PREFIX,
  PUBLIC_PREFIX,
  readPrivateKey,
  readSharedKey,
  readVerifyingKey,
} from '../../signing/standard-webhooks-keys.ts';
import type { MessageKey } from '../standard-webhooks-verification.ts';
import type { ProviderOptions, Secret } from '../types.ts';
import { isTextSecret, versionOption } from './options.ts';

export const TEST_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

/** Stands in for the test secret where Ed25519 is asked for; its public key is {@link TEST_PUBLIC_KEY}. */
const TEST_PRIVATE_KEY =
  'whsk_IvzDB8UMX+/hBrNNiroq7HHodrVpta0Abdv35p3Ezq2W2bRwrpASrhQAD05eTKVRKh14l0km6J1UiW+Rjddf/g==';

export const TEST_PUBLIC_KEY = 'whpk_ltm0cK6QEq4UAA9OXkylUSodeJdJJuidVIlvkY3XX/4=';

type Signer = (message: SignedMessage) => SignatureItem;

/** Makes what signs in the version asked for, or says why the secret can't. */
export function signerOf(secret: Secret, options: ProviderOptions): KeyReading<Signer> {
  if (secret.kind !== 'shared') return KEY_PAIR;
  if (versionOption(options) === 'v1') {
    const read = readV1Key(secret.value, options);
    if ('error' in read) return read;
    return { key: (message) => ({ version: 'v1', signature: signV1(read.key, message) }) };
  }
  const read = readPrivateKey(secret.value === TEST_SECRET ? TEST_PRIVATE_KEY : secret.value);
  if ('error' in read) return read;
  return { key: (message) => ({ version: 'v1a', signature: signV1a(read.key, message) }) };
}

/** What a secret can check, whichever version is asked for: its prefix tells. */
export function messageKeysOf(secret: Secret, options: ProviderOptions): readonly MessageKey[] {
  if (secret.kind !== 'shared') return [KEY_PAIR];
  if (isTextSecret(options)) return [v1Key(secret.value, options)];
  if (secret.value === TEST_SECRET) return [v1Key(secret.value, options), v1aKey(TEST_PUBLIC_KEY)];
  return [isEd25519(secret.value) ? v1aKey(secret.value) : v1Key(secret.value, options)];
}

const KEY_PAIR = { error: 'is a PEM key pair; give whsec_, whsk_ or whpk_ and base64' } as const;

export function isEd25519(value: string): boolean {
  return value.startsWith(PRIVATE_PREFIX) || value.startsWith(PUBLIC_PREFIX);
}

function v1Key(value: string, options: ProviderOptions): MessageKey {
  const read = readV1Key(value, options);
  if ('error' in read) return read;
  return { version: 'v1', fits: (message, signature) => fitsV1(read.key, message, signature) };
}

function v1aKey(value: string): MessageKey {
  const read = readVerifyingKey(value);
  if ('error' in read) return read;
  return { version: 'v1a', fits: (message, signature) => fitsV1a(read.key, message, signature) };
}

function readV1Key(value: string, options: ProviderOptions): KeyReading<Uint8Array> {
  if (!isTextSecret(options)) return readSharedKey(value);
  return value === '' ? { error: 'is empty' } : { key: utf8Bytes(value) };
}
