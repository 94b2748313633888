import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import {
  COMPACT_JSON,
  encodeJson,
  GO_JSON,
  type JsonStyle,
  type JsonValue,
} from '../../core/json.ts';
import { encodeMultipart } from '../../core/multipart.ts';
import type { BatchRule, EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { isTestButton } from './options.ts';

/** Collected for 30 seconds or 768 kB; that many events of the usual size stay below it. */
export const BATCH: BatchRule = { max: 1000, windowMs: 30_000 };

/** Always this one. */
const BOUNDARY = 'xYzZY';

const LIVE_JSON: JsonStyle = { ...COMPACT_JSON, sortKeys: true };

/**
 * Writes events as a JSON array, or one inbound mail as multipart.
 *
 * @throws {UsageError} for no event, more than a batch holds, or a mail that is not alone
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [first] = payloads;
  if (first?.kind === 'multipart' && payloads.length === 1) {
    return request('Sendlib/1.0', `multipart/form-data; boundary=${BOUNDARY}`, {
      body: encodeMultipart(first.parts, BOUNDARY),
    });
  }
  if (payloads.length < 1 || payloads.length > BATCH.max) {
    throw new UsageError(`a SendGrid request has 1 to ${BATCH.max} events, not ${payloads.length}`);
  }
  const style = isTestButton(context.options) ? GO_JSON : LIVE_JSON;
  const events = payloads.map((payload) => encodeJson(eventValue(payload), style));
  return request('SendGrid Event API', 'application/json;charset=utf-8', {
    body: utf8Bytes(arrayText(events)),
  });
}

/** CR LF stands after the comma between two events and after the array, and is signed with the rest. */
function arrayText(events: readonly string[]): string {
  return `[${events.join(',\r\n')}]\r\n`;
}

function request(
  userAgent: string,
  contentType: string,
  { body }: Pick<UnsignedRequest, 'body'>,
): UnsignedRequest {
  return {
    method: 'POST',
    headers: [
      ['User-Agent', userAgent],
      ['Content-Type', contentType],
      ['Accept-Encoding', 'gzip'],
    ],
    body,
  };
}

function eventValue(payload: Payload): JsonValue {
  if (payload.kind === 'json') return payload.value;
  throw new UsageError(
    payload.kind === 'multipart'
      ? 'Inbound Parse posts one mail per request'
      : `a SendGrid event is JSON, not a ${payload.kind}`,
  );
}
