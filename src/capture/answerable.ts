import type { HeaderList } from '../core/headers.ts';
import type { Logger } from '../core/ports.ts';
import type { PlannedAnswer } from './answer.ts';
import { textResponse } from './text-response.ts';

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** RFC 9110 5.5: what is visible, blanks and tabs, and bytes beyond ASCII. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The answer as it can be written: one with a header or a status that HTTP does not have, from a target or a rule, becomes
 * a 503 before it is on record, so that the record says what the sender gets. The default answer is not looked at.
 */
export function answerable(
  planned: PlannedAnswer,
  httpVersion: string,
  logger: Logger,
): PlannedAnswer {
  const { response, source, delayMs } = planned;
  if (source === 'default' || response.manner?.kind === 'hang-up') return planned;
  const fault = statusFault(response.status, httpVersion) ?? headerFault(response.headers);
  if (fault === null) return planned;
  const whose = source === 'target' ? "the target's answer" : 'the answer';
  const text = `${whose} can't be passed on: ${fault}`;
  logger.error(`answered 503: ${text}`);
  return { response: textResponse(503, `webhook-cli: ${text}\n`), source, delayMs };
}

function statusFault(status: number, httpVersion: string): string | null {
  const last = httpVersion === '2' ? 599 : 999; // Node's bounds
  return status >= 200 && status <= last ? null : `its status is ${status}`;
}

function headerFault(headers: HeaderList): string | null {
  for (const [name, value] of headers) {
    if (!NAME.test(name)) return 'it has a header without a proper name';
    if (!VALUE.test(value)) return `its header ${name} has a control character`;
    // It announces what comes behind chunks, and an answer is always written whole.
    if (name.toLowerCase() === 'trailer') return 'it has a Trailer header, and no trailers';
  }
  return null;
}
