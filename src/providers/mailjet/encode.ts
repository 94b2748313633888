import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import type { HeaderPair } from '../../core/headers.ts';
import { encodeJson, isJsonObject, type JsonValue } from '../../core/json.ts';
import type { BatchRule, EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { isGrouped, userAgentOption } from './options.ts';

/** Events of one second go together; no limit is published. */
export const BATCH: BatchRule = { max: 1000, windowMs: 1000 };

/**
 * Writes a bare event, or an array of them where events are grouped. A mail is never grouped.
 *
 * @throws {UsageError} for no event, more than a batch holds, or a mail that is not alone
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  if (payloads.length < 1 || payloads.length > BATCH.max) {
    throw new UsageError(`a Mailjet request has 1 to ${BATCH.max} events, not ${payloads.length}`);
  }
  const userAgent = userAgentOption(context.options);
  const agent: readonly HeaderPair[] = userAgent === '' ? [] : [['User-Agent', userAgent]];
  const body = encodeJson(bodyValue(payloads.map(eventValue), isGrouped(context.options)));
  return {
    method: 'POST',
    headers: [...agent, ['Content-Type', 'application/json']],
    body: utf8Bytes(body),
  };
}

function bodyValue(events: readonly JsonValue[], grouped: boolean): JsonValue {
  const [first] = events;
  if (first !== undefined && events.length === 1 && (!grouped || isMail(first))) return first;
  if (!events.some(isMail)) return events;
  throw new UsageError('the Parse API of Mailjet posts one mail per request');
}

function isMail(value: JsonValue): boolean {
  return isJsonObject(value) && !('event' in value) && 'Recipient' in value;
}

function eventValue(payload: Payload): JsonValue {
  if (payload.kind === 'json') return payload.value;
  throw new UsageError(`a Mailjet event is JSON, not ${payload.kind}`);
}
