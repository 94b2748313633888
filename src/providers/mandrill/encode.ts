import { EMPTY_BYTES } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeForm } from '../../core/form.ts';
import type { HeaderList } from '../../core/headers.ts';
import { encodeJson, isJsonObject, type JsonObject, PHP_JSON } from '../../core/json.ts';
import type { BatchRule, EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { INBOUND } from './inbound-events.ts';
import { EMPTY_MAPS } from './options.ts';
import { phpValue } from './php-value.ts';
import { EVENTS_FIELD } from './received.ts';
import { isHeadPayload, isPostPayload } from './url-check.ts';

/** Events are queued and posted about once a minute, at most 1000 of them in one request. */
export const BATCH: BatchRule = { max: 1000, windowMs: 60_000 };

const CLIENT_HEADERS: HeaderList = [
  ['User-Agent', 'Mandrill-Webhook/1.0'],
  ['Accept', '*/*'],
];

/**
 * Writes 1 to 1000 events as one form with the field `mandrill_events`, in the encodings of PHP; or one of the two
 * requests that check a URL.
 *
 * @throws {UsageError} for another number of events, and for inbound mail together with other events
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [only, ...more] = payloads;
  if (only !== undefined && more.length === 0) {
    if (isHeadPayload(only)) return { method: 'HEAD', headers: CLIENT_HEADERS, body: EMPTY_BYTES };
    if (isPostPayload(only)) return post([], context);
  }
  if (payloads.length < 1 || payloads.length > BATCH.max) {
    throw new UsageError(`a Mandrill request has 1 to ${BATCH.max} events, not ${payloads.length}`);
  }
  const events = payloads.map(eventObject);
  const inbound = events.filter((event) => event['event'] === INBOUND);
  if (inbound.length > 0 && inbound.length < events.length) {
    throw new UsageError('Mandrill never posts inbound mail and other events in one request', {
      hint: 'an inbound route has a URL of its own: send its events by themselves',
    });
  }
  return post(events, context);
}

function eventObject(payload: Payload): JsonObject {
  if (payload.kind === 'json' && isJsonObject(payload.value)) return payload.value;
  throw new UsageError('an event in a Mandrill request is a JSON object', {
    hint: 'the check of a URL goes in a request of its own',
  });
}

function post(events: readonly JsonObject[], { options }: EncodeContext): UnsignedRequest {
  const value = options[EMPTY_MAPS] === 'object' ? events : phpValue(events);
  return {
    method: 'POST',
    headers: [['Content-Type', 'application/x-www-form-urlencoded'], ...CLIENT_HEADERS],
    body: encodeForm([[EVENTS_FIELD, encodeJson(value, PHP_JSON)]], 'php'),
  };
}
