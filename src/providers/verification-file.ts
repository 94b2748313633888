import type { Random } from '../core/random.ts';

/** The file that proves an SMTPeter webhook address to be one's own; name and content are unique per webhook. */
export interface VerificationFile {
  readonly name: string;
  readonly content: string;
}

const TOKEN_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const TOKEN_LENGTH = 5;

/** A stand-in of the known shape `smtpeter-xxxxx.txt`. What real tokens and contents look like is not public. */
export function makeVerificationFile(random: Random): VerificationFile {
  const token = random.text(TOKEN_ALPHABET, TOKEN_LENGTH);
  return { name: `smtpeter-${token}.txt`, content: token };
}

/** Content for a file of which only the name is known: its token, or the whole name when it has another shape. */
export function defaultVerificationContent(name: string): string {
  return /^smtpeter-(.+)\.txt$/.exec(name)?.[1] ?? name;
}

/**
 * The paths at which the file may be fetched: beside the callback script, then in the root of the server.
 *
 * @param callbackPath - path of the callback URL, with or without its query
 * @returns one path when the script stands in the root
 */
export function verificationFilePaths(callbackPath: string, name: string): readonly string[] {
  const path = pathOnly(callbackPath);
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  const besideScript = `${directory.startsWith('/') ? directory : `/${directory}`}${name}`;
  return [...new Set([besideScript, `/${name}`])];
}

/** Whether a request asks for the file in any directory: a listener takes calls on every path, so each may be the callback's. */
export function matchesVerificationFile(path: string, name: string): boolean {
  const whole = pathOnly(path);
  const last = whole.slice(whole.lastIndexOf('/') + 1);
  return last !== '' && (last === name || decoded(last) === name);
}

function pathOnly(target: string): string {
  return target.split(/[?#]/, 1)[0] ?? '';
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
