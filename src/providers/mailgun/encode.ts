import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeForm } from '../../core/form.ts';
import { COMPACT_JSON, encodeJson, PYTHON_JSON } from '../../core/json.ts';
import { encodeMultipart } from '../../core/multipart.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { JSON_STYLE, USER_AGENT } from './facts.ts';

/**
 * One event as Mailgun posts it, still unsigned. Headers as in a capture of May 2021.
 *
 * @throws {UsageError} when there is not exactly one event: Mailgun has no batches
 */
export function encodeMailgun(
  payloads: readonly Payload[],
  context: EncodeContext,
): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`Mailgun posts one event per request, not ${payloads.length}`);
  }
  const { contentType, body } = encodeBody(payload, context);
  return {
    method: 'POST',
    headers: [
      ['Content-Type', contentType],
      ['Accept-Encoding', 'gzip'],
      ['Accept', '*/*'],
      ['User-Agent', context.options[USER_AGENT] ?? ''],
    ],
    body,
  };
}

function encodeBody(
  payload: Payload,
  context: EncodeContext,
): { readonly contentType: string; readonly body: Uint8Array } {
  switch (payload.kind) {
    case 'json': {
      const style = context.options[JSON_STYLE] === 'python' ? PYTHON_JSON : COMPACT_JSON;
      return {
        contentType: 'application/json',
        body: utf8Bytes(encodeJson(payload.value, style)),
      };
    }
    case 'form':
      return {
        contentType: 'application/x-www-form-urlencoded',
        // Captures escape the asterisk of `tag=*`, as Python 2 and PHP do.
        body: encodeForm(payload.fields, 'php'),
      };
    case 'multipart': {
      const boundary = context.random.uuid();
      return {
        contentType: `multipart/form-data; boundary=${boundary}`,
        body: encodeMultipart(payload.parts, boundary),
      };
    }
    default:
      return payload satisfies never;
  }
}
