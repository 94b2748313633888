import { EMPTY_BYTES } from '../core/bytes.ts';
import type { WebhookResponse } from '../core/request.ts';

/** A request that the sender waits for, or that a message offers, after its answer. */
interface HandshakeVisit {
  readonly method: 'GET';
  /** As the sender wrote it. */
  readonly url: string;
  /** Why it had better not be made, or `null`. The signature of the message has to be checked besides. */
  readonly unwanted: string | null;
}

/** A request that asks for a certain answer, where other requests ask for any success. */
export interface Handshake {
  /** What it is, to follow "answered": `Slack's url_verification`. Nothing a sender wrote is in it. */
  readonly what: string;
  readonly answer: WebhookResponse;
  readonly visit: HandshakeVisit | null;
}

/** The answer where only the status counts. */
export const BARE_SUCCESS: WebhookResponse = { status: 200, headers: [], body: EMPTY_BYTES };
