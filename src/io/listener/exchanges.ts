import type { BodyWriter, StoredBody } from '../../core/body-files.ts';
import type { HeaderList } from '../../core/headers.ts';
import type {
  ArrivedRequest,
  Clock,
  ListenerAnswer,
  ListenerLimits,
  Logger,
} from '../../core/ports.ts';
import { requestUrl } from '../../core/request-url.ts';
import { UNAVAILABLE } from './refusal.ts';

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

/** All of a request but its body, whatever version of HTTP it came in. */
export interface ArrivedFields {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly httpVersion: string;
  readonly remoteAddress: string | null;
  /** Known when the body is whole. */
  readonly trailers: HeaderList;
}

/** The request that its fields and its whole body make. */
export function arrivedRequest(
  { method, path, headers, httpVersion, remoteAddress, trailers }: ArrivedFields,
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
  if (file === undefined && trailers.length === 0) return arrived;
  return {
    ...arrived,
    ...(trailers.length === 0 ? {} : { trailers }),
    ...(file === undefined ? {} : { bodyFile: file }),
  };
}

/** The handler's answer to a whole request; 503 when it has none. */
export async function answerTo(
  fields: ArrivedFields,
  body: Uint8Array,
  file: StoredBody | undefined,
  exchanges: Exchanges,
): Promise<ListenerAnswer> {
  try {
    return await exchanges.handler(arrivedRequest(fields, body, file, exchanges));
  } catch (error) {
    reportFailure(error, exchanges.logger);
    return UNAVAILABLE;
  }
}

export function reportFailure(error: unknown, logger: Logger): void {
  logger.error(`answered 503: ${error instanceof Error ? error.message : String(error)}`);
  logger.debug(error instanceof Error ? (error.stack ?? '') : '');
}
