import type { CaptureStore } from '../capture/types.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { Forwarding, ForwardPorts, ForwardSettings } from './forward.ts';
import type { ListenConfig, ListenPorts } from './listen-config.ts';
import { LiveForwarding } from './live-forwarding.ts';
import { queueForwarding } from './queue-forwarding.ts';

/**
 * Starts sending on as the settings say.
 *
 * @param hurry - from then on targets have little time left
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
  if (!settings.ackFirst) {
    return new LiveForwarding(
      settings,
      { ...shared, output: ports.output, subjectOf, hurry },
      config.answers.delayMs,
    );
  }
  return await queueForwarding(settings, { ...shared, store }, ports, { subjectOf, ended, hurry });
}
