import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeForm } from '../../core/form.ts';
import type { HeaderPair } from '../../core/headers.ts';
import { COMPACT_JSON, encodeJson } from '../../core/json.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { userAgentOption } from './options.ts';

/**
 * Writes one event as a request; SMTP2GO never batches.
 *
 * @throws {UsageError} for more than one event, or none
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`an SMTP2GO request has one event, not ${payloads.length}`);
  }
  const { contentType, body } = encodePayload(payload);
  const userAgent = userAgentOption(context.options);
  const agent: readonly HeaderPair[] = userAgent === '' ? [] : [['User-Agent', userAgent]];
  return { method: 'POST', headers: [...agent, ['Content-Type', contentType]], body };
}

function encodePayload(payload: Payload): { contentType: string; body: Uint8Array } {
  switch (payload.kind) {
    case 'form':
      return {
        contentType: 'application/x-www-form-urlencoded',
        body: encodeForm(payload.fields),
      };
    case 'json':
      return {
        contentType: 'application/json',
        body: utf8Bytes(encodeJson(payload.value, COMPACT_JSON)),
      };
    default:
      throw new UsageError(`an SMTP2GO event is a form or JSON, not ${payload.kind}`);
  }
}
