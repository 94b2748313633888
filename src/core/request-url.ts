import { type HeaderList, headerValue } from './headers.ts';

const FORWARDED_SCHEME = /^\s*(https?)\s*(?:,|$)/i;
const FIRST_OF_LIST = /^\s*([^\s,]+)/;

/**
 * The URL a sender used, as far as a listener can tell. Tunnels and proxies end TLS and may rewrite `Host`; they say
 * what they changed in `X-Forwarded-Proto` and `X-Forwarded-Host`.
 *
 * @param target - request target as on the request line; its absolute form is the URL itself
 * @param fallbackHost - `host:port` of the listener, for HTTP/1.0 without a `Host` header
 * @param ownScheme - what the listener itself speaks
 */
export function requestUrl(
  target: string,
  headers: HeaderList,
  fallbackHost: string,
  ownScheme: 'http' | 'https' = 'http',
): string {
  if (/^https?:\/\//i.test(target)) return target;
  const scheme = firstMatch(FORWARDED_SCHEME, headerValue(headers, 'x-forwarded-proto'));
  const forwardedHost = firstMatch(FIRST_OF_LIST, headerValue(headers, 'x-forwarded-host'));
  const host = forwardedHost ?? (headerValue(headers, 'host') || fallbackHost);
  const path = target.startsWith('/') ? target : `/${target}`;
  return `${scheme?.toLowerCase() ?? ownScheme}://${host}${path}`;
}

function firstMatch(pattern: RegExp, value: string | undefined): string | undefined {
  return value === undefined ? undefined : pattern.exec(value)?.[1];
}
