import { UsageError } from '../core/errors.ts';
import { type HeaderList, headerValues, withHeader } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import { basicAuthorization } from '../signing/basic-auth.ts';

/** Where deliveries go: an origin, a path or none of its own, and credentials taken out of the URL. */
export interface Target {
  /** Scheme and authority: `http://127.0.0.1:3000`. */
  readonly origin: string;
  /** Path and query, or `null` when the target is an origin alone: then a captured request keeps its own path. */
  readonly path: string | null;
  /** `user:password` of the URL, percent-decoded, or `null`. */
  readonly credentials: string | null;
}

/** Headers that belong to one connection (RFC 9110 7.6.1) or that the transport writes itself. */
const REBUILT_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'http2-settings',
]);

/** @throws {UsageError} when the text is no http or https URL */
export function parseTarget(text: string): Target {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new UsageError(`"${text}" is not a URL to send to`, {
      hint: 'write it with its scheme, such as http://127.0.0.1:3000/webhooks',
    });
  }
  const path = `${url.pathname}${url.search}`;
  const userInfo = `${decode(url.username)}:${decode(url.password)}`;
  return {
    origin: url.origin,
    path: path === '/' ? null : path,
    credentials: url.username === '' && url.password === '' ? null : userInfo,
  };
}

/** Request target for a captured path: the target's own one, else the captured one. */
export function pathFor(target: Target, capturedPath: string): string {
  if (target.path !== null) return target.path;
  if (capturedPath.startsWith('/')) return capturedPath;
  // An absolute-form request target ("GET http://host/path") names the host it was captured on.
  const own = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*(.*)$/is.exec(capturedPath)?.[1] ?? '/';
  return own.startsWith('/') ? own : `/${own}`;
}

/** A captured request as it goes to a target: to its path, without what is made anew, and with its credentials. */
export function addressedTo(captured: WebhookRequest, target: Target): WebhookRequest {
  const headers = withoutRebuiltHeaders(captured.headers);
  return {
    ...captured,
    path: pathFor(target, captured.path),
    headers:
      target.credentials === null
        ? headers
        : withHeader(headers, 'Authorization', basicAuthorization(target.credentials)),
  };
}

/** Whether a header is made anew for each request that is sent, whatever it was. */
export function isRebuiltHeader(name: string): boolean {
  return REBUILT_HEADERS.has(name.toLowerCase());
}

/** Drops what belongs to one connection, the headers that a `Connection` names among it. */
export function withoutRebuiltHeaders(headers: HeaderList): HeaderList {
  const named = namedByConnection(headers);
  return headers.filter(([name]) => {
    return !isRebuiltHeader(name) && !named.includes(name.toLowerCase());
  });
}

function namedByConnection(headers: HeaderList): readonly string[] {
  return headerValues(headers, 'connection').flatMap((value) =>
    value.split(',').map((name) => name.trim().toLowerCase()),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
