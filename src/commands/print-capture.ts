import { EnvironmentError } from '../core/errors.ts';
import type { CaptureFacts } from '../core/events.ts';
import type { PrintedAnswer, PrintedEvent, RequestForm } from '../core/printed-event.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { History, StoredCapture } from '../store/types.ts';

/** A capture to be printed in another form, with what was answered where the form tells that. */
export async function printedCapture(
  { request, facts }: StoredCapture,
  form: RequestForm,
  history: Pick<History, 'whole' | 'forwards'>,
): Promise<Omit<PrintedEvent, 'place'> & { readonly request: CapturedRequest }> {
  const { url, receivedAtMs: atMs } = request;
  const answer =
    form === 'har' && facts !== null ? await answerOf(request.id, facts, history) : null;
  return { type: 'printed', form, url, request: await history.whole(request), atMs, answer };
}

/** What the sender was answered: of a target's answer all is kept, of others the status. */
async function answerOf(
  id: string,
  { answered }: CaptureFacts,
  history: Pick<History, 'forwards'>,
): Promise<PrintedAnswer | null> {
  const { status, source } = answered;
  if (status === null) return null;
  const forwards = source === 'target' ? await history.forwards(id) : [];
  const forward = forwards.find(({ response }) => response?.status === status);
  if (forward === undefined || forward.response === null) return { status };
  return { status, response: forward.response, durationMs: forward.durationMs };
}

/** A body that no text can hold. */
export class TooLargeForTextError extends EnvironmentError {}

/**
 * Says of a body that no text can hold how to get it nevertheless.
 *
 * @throws {TooLargeForTextError}
 */
export async function inText(id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isTooLongForText(error)) throw error;
    throw new TooLargeForTextError(`the body of request #${id} is too large for this form`, {
      hint: `webhook-cli show ${id} --body writes it byte for byte`,
      cause: error,
    });
  }
}

/** What V8 and Node say of a string beyond their bound. */
function isTooLongForText(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return code === 'ERR_STRING_TOO_LONG' || error.message === 'Invalid string length';
}
