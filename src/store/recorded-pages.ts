import { EMPTY_BYTES } from '../core/bytes.ts';
import type { SqlDatabase } from '../core/sql-database.ts';
import { type Block, blockOf, requestIn } from './capture-block.ts';
import type { RecordedCapture } from './types.ts';

/** Larger bodies come one by one, so that a page of them does not stand in memory three times over. */
const MAX_JOINED_BYTES = 128 * 1024;

/** What stands in a page for each block. */
type BlockRow = readonly [
  last_id: number,
  captures: number,
  body_file: string | null,
  heads: string,
  /** Of its bodies; `null` for one in a file. */
  bytes: number | null,
];

/** What stands in a page for each capture that was described. */
type FactsRow = readonly [captureId: number, provider: string | null, event: string | null];

/**
 * Reads captures a page at a time: the blocks that hold them in one JSON text, and their bodies one after the other in
 * one blob. Drivers take twice as long to make an object of each row.
 *
 * @throws {StoreError} from the function returned, when a capture is damaged
 */
export function recordedPages(
  database: SqlDatabase,
): (rowIds: readonly number[]) => readonly RecordedCapture[] {
  const blocksAt = blockPages(database);
  const facts = database.prepare(
    `SELECT json_group_array(json_array(capture_id, provider, events ->> '$[0].name')) AS facts
       FROM capture_facts WHERE capture_id IN (SELECT value FROM json_each(?))`,
  );
  return (rowIds) => {
    const wanted = JSON.stringify(rowIds);
    // SQLite's own JSON, of the columns above.
    const found = listIn(facts.get(wanted)?.['facts']) as readonly FactsRow[];
    const factsOf = new Map(found.map((row) => [row[0], row]));
    const blocks = blocksAt(wanted);
    const captures: RecordedCapture[] = [];
    let at = 0;
    for (const id of rowIds.toSorted((left, right) => left - right)) {
      while ((blocks[at]?.lastId ?? Number.POSITIVE_INFINITY) < id) at += 1;
      const block = blocks[at];
      if (block === undefined || id < block.firstId) continue;
      const [, provider = null, event = null] = factsOf.get(id) ?? [];
      captures.push({ request: requestIn(block, id), provider, event });
    }
    return captures;
  };
}

/** Reads the blocks, in order, that hold some of a JSON list of row ids. */
function blockPages(database: SqlDatabase): (rowIds: string) => readonly Block[] {
  const page = database.prepare(
    `SELECT
        json_group_array(json_array(last_id, captures, body_file, heads, length(bodies))) AS blocks,
        CAST(group_concat(iif(length(bodies) <= ${MAX_JOINED_BYTES}, bodies, NULL), '') AS BLOB) AS bodies
      FROM (
        SELECT * FROM capture_blocks WHERE last_id IN (
          SELECT (SELECT last_id FROM capture_blocks WHERE last_id >= value ORDER BY last_id LIMIT 1)
            FROM json_each(?)
        ) ORDER BY last_id
      )`,
  );
  const large = database.prepare('SELECT bodies FROM capture_blocks WHERE last_id = ?');
  return (rowIds) => {
    const { blocks, bodies } = page.get(rowIds) ?? {};
    const joined = bodies instanceof Uint8Array ? bodies : EMPTY_BYTES;
    let end = 0;
    const bodiesOf = (lastId: number, bytes: number | null): Uint8Array | null => {
      if (bytes === null) return null;
      if (bytes <= MAX_JOINED_BYTES) {
        end += bytes;
        return joined.subarray(end - bytes, end);
      }
      const body = large.get(lastId)?.['bodies'];
      return body instanceof Uint8Array ? body : null;
    };
    const rows = listIn(blocks) as readonly BlockRow[];
    return rows.map(([last_id, captures, body_file, heads, bytes]) =>
      blockOf({ last_id, captures, body_file, heads, bodies: bodiesOf(last_id, bytes) }),
    );
  };
}

function listIn(text: unknown): unknown {
  return typeof text === 'string' ? JSON.parse(text) : [];
}
