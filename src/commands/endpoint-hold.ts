import { formatDuration } from '../core/duration.ts';
import { endpointText } from '../core/rule-text.ts';
import { type EndpointHold, NEVER_MS } from '../delivery/endpoint-holds.ts';
import type { DeliveryPorts } from './delivery-settings.ts';

interface HeldRun {
  readonly run: string;
  readonly timeScale: number;
  /** Whether it can be gone on with. */
  readonly isKept: boolean;
}

/** Tells that a provider's deliveries begin to wait: on stderr, and as an event. */
export async function tellHold(
  hold: EndpointHold,
  held: HeldRun,
  { logger, output }: Pick<DeliveryPorts, 'logger' | 'output'>,
): Promise<void> {
  const { profile, rule, untilMs } = hold;
  const detail = `${profile}: ${endpointText(rule)}${hereText(hold, held)}`;
  logger.warn(detail);
  const isForGood = untilMs >= NEVER_MS;
  const { run } = held;
  await output.event({ type: 'hold', run, profile, detail, untilMs: isForGood ? null : untilMs });
}

function hereText({ rule: { pauseMs } }: EndpointHold, { timeScale, isKept }: HeldRun): string {
  if (pauseMs !== null) {
    return timeScale === 1 ? '' : `, here for ${formatDuration(Math.ceil(pauseMs / timeScale))}`;
  }
  return isKept ? '; to go on with the run does that here' : ', which ends the run here';
}
