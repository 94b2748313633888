import type { FindingEvent } from '../core/events.ts';
import type { Finding } from './examine.ts';

/** A finding as one event: the detail says what happened, what should have, and why that matters. */
export function findingEvent({ probe, result }: Finding): FindingEvent {
  const { meaning, did, cause } = result;
  const isWrong = result.result === 'fail' || result.result === 'warn';
  const detail =
    isWrong && meaning !== null
      ? `${did}; a correct receiver ${meaning.expected}. ${meaning.why}`
      : did;
  return {
    type: 'finding',
    check: probe.id,
    group: probe.group,
    result: result.result,
    cause,
    detail,
    hint: isWrong ? (meaning?.fix ?? null) : null,
  };
}
