import { utf8Bytes, utf8Text } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import type { HeaderPair } from '../../core/headers.ts';
import { COMPACT_JSON, encodeJson } from '../../core/json.ts';
import { stringMember } from '../../core/shape.ts';
import { messageId } from '../standard-webhooks-request.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { headersOption, messageIdOption, userAgentOption } from './options.ts';

/**
 * Writes one event. The message id comes here and not with the signature, for it stays the same over all attempts; it
 * tells the time of the event.
 *
 * @throws {UsageError} when there is not exactly one JSON event: an id stands for one
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`a Standard Webhooks request has one event, not ${payloads.length}`);
  }
  if (payload.kind !== 'json') {
    throw new UsageError(`a Standard Webhooks event is JSON here, not ${payload.kind}`);
  }
  const body = utf8Bytes(encodeJson(payload.value, COMPACT_JSON));
  const eventMs = Date.parse(stringMember(payload.value, 'timestamp') ?? '');
  // By the body: another event never gets the id of this one, whatever the seed.
  const random = context.random.fork(`message-id/${utf8Text(body)}`);
  const id = messageIdOption(context.options) || messageId(eventMs, random);
  const userAgent = userAgentOption(context.options);
  const agent: readonly HeaderPair[] = userAgent === '' ? [] : [['user-agent', userAgent]];
  return {
    method: 'POST',
    headers: [
      ['content-type', 'application/json'],
      ...agent,
      [headersOption(context.options).id, id],
    ],
    body,
  };
}
