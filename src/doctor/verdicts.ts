import { type Answer, answerText, isAccepted, kindOf } from './answer.ts';
import type { Meaning, ProbeResult } from './probe.ts';

type Result = ProbeResult['result'];

function verdict(
  result: Result,
  cause: string | null,
  answer: Answer,
  meaning: Meaning,
): ProbeResult {
  return { result, cause, did: answerText(answer), meaning };
}

/** For a request that has to be processed; one more than was counted is no fault of this request. */
export function mustAccept(answer: Answer, meaning: Meaning, expectedEvents = 1): ProbeResult {
  const kind = kindOf(answer);
  if (kind === 'rate-limited') return verdict('warn', kind, answer, meaning);
  if (kind !== 'accepted') return verdict('fail', kind, answer, meaning);
  const { processed } = answer;
  return processed !== null && processed < expectedEvents
    ? verdict('fail', 'not-processed', answer, meaning)
    : verdict('pass', null, answer, meaning);
}

/**
 * For a request that must not get through. A receiver that says yes and does nothing lets nobody in, but tells the
 * sender that all is well.
 */
export function mustRefuse(answer: Answer, meaning: Meaning): ProbeResult {
  const kind = kindOf(answer);
  const { processed } = answer;
  if (processed !== null && processed > 0) return verdict('fail', 'accepted', answer, meaning);
  if (kind === 'refused' || kind === 'rate-limited') return verdict('pass', null, answer, meaning);
  if (kind === 'no-answer' || kind === 'timeout') return verdict('fail', kind, answer, meaning);
  if (kind !== 'accepted') return verdict('warn', kind, answer, meaning);
  return processed === 0
    ? verdict('warn', 'accepted-unprocessed', answer, meaning)
    : verdict('fail', 'accepted', answer, meaning);
}

/** For what the scheme itself can't tell from a good request: accepting it is no fault of the receiver. */
export function shouldRefuse(
  answer: Answer,
  meaning: Meaning,
  cause = 'scheme-limit',
): ProbeResult {
  return isAccepted(answer) ? verdict('warn', cause, answer, meaning) : mustRefuse(answer, meaning);
}

/** For what no provider sends in earnest: any answer is right that shows the receiver alive and in control. */
export function mustSurvive(answer: Answer, meaning: Meaning): ProbeResult {
  const kind = kindOf(answer);
  const isDown = kind === 'server-error' || kind === 'no-answer' || kind === 'timeout';
  return verdict(isDown ? 'fail' : 'pass', isDown ? kind : null, answer, meaning);
}
