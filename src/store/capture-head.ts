import { flatFromPairs, type HeaderList, pairsFromFlat } from '../core/headers.ts';
import type { CapturedRequest } from '../core/request.ts';

/** All of a captured request but its id, time and body. */
export type CaptureHead = Omit<CapturedRequest, 'id' | 'receivedAtMs' | 'body' | 'bodyFile'>;

type Text = string | null;

/**
 * A head as JSON keeps it: method, path, URL, HTTP version, remote address, a flat list of header names and values, and
 * one of the trailers where there are any.
 */
export type WrittenHead =
  | readonly [string, string, string, string, Text, readonly string[]]
  | readonly [string, string, string, string, Text, readonly string[], readonly string[]];

/** Where a head differs from another: place and text in turn. The places are those of its texts when all stand in one list. */
export type HeadDifferences = readonly (number | Text)[];

/** Places before the headers. */
const HEADERS_AT = 5;

export function writtenHead(head: CaptureHead): WrittenHead {
  const { method, path, url, httpVersion, remoteAddress, headers, trailers } = head;
  const flat = flatFromPairs(headers);
  return trailers === undefined
    ? [method, path, url, httpVersion, remoteAddress, flat]
    : [method, path, url, httpVersion, remoteAddress, flat, flatFromPairs(trailers)];
}

/** Reads what `writtenHead` gave; `undefined` when that is something else. */
export function readHead(written: unknown): CaptureHead | undefined {
  if (!Array.isArray(written)) return undefined;
  const [headers, trailers, ...others]: readonly unknown[] = written.slice(HEADERS_AT);
  if (!isTextList(headers) || others.length > 0) return undefined;
  const head = checked(written, pairsFromFlat(headers));
  if (head === undefined || trailers === undefined) return head;
  return isTextList(trailers) ? { ...head, trailers: pairsFromFlat(trailers) } : undefined;
}

/** How `head` differs from `base`; `undefined` when their numbers of headers do, or one has trailers. */
export function headDifferences(head: CaptureHead, base: CaptureHead): HeadDifferences | undefined {
  const { headers } = head;
  if (headers.length !== base.headers.length) return undefined;
  if (head.trailers !== undefined || base.trailers !== undefined) return undefined;
  const differences: (number | Text)[] = [];
  if (head.method !== base.method) differences.push(0, head.method);
  if (head.path !== base.path) differences.push(1, head.path);
  if (head.url !== base.url) differences.push(2, head.url);
  if (head.httpVersion !== base.httpVersion) differences.push(3, head.httpVersion);
  if (head.remoteAddress !== base.remoteAddress) differences.push(4, head.remoteAddress);
  // By index: an iterator takes three times as long, for every request.
  for (let index = 0; index < headers.length; index += 1) {
    const own = headers[index];
    const other = base.headers[index];
    if (own === undefined || other === undefined) continue;
    if (own[0] !== other[0]) differences.push(HEADERS_AT + 2 * index, own[0]);
    if (own[1] !== other[1]) differences.push(HEADERS_AT + 2 * index + 1, own[1]);
  }
  return differences;
}

/** The head that differs so from `base`; `undefined` when that is nothing `headDifferences` gave. */
export function headWith(base: CaptureHead, differences: unknown): CaptureHead | undefined {
  if (!Array.isArray(differences)) return undefined;
  const start: unknown[] = [base.method, base.path, base.url, base.httpVersion, base.remoteAddress];
  const headers = [...base.headers];
  for (let at = 0; at < differences.length; at += 2) {
    const place: unknown = differences[at];
    const text: unknown = differences[at + 1];
    if (typeof place !== 'number') return undefined;
    if (place < HEADERS_AT) {
      start[place] = text;
      continue;
    }
    const index = Math.floor((place - HEADERS_AT) / 2);
    const pair = headers[index];
    if (pair === undefined || typeof text !== 'string') return undefined;
    headers[index] = (place - HEADERS_AT) % 2 === 0 ? [text, pair[1]] : [pair[0], text];
  }
  return checked(start, headers);
}

function checked(start: readonly unknown[], headers: HeaderList): CaptureHead | undefined {
  const [method, path, url, httpVersion, remoteAddress] = start;
  return typeof method === 'string' &&
    typeof path === 'string' &&
    typeof url === 'string' &&
    typeof httpVersion === 'string' &&
    (typeof remoteAddress === 'string' || remoteAddress === null)
    ? { method, path, url, httpVersion, remoteAddress, headers }
    : undefined;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
