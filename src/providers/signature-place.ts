import { latin1Bytes, latin1Text, spliceBytes } from '../core/bytes.ts';
import { headerValue, withHeader } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { SignaturePlace } from './types.ts';

/** The text that stands at a place; bytes of a body as latin1, as header values are. */
export function textAtPlace(request: WebhookRequest, place: SignaturePlace): string | undefined {
  if (place.in === 'body') {
    return latin1Text(request.body.subarray(place.range.start, place.range.end));
  }
  const value = headerValue(request.headers, place.name);
  return place.range === undefined ? value : value?.slice(place.range.start, place.range.end);
}

/** The request with other text at a place; everything around it stays. */
export function withTextAtPlace(
  request: WebhookRequest,
  place: SignaturePlace,
  text: string,
): WebhookRequest {
  if (place.in === 'body') {
    return { ...request, body: spliceBytes(request.body, place.range, latin1Bytes(text)) };
  }
  const { name, range } = place;
  const value = headerValue(request.headers, name) ?? '';
  const changed =
    range === undefined ? text : value.slice(0, range.start) + text + value.slice(range.end);
  return { ...request, headers: withHeader(request.headers, name, changed) };
}
