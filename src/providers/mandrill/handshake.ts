import { EMPTY_BYTES } from '../../core/bytes.ts';
import type { WebhookResponse } from '../../core/request.ts';
import type { RequestView } from '../../core/request-view.ts';
import { urlCheckOf } from './url-check.ts';

/** A request that asks for a certain answer, and not only for any success. */
export interface Handshake {
  /** Canonical name of the event. */
  readonly event: string;
  readonly summary: string;
  readonly answer: WebhookResponse;
  /** A request of its own that the receiver has to make, or `null`. */
  readonly visit: null;
}

/** What the check of a URL wants; `undefined` for every other request. */
export function handshake(view: RequestView): Handshake | undefined {
  const check = urlCheckOf(view);
  if (check === undefined) return undefined;
  return {
    event: check.name,
    summary:
      'Mandrill saves a webhook only when its URL answers 200, to a HEAD request or else to a signed POST without events',
    answer: { status: 200, headers: [], body: EMPTY_BYTES },
    visit: null,
  };
}
