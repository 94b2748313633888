import type { PlannedAnswer } from '../capture/answer.ts';
import { createResponder } from '../capture/responder.ts';
import type { CaptureStore } from '../capture/types.ts';
import { asksAboutSignature } from '../core/expression-fields.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { Forwarding } from './forward.ts';
import type { ListenConfig, ListenPorts } from './listen-config.ts';
import { execAnswer, execFor, execRefusal } from './listen-exec.ts';
import type { Handshakes } from './listen-handshake.ts';

/** Decides answers: by handshakes, flags and rules, by the target, and by the program of `--exec` when it has a say. */
export function answerer(
  config: ListenConfig,
  ports: ListenPorts,
  handshakes: Handshakes,
  forwarding: Forwarding | null,
  subject: (request: CapturedRequest) => ExpressionSubject,
  signal: AbortSignal,
): (request: CapturedRequest) => PlannedAnswer | Promise<PlannedAnswer> {
  const responder = createResponder(
    { ...config, files: config.serveFiles },
    ports.random,
    subject,
    handshakes.answer,
  );
  const { exec } = config;
  const answer = (
    request: CapturedRequest,
    own: PlannedAnswer | null,
    refusal?: Promise<PlannedAnswer | null>,
  ): PlannedAnswer | Promise<PlannedAnswer> => {
    const given = forwarding === null ? own : forwarding.answer(request, own, refusal);
    return given instanceof Promise
      ? given.then((answered) => answered ?? responder.otherwise())
      : (given ?? responder.otherwise());
  };
  if (exec?.decidesAnswer !== true) return (request) => answer(request, responder.own(request));
  const exitCodeFor = (request: CapturedRequest): Promise<number> =>
    execFor(request, subject(request), exec, { ...ports, run: ports.runCommand, signal });
  if (config.forward?.ackFirst !== true) {
    return async (request) => {
      const planned = await answer(request, responder.own(request));
      return execAnswer(planned, await exitCodeFor(request));
    };
  }
  return (request) => {
    const own = responder.own(request);
    const refusal = exitCodeFor(request).then((exitCode) =>
      exitCode === 0 ? null : execRefusal(own ?? config.answers, exitCode),
    );
    return answer(request, own, refusal);
  };
}

/** Whether the answer depends on what checking the signature tells, so that it is checked first. */
export function asksBeforeAnswer({ answers, forward, exec }: ListenConfig): boolean {
  const routes = forward?.ackFirst === false ? forward.routes : [];
  const asked = [...answers.rules, ...routes].some(
    ({ when }) => when !== null && asksAboutSignature(when),
  );
  return asked || exec?.decidesAnswer === true;
}

/** Gives a body that is not at hand to those who send it on or read it before the answer. */
export function withBody(
  store: CaptureStore,
  { forward, exec }: ListenConfig,
  answer: (request: CapturedRequest) => PlannedAnswer | Promise<PlannedAnswer>,
): (request: CapturedRequest) => PlannedAnswer | Promise<PlannedAnswer> {
  if (forward?.ackFirst !== false && exec?.decidesAnswer !== true) return answer;
  return (request) =>
    request.bodyFile === undefined ? answer(request) : store.whole(request).then(answer);
}
