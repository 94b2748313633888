import type { ArrivedRequest } from '../core/ports.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import { type Block, encodeHeads, requestIn } from './capture-block.ts';

/** Writes blocks; every method belongs in a transaction. */
export interface BlockWriter {
  /** Stores requests. @returns their ids, which follow the highest that was ever given */
  append(requests: readonly ArrivedRequest[]): readonly number[];
  /**
   * Leaves out captures of a block; the others keep their ids.
   *
   * @throws {StoreError} when one of them is damaged; nothing is changed then
   */
  keepOnly(block: Block, ids: readonly number[]): void;
}

/** Who reads one capture reads its whole block. Never less than it was in a released version: searches go by it. */
export const MAX_BLOCK_CAPTURES = 64;
const MAX_BLOCK_BYTES = 128 * 1024;
/** How much earlier than its block says a capture may have been received. */
export const MAX_BLOCK_SPAN_MS = 1_000;

const LAST_ID = `(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'capture_blocks')`;
const COLUMNS = '(last_id, captures, latest_ms, body_file, heads, bodies)';

export function blockWriter(database: SqlDatabase): BlockWriter {
  const append = database.prepare(
    `INSERT INTO capture_blocks ${COLUMNS} VALUES (${LAST_ID} + ?1, ?1, ?2, ?3, ?4, ?5)`,
  );
  const insert = database.prepare(
    `INSERT INTO capture_blocks ${COLUMNS} VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare('DELETE FROM capture_blocks WHERE last_id = ?');
  // Room for every block: the drivers copy what they are given.
  const room = new Uint8Array(MAX_BLOCK_BYTES);
  return {
    append: (requests) => {
      const ids: number[] = [];
      for (const block of blocksOf(requests)) {
        const { lastId } = append.run(...columnsOf(block, room));
        for (let id = lastId - block.length + 1; id <= lastId; id += 1) ids.push(id);
      }
      return ids;
    },
    keepOnly: (block, ids) => {
      const kept = runsOf(ids).map((run) => run.map((id) => requestIn(block, id)));
      remove.run(block.lastId);
      for (const requests of kept) {
        const lastId = Number(requests.at(-1)?.id);
        insert.run(lastId, ...columnsOf(requests, room));
      }
    },
  };
}

type Columns = readonly [number, number, string | null, string, Uint8Array | null];

function columnsOf(requests: readonly ArrivedRequest[], room: Uint8Array): Columns {
  const bodyFile = requests[0]?.bodyFile?.sha256 ?? null;
  const latestMs = requests.reduce((latest, { receivedAtMs }) => Math.max(latest, receivedAtMs), 0);
  const bodies = bodyFile === null ? joinedBodies(requests, room) : null;
  return [requests.length, latestMs, bodyFile, encodeHeads(requests), bodies];
}

function joinedBodies(requests: readonly ArrivedRequest[], room: Uint8Array): Uint8Array {
  const [first] = requests;
  if (first !== undefined && requests.length === 1) return first.body; // may be larger than the room
  let end = 0;
  for (const { body } of requests) {
    room.set(body, end);
    end += body.length;
  }
  return room.subarray(0, end);
}

/** Cuts requests into blocks, in order. */
function blocksOf(requests: readonly ArrivedRequest[]): readonly (readonly ArrivedRequest[])[] {
  const blocks: ArrivedRequest[][] = [];
  let block: ArrivedRequest[] = [];
  let bytes = 0;
  for (const request of requests) {
    bytes += request.body.length;
    if (block.length === 0 || bytes > MAX_BLOCK_BYTES || !isOfBlock(request, block)) {
      block = [];
      blocks.push(block);
      bytes = request.body.length;
    }
    block.push(request);
  }
  return blocks;
}

function isOfBlock(request: ArrivedRequest, block: readonly ArrivedRequest[]): boolean {
  const [first] = block;
  if (first === undefined || block.length >= MAX_BLOCK_CAPTURES) return false;
  if (first.bodyFile !== undefined || request.bodyFile !== undefined) return false;
  // Clocks may be set while a block gathers, and either way.
  return Math.abs(request.receivedAtMs - first.receivedAtMs) <= MAX_BLOCK_SPAN_MS / 2;
}

/** Ids in ascending order, those that follow one another together. */
function runsOf(ids: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === id - 1) run.push(id);
    else runs.push([id]);
  }
  return runs;
}
