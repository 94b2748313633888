import { refuseAccess } from '../capture/auth.ts';
import { serveFile } from '../capture/serve-file.ts';
import type { CaptureStore } from '../capture/types.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { Forwarding, ForwardPorts, ForwardSettings } from './forward.ts';
import { ForwardQueue } from './forward-queue.ts';
import type { ListenConfig, ListenPorts } from './listen-config.ts';
import { LiveForwarding } from './live-forwarding.ts';

/**
 * Starts sending on as the settings say.
 *
 * @param hurry - from then on targets that have a sender waiting have little time left
 */
export async function startForwarding(
  settings: ForwardSettings,
  config: ListenConfig,
  ports: ListenPorts,
  store: CaptureStore,
  subjectOf: (request: CapturedRequest) => ExpressionSubject,
  hurry: AbortSignal,
): Promise<Forwarding> {
  const sender = await ports.openSender();
  const ended = new AbortController();
  const shared: ForwardPorts = { ...ports, sender, store, stop: ended.signal };
  const isForTargets = (request: CapturedRequest): boolean =>
    serveFile(config.serveFiles, request) === null && refuseAccess(config.access, request) === null;
  if (!settings.ackFirst) {
    return new LiveForwarding(
      settings,
      { ...shared, output: ports.output, subjectOf, hurry },
      config.answers.delayMs,
    );
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
    passedOver: () => {},
    settle: async () => {},
    close: async () => {
      ended.abort();
      await Promise.all(running);
      await sender.close();
    },
  };
}
