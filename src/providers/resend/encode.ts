import { utf8Bytes, utf8Text } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { COMPACT_JSON, encodeJson } from '../../core/json.ts';
import { stringMember } from '../../core/shape.ts';
import { messageId } from '../standard-webhooks-request.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { USER_AGENT } from './facts.ts';
import { RESEND_HEADERS } from './headers.ts';

/**
 * Writes one event, its keys sorted at every level. The message id comes here and not with the signature, for it
 * stays the same over all attempts; it tells the time of the event.
 *
 * @throws {UsageError} when there is not exactly one JSON event: Resend has no batches
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`Resend posts one event per request, not ${payloads.length}`);
  }
  if (payload.kind !== 'json') {
    throw new UsageError(`a Resend event is JSON, not ${payload.kind}`);
  }
  const body = utf8Bytes(encodeJson(payload.value, { ...COMPACT_JSON, sortKeys: true }));
  const createdAtMs = Date.parse(stringMember(payload.value, 'created_at') ?? '');
  // By the body: another event never gets the id of this one, whatever the seed.
  const random = context.random.fork(`message-id/${utf8Text(body)}`);
  const userAgent = context.options[USER_AGENT] ?? '';
  return {
    method: 'POST',
    headers: [
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
      ...(userAgent === '' ? [] : [['User-Agent', userAgent] as const]),
      [RESEND_HEADERS.id, messageId(createdAtMs, random)],
    ],
    body,
  };
}
