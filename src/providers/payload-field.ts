import type { RequestView } from '../core/request-view.ts';

/** JSON that a form carries in its field `payload`; `undefined` when there is none, or it is not JSON. */
export function payloadField(view: RequestView): unknown {
  const text = view.kind === 'form' ? view.field('payload') : undefined;
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}
