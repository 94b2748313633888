import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

const LOCALHOST = /^(?:[^.]+\.)*localhost\.?$/i;
const LOOPBACK = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
] as const;

/**
 * Looks host names up. `localhost`, and names under it, are both loopback addresses without asking anybody
 * (RFC 6761 6.3), so that a receiver on either of them is found whatever the machine's hosts file says.
 */
export const lookupHost: LookupFunction = (hostname, options, callback) => {
  if (!LOCALHOST.test(hostname)) {
    lookup(hostname, options, callback);
    return;
  }
  const fitting = LOOPBACK.filter(({ family }) =>
    options.family !== 4 && options.family !== 6 ? true : family === options.family,
  );
  // As node:dns does: never before the caller is ready.
  process.nextTick(() => {
    if (options.all === true)
      callback(
        null,
        fitting.map((one) => ({ ...one })),
      );
    else callback(null, fitting[0]?.address ?? '127.0.0.1', fitting[0]?.family ?? 4);
  });
};
