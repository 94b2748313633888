import { EnvironmentError } from '../core/errors.ts';
import type { Clock, HttpSender, TransportFailure } from '../core/ports.ts';
import type { WebhookRequest } from '../core/request.ts';
import { type Answer, answerFrom, isAccepted } from './answer.ts';
import { type Probe, type ProbeContext, type ProbeResult, type Subject, skipped } from './probe.ts';
import type { ProcessedCount } from './processed-count.ts';
import { buildRequest, signRequest } from './requests.ts';

interface ExaminePorts {
  readonly clock: Clock;
  readonly sender: HttpSender;
  readonly stop: AbortSignal;
  /** The receiver's own count of what it processed, or `null` when it gives none. */
  readonly count: ProcessedCount | null;
  /** Time to build and sign with, or `null` for the clock's. */
  readonly fixedNowMs: number | null;
}

export interface Finding {
  readonly probe: Probe;
  readonly result: ProbeResult;
  readonly durationMs: number;
}

/** Nobody is there, or nobody that speaks HTTP; a connection cut in the middle is the receiver's own doing. */
const OUT_OF_REACH: ReadonlySet<TransportFailure['kind']> = new Set([
  'refused',
  'dns',
  'tls',
  'invalid',
  'protocol',
  'other',
]);

/**
 * Runs the chosen probes in order, one finding each. The good ones come first, as far as the rest needs one that is
 * accepted; when none is, they are reported whether chosen or not, and what builds on them is skipped.
 *
 * Ends early, without a finding, when the run is stopped.
 *
 * @throws {EnvironmentError} when the target is out of reach from the start
 */
export async function* examine(
  subject: Subject,
  probes: readonly Probe[],
  chosen: ReadonlySet<string>,
  ports: ExaminePorts,
): AsyncGenerator<Finding, void, undefined> {
  const examination = new Examination(subject, ports);
  const good = probes.filter(({ group }) => group === 'good');
  const needed = probes.some(({ id, group }) => group !== 'good' && chosen.has(id));
  const unasked: Finding[] = [];
  for (const [index, probe] of good.entries()) {
    const isChosen = chosen.has(probe.id);
    if (!isChosen && (!needed || examination.hasBaseline)) continue;
    const finding = await timed(probe, ports.clock, () => examination.runGood(probe, index));
    if (ports.stop.aborted) return;
    if (isChosen) yield finding;
    else unasked.push(finding);
  }
  examination.settleForLess();
  if (!examination.hasBaseline) yield* unasked;
  for (const probe of probes) {
    if (probe.group === 'good' || !chosen.has(probe.id)) continue;
    const finding = await timed(probe, ports.clock, () => examination.run(probe));
    if (ports.stop.aborted) return;
    yield finding;
  }
}

async function timed(
  probe: Probe,
  clock: Pick<Clock, 'monotonicMs'>,
  run: () => Promise<ProbeResult>,
): Promise<Finding> {
  const startMs = clock.monotonicMs();
  const result = await run();
  return { probe, result, durationMs: clock.monotonicMs() - startMs };
}

class Examination {
  readonly #subject: Subject;
  readonly #ports: ExaminePorts;
  readonly #goodAnswers: Answer[] = [];
  /** Index of the first event that was accepted and, as far as is known, processed. */
  #baseline: number | undefined;
  /** Index of one that was at least accepted. */
  #secondBest: number | undefined;
  #current = '';
  /** The probe after which nobody listened any more. */
  #goneSince: string | undefined;

  constructor(subject: Subject, ports: ExaminePorts) {
    this.#subject = subject;
    this.#ports = ports;
  }

  get hasBaseline(): boolean {
    return this.#baseline !== undefined;
  }

  /** When no event was processed, one that was accepted has to do. */
  settleForLess(): void {
    this.#baseline ??= this.#secondBest;
  }

  async runGood(probe: Probe, index: number): Promise<ProbeResult> {
    this.#current = probe.id;
    const before = this.#goodAnswers.length;
    const result = await probe.run(this.#context(true));
    const answer = this.#goodAnswers[before];
    if (answer !== undefined && isAccepted(answer)) {
      if (result.result === 'pass') this.#baseline ??= index;
      else this.#secondBest ??= index;
    }
    const failure = answer?.failure;
    if (before === 0 && failure && OUT_OF_REACH.has(failure.kind)) {
      throw new EnvironmentError(`the target is out of reach: ${failure.detail}`, {
        hint: 'start the receiver, or check the URL',
      });
    }
    return result;
  }

  async run(probe: Probe): Promise<ProbeResult> {
    const applies = probe.appliesTo(this.#subject);
    if (applies !== 'yes') {
      return 'skip' in applies
        ? skipped(applies.skip)
        : { result: 'warn', cause: 'scheme-limit', did: applies.warn, meaning: null };
    }
    if (probe.needsBaseline && !this.hasBaseline) {
      return skipped('good requests are refused, so this would tell nothing');
    }
    if (this.#goneSince !== undefined) {
      return skipped(`nobody listens any more since ${this.#goneSince}`);
    }
    this.#current = probe.id;
    return await probe.run(this.#context(false));
  }

  #context(isGood: boolean): ProbeContext {
    const subject = this.#subject;
    const { clock, count, fixedNowMs } = this.#ports;
    const event = subject.events[this.#baseline ?? 0] ?? subject.events[0];
    const nowMs = (): number => fixedNowMs ?? clock.nowMs();
    const startedAtMs = nowMs();
    return {
      subject,
      event,
      nowMs: startedAtMs,
      goodAnswers: this.#goodAnswers,
      build: (label, changes = {}) =>
        buildRequest(subject, label, changes.events ?? [event], changes.atMs ?? nowMs(), changes),
      sign: (request, label, changes = {}) =>
        signRequest(subject, request, label, changes.atMs ?? nowMs(), changes),
      deliver: async (request, expected = 0) => {
        const answer = await this.#exchange(request);
        // What was refused need not be waited for.
        const awaited = isAccepted(answer) ? expected : 0;
        const counted = { ...answer, processed: (await count?.since(awaited)) ?? null };
        if (isGood) this.#goodAnswers.push(counted);
        return counted;
      },
      deliverAll: async (requests, expected) => {
        const answers = await Promise.all(
          requests.map(async (request) => await this.#exchange(request)),
        );
        const awaited = answers.every(isAccepted) ? expected : 0;
        return { answers, processed: (await count?.since(awaited)) ?? null };
      },
    };
  }

  async #exchange(request: WebhookRequest): Promise<Answer> {
    const { clock, sender, stop } = this.#ports;
    const startedMs = clock.monotonicMs();
    const result = await sender.send({
      url: `${this.#subject.target.origin}${request.path}`,
      method: request.method,
      headers: request.headers,
      body: request.body,
      timeoutMs: this.#subject.timeoutMs,
      keepBodyBytes: 0,
      signal: stop,
    });
    if (!result.ok && result.failure.kind === 'refused') this.#goneSince ??= this.#current;
    return answerFrom(result, clock.monotonicMs() - startedMs, null);
  }
}
