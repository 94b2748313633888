import { type HeaderList, headerValue, headerValues, withHeader } from '../core/headers.ts';
import type { Random } from '../core/random.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { RequestView } from '../core/request-view.ts';
import {
  formatSignatureItems,
  type SignatureItem,
  type SignedMessage,
} from '../signing/standard-webhooks.ts';
import { ksuid } from './ksuid.ts';
import type { SignatureParts } from './types.ts';

/** The three headers of a message. One request carries one set. */
export interface MessageHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

/** As specified. */
export const WEBHOOK_HEADERS: MessageHeaders = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
};

/** As Svix sends them unless its own name is hidden. */
export const SVIX_HEADERS: MessageHeaders = {
  id: 'svix-id',
  timestamp: 'svix-timestamp',
  signature: 'svix-signature',
};

/** The set a request uses; `preferred` when it has both, or neither. */
export function headersIn(headers: HeaderList, preferred: MessageHeaders): MessageHeaders {
  const isUsed = (names: MessageHeaders): boolean =>
    Object.values(names).some((name: string) => headerValue(headers, name) !== undefined);
  return [preferred, WEBHOOK_HEADERS, SVIX_HEADERS].find(isUsed) ?? preferred;
}

/** Id of a message as Svix makes it. It stays the same for all attempts, so receivers tell redeliveries by it. */
export function messageId(atMs: number, random: Random): string {
  return `msg_${ksuid(Number.isNaN(atMs) ? 0 : atMs, random)}`;
}

/** Id in the header, or `null`. */
export function sentMessageId(view: RequestView, preferred: MessageHeaders): string | null {
  return view.header(headersIn(view.request.headers, preferred).id) || null;
}

/**
 * Signs a message for one attempt: with a new timestamp, and with the id it has, or a new one if it has none.
 *
 * @param item - makes the signature
 */
export function signMessage(
  request: WebhookRequest,
  preferred: MessageHeaders,
  attempt: { readonly nowMs: number; readonly random: Random },
  item: (message: SignedMessage) => SignatureItem,
): WebhookRequest {
  const names = headersIn(request.headers, preferred);
  const id =
    headerValue(request.headers, names.id) ||
    messageId(attempt.nowMs, attempt.random.fork('message-id'));
  const timestamp = String(Math.floor(attempt.nowMs / 1000));
  const signature = formatSignatureItems([item({ id, timestamp, body: request.body })]);
  const pairs = [
    [names.id, id],
    [names.timestamp, timestamp],
    [names.signature, signature],
  ] as const;
  const headers = pairs.reduce(
    (list, [name, value]) => withHeader(list, name, value),
    request.headers,
  );
  return { ...request, headers };
}

/** All items of the signature header, should a proxy have cut it in two; `undefined` when there is none. */
export function signatureHeader(view: RequestView, names: MessageHeaders): string | undefined {
  const values = headerValues(view.request.headers, names.signature);
  return values.length === 0 ? undefined : values.join(' ');
}

export function messageSignatureParts(
  view: RequestView,
  preferred: MessageHeaders,
): SignatureParts {
  const names = headersIn(view.request.headers, preferred);
  if (view.header(names.signature) === undefined) return { bodyRanges: [] };
  return {
    signature: { in: 'header', name: names.signature },
    ...(view.header(names.timestamp) === undefined
      ? {}
      : { timestamp: { in: 'header', name: names.timestamp } as const }),
    ...(view.header(names.id) === undefined ? {} : { coveredHeader: names.id }),
    bodyRanges: [],
  };
}
