import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** Reads an unencrypted private key; lines may be indented, as in a YAML file. Node's error is returned, not thrown. */
export function privateKeyFromPem(text: string): KeyObject | Error {
  return keyOrError(() => createPrivateKey(trimmedLines(text)));
}

/** Reads a public key, a certificate, or the public half of a private key; see {@link privateKeyFromPem}. */
export function publicKeyFromPem(text: string): KeyObject | Error {
  return keyOrError(() => createPublicKey(trimmedLines(text)));
}

export function keyOrError(read: () => KeyObject): KeyObject | Error {
  try {
    return read();
  } catch (error) {
    return error as Error; // node:crypto throws nothing else
  }
}

function trimmedLines(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/gm, '');
}
