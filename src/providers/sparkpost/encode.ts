import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import type { HeaderPair } from '../../core/headers.ts';
import { encodeJson, isJsonObject, type JsonValue } from '../../core/json.ts';
import type { BatchRule, EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { batchId } from './batch-id.ts';

/** Some hundred events, 350 is the number quoted; requests come every 30 to 60 seconds. */
export const BATCH: BatchRule = { max: 350, windowMs: 60_000 };

export const BATCH_ID_HEADER = 'X-MessageSystems-Batch-ID';

/**
 * Writes events as a JSON array; a mail of a relay webhook is alone in it.
 *
 * @throws {UsageError} for no event, more than a batch holds, or a mail that is not alone
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  if (payloads.length < 1 || payloads.length > BATCH.max) {
    throw new UsageError(`a SparkPost batch has 1 to ${BATCH.max} events, not ${payloads.length}`);
  }
  const elements = payloads.map(elementOf);
  const hasMail = elements.some(isMail);
  if (hasMail && elements.length > 1) {
    throw new UsageError('a relay webhook of SparkPost posts one mail per request');
  }
  const batch: readonly HeaderPair[] = hasMail
    ? []
    : [[BATCH_ID_HEADER, batchId(elements[0], context.random.fork('batch-id'))]];
  return {
    method: 'POST',
    headers: [['Content-Type', 'application/json'], ['User-Agent', 'SparkPost'], ...batch],
    body: utf8Bytes(encodeJson(elements)),
  };
}

function isMail(element: JsonValue): boolean {
  const msys = isJsonObject(element) ? element['msys'] : undefined;
  return isJsonObject(msys) && 'relay_message' in msys;
}

function elementOf(payload: Payload): JsonValue {
  if (payload.kind === 'json') return payload.value;
  throw new UsageError(`a SparkPost event is JSON, not ${payload.kind}`);
}
