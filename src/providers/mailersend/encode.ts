import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeJson, PHP_JSON } from '../../core/json.ts';
import type { Payload, UnsignedRequest } from '../types.ts';

/**
 * Writes one event as PHP does: compact, `/` as `\/`, what is not ASCII as `\uXXXX`.
 *
 * @throws {UsageError} when there is not exactly one JSON event: MailerSend has no batches
 */
export function encode(payloads: readonly Payload[]): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`MailerSend posts one event per request, not ${payloads.length}`);
  }
  if (payload.kind !== 'json') {
    throw new UsageError(`a MailerSend event is JSON, not ${payload.kind}`);
  }
  return {
    method: 'POST',
    headers: [['Content-Type', 'application/json']],
    body: utf8Bytes(encodeJson(payload.value, PHP_JSON)),
  };
}
