import type { AnswerRule } from '../core/answer-rules.ts';
import type { Answered } from '../core/events.ts';
import type { ListenerAnswer } from '../core/ports.ts';
import type { Random } from '../core/random.ts';
import type { WebhookResponse } from '../core/request.ts';
import { textResponse } from './text-response.ts';

/** What to answer, and how long to wait with it. */
export interface PlannedAnswer {
  readonly response: ListenerAnswer;
  readonly source: Answered['source'];
  readonly delayMs: number;
}

/** What is on record for an answer; one that hangs up has no status, whatever its rule names. */
export function answeredBy({ response, source }: PlannedAnswer): Answered {
  return { status: response.manner?.kind === 'hang-up' ? null : response.status, source };
}

export interface AnswerSettings {
  /** The answers asked for, in turn; empty for the default one. */
  readonly respond: readonly WebhookResponse[];
  /** How long to hold back every answer but those of rules that say it themselves. */
  readonly delayMs: number;
  /** Fail the first requests. */
  readonly failFirst: { readonly count: number; readonly status: number } | null;
  /** Fail a share (0 to 1) of the requests. */
  readonly flaky: { readonly share: number; readonly status: number } | null;
  /** Tried in order before all else; empty when there are none. */
  readonly rules: readonly AnswerRule[];
}

export const DEFAULT_RESPONSE: WebhookResponse = textResponse(200, 'ok');

export const DEFAULT_ANSWERS: AnswerSettings = {
  respond: [],
  delayMs: 0,
  failFirst: null,
  flaky: null,
  rules: [],
};

/**
 * The failure on purpose for the request number `ordinal` (from 1), or `null`. The first failures come first; the flaky
 * share is drawn from the requests after them.
 */
export function failureOnPurpose(
  settings: AnswerSettings,
  ordinal: number,
  random: Random,
): PlannedAnswer | null {
  const { delayMs, failFirst, flaky } = settings;
  if (failFirst !== null && ordinal <= failFirst.count) {
    const text = `webhook-cli: fails on purpose (${ordinal} of the first ${failFirst.count})\n`;
    return { response: textResponse(failFirst.status, text), source: 'rule', delayMs };
  }
  if (flaky !== null && random.next() < flaky.share) {
    const percent = Number((flaky.share * 100).toFixed(2));
    const text = `webhook-cli: fails on purpose (${percent}% of requests)\n`;
    return { response: textResponse(flaky.status, text), source: 'rule', delayMs };
  }
  return null;
}

/** The answer asked for, to the request whose turn it is (from 0); the last one goes on, and without any it is 200. */
export function answerInTurn(settings: AnswerSettings, turn: number): PlannedAnswer {
  const { respond, delayMs } = settings;
  const asked = respond[turn] ?? respond.at(-1);
  return {
    response: asked ?? DEFAULT_RESPONSE,
    source: asked === undefined ? 'default' : 'rule',
    delayMs,
  };
}
