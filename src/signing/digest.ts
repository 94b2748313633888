import { hash as digest } from 'node:crypto';
import { base64Bytes, base64Text } from '../core/bytes.ts';
import { equalText } from './constant-time.ts';

interface InstanceDigest {
  /** Digest algorithm token, lower case: `sha-256`. */
  readonly algorithm: string;
  /** The value as sent; base64 for every algorithm checked here. */
  readonly value: string;
}

type DigestVerdict = 'match' | 'mismatch' | 'unsupported' | 'malformed';

/** Tokens of RFC 3230 4.1.1 and RFC 5843 2.1 whose value is base64, and Node's names for them. */
const HASHES: ReadonlyMap<string, { readonly name: string; readonly bytes: number }> = new Map([
  ['md5', { name: 'md5', bytes: 16 }],
  ['sha', { name: 'sha1', bytes: 20 }],
  ['sha-256', { name: 'sha256', bytes: 32 }],
  ['sha-512', { name: 'sha512', bytes: 64 }],
]);

export function sha256Hex(bytes: Uint8Array): string {
  return digest('sha256', bytes, 'hex');
}

export function sha256Base64(bytes: Uint8Array): string {
  return digest('sha256', bytes, 'base64');
}

/** Value of a `Digest` header (RFC 3230) with one SHA-256 digest, the token spelled as given. */
export function digestHeader(body: Uint8Array, token: 'sha-256' | 'SHA-256'): string {
  return `${token}=${sha256Base64(body)}`;
}

/** Reads `algorithm=value, algorithm=value`; empty when any element is not of that shape. */
export function parseDigestHeader(value: string): readonly InstanceDigest[] {
  const digests: InstanceDigest[] = [];
  for (const element of value.split(',')) {
    const [, algorithm, digest] = /^\s*([\w.-]+)=(\S+)\s*$/.exec(element) ?? [];
    if (algorithm === undefined || digest === undefined) return [];
    digests.push({ algorithm: algorithm.toLowerCase(), value: digest });
  }
  return digests;
}

/**
 * Checks a `Digest` header against the body bytes as received.
 *
 * Every digest of a known algorithm has to match; those of unknown ones are passed over, and `unsupported`
 * means that there was no other. A value that is no base64 of the algorithm's length (hexadecimal, say) is `malformed`.
 */
export function digestMatches(value: string, body: Uint8Array): DigestVerdict {
  const digests = parseDigestHeader(value);
  if (digests.length === 0) return 'malformed';
  const verdicts = digests.map((digest) => checkDigest(digest, body));
  const worstFirst = ['malformed', 'mismatch', 'match'] as const;
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'unsupported';
}

function checkDigest(digest: InstanceDigest, body: Uint8Array): DigestVerdict {
  const known = HASHES.get(digest.algorithm);
  if (known === undefined) return 'unsupported';
  if (base64Bytes(digest.value)?.length !== known.bytes) return 'malformed';
  return equalText(base64Text(hash(known.name, body)), digest.value) ? 'match' : 'mismatch';
}

function hash(name: string, bytes: Uint8Array): Uint8Array {
  return digest(name, bytes, 'buffer');
}
