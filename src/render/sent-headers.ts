import { type HeaderList, withoutHeaders } from '../core/headers.ts';

/**
 * The headers of a request that is sent in one piece, but `Host` and `Content-Length`, which are made anew: those that say
 * how it came in chunks would be wrong.
 */
export function sentHeaders(headers: HeaderList): HeaderList {
  return withoutHeaders(headers, 'Host', 'Content-Length', 'Transfer-Encoding', 'Trailer');
}
