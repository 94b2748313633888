import { EnvironmentError } from '../core/errors.ts';
import { member } from '../core/shape.ts';
import { StoreError } from '../store/store-error.ts';

/** The system is short of these for a moment: a body behind it is not gone. */
const PASSING: readonly unknown[] = ['EMFILE', 'ENFILE', 'ENOMEM', 'EINTR', 'EAGAIN'];

/**
 * The error when it is about one capture alone: its row is damaged, or its body file is missing, damaged or not to be
 * read. `undefined` for troubles of the whole history, and for those that pass.
 */
export function unreadableCapture(error: unknown): EnvironmentError | undefined {
  if (!(error instanceof EnvironmentError)) return undefined;
  if (error instanceof StoreError) return error.trouble === 'damaged' ? error : undefined;
  return PASSING.includes(member(error.cause, 'code')) ? undefined : error;
}
