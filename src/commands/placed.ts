import type { PrintedPlace } from '../core/printed-event.ts';

/**
 * Tells of each item whether it is the first and whether it is the last: one item is read ahead. Where reading fails, the
 * item before is the last.
 */
export async function* placed<T>(
  items: AsyncIterable<T>,
): AsyncGenerator<{ readonly item: T; readonly place: PrintedPlace }> {
  let held: { readonly item: T } | undefined;
  let isFirst = true;
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const item of items) {
      if (held !== undefined) {
        yield { ...held, place: { isFirst, isLast: false } };
        isFirst = false;
      }
      held = { item };
    }
  } catch (error) {
    failure = { error };
  }
  if (held !== undefined) yield { ...held, place: { isFirst, isLast: true } };
  if (failure !== undefined) throw failure.error;
}
