import type { ExpressionSubject } from '../core/expression-match.ts';
import type { Random } from '../core/random.ts';
import type { CapturedRequest, WebhookResponse } from '../core/request.ts';
import type { VerificationFile } from '../providers/verification-file.ts';
import {
  type AnswerSettings,
  answerInTurn,
  failureOnPurpose,
  type PlannedAnswer,
} from './answer.ts';
import { type AccessSettings, refuseAccess } from './auth.ts';
import { RuleAnswers } from './rule-answers.ts';
import { serveFile } from './serve-file.ts';

export interface ResponderSettings {
  readonly answers: AnswerSettings;
  readonly access: AccessSettings;
  readonly files: readonly VerificationFile[];
}

/** The answers of the listener itself. Between the two a target may be asked. */
export interface Responder {
  /** What is answered whatever a target would say; `null` when a target has the word. */
  own(request: CapturedRequest): PlannedAnswer | null;
  /** What is answered to a request that neither `own` nor a target answers. */
  otherwise(): PlannedAnswer;
}

/**
 * Decides the answers of a listener: a verification file first, since who fetches it has no credentials; then whether
 * the sender may deliver; then the handshakes of providers; then the rules; then failures on purpose, which count only the
 * requests that got that far; then, where no target answers, what was asked for. A subject is asked for only when there
 * are rules.
 *
 * @param handshake - the answer to a handshake, or `null` for every other request
 */
export function createResponder(
  settings: ResponderSettings,
  random: Random,
  subjectOf: (request: CapturedRequest) => ExpressionSubject,
  handshake: (request: CapturedRequest) => WebhookResponse | null,
): Responder {
  let failing = 0;
  let turn = 0;
  const { answers } = settings;
  const rules = new RuleAnswers(answers.rules, answers.delayMs);
  return {
    own: (request) => {
      const fixed =
        serveFile(settings.files, request) ??
        refuseAccess(settings.access, request) ??
        handshake(request);
      if (fixed !== null) return { response: fixed, source: 'rule', delayMs: 0 };
      if (answers.rules.length > 0) {
        const ruled = rules.answer(subjectOf(request));
        if (ruled !== null) return ruled;
      }
      failing += 1;
      return failureOnPurpose(answers, failing, random);
    },
    otherwise: () => {
      const planned = answerInTurn(answers, turn);
      turn += 1;
      return planned;
    },
  };
}
