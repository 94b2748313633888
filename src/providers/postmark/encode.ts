import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { COMPACT_JSON, encodeJson, type JsonValue } from '../../core/json.ts';
import { reindentJson } from '../../core/json-format.ts';
import type { Payload, UnsignedRequest } from '../types.ts';

/**
 * Writes one event: over lines, indented by two blanks, `/` as `\/`, no line end after the last brace.
 *
 * @throws {UsageError} when there is not exactly one JSON event: Postmark has no batches
 */
export function encode(payloads: readonly Payload[]): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`Postmark posts one event per request, not ${payloads.length}`);
  }
  if (payload.kind !== 'json') {
    throw new UsageError(`a Postmark event is JSON, not ${payload.kind}`);
  }
  return {
    method: 'POST',
    headers: [
      ['Accept', 'application/json'],
      ['Content-Type', 'application/json'],
      ['User-Agent', 'Postmark'],
    ],
    body: utf8Bytes(prettyJson(payload.value)),
  };
}

function prettyJson(value: JsonValue): string {
  const compact = encodeJson(value, { ...COMPACT_JSON, escapeSlash: true });
  return reindentJson(utf8Bytes(compact)) ?? compact; // our own encoding is always JSON
}
