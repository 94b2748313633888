import type { SqlDatabase } from '../core/sql-database.ts';
import { BLOCK_COLUMNS, type Block, blockOf } from './capture-block.ts';

/**
 * Finds the block that holds a capture; `undefined` when that is gone. The last one stays at hand, since the next capture
 * is often in it too.
 *
 * @param more - columns to read beside those of every block
 */
export function blockReader(
  database: SqlDatabase,
  more: '' | ', bodies',
): (rowId: number) => Block | undefined {
  const find = database.prepare(
    'SELECT last_id, captures FROM capture_blocks WHERE last_id >= ? ORDER BY last_id LIMIT 1',
  );
  const select = database.prepare(
    `SELECT ${BLOCK_COLUMNS}${more} FROM capture_blocks WHERE last_id = ?`,
  );
  let block: Block | undefined;
  return (rowId) => {
    const place = find.get(rowId);
    if (place === undefined) return undefined;
    const { firstId, lastId } = blockOf(place);
    if (rowId < firstId) return undefined;
    // A block with the same ids is the same: captures never change.
    if (block?.lastId !== lastId || block.firstId !== firstId) {
      const row = select.get(lastId);
      block = row === undefined ? undefined : blockOf(row); // another process may have been at it meanwhile
    }
    return block !== undefined && rowId >= block.firstId ? block : undefined;
  };
}
