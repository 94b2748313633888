import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeForm } from '../../core/form.ts';
import { encodeJson, PHP_JSON } from '../../core/json.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';

/**
 * Writes one event as a request: JSON of the Events API, a form, or JSON in a form's field `payload`.
 *
 * @throws {UsageError} for more than one event, or none
 */
export function encode(payloads: readonly Payload[], context: EncodeContext): UnsignedRequest {
  const [payload] = payloads;
  if (payload === undefined || payloads.length > 1) {
    throw new UsageError(`a Slack request has one event, not ${payloads.length}`);
  }
  const form = formBody(payload, context);
  return {
    method: 'POST',
    headers: [
      ['User-Agent', 'Slackbot 1.0 (+https://api.slack.com/robots)'],
      ['Accept-Encoding', 'gzip,deflate'],
      ['Accept', form === undefined ? '*/*' : 'application/json,*/*'],
      [
        'Content-Type',
        form === undefined ? 'application/json' : 'application/x-www-form-urlencoded',
      ],
    ],
    body: form ?? jsonBody(payload),
  };
}

function formBody(payload: Payload, { format }: EncodeContext): Uint8Array | undefined {
  if (payload.kind === 'form') return encodeForm(payload.fields, 'php');
  if (payload.kind !== 'json' || format !== 'form') return undefined;
  return encodeForm([['payload', encodeJson(payload.value, PHP_JSON)]], 'php');
}

function jsonBody(payload: Payload): Uint8Array {
  if (payload.kind === 'json') return utf8Bytes(encodeJson(payload.value, PHP_JSON));
  throw new UsageError(`a Slack event is JSON or a form, not ${payload.kind}`);
}
