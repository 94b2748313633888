import type { ListenerLimits } from '../core/ports.ts';

/** What a listener takes unless told otherwise. */
export const DEFAULT_LIMITS: ListenerLimits = {
  maxBodyBytes: 25 * 1024 * 1024,
  maxHeaderBytes: 64 * 1024,
  requestTimeoutMs: 30_000,
  maxConnections: 1_000,
};
