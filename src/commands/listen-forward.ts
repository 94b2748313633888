import type { CaptureStore } from '../capture/types.ts';
import type { ExpressionSubject } from '../core/expression-match.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { Forwarding, ForwardSettings } from './forward.ts';
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
  const { clock, logger, output } = ports;
  const sender = await ports.openSender();
  const shared = { clock, logger, output, sender, store, subjectOf, hurry };
  return settings.ackFirst
    ? await queueForwarding(settings, shared)
    : new LiveForwarding(settings, shared, config.answers.delayMs);
}
