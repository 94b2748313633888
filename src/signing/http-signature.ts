import { type KeyObject, sign, verify } from 'node:crypto';
import {
  type ByteRange,
  base64Bytes,
  base64Text,
  exactUtf8Text,
  latin1Bytes,
  utf8Bytes,
} from '../core/bytes.ts';
import { InputError, SecretError } from '../core/errors.ts';
import { headerValues } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import { privateKeyFromPem, publicKeyFromPem } from './pem-key.ts';

/** Parameters of a `Signature` header (draft-cavage-http-signatures-10 and -11, section 2.1). */
export interface HttpSignature {
  readonly keyId: string;
  /** Empty when the header left it out: the draft then lets the key decide. */
  readonly algorithm: string;
  /** Covered headers in signing order, spelled as sent. */
  readonly headers: readonly string[];
  /** Base64. */
  readonly signature: string;
}

/** One `name="value"` or `name=value`, with a comma or the end behind it. */
const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))\s*(?=,|$)/dy;

/** Reads a `Signature` header value. Parameters not of the draft are passed over; a repeated one is an error. */
export function parseSignatureHeader(value: string): HttpSignature | { readonly error: string } {
  const parameters = parseParameters(value);
  if (!(parameters instanceof Map)) return parameters;
  const keyId = parameters.get('keyid')?.text ?? '';
  const signature = parameters.get('signature')?.text ?? '';
  if (keyId === '') return { error: 'there is no keyId' };
  if (signature === '') return { error: 'there is no signature parameter' };
  const headers = (parameters.get('headers')?.text ?? 'date')
    .split(/\s+/)
    .filter((name) => name !== '');
  if (headers.length === 0) return { error: 'the list of signed headers is empty' };
  return { keyId, algorithm: parameters.get('algorithm')?.text ?? '', headers, signature };
}

/** Where the signature itself stands in such a value, without its quotes; `undefined` when it can't be read. */
export function locateSignature(value: string): ByteRange | undefined {
  const parameters = parseParameters(value);
  return parameters instanceof Map ? parameters.get('signature')?.range : undefined;
}

interface Parameter {
  readonly text: string;
  /** Between the quotes, if there are any. */
  readonly range: ByteRange;
}

function parseParameters(value: string): Map<string, Parameter> | { readonly error: string } {
  const parameters = new Map<string, Parameter>();
  let offset = 0;
  for (;;) {
    const separators = value.slice(offset).search(/[^\s,]/);
    if (separators === -1) return parameters;
    PARAMETER.lastIndex = offset + separators;
    const match = PARAMETER.exec(value);
    const [, name, quoted, bare] = match ?? [];
    const [start, end] = match?.indices?.[2] ?? match?.indices?.[3] ?? [];
    if (name === undefined || start === undefined || end === undefined) {
      return { error: `it can't be read from character ${offset + separators + 1} on` };
    }
    const key = name.toLowerCase();
    if (parameters.has(key)) return { error: `${name} is there twice` };
    const text = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
    parameters.set(key, { text, range: { start, end } });
    offset = PARAMETER.lastIndex;
  }
}

/** Writes `keyId="…",algorithm="…",headers="…",signature="…"`, in this order and without blanks. */
export function formatSignatureHeader(sig: HttpSignature): string {
  return [
    `keyId=${quote(sig.keyId)}`,
    `algorithm=${quote(sig.algorithm)}`,
    `headers=${quote(sig.headers.join(' '))}`,
    `signature=${quote(sig.signature)}`,
  ].join(',');
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * Builds the text to sign (draft section 2.3): `name: value` lines in the order of `names`, LF between them, none at the end.
 *
 * Header values and the path stand in a request as latin1 text. Where their bytes are UTF-8 they are decoded,
 * so that the UTF-8 of the result is what was on the wire.
 *
 * @param names - header names in any case, and `(request-target)`
 * @returns the text, or the first name (lower case) the request has no header for
 */
export function signingString(
  request: Pick<WebhookRequest, 'method' | 'path' | 'headers'>,
  names: readonly string[],
): string | { readonly missing: string } {
  const lines: string[] = [];
  for (const name of names.map((each) => each.toLowerCase())) {
    const value = signedValue(request, name);
    if (value === undefined) return { missing: name };
    lines.push(`${name}: ${exactUtf8Text(latin1Bytes(value)) ?? value}`);
  }
  return lines.join('\n');
}

function signedValue(
  request: Pick<WebhookRequest, 'method' | 'path' | 'headers'>,
  name: string,
): string | undefined {
  if (name === '(request-target)') return `${request.method.toLowerCase()} ${request.path}`;
  const values = headerValues(request.headers, name);
  return values.length === 0 ? undefined : values.map(trimBlanks).join(', ');
}

/** `trim()` would also take U+00A0, which in latin1 text may be the second byte of a UTF-8 letter. */
function trimBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charAt(start))) start += 1;
  while (end > start && isBlank(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

/**
 * Signs the UTF-8 of `text` by RSASSA-PKCS1-v1_5 with SHA-256 (`rsa-sha256` of the draft).
 *
 * @returns base64 with padding
 * @throws {SecretError} when the key can't be read or is not an RSA private key
 */
export function signRsaSha256(privateKeyPem: string, text: string): string {
  const key = rsaOnly(privateKeyFromPem(privateKeyPem));
  if (key instanceof Error) {
    throw new SecretError('the signing key is not a readable RSA private key', {
      hint: 'give an unencrypted PEM block: PRIVATE KEY or RSA PRIVATE KEY',
      cause: key,
    });
  }
  return base64Text(sign('sha256', utf8Bytes(text), key));
}

/**
 * Checks a signature made by {@link signRsaSha256}.
 *
 * @param publicKey - PEM; see `readPublicKey` for other shapes
 * @returns false for a wrong signature and for text that is not plain base64 with padding
 * @throws {InputError} when the key can't be read or is not an RSA key
 */
export function verifyRsaSha256(publicKey: string, text: string, signatureBase64: string): boolean {
  const key = rsaOnly(publicKeyFromPem(publicKey));
  if (key instanceof Error) {
    throw new InputError('the public key is not a readable RSA key', {
      hint: 'give a PEM block: PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE',
      cause: key,
    });
  }
  const signature = base64Bytes(signatureBase64);
  // Encoding again refuses stray bits behind the last byte, with which two texts would be one signature.
  if (signature === undefined || base64Text(signature) !== signatureBase64) return false;
  return verify('sha256', utf8Bytes(text), key, signature);
}

function rsaOnly(key: KeyObject | Error): KeyObject | Error {
  if (key instanceof Error || key.asymmetricKeyType === 'rsa') return key;
  return new Error(`it is a key of type ${key.asymmetricKeyType}`);
}
