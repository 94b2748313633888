import type { PlannedAnswer } from '../capture/answer.ts';
import { textResponse } from '../capture/text-response.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import { headerValue } from '../core/headers.ts';
import type { Logger } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';

/** A program to run for each request. */
export interface ExecSettings {
  readonly argv: readonly [string, ...string[]];
  /** Whether the answer waits for it: exit code 0 answers as planned, any other 500. */
  readonly decidesAnswer: boolean;
}

export type RunCommand = (command: {
  readonly argv: readonly [string, ...string[]];
  readonly stdin: Uint8Array;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}) => Promise<number>;

const MAX_FACT_BYTES = 8 * 1024;

/** Runs the program with the body on its stdin and the facts in its environment; resolves with its exit code. */
export async function execFor(
  request: CapturedRequest,
  subject: ExpressionSubject,
  settings: ExecSettings,
  ports: { readonly run: RunCommand; readonly logger: Logger; readonly signal: AbortSignal },
): Promise<number> {
  const [program] = settings.argv;
  if (ports.signal.aborted) {
    ports.logger.warn(`--exec: ${program} was not run for #${request.id}: the listener is ending`);
    return 128;
  }
  const exitCode = await ports.run({
    argv: settings.argv,
    stdin: request.body,
    env: factsOf(request, subject),
    signal: ports.signal,
  });
  if (exitCode === 127) {
    ports.logger.warn(`--exec: ${program} could not be started for #${request.id}`);
  } else if (exitCode !== 0) {
    ports.logger.warn(`--exec: ${program} ended with ${exitCode} for #${request.id}`);
  }
  return exitCode;
}

/** The answer when the program decides: as planned after 0, else 500. */
export function execAnswer(planned: PlannedAnswer, exitCode: number): PlannedAnswer {
  return exitCode === 0 ? planned : execRefusal(planned, exitCode);
}

/** The answer when the program refused, held back like the planned one. */
export function execRefusal(
  { delayMs }: Pick<PlannedAnswer, 'delayMs'>,
  exitCode: number,
): PlannedAnswer {
  const text = `webhook-cli: the program of --exec ended with ${exitCode}\n`;
  return { response: textResponse(500, text), source: 'rule', delayMs };
}

function factsOf(
  request: CapturedRequest,
  subject: ExpressionSubject,
): Readonly<Record<string, string>> {
  const [event] = subject.events;
  const facts = {
    WEBHOOK_ID: request.id,
    WEBHOOK_METHOD: request.method,
    WEBHOOK_PATH: request.path,
    WEBHOOK_CONTENT_TYPE: headerValue(request.headers, 'content-type') ?? '',
    WEBHOOK_PROVIDER: subject.provider ?? '',
    WEBHOOK_EVENT: event?.name ?? event?.wireName ?? '',
    WEBHOOK_EVENT_ID: event?.id ?? '',
    WEBHOOK_RECIPIENT: event?.recipient ?? '',
    WEBHOOK_SIGNATURE: subject.verification?.status ?? '',
  };
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, bounded(fact)]));
}

/**
 * A fact as an environment can hold it: senders choose most of them, and systems refuse NUL and what is too long (Linux
 * 128 KiB each, Windows 32 KiB together).
 */
function bounded(fact: string): string {
  const text = fact.replaceAll('\0', '\ufffd');
  if (text.length * 3 <= MAX_FACT_BYTES) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MAX_FACT_BYTES));
  return text.slice(0, read);
}
