import { UsageError } from '../core/errors.ts';
import { editedRequest } from '../providers/edited-request.ts';
import type { PayloadEdit } from '../providers/edits.ts';
import type { Recorded } from './recorded.ts';
import type { PlannedSource } from './replay-plan.ts';

/** What `--set` and `--unset` change in each request. */
export interface ReplayEdits {
  readonly list: readonly PayloadEdit[];
  /** Add fields that are not there. */
  readonly force: boolean;
}

/**
 * A request with all edits made, before it is signed.
 *
 * @throws {UsageError} naming its source, when one does not fit
 */
export function withEdits(recorded: Recorded, { list, force }: ReplayEdits): Recorded {
  if (list.length === 0) return recorded;
  try {
    const { request, regrouped } = recorded;
    return {
      ...recorded,
      request: list.reduce((made, edit) => editedRequest(made, edit, force, recorded), request),
      regrouped: { as: 'edited', signedAs: regrouped?.signedAs ?? request },
    };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { message, hint } = error;
    throw new UsageError(
      `${recorded.source}: ${message}`,
      hint === undefined ? { cause: error } : { hint, cause: error },
    );
  }
}

export async function* editAll(
  sources: AsyncIterable<PlannedSource>,
  edits: ReplayEdits,
): AsyncGenerator<PlannedSource> {
  for await (const source of sources) {
    yield { ...source, recorded: withEdits(source.recorded, edits) };
  }
}
