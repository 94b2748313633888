import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeJson, type JsonValue } from '../../core/json.ts';
import { reindentJson } from '../../core/json-format.ts';
import type { Payload, UnsignedRequest } from '../types.ts';

/** As deep as JSON may nest here at all. */
const MAX_DEPTH = 512;

/**
 * Writes one event as a request; Stripe never batches.
 *
 * @throws {UsageError} for more than one event, or none
 */
export function encode(payloads: readonly Payload[]): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`a Stripe request has one event, not ${payloads.length}`);
  }
  if (payload.kind !== 'json') {
    throw new UsageError(`a Stripe event is JSON, not ${payload.kind}`);
  }
  return {
    method: 'POST',
    headers: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['User-Agent', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
      ['Accept', '*/*; q=0.5, application/xml'],
      ['Accept-Encoding', 'gzip'],
      ['Cache-Control', 'no-cache'],
    ],
    body: utf8Bytes(prettyJson(payload.value)),
  };
}

/** Two blanks a level, line feeds, none at the end: what `JSON.stringify(event, null, 2)` writes. */
function prettyJson(value: JsonValue): string {
  const compact = encodeJson(value);
  return reindentJson(utf8Bytes(compact), { maxDepth: MAX_DEPTH }) ?? compact;
}
