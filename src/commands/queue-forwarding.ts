import type { PlannedAnswer } from '../capture/answer.ts';
import type { CaptureStore } from '../capture/types.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import type { PendingForwards } from '../core/pending-forwards.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { Target } from '../delivery/target.ts';
import { type Forwarding, type ForwardPorts, type ForwardSettings, targetsFor } from './forward.ts';
import { ForwardQueue, queueName } from './forward-queue.ts';
import type { ListenPorts } from './listen-config.ts';

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

/** Sends on after the answer: what is for a target is queued before its sender is answered, one queue for each URL. */
export async function queueForwarding(
  settings: ForwardSettings,
  shared: ForwardPorts & { readonly store: CaptureStore },
  ports: Pick<ListenPorts, 'output' | 'logger' | 'clock'>,
  parts: {
    readonly subjectOf: (request: CapturedRequest) => ExpressionSubject;
    /** Cuts attempts short. */
    readonly ended: AbortController;
    /** Ends waiting for what is left. */
    readonly hurry: AbortSignal;
  },
): Promise<Forwarding> {
  const { logger, clock } = ports;
  const { subjectOf, ended, hurry } = parts;
  const pending = shared.store.pendingForwards();
  const undecided = new Undecided();
  const targets = new Map<string, Target>();
  for (const { target } of settings.routes) {
    const name = queueName(target);
    if (!targets.has(name)) targets.set(name, target);
  }
  const names = [...targets.keys()];
  await takeOver(pending, names, ports);
  const queues = [...targets.values()].map(
    (target) =>
      new ForwardQueue(target, settings, {
        ...shared,
        pending,
        isNext: (id) => !undecided.hasBefore(id),
        sent: async (attempt) => await ports.output.event(attempt),
      }),
  );
  const running = queues.map(async (queue) => {
    try {
      await queue.run();
    } catch (error) {
      logger.error(`sending on stopped: ${error instanceof Error ? error.message : error}`);
    }
  });

  /** @returns `null`: what is answered then is for others to say */
  const enqueue = async (
    request: CapturedRequest,
    own: PlannedAnswer | null | Promise<PlannedAnswer | null>,
  ): Promise<PlannedAnswer | null> => {
    try {
      return await undecided.during(request.id, async () => {
        const answer = await own;
        const chosen = targetsFor(settings.routes, subjectOf(request)).map(queueName);
        if (answer !== null || chosen.length === 0) return answer;
        await pending.add(request.id, [...new Set(chosen)]);
        return null;
      });
    } finally {
      for (const queue of queues) queue.notify();
    }
  };

  return {
    // What the listener answers itself is not for the targets.
    answer: (request, own, refusal) => {
      if (refusal !== undefined)
        return enqueue(
          request,
          refusal.then((refused) => refused ?? own),
        );
      return own ?? enqueue(request, null);
    },
    shown: async () => {},
    passedOver: () => {},
    settle: async () => {
      for (const queue of queues) queue.finish();
      const hurried = new Promise<void>((resolve) => {
        if (hurry.aborted) resolve();
        hurry.addEventListener('abort', () => resolve(), { once: true });
      });
      await Promise.race([Promise.all(running), hurried]);
    },
    close: async () => {
      for (const queue of queues) queue.stop();
      const done = new AbortController();
      const allDone = Promise.all(running).then(() => done.abort());
      await clock.sleepUntil(clock.nowMs() + LAST_ATTEMPT_MS, done.signal);
      ended.abort();
      await allDone;
      await shared.sender.close();
      await sayLeft(pending, names, ports);
    },
  };
}

async function takeOver(
  pending: PendingForwards,
  names: readonly string[],
  { logger }: Pick<ListenPorts, 'logger'>,
): Promise<void> {
  const { requests, withOthers } = await pending.takeOver(names);
  if (requests > 0) logger.info(`${waiting(requests)} from before, to be sent on first`);
  if (withOthers > 0) logger.info(`${waiting(withOthers)} with another listener, which sends them`);
}

async function sayLeft(
  pending: PendingForwards,
  names: readonly string[],
  { logger }: Pick<ListenPorts, 'logger'>,
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
