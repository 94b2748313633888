import { type HeaderList, headerValue, withHeader } from './headers.ts';
import type { WebhookRequest } from './request.ts';

/**
 * The headers of a request in one piece as they go over a connection: with what the transport writes, `Host` (the
 * request's own, else that of the URL) and `Content-Length`.
 *
 * @param url - with its scheme; need not be one that parses
 */
export function wireHeaders(url: string, { method, headers, body }: WebhookRequest): HeaderList {
  const hosted: HeaderList =
    headerValue(headers, 'Host') === undefined ? [['Host', urlHost(url)], ...headers] : headers;
  const hasLength = body.length > 0 || !['GET', 'HEAD'].includes(method);
  return hasLength ? withHeader(hosted, 'Content-Length', String(body.length)) : hosted;
}

/** Host and port as written: a sender may give a `Host` that no URL can have. */
export function urlHost(url: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
}
