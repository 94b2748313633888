import { UsageError } from '../core/errors.ts';
import type { Target } from '../delivery/target.ts';
import { isLoopbackUrl } from '../doctor/loopback.ts';

const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]']);

/**
 * Refuses targets that are the listener itself: what is sent there would come back, again and again.
 *
 * @param host - what the listener is bound to, as it was given
 * @throws {UsageError} that names the address
 */
export function refuseOwnAddress(targets: readonly Target[], host: string, port: number): void {
  const own = targets.find(({ origin }) => isOwn(origin, host, port));
  if (own === undefined) return;
  throw new UsageError(`${own.origin} is this listener itself, so nothing can be sent on to it`, {
    hint: 'give the address of your own receiver to --forward-to or --route, or another --port',
  });
}

function isOwn(origin: string, host: string, port: number): boolean {
  const { protocol, hostname, port: given } = new URL(origin);
  const targetPort = given === '' ? (protocol === 'https:' ? 443 : 80) : Number(given);
  if (targetPort !== port) return false;
  const bound = host.includes(':') ? `[${host}]` : host;
  if (bound.toLowerCase() === hostname) return true;
  const isHere = isLoopbackUrl(origin) || WILDCARDS.has(hostname);
  return isHere && (WILDCARDS.has(host) || isLoopbackUrl(`http://${bound}`));
}
