import { type BodyFiles, MAX_BODY_AT_HAND_BYTES } from '../core/body-files.ts';
import type { CapturedRequest } from '../core/request.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import { blockReader } from './block-reader.ts';
import { MAX_BLOCK_CAPTURES } from './block-writer.ts';
import { BLOCK_COLUMNS, type Block, blockOf, damaged, idsOf, requestIn } from './capture-block.ts';
import { factsOfRow } from './capture-facts.ts';
import type { StoredCapture } from './types.ts';

/** Condition of a statement: whether a capture is there. Its id stands for both question marks. */
export const IS_STORED =
  '(SELECT last_id - captures < ? FROM capture_blocks WHERE last_id >= ? ORDER BY last_id LIMIT 1)';

/**
 * Condition of a statement: blocks with ids between two, both excluded. The lower id stands for the first question mark, the
 * higher one for the others. Without its second part all later blocks would be looked at.
 */
export const HAS_IDS_BETWEEN = `last_id > ? AND last_id < ? + ${MAX_BLOCK_CAPTURES} AND last_id - captures + 1 < ?`;

/** The number behind a public id; `undefined` when no capture can have that. */
export function rowIdOf(id: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined;
}

/** The request with its body at hand, unless that is too large to be. */
export async function bodyAtHand(
  request: CapturedRequest,
  bodies: Pick<BodyFiles, 'read'>,
  maxBytes: number = MAX_BODY_AT_HAND_BYTES,
): Promise<CapturedRequest> {
  const { bodyFile, ...rest } = request;
  if (bodyFile === undefined || bodyFile.bytes > maxBytes) return request;
  return { ...rest, body: await bodies.read(bodyFile.sha256) };
}

/**
 * Reads captures whole.
 *
 * @throws {StoreError} from the function returned, when a capture is damaged
 */
export function captureReader(
  database: SqlDatabase,
  bodies: BodyFiles,
): (wanted: number | 'last') => Promise<StoredCapture | undefined> {
  const blockWith = blockReader(database, ', bodies');
  const last = database.prepare('SELECT max(last_id) AS id FROM capture_blocks');
  const facts = database.prepare('SELECT * FROM capture_facts WHERE capture_id = ?');
  return async (wanted) => {
    const rowId = wanted === 'last' ? Number(last.get()?.['id'] ?? 0) : wanted;
    const block = blockWith(rowId);
    if (block === undefined) return undefined;
    const known = facts.get(rowId);
    return {
      request: await wholeIn(block, rowId, bodies),
      facts: known === undefined ? null : factsOfRow(known),
    };
  };
}

async function wholeIn(block: Block, rowId: number, bodies: BodyFiles): Promise<CapturedRequest> {
  const request = requestIn(block, rowId);
  if (request.bodyFile === undefined) return request;
  const whole = await bodyAtHand(request, bodies);
  const isWhole = whole.bodyFile !== undefined || whole.body.length === request.bodyFile.bytes;
  if (!isWhole) throw damaged(rowId);
  return whole;
}

/** Blocks of a page: what is read before others have their turn again. */
const RECALLED_BLOCKS = 4;

/** Requests in a range of row ids, both included, without what was found out about them. */
export async function* recallCaptures(
  database: SqlDatabase,
  bodies: BodyFiles,
  firstRowId: number,
  lastRowId: number,
): AsyncGenerator<CapturedRequest> {
  const page = database.prepare(
    `SELECT ${BLOCK_COLUMNS}, bodies FROM capture_blocks
      WHERE ${HAS_IDS_BETWEEN} ORDER BY last_id LIMIT ${RECALLED_BLOCKS}`,
  );
  for (let next = firstRowId; next <= lastRowId; ) {
    const blocks = page.all(next - 1, lastRowId + 1, lastRowId + 1).map(blockOf);
    for (const block of blocks) {
      for (const rowId of idsOf(block)) {
        if (rowId >= next && rowId <= lastRowId) yield await wholeIn(block, rowId, bodies);
      }
      next = block.lastId + 1;
    }
    if (blocks.length < RECALLED_BLOCKS) return;
  }
}
