import { ExitCode } from '../core/errors.ts';
import type { HeaderList } from '../core/headers.ts';
import type { Clock, HttpSender, Logger, Output, TransportFailure } from '../core/ports.ts';
import type { RunResult } from '../delivery/engine.ts';
import type { TamperPart } from '../delivery/tamper.ts';
import type { Target } from '../delivery/target.ts';

/** What `send` and `replay` have in common. */
export interface DeliverySettings {
  readonly target: Target;
  readonly timeScale: number;
  /** Bound on one attempt instead of the profile's, or `null`. */
  readonly timeoutMs: number | null;
  readonly concurrency: number;
  readonly ratePerSecond: number | null;
  readonly headers: HeaderList;
  readonly skewMs: number;
  readonly tamper: TamperPart | null;
  readonly seed: string;
  /** Time to sign and build with, or `null` for the clock's. */
  readonly fixedNowMs: number | null;
}

export interface DeliveryPorts {
  readonly clock: Clock;
  readonly sender: HttpSender;
  readonly output: Output;
  readonly logger: Logger;
  /** Ctrl-C. */
  readonly stop: AbortSignal;
}

/** Failures that retrying later would not have cured when no retry was asked: the environment is at fault. */
const UNREACHABLE: ReadonlySet<TransportFailure['kind']> = new Set([
  'refused',
  'reset',
  'dns',
  'timeout',
  'tls',
  'protocol',
  'other',
]);

/** Exit code of a run by the contract: all delivered, refused or exhausted, or the target out of reach with no retry asked. */
export function exitCodeOf(result: RunResult, retriesAsked: boolean): ExitCode {
  if (result.interrupted) return ExitCode.interrupted;
  if (result.summary.failed === 0) return ExitCode.done;
  const unreachable = result.lastFailure !== null && UNREACHABLE.has(result.lastFailure.kind);
  return unreachable && !retriesAsked && result.summary.delivered === 0
    ? ExitCode.environment
    : ExitCode.no;
}
