import type { RequestView } from '../../core/request-view.ts';
import { isRecord, stringMember, type UnknownRecord } from '../../core/shape.ts';

/** Whether the body is a mail of Inbound Parse: these parts it always has. */
export function isInboundPost(view: RequestView): boolean {
  const has = (name: string): boolean => view.field(name) !== undefined;
  return view.kind === 'multipart' && has('envelope') && has('charsets') && has('from');
}

/** Event objects of a body in order; a lone object, as receivers' own tests have it, counts as one. */
export function receivedEvents(view: RequestView): readonly UnknownRecord[] {
  const body = view.json();
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  return list.filter(
    (value): value is UnknownRecord =>
      isRecord(value) && stringMember(value, 'event') !== undefined,
  );
}
