import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeForm } from '../../core/form.ts';
import { encodeJson } from '../../core/json.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { TOKEN_HEADER } from './sign.ts';

/**
 * Writes one event as a POST: a form, or for Event Streams a JSON list with one event.
 *
 * @throws {UsageError} for more than one event, or none
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`a Twilio request has one event, not ${payloads.length}`);
  }
  const { contentType, body } = encodePayload(payload);
  return {
    method: 'POST',
    headers: [
      ['Content-Type', contentType],
      ['User-Agent', 'TwilioProxy/1.1'],
      ['Accept', '*/*'],
      ['Accept-Encoding', 'gzip'],
      [TOKEN_HEADER, context.random.fork('idempotency-token').uuid()],
    ],
    body,
  };
}

function encodePayload(payload: Payload): { contentType: string; body: Uint8Array } {
  switch (payload.kind) {
    case 'form':
      return {
        contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
        body: encodeForm(payload.fields),
      };
    case 'json':
      return {
        contentType: 'application/json; charset=utf-8',
        body: utf8Bytes(encodeJson([payload.value])),
      };
    default:
      throw new UsageError(`a Twilio event is a form or JSON, not ${payload.kind}`);
  }
}
