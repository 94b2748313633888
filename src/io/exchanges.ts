import type { BodyWriter, StoredBody } from '../core/body-files.ts';
import { type HeaderList, pairsFromFlat } from '../core/headers.ts';
import type {
  ArrivedRequest,
  Clock,
  ListenerAnswer,
  ListenerLimits,
  Logger,
} from '../core/ports.ts';
import { requestUrl } from '../core/request-url.ts';
import { UNAVAILABLE } from './http-refusal.ts';

export interface ExchangePorts {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
  /** Opens a file for a body too large for memory; without it every body stays there. */
  readonly openBody?: () => Promise<BodyWriter>;
}

export interface Exchanges extends ExchangePorts {
  readonly limits: ListenerLimits;
  readonly scheme: 'http' | 'https';
  /** `host:port` for senders that name none. */
  readonly address: string;
  readonly handler: (request: ArrivedRequest) => Promise<ListenerAnswer>;
  /** Whether one more connection would be one too many. */
  readonly isFull: () => boolean;
}

/** The head of a request, whatever version of HTTP it came in. */
export interface ArrivedHead {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly httpVersion: string;
  readonly remoteAddress: string | null;
}

/** The request that a head and its whole body make. */
export function arrivedRequest(
  { method, path, headers, httpVersion, remoteAddress }: ArrivedHead,
  body: Uint8Array,
  file: StoredBody | undefined,
  { scheme, address, clock }: Exchanges,
): ArrivedRequest {
  const arrived: ArrivedRequest = {
    method,
    path,
    headers,
    body,
    receivedAtMs: clock.nowMs(),
    url: requestUrl(path, headers, address, scheme),
    httpVersion,
    remoteAddress,
  };
  return file === undefined ? arrived : { ...arrived, bodyFile: file };
}

/** The handler's answer to a whole request; 503 when it has none. */
export async function answerTo(
  head: ArrivedHead,
  body: Uint8Array,
  file: StoredBody | undefined,
  exchanges: Exchanges,
): Promise<ListenerAnswer> {
  try {
    return await exchanges.handler(arrivedRequest(head, body, file, exchanges));
  } catch (error) {
    reportFailure(error, exchanges.logger);
    return UNAVAILABLE;
  }
}

export function reportFailure(error: unknown, logger: Logger): void {
  logger.error(`answered 503: ${error instanceof Error ? error.message : String(error)}`);
  logger.debug(error instanceof Error ? (error.stack ?? '') : '');
}

/** Trailers are no headers: what a proxy would not let a header say must not come in behind it. They are left out. */
export function sayTrailers(rawTrailers: readonly string[], logger: Logger): void {
  if (rawTrailers.length === 0) return;
  const names = pairsFromFlat(rawTrailers).map(([name]) => name);
  logger.info(`left out the trailers of a request: ${names.join(', ')}`);
}
