import type { HeaderList } from '../core/headers.ts';
import type { JsonValue } from '../core/json.ts';
import type { Payload } from './types.ts';

/** A JSON event some of whose facts travel in headers: its name, its delivery id, its time. */
export function jsonWithHeaders(value: JsonValue, headers: HeaderList): Payload {
  return { kind: 'json', value, headers };
}

/** Headers that came with an event from its builder; empty for an event made in another way. */
export function eventHeaders(payload: Payload): HeaderList {
  return payload.kind === 'json' ? (payload.headers ?? []) : [];
}
