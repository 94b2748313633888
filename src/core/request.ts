import type { StoredBody } from './body-files.ts';
import type { HeaderList } from './headers.ts';

/** A webhook request as bytes: what was on the wire, or what will be. */
export interface WebhookRequest {
  readonly method: string;
  /** Request target as on the request line: path and query, not decoded. */
  readonly path: string;
  readonly headers: HeaderList;
  /** Body as sent; a compressed body stays compressed. */
  readonly body: Uint8Array;
}

/** A request that reached the listener. */
export interface CapturedRequest extends WebhookRequest {
  readonly id: string;
  readonly receivedAtMs: number;
  /** URL the sender used as far as the listener can tell: scheme, host header, path and query. */
  readonly url: string;
  readonly httpVersion: string;
  readonly remoteAddress: string | null;
  /**
   * Fields that came behind the body, if any (RFC 9110 6.5). Nothing is recognised, checked or routed by them, and they
   * are not sent on: what no proxy would let a header say must not come in behind the body.
   */
  readonly trailers?: HeaderList;
  /** Where a body is that is too large to be at hand; `body` is empty then and says nothing. */
  readonly bodyFile?: StoredBody;
}

/** Size of the body in bytes, at hand or not. */
export function bodyBytes(request: WebhookRequest & Pick<CapturedRequest, 'bodyFile'>): number {
  return request.bodyFile?.bytes ?? request.body.length;
}

/** The answer a listener gives, or a target gave. */
export interface WebhookResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}
