import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { keptLast } from './kept-last.ts';

/**
 * Reads an unencrypted private key, also one whose line ends were lost on the way through YAML or an environment
 * value. Node's error is returned, not thrown.
 */
export const privateKeyFromPem: (text: string) => KeyObject | Error = keptLast((text) =>
  keyOrError(() => createPrivateKey(asFile(text))),
);

/** Reads a public key, a certificate, or the public half of a private key; see {@link privateKeyFromPem}. */
export const publicKeyFromPem: (text: string) => KeyObject | Error = keptLast((text) =>
  keyOrError(() => createPublicKey(asFile(text))),
);

export function keyOrError(read: () => KeyObject): KeyObject | Error {
  try {
    return read();
  } catch (error) {
    return error as Error; // node:crypto throws nothing else
  }
}

/** As a file would have it: environment values hold `\n` or blanks for line ends, and quotes, and YAML indents. */
function asFile(text: string): string {
  const lines = text
    .replace(/(?:\\r)?\\n/g, '\n')
    .replace(/^[\s\S]*?(?=-----BEGIN )/, '')
    .replace(/["'`]\s*$/, '')
    .replace(/^[ \t]+|[ \t]+$/gm, '');
  return lines.includes('\n') ? lines : lines.replace(ONE_LINE, splitLine);
}

const ONE_LINE = /^(-----BEGIN [A-Z0-9 ]+-----)(.*?)(-----END [A-Z0-9 ]+-----)$/;

function splitLine(_line: string, begin: string, base64: string, end: string): string {
  return [begin, ...base64.trim().split(/\s+/), end].join('\n');
}
