import type { PlannedAnswer } from '../capture/answer.ts';
import type { CaptureStore } from '../capture/types.ts';
import type { AttemptEvent } from '../core/delivery-events.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import type { PendingForwards } from '../core/pending-forwards.ts';
import type { Output } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { Target } from '../delivery/target.ts';
import { type Forwarding, type ForwardPorts, type ForwardSettings, targetsFor } from './forward.ts';
import { ForwardQueue, queueName } from './forward-queue.ts';

/** Time for an attempt under way when the listener is stopped: cut off it would be made again. */
const LAST_ATTEMPT_MS = 2_000;

/** Requests that are stored, and of which nobody knows yet whether they will be sent on. */
class Undecided {
  readonly #ids = new Set<string>();

  async during<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.#ids.add(id);
    try {
      return await work();
    } finally {
      this.#ids.delete(id);
    }
  }

  hasBefore(id: string): boolean {
    for (const other of this.#ids) if (Number(other) < Number(id)) return true;
    return false;
  }
}

export interface QueuedPorts extends Omit<ForwardPorts, 'stop'> {
  readonly store: CaptureStore;
  readonly output: Output;
  readonly subjectOf: (request: CapturedRequest) => ExpressionSubject;
  /** From then on nobody waits for targets. */
  readonly hurry: AbortSignal;
}

/** Takes over what waits for the targets, and sends on after the answer. */
export async function queueForwarding(
  settings: ForwardSettings,
  ports: QueuedPorts,
): Promise<Forwarding> {
  const pending = ports.store.pendingForwards();
  const targets = new Map<string, Target>();
  for (const { target } of settings.routes) {
    const name = queueName(target);
    if (!targets.has(name)) targets.set(name, target);
  }
  await takeOver(pending, [...targets.keys()], ports);
  return new QueueForwarding(settings, ports, pending, targets);
}

/** Queues what is for a target before its sender is answered; one queue for each URL sends it on. */
class QueueForwarding implements Forwarding {
  readonly #settings: ForwardSettings;
  readonly #ports: QueuedPorts;
  readonly #pending: PendingForwards;
  readonly #names: readonly string[];
  readonly #queues: readonly ForwardQueue[];
  readonly #running: Promise<unknown>;
  readonly #undecided = new Undecided();
  /** Cuts attempts short. */
  readonly #ended = new AbortController();

  /** @param targets - by the names of their queues */
  constructor(
    settings: ForwardSettings,
    ports: QueuedPorts,
    pending: PendingForwards,
    targets: ReadonlyMap<string, Target>,
  ) {
    this.#settings = settings;
    this.#ports = ports;
    this.#pending = pending;
    this.#names = [...targets.keys()];
    const shared = {
      ...ports,
      pending,
      stop: this.#ended.signal,
      isNext: (id: string) => !this.#undecided.hasBefore(id),
      sent: async (attempt: AttemptEvent) => await ports.output.event(attempt),
    };
    this.#queues = [...targets.values()].map(
      (target) => new ForwardQueue(target, settings, shared),
    );
    this.#running = Promise.all(this.#queues.map((queue) => this.#run(queue)));
  }

  /** What the listener answers itself is not for the targets. */
  answer(
    request: CapturedRequest,
    own: PlannedAnswer | null,
    refusal?: Promise<PlannedAnswer | null>,
  ): PlannedAnswer | Promise<PlannedAnswer | null> {
    if (refusal === undefined) return own ?? this.#queued(request, null);
    return this.#queued(
      request,
      refusal.then((refused) => refused ?? own),
    );
  }

  async shown(): Promise<void> {}

  passedOver(): void {}

  async settle(): Promise<void> {
    for (const queue of this.#queues) queue.finish();
    const { hurry } = this.#ports;
    const hurried = new Promise<void>((resolve) => {
      if (hurry.aborted) resolve();
      hurry.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([this.#running, hurried]);
  }

  async close(): Promise<void> {
    const { clock, sender } = this.#ports;
    for (const queue of this.#queues) queue.stop();
    const done = new AbortController();
    const allDone = this.#running.then(() => done.abort());
    await clock.sleepUntil(clock.nowMs() + LAST_ATTEMPT_MS, done.signal);
    this.#ended.abort();
    await allDone;
    await sender.close();
    await sayLeft(this.#pending, this.#names, this.#ports);
  }

  /** @returns the listener's own answer; `null` when it has none, and what was to be queued is */
  async #queued(
    request: CapturedRequest,
    own: Promise<PlannedAnswer | null> | null,
  ): Promise<PlannedAnswer | null> {
    try {
      return await this.#undecided.during(request.id, async () => {
        const answer = await own;
        if (answer === null) await this.#enqueue(request);
        return answer;
      });
    } finally {
      for (const queue of this.#queues) queue.notify();
    }
  }

  async #enqueue(request: CapturedRequest): Promise<void> {
    const targets = targetsFor(this.#settings.routes, this.#ports.subjectOf(request));
    const names = new Set(targets.map(queueName));
    if (names.size > 0) await this.#pending.add(request.id, [...names]);
  }

  async #run(queue: ForwardQueue): Promise<void> {
    try {
      await queue.run();
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      this.#ports.logger.error(`sending on stopped: ${reason}`);
    }
  }
}

async function takeOver(
  pending: PendingForwards,
  names: readonly string[],
  { logger }: Pick<ForwardPorts, 'logger'>,
): Promise<void> {
  const { requests, withOthers } = await pending.takeOver(names);
  if (requests > 0) logger.info(`${waiting(requests)} from before, to be sent on first`);
  if (withOthers > 0) logger.info(`${waiting(withOthers)} with another listener, which sends them`);
}

async function sayLeft(
  pending: PendingForwards,
  names: readonly string[],
  { logger }: Pick<ForwardPorts, 'logger'>,
): Promise<void> {
  const left = await pending.count(names);
  if (left === 0) return;
  const them = left === 1 ? 'it' : 'them';
  logger.warn(
    pending.isLasting
      ? `${waiting(left)} to be sent on; the next listen --ack-first sends ${them}`
      : `${left === 1 ? '1 request was' : `${left} requests were`} not sent on, and --no-history forgets ${them}`,
  );
}

function waiting(requests: number): string {
  return requests === 1 ? '1 request waits' : `${requests} requests wait`;
}
