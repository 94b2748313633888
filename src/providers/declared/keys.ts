import { base64Bytes, base64Text, base64UrlText, hexText, utf8Bytes } from '../../core/bytes.ts';
import type { ContentSignature, KeyForm } from '../../core/provider-definition.ts';
import {
  asymmetricKey,
  hashBytes,
  type PublicSigningKey,
  type SigningKey,
} from '../../signing/content-signature.ts';
import { ed25519FromPem, ed25519PrivateKey, ed25519PublicKey } from '../../signing/ed25519-keys.ts';
import type { Secret } from '../types.ts';

/** A key, or what is wrong with the secret, to follow "the secret". The secret is never repeated. */
export type KeyReading<Key> = { readonly key: Key } | { readonly error: string };

/** What a comparison is made with. */
export type CheckingKey =
  | { readonly kind: 'made-again'; readonly key: SigningKey; readonly text: string }
  | { readonly kind: 'public'; readonly key: PublicSigningKey };

const PEM = '-----BEGIN ';

export function readSigningKey(
  { scheme, hash, key }: ContentSignature,
  secret: Secret,
): KeyReading<SigningKey> {
  if (scheme === 'ecdsa' || scheme === 'rsa') {
    if (secret.kind !== 'key-pair' || secret.privateKeyPem === null) {
      return { error: 'is no private key, and signing takes one' };
    }
    const read = asymmetricKey(secret.privateKeyPem, scheme, 'private');
    return 'error' in read ? read : { key: { scheme, hash, key: read.key } };
  }
  if (secret.kind !== 'shared') return { error: 'is a key pair, and a text is wanted' };
  if (secret.value === '') return { error: 'is empty' };
  if (scheme === 'hash') return { key: { scheme, hash } };
  if (scheme === 'ed25519') {
    const read = ed25519Key(key, secret.value, 'private');
    return 'error' in read ? read : { key: { scheme, key: read.key } };
  }
  if (secret.keyBytes !== undefined) return { key: { scheme, hash, bytes: secret.keyBytes } };
  const bytes = keyBytes(key, secret.value);
  return 'error' in bytes ? bytes : { key: { scheme, hash, bytes: bytes.key } };
}

export function readCheckingKey(
  signature: ContentSignature,
  secret: Secret,
): KeyReading<CheckingKey> {
  const { scheme, hash, key } = signature;
  if (scheme === 'ecdsa' || scheme === 'rsa') {
    if (secret.kind !== 'key-pair') return { error: 'is a text, and a public key is wanted' };
    const read = asymmetricKey(secret.publicKeyPem, scheme, 'public');
    return 'error' in read
      ? read
      : { key: { kind: 'public', key: { scheme, hash, key: read.key } } };
  }
  if (scheme === 'ed25519') {
    if (secret.kind !== 'shared') return { error: 'is a key pair, and a text is wanted' };
    const read = ed25519Key(key, secret.value, 'public');
    return 'error' in read ? read : { key: { kind: 'public', key: { scheme, key: read.key } } };
  }
  const read = readSigningKey(signature, secret);
  if ('error' in read) return read;
  const text = secret.kind === 'shared' ? secret.value : '';
  return { key: { kind: 'made-again', key: read.key, text } };
}

/** The bytes of a shared key. */
function keyBytes(form: KeyForm, text: string): KeyReading<Uint8Array> {
  const stripped = withoutPrefix(form, text);
  const normal = form.normalise === null ? stripped : stripped.normalize(form.normalise);
  const read = decoded(form.encoding, normal);
  if ('error' in read || read.key.length > 0) return read;
  return { error: 'is empty' };
}

/** Text that reads back as these bytes. */
export function keyText(form: KeyForm, bytes: Uint8Array): string {
  const [prefix = ''] = form.stripPrefixes;
  switch (form.encoding) {
    case 'base64':
      return prefix + base64Text(bytes);
    case 'base64url':
      return prefix + base64UrlText(bytes);
    case 'hex':
    case 'utf8':
    case 'sha1':
      return prefix + hexText(bytes);
    default:
      return form.encoding satisfies never;
  }
}

/** An Ed25519 key: in PEM, or its bytes as the definition writes them. */
function ed25519Key(
  form: KeyForm,
  text: string,
  half: 'private' | 'public',
): ReturnType<typeof ed25519PrivateKey> {
  if (text.includes(PEM)) return ed25519FromPem(text, half);
  const bytes = keyBytes(form, text);
  if ('error' in bytes) return bytes;
  return half === 'private' ? ed25519PrivateKey(bytes.key) : ed25519PublicKey(bytes.key);
}

function withoutPrefix({ stripPrefixes }: KeyForm, text: string): string {
  const prefix = stripPrefixes.find((candidate) => text.startsWith(candidate));
  return prefix === undefined ? text : text.slice(prefix.length);
}

function decoded(encoding: KeyForm['encoding'], text: string): KeyReading<Uint8Array> {
  switch (encoding) {
    case 'utf8':
      return { key: utf8Bytes(text) };
    case 'sha1':
      return { key: hashBytes('sha1', text) };
    case 'hex':
      return /^(?:[0-9a-f]{2})*$/i.test(text)
        ? { key: Buffer.from(text, 'hex') }
        : { error: 'is not hexadecimal' };
    case 'base64': {
      const key =
        base64Bytes(text) ?? base64Bytes(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
      return key === undefined ? { error: 'is not base64' } : { key };
    }
    case 'base64url':
      return /^[\w-]*={0,2}$/.test(text)
        ? { key: Buffer.from(text, 'base64url') }
        : { error: 'is not URL-safe base64' };
    default:
      return encoding satisfies never;
  }
}
