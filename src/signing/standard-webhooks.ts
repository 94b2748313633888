import { type KeyObject, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { base64Bytes, base64Text, concatBytes, latin1Bytes } from '../core/bytes.ts';
import { equalText } from './constant-time.ts';
import { hmac } from './hmac.ts';

/** HMAC-SHA256 under a shared key, or Ed25519 under a key pair. */
export type SignatureVersion = 'v1' | 'v1a';

/** What every version signs: id and timestamp as their headers say, and the body as sent. */
export interface SignedMessage {
  readonly id: string;
  /** Unix seconds of this attempt, as text. */
  readonly timestamp: string;
  readonly body: Uint8Array;
}

/** One `version,base64` of a signature header. */
export interface SignatureItem {
  readonly version: string;
  readonly signature: string;
}

const PUBLIC_KEY_SIGNATURE_BYTES = 64;

/**
 * Computes the `v1` signature: HMAC-SHA256 over `{id}.{timestamp}.{body}`.
 *
 * @param key - key bytes: what stands after `whsec_`, decoded from base64
 * @returns 44 characters of standard base64, without the `v1,` before them
 * @throws {SecretError} when the key is empty
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signV1(key: Uint8Array, message: SignedMessage): string {
  return base64Text(hmac('sha256', key, prefixOf(message), message.body));
}

/** Compares the texts in constant time, so base64 of another spelling does not fit. */
export function fitsV1(key: Uint8Array, message: SignedMessage, signature: string): boolean {
  return equalText(signV1(key, message), signature);
}

/**
 * Computes the `v1a` signature: Ed25519 over the same bytes as {@link signV1}.
 *
 * @param key - Ed25519 private key
 * @returns 88 characters of standard base64, without the `v1a,` before them
 */
export function signV1a(key: KeyObject, message: SignedMessage): string {
  return base64Text(signBytes(null, contentOf(message), key));
}

/** @param key - Ed25519 public key, or the private one */
export function fitsV1a(key: KeyObject, message: SignedMessage, signature: string): boolean {
  const bytes = base64Bytes(signature);
  if (bytes?.length !== PUBLIC_KEY_SIGNATURE_BYTES) return false;
  // Decoding drops the bits that pad the last character, so another last character would pass.
  if (base64Text(bytes) !== signature) return false;
  return verifyBytes(null, contentOf(message), key, bytes);
}

/** Items of a signature header, split at blanks and each at its first comma; what has no comma is left out. */
export function parseSignatureItems(header: string): readonly SignatureItem[] {
  return header.split(' ').flatMap((text): SignatureItem[] => {
    const comma = text.indexOf(',');
    if (comma === -1) return [];
    return [{ version: text.slice(0, comma), signature: text.slice(comma + 1) }];
  });
}

/** Writes items as a signature header. */
export function formatSignatureItems(items: readonly SignatureItem[]): string {
  return items.map(({ version, signature }) => `${version},${signature}`).join(' ');
}

function contentOf(message: SignedMessage): Uint8Array {
  return concatBytes([prefixOf(message), message.body]);
}

/** Header values are latin1 text, so these are the bytes of the wire. */
function prefixOf({ id, timestamp }: SignedMessage): Uint8Array {
  return latin1Bytes(`${id}.${timestamp}.`);
}
