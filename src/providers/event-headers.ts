import { type HeaderList, headerValue } from '../core/headers.ts';
import type { JsonValue } from '../core/json.ts';
import type { Payload } from './types.ts';

type JsonPayload = Extract<Payload, { readonly kind: 'json' }>;

/** A JSON event some of whose facts travel in headers: its name, its delivery id, its time. */
interface PayloadWithHeaders extends JsonPayload {
  readonly headers: HeaderList;
}

export function jsonWithHeaders(value: JsonValue, headers: HeaderList): PayloadWithHeaders {
  return { kind: 'json', value, headers };
}

/** Headers that came with an event from its builder; empty for an event made in another way. */
export function eventHeaders(payload: Payload): HeaderList {
  // The cast is safe: only jsonWithHeaders adds this member.
  return 'headers' in payload ? (payload as PayloadWithHeaders).headers : [];
}

/** One of them, or what `fallback` makes of it. */
export function eventHeader(payload: Payload, name: string, fallback: () => string): string {
  return headerValue(eventHeaders(payload), name) ?? fallback();
}
