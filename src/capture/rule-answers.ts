import type { AnswerRule } from '../core/answer-rules.ts';
import { type ExpressionSubject, matchesExpression } from '../core/expression-match.ts';
import { withoutHeaders } from '../core/headers.ts';
import type { PlannedAnswer } from './answer.ts';
import { BoundedMap } from './bounded-map.ts';
import { textResponse } from './text-response.ts';

/** Turns remembered at once; of the events seen longest ago the turn begins anew. */
const REMEMBERED_TURNS = 10_000;

/** Answers by the first rule that fits, and remembers whose turn each sequence of statuses is. */
export class RuleAnswers {
  readonly #rules: readonly AnswerRule[];
  readonly #delayMs: number;
  readonly #turns = new BoundedMap<string, number>(REMEMBERED_TURNS);

  /** @param delayMs - how long to hold back the answers of rules that do not say it */
  constructor(rules: readonly AnswerRule[], delayMs: number) {
    this.#rules = rules;
    this.#delayMs = delayMs;
  }

  /** The answer, or `null` when no rule fits. */
  answer(subject: ExpressionSubject): PlannedAnswer | null {
    const index = this.#rules.findIndex(
      ({ when }) => when === null || matchesExpression(when, subject),
    );
    const rule = this.#rules[index];
    if (rule === undefined) return null;
    const status = this.#nextStatus(rule, index, subject);
    const text = textResponse(status, `webhook-cli: rule ${index + 1} answers ${status}\n`);
    const response = rule.body === null ? text : { status, headers: [] as const, body: rule.body };
    return {
      response: {
        ...response,
        headers: [
          ...withoutHeaders(response.headers, ...rule.headers.map(([name]) => name)),
          ...rule.headers,
        ],
        manner: rule.manner,
      },
      source: 'rule',
      delayMs: rule.delayMs ?? this.#delayMs,
    };
  }

  #nextStatus(rule: AnswerRule, index: number, subject: ExpressionSubject): number {
    const key = rule.perEvent ? `${index}/${eventKey(subject)}` : `${index}`;
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    return rule.statuses[Math.min(turn, rule.statuses.length - 1)] ?? rule.statuses[0];
  }
}

/** What tells events apart: their ids; where there are none, the whole request is the event. */
function eventKey({ events, view }: ExpressionSubject): string {
  const ids = events.map(({ id }) => id).filter((id) => id !== null);
  return ids.length > 0 ? ids.join(' ') : view.text();
}
