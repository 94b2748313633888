import { EMPTY_BYTES } from '../core/bytes.ts';
import type { ArrivedRequest } from '../core/ports.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { SqlRow, SqlValue } from '../core/sql-database.ts';
import {
  type CaptureHead,
  type HeadDifferences,
  headDifferences,
  headWith,
  readHead,
  type WrittenHead,
  writtenHead,
} from './capture-head.ts';
import { StoreError } from './store-error.ts';

/**
 * Captures that were stored together, a row of `capture_blocks`: a row for each of them costs three times as much. Their
 * ids follow one another up to the row's own. `heads` is a JSON list with an entry for each, and `bodies` holds their
 * bodies one after the other; a body in a file of its own belongs to a block of one.
 */
export interface Block {
  readonly firstId: number;
  readonly lastId: number;
  /** The file that has the body, by its SHA-256. */
  readonly bodyFile: string | undefined;
  readonly entries: readonly unknown[];
  /** Heads of entries that others differ from, as far as they were read. */
  readonly bases: Map<number, CaptureHead | undefined>;
  readonly bodies: SqlValue | undefined;
}

/** A capture without body and what was found out about it. */
export interface BlockRecord extends CaptureHead {
  readonly id: string;
  readonly receivedAtMs: number;
  readonly bodyBytes: number;
}

/** A head in full, or how it differs from that of an earlier entry, which is in full. */
type Entry =
  | readonly [receivedAtMs: number, bodyBytes: number, head: WrittenHead]
  | readonly [receivedAtMs: number, bodyBytes: number, base: number, HeadDifferences];

/** A head that differs more is as short in full: place and text each. */
const MAX_DIFFERENCES = 2 * 6;

/**
 * The column `heads`. JSON, since its escapes carry what SQLite's text does not: NUL and lone surrogates. In a rush heads
 * are much alike, and what they share is written once.
 */
export function encodeHeads(requests: readonly ArrivedRequest[]): string {
  const entries: Entry[] = [];
  let base: ArrivedRequest | undefined;
  let baseAt = 0;
  for (const request of requests) {
    const { receivedAtMs, body, bodyFile } = request;
    const bytes = bodyFile?.bytes ?? body.length;
    const differences = base === undefined ? undefined : headDifferences(request, base);
    if (differences !== undefined && differences.length <= MAX_DIFFERENCES) {
      entries.push([receivedAtMs, bytes, baseAt, differences]);
    } else {
      base = request;
      baseAt = entries.length;
      entries.push([receivedAtMs, bytes, writtenHead(request)]);
    }
  }
  return JSON.stringify(entries);
}

/** The columns that `blockOf` reads; `bodies` may be read too, and who needs ids only leaves `heads` out. */
export const BLOCK_COLUMNS = 'last_id, captures, body_file, heads';

export function blockOf({ last_id, captures, body_file, heads, bodies }: SqlRow): Block {
  const lastId = Number(last_id);
  return {
    firstId: lastId - Number(captures) + 1,
    lastId,
    bodyFile: typeof body_file === 'string' ? body_file : undefined,
    entries: parsedList(heads),
    bases: new Map(),
    bodies,
  };
}

/** In ascending order. */
export function idsOf({ firstId, lastId }: Block): readonly number[] {
  return Array.from({ length: lastId - firstId + 1 }, (_, index) => firstId + index);
}

/** `undefined` when that is damaged. */
export function receivedAtMs({ entries, firstId }: Block, id: number): number | undefined {
  const entry = entries[id - firstId];
  const time: unknown = Array.isArray(entry) ? entry[0] : undefined;
  return typeof time === 'number' ? time : undefined;
}

/** @throws {StoreError} when what is written is not what a listener stores */
export function recordIn(block: Block, id: number): BlockRecord {
  const { head, receivedAtMs, bodyBytes } = captureIn(block, id);
  return { id: `${id}`, receivedAtMs, ...head, bodyBytes };
}

/**
 * The request, its body empty when that is in a file.
 *
 * @throws {StoreError} when it is damaged
 */
export function requestIn(block: Block, id: number): CapturedRequest {
  const { head, receivedAtMs, bodyBytes: bytes } = captureIn(block, id);
  const { method, path, url, httpVersion, remoteAddress, headers, trailers } = head;
  const sha256 = block.bodyFile;
  const body = sha256 === undefined ? bodyIn(block, id, bytes) : EMPTY_BYTES;
  // Member by member: a spread costs ten times as much, for every delivery.
  const request: CapturedRequest = {
    id: `${id}`,
    receivedAtMs,
    method,
    path,
    url,
    httpVersion,
    remoteAddress,
    headers,
    body,
  };
  if (sha256 === undefined && trailers === undefined) return request;
  return {
    ...request,
    ...(trailers === undefined ? {} : { trailers }),
    ...(sha256 === undefined ? {} : { bodyFile: { sha256, bytes } }),
  };
}

function captureIn(
  block: Block,
  id: number,
): { readonly head: CaptureHead; readonly receivedAtMs: number; readonly bodyBytes: number } {
  const entry = block.entries[id - block.firstId];
  const head = headOf(entry, block);
  const [receivedAtMs, bodyBytes] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
  if (head === undefined || typeof receivedAtMs !== 'number' || typeof bodyBytes !== 'number') {
    throw damaged(id);
  }
  return { head, receivedAtMs, bodyBytes };
}

function bodyIn(
  { entries, firstId, lastId, bodies }: Block,
  id: number,
  bytes: number,
): Uint8Array {
  let start = 0;
  for (let at = 0; at < id - firstId; at += 1) start += bytesOf(entries[at]);
  const end = start + bytes;
  if (!(bodies instanceof Uint8Array) || !(end <= bodies.length)) throw damaged(id);
  if (id === lastId && end !== bodies.length) throw damaged(id);
  return bodies.subarray(start, end);
}

/** Not a number when it can't be told, and then nor where the bodies after it begin. */
function bytesOf(entry: unknown): number {
  return Array.isArray(entry) ? Number(entry[1]) : Number.NaN;
}

function headOf(entry: unknown, block: Block): CaptureHead | undefined {
  if (!Array.isArray(entry)) return undefined;
  const [, , head, differences]: readonly unknown[] = entry;
  if (typeof head !== 'number') return readHead(head);
  const base = baseOf(block, head);
  return base === undefined ? undefined : headWith(base, differences);
}

function baseOf({ entries, bases }: Block, at: number): CaptureHead | undefined {
  if (bases.has(at)) return bases.get(at);
  const entry = entries[at];
  const base = Array.isArray(entry) ? readHead(entry[2]) : undefined;
  bases.set(at, base);
  return base;
}

function parsedList(text: unknown): readonly unknown[] {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

export function damaged(id: number): StoreError {
  return new StoreError('damaged', `capture ${id} of the history is damaged`, {
    hint: 'others may still be whole: name them by their ids',
  });
}
