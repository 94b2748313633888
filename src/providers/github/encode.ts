import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeForm } from '../../core/form.ts';
import type { HeaderList } from '../../core/headers.ts';
import { encodeJson } from '../../core/json.ts';
import { eventHeaders } from '../event-headers.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { eventOfBody } from './delivered-body.ts';
import { DELIVERY_HEADER, EVENT_HEADER } from './delivery-headers.ts';

/**
 * Writes one event as a request: compact JSON, or the same in a form's field `payload`.
 *
 * @throws {UsageError} for more than one event, or none
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`a GitHub request has one event, not ${payloads.length}`);
  }
  if (payload.kind !== 'json') {
    throw new UsageError(`a GitHub event is JSON, not ${payload.kind}`);
  }
  const json = encodeJson(payload.value);
  const isForm = context.format === 'form';
  return {
    method: 'POST',
    headers: [
      ['User-Agent', 'GitHub-Hookshot/1fd3ecb'],
      ['Accept', '*/*'],
      ...headersOf(payload, context),
      ['Content-Type', isForm ? 'application/x-www-form-urlencoded' : 'application/json'],
    ],
    body: isForm ? encodeForm([['payload', json]], 'unreserved') : utf8Bytes(json),
  };
}

/** Those it was built with; else the least a delivery has, the event told by its body. */
function headersOf(payload: Payload, context: EncodeContext): HeaderList {
  const headers = eventHeaders(payload);
  if (headers.length > 0) return headers;
  const event = payload.kind === 'json' ? eventOfBody(payload.value) : undefined;
  const delivery: HeaderList = [[DELIVERY_HEADER, context.random.fork('delivery').uuid()]];
  return event === undefined ? delivery : [...delivery, [EVENT_HEADER, event]];
}
