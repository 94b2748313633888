import type { PlannedAnswer } from '../capture/answer.ts';
import { refuseAccess } from '../capture/auth.ts';
import { serveFile } from '../capture/serve-file.ts';
import { arrivingSubject } from '../capture/subject.ts';
import type { CaptureStore } from '../capture/types.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { Provider } from '../providers/types.ts';
import { type ForwardPorts, type ForwardSettings, LiveForwarder } from './forward.ts';
import { ForwardQueue } from './forward-queue.ts';
import type { ListenConfig, ListenPorts } from './listen-config.ts';

/** Sending captured requests on, while their senders wait or afterwards. */
export interface Forwarding {
  /**
   * Called for every request that is stored.
   *
   * @param own - the listener's own answer: then no sender waits for a target
   * @returns that answer, else the target's; `null` when no target answers this sender
   */
  answer(
    request: CapturedRequest,
    own: PlannedAnswer | null,
  ): PlannedAnswer | null | Promise<PlannedAnswer | null>;
  /** Called once a request has been shown: tells what the targets answered. */
  shown(id: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts sending on as the settings say. */
export async function startForwarding(
  settings: ForwardSettings,
  config: ListenConfig,
  ports: ListenPorts,
  store: CaptureStore,
  fixed: Provider | null,
): Promise<Forwarding> {
  const sender = await ports.openSender();
  const ended = new AbortController();
  const shared: ForwardPorts = { ...ports, sender, store, stop: ended.signal };
  const subjectOf = (request: CapturedRequest): ExpressionSubject =>
    arrivingSubject(request, fixed, ports.providers);
  const isForTargets = (request: CapturedRequest): boolean =>
    serveFile(config.serveFiles, request) === null && refuseAccess(config.access, request) === null;
  const close = async (): Promise<void> => {
    ended.abort();
    await sender.close();
  };
  if (!settings.ackFirst) {
    const live = new LiveForwarder(settings, shared, config.answers.delayMs);
    return {
      close,
      // The target never hears of a request that the listener answers itself.
      answer: (request, own) => own ?? live.answer(request, subjectOf(request)),
      shown: async (id) => {
        for (const attempt of live.takeAttempts(id)) await ports.output.event(attempt);
      },
    };
  }
  const queues = settings.routes.map(
    ({ target }) =>
      new ForwardQueue(target, settings, {
        ...shared,
        store,
        subjectOf,
        wanted: isForTargets,
        sent: async (attempt) => await ports.output.event(attempt),
      }),
  );
  for (const queue of queues) await queue.open();
  const running = queues.map(async (queue) => {
    try {
      await queue.run();
    } catch (error) {
      ports.logger.error(`sending on stopped: ${error instanceof Error ? error.message : error}`);
    }
  });
  return {
    answer: (_request, own) => {
      for (const queue of queues) queue.notify();
      return own;
    },
    shown: async () => {},
    close: async () => {
      ended.abort();
      await Promise.all(running);
      await sender.close();
    },
  };
}
