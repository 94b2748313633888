import type { HeaderList } from '../../core/headers.ts';
import type { JsonValue } from '../../core/json.ts';
import type { Payload } from '../types.ts';
import type { CompiledEvent } from './compile-event.ts';

/** What an event carries besides its fields: the headers that came with it, and its body to the byte. */
export interface Carried {
  readonly event: CompiledEvent;
  readonly headers: HeaderList;
  /** The whole JSON body as filled in, for as long as the event is still `of`. */
  readonly written: {
    readonly of: JsonValue;
    readonly text: string;
    readonly whole: JsonValue;
  } | null;
}

type CarryingPayload = Payload & { readonly carried: Carried };

export function carrying(payload: Payload, carried: Carried): CarryingPayload {
  return { ...payload, carried };
}

/** `undefined` for an event that was made, or changed, in another way. */
export function carriedBy(payload: Payload): Carried | undefined {
  // The cast is safe: only carrying adds this member.
  return 'carried' in payload ? (payload as CarryingPayload).carried : undefined;
}
