import type { Provider, Secret } from '../providers/types.ts';
import { type ExplainPorts, explain, type FailedCase } from './explain.ts';
import type { Explanation, KnownSecret } from './types.ts';

interface ExplainerPorts extends ExplainPorts {
  /** Further secrets that a request of the provider may have been signed with. */
  readonly known?: (provider: Provider, tried: readonly Secret[]) => readonly KnownSecret[];
}

interface ExplainerSettings {
  /** Most time one search may take, in milliseconds. */
  readonly budgetMs: number;
  /** Share of all time that may go into searches, from 0 to 1. */
  readonly share: number;
}

/** Enough for every single mistake in a body of usual size, and little enough for a listener under load. */
const LISTENER_EXPLAINER: ExplainerSettings = { budgetMs: 60, share: 0.1 };

/** A single try at a larger body can take longer than the whole budget. */
const MAX_EXPLAINED_BYTES = 256 * 1024;
const SAVED_SEARCHES = 10;
const WORTHWHILE_MS = 1;

/**
 * Explains failures as they come, and stops doing so while many come at once: a flood of bad signatures must not keep
 * the listener from answering. What is left unexplained can be looked at later with `verify`.
 */
export function createExplainer(
  ports: ExplainerPorts,
  { budgetMs, share }: ExplainerSettings = LISTENER_EXPLAINER,
): (failed: Omit<FailedCase, 'known'>) => Explanation | null {
  const { clock } = ports;
  const most = budgetMs * SAVED_SEARCHES;
  let allowanceMs = most;
  let countedMs = clock.monotonicMs();
  return (failed) => {
    const startMs = clock.monotonicMs();
    allowanceMs = Math.min(most, allowanceMs + (startMs - countedMs) * share);
    countedMs = startMs;
    if (allowanceMs < WORTHWHILE_MS || failed.request.body.length > MAX_EXPLAINED_BYTES)
      return null;
    const known = ports.known?.(failed.provider, failed.secrets) ?? [];
    const limits = { budgetMs: Math.min(budgetMs, allowanceMs) };
    const found = explain({ ...failed, known }, ports, limits);
    allowanceMs -= clock.monotonicMs() - startMs;
    return found;
  };
}
