import { flatFromPairs, type HeaderPair, pairsFromFlat } from '../core/headers.ts';
import type { CapturedRequest } from '../core/request.ts';

/** All of a captured request but its id, time and body. */
export type CaptureHead = Omit<CapturedRequest, 'id' | 'receivedAtMs' | 'body'>;

/** Writes `[method, path, url, httpVersion, remoteAddress, [name, value, name, value, …]]` as JSON; exact for any text. */
export function encodeHead({
  method,
  path,
  url,
  httpVersion,
  remoteAddress,
  headers,
}: CaptureHead): string {
  return JSON.stringify([method, path, url, httpVersion, remoteAddress, flatFromPairs(headers)]);
}

/** Reads what `encodeHead` wrote; `undefined` when that is something else. */
export function decodeHead(text: string): CaptureHead | undefined {
  const list = parsed(text);
  if (!Array.isArray(list) || list.length !== 6) return undefined;
  const [method, path, url, httpVersion, remoteAddress, flat]: readonly unknown[] = list;
  if (
    typeof method !== 'string' ||
    typeof path !== 'string' ||
    typeof url !== 'string' ||
    typeof httpVersion !== 'string' ||
    (typeof remoteAddress !== 'string' && remoteAddress !== null) ||
    !isTextList(flat)
  ) {
    return undefined;
  }
  const headers: readonly HeaderPair[] = pairsFromFlat(flat);
  return { method, path, url, httpVersion, remoteAddress, headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
