import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeJson, GO_JSON, type JsonValue } from '../../core/json.ts';
import type {
  BatchRule,
  EncodeContext,
  Payload,
  ProviderOptions,
  UnsignedRequest,
} from '../types.ts';

/** Events are collected for 30 s, and at most 500 go into one request. */
export const BATCH: BatchRule = { max: 500, windowMs: 30_000 };

export const FINAL_NEWLINE_OPTION = 'final-newline';

const USER_AGENT = 'Mailtrap/1.0 (Webhook; +https://help.mailtrap.io/article/102-webhooks)';

/**
 * Writes 1 to 500 events as one request: `{"events":[…]}`, or one event a line.
 *
 * @throws {UsageError} for another number of events
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  if (payloads.length < 1 || payloads.length > BATCH.max) {
    throw new UsageError(`a Mailtrap request has 1 to ${BATCH.max} events, not ${payloads.length}`);
  }
  const events = payloads.map(eventValue);
  const lines = context.format === 'jsonl';
  return {
    method: 'POST',
    headers: [
      ['Accept-Encoding', 'gzip'],
      ['Content-Type', lines ? 'application/jsonl' : 'application/json'],
      ['User-Agent', USER_AGENT],
    ],
    body: utf8Bytes(lines ? linesText(events, context.options) : encodeJson({ events }, GO_JSON)),
  };
}

function eventValue(payload: Payload): JsonValue {
  if (payload.kind === 'json') return payload.value;
  throw new UsageError(`a Mailtrap event is JSON, not ${payload.kind}`);
}

function linesText(events: readonly JsonValue[], options: ProviderOptions): string {
  const text = events.map((event) => encodeJson(event, GO_JSON)).join('\n');
  return options[FINAL_NEWLINE_OPTION] === 'yes' ? `${text}\n` : text;
}
