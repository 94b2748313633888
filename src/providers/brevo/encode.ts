import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import type { HeaderPair } from '../../core/headers.ts';
import {
  encodeJson,
  isJsonList,
  isJsonObject,
  type JsonList,
  type JsonValue,
} from '../../core/json.ts';
import type { BatchRule, EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { isBatched, userAgentOption } from './options.ts';

/** A batched webhook collects for 5 minutes; at most 500 events go into one request. */
export const BATCH: BatchRule = { max: 500, windowMs: 300_000 };

/**
 * Writes one bare event, an array of them, or inbound mails as the `items` of one object.
 *
 * @throws {UsageError} for no event, more than a batch holds, or mails among events
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  if (payloads.length < 1 || payloads.length > BATCH.max) {
    throw new UsageError(`a Brevo request has 1 to ${BATCH.max} events, not ${payloads.length}`);
  }
  const userAgent = userAgentOption(context.options);
  const agent: readonly HeaderPair[] = userAgent === '' ? [] : [['User-Agent', userAgent]];
  const body = encodeJson(bodyValue(payloads.map(eventValue), isBatched(context.options)));
  return {
    method: 'POST',
    headers: [...agent, ['Content-Type', 'application/json']],
    body: utf8Bytes(body),
  };
}

function bodyValue(events: readonly JsonValue[], batched: boolean): JsonValue {
  const mails = events.flatMap((event) => mailsOf(event) ?? []);
  if (mails.length > 0) {
    if (events.every((event) => mailsOf(event) !== undefined)) return { items: mails };
    throw new UsageError('Brevo posts inbound mails and events to different webhooks');
  }
  const [first] = events;
  return first !== undefined && events.length === 1 && !batched ? first : events;
}

function mailsOf(event: JsonValue): JsonList | undefined {
  const items = isJsonObject(event) ? event['items'] : undefined;
  return isJsonList(items) ? items : undefined;
}

function eventValue(payload: Payload): JsonValue {
  if (payload.kind === 'json') return payload.value;
  throw new UsageError(`a Brevo event is JSON, not ${payload.kind}`);
}
