import { base64Bytes, base64Text, exactUtf8Text, latin1Text, utf8Bytes } from '../core/bytes.ts';

/** `Authorization` value for `user:password` (RFC 7617), taken as UTF-8. */
export function basicAuthorization(userPass: string): string {
  return `Basic ${base64Text(utf8Bytes(userPass))}`;
}

/** `Authorization` value for a token (RFC 6750). */
export function bearerAuthorization(token: string): string {
  return `Bearer ${token}`;
}

/** Splits an `Authorization` value at the blanks after its scheme; `undefined` when one of the two is missing. */
export function parseAuthorization(
  value: string,
): { readonly scheme: string; readonly credentials: string } | undefined {
  const [, scheme, credentials] = /^\s*([\w!#$%&'*+.^`|~-]+) +(\S.*)$/.exec(value) ?? [];
  if (scheme === undefined || credentials === undefined) return undefined;
  return { scheme: scheme.toLowerCase(), credentials: credentials.trimEnd() };
}

/**
 * Reads a `Basic …` value. The user ends at the first colon (RFC 7617 2); bytes that are not UTF-8 are read as latin1.
 *
 * @returns `undefined` for another scheme, what is not base64, or no colon
 */
export function parseBasic(
  value: string,
): { readonly user: string; readonly password: string } | undefined {
  const parsed = parseAuthorization(value);
  const bytes = parsed?.scheme === 'basic' ? base64Bytes(parsed.credentials) : undefined;
  if (bytes === undefined) return undefined;
  const text = exactUtf8Text(bytes) ?? latin1Text(bytes);
  const colon = text.indexOf(':');
  if (colon === -1) return undefined;
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
