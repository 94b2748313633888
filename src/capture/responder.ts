import type { ExpressionSubject } from '../core/expression-match.ts';
import type { Random } from '../core/random.ts';
import type { CapturedRequest, WebhookResponse } from '../core/request.ts';
import type { VerificationFile } from '../providers/verification-file.ts';
import { type AnswerSettings, type PlannedAnswer, planAnswer } from './answer.ts';
import { type AccessSettings, refuseAccess } from './auth.ts';
import { RuleAnswers } from './rule-answers.ts';
import { serveFile } from './serve-file.ts';

export interface ResponderSettings {
  readonly answers: AnswerSettings;
  readonly access: AccessSettings;
  readonly files: readonly VerificationFile[];
}

/**
 * Decides every answer of a listener: a verification file first, since who fetches it has no credentials; then whether
 * the sender may deliver; then the handshakes of providers; then the rules; then the plan, which counts only the requests
 * that got that far. A subject is asked for only when there are rules.
 *
 * @param handshake - the answer to a handshake, or `null` for every other request
 */
export function createResponder(
  settings: ResponderSettings,
  random: Random,
  subjectOf: (request: CapturedRequest) => ExpressionSubject,
  handshake: (request: CapturedRequest) => WebhookResponse | null,
): (request: CapturedRequest) => PlannedAnswer {
  let planned = 0;
  const rules = new RuleAnswers(settings.answers.rules);
  return (request) => {
    const fixed =
      serveFile(settings.files, request) ??
      refuseAccess(settings.access, request) ??
      handshake(request);
    if (fixed !== null) return { response: fixed, source: 'rule', delayMs: 0 };
    if (settings.answers.rules.length > 0) {
      const ruled = rules.answer(subjectOf(request));
      if (ruled !== null) return ruled;
    }
    planned += 1;
    return planAnswer(settings.answers, planned, random);
  };
}
