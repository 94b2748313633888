import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import type { ForwardRecord } from '../../src/core/forward-record.ts';
import type { ArrivedRequest } from '../../src/core/ports.ts';
import type { SqlDatabase } from '../../src/core/sql-database.ts';
import type { Driver } from '../../src/io/sqlite-driver.ts';
import { HAS_IDS_BETWEEN } from '../../src/store/capture-table.ts';
import { MAX_ROW_BODY_BYTES } from '../../src/store/history.ts';
import { openHistory } from '../../src/store/open-history.ts';
import { MIGRATIONS, migrate } from '../../src/store/schema.ts';
import type { History } from '../../src/store/types.ts';
import { fakeClock } from '../helpers/fake-clock.ts';
import {
  arrived,
  collected,
  DRIVERS,
  facts,
  newHistory,
  opener,
  portsOf,
  silentLogger,
  temporaryFolder,
} from './opened-history.ts';

const AT_MS = Date.UTC(2026, 10, 21);

const FORWARD: ForwardRecord = {
  url: 'http://127.0.0.1:9/',
  atMs: AT_MS,
  durationMs: 1,
  response: null,
  error: 'refused',
};

interface Row {
  readonly last: number;
  readonly captures: number;
}

/** Stores all in one turn, so that they come into as few blocks as may be. */
async function together(history: History, requests: readonly ArrivedRequest[]): Promise<void> {
  await Promise.all(requests.map((request) => history.append(request)));
}

async function opened(
  t: TestContext,
  driver: Driver,
  options: Parameters<typeof newHistory>[2] = {},
): Promise<{
  readonly history: History;
  readonly database: SqlDatabase;
  readonly blocks: () => readonly Row[];
  /** Opens it once more, to read: what was read before stays at hand. */
  readonly reader: () => Promise<History>;
}> {
  const { history, path, folder } = await newHistory(t, driver, options);
  const reader = async (): Promise<History> => {
    const opened = await openHistory(path, portsOf(driver, folder), { readOnly: true });
    t.after(() => opened.close());
    return opened;
  };
  const database = await opener(driver)(path);
  t.after(() => database.close());
  const select = database.prepare('SELECT last_id, captures FROM capture_blocks ORDER BY last_id');
  const blocks = (): readonly Row[] =>
    select.all().map((row) => ({
      last: Number(row['last_id']),
      captures: Number(row['captures']),
    }));
  return { history, database, blocks, reader };
}

function numbered(
  count: number,
  given: (index: number) => Partial<ArrivedRequest> = () => ({}),
): readonly ArrivedRequest[] {
  return Array.from({ length: count }, (_, index) =>
    arrived({ body: Buffer.from(`body ${index + 1}`), ...given(index) }),
  );
}

async function idsOf(captures: AsyncIterable<{ readonly id: string }>): Promise<string> {
  return (await collected(captures)).map(({ id }) => id).join(' ');
}

function block(first: number, last: number): Row {
  return { last, captures: last - first + 1 };
}

function withBuffers<T extends { readonly body: Uint8Array }>(requests: readonly T[]): T[] {
  return requests.map((request) => ({ ...request, body: Buffer.from(request.body) }));
}

async function bodyText(history: History, id: string): Promise<string> {
  return Buffer.from((await history.capture(id))?.request.body ?? []).toString();
}

async function texts(history: History): Promise<string> {
  const found: string[] = [];
  for await (const { id, body } of history.recall('1', '1000')) {
    found.push(`${id}:${Buffer.from(body)}`);
  }
  return found.join(' ');
}

for (const driver of DRIVERS) {
  const title = (text: string): string => `${driver.name}: ${text}`;

  test(
    title('requests stored together read back as they came, however they are asked for'),
    async (t) => {
      const { history } = await newHistory(t, driver);
      const header = fc.tuple(
        fc.constantFrom('A', 'a', 'Content-Length'),
        fc.string({ unit: 'binary' }),
      );
      const request = fc.record(
        {
          path: fc.constantFrom('/', '/other?x=\0'),
          remoteAddress: fc.constantFrom('127.0.0.1', null),
          headers: fc.array(header, { maxLength: 3 }),
          trailers: fc.array(header, { minLength: 1, maxLength: 3 }),
          body: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
        },
        { requiredKeys: ['path', 'remoteAddress', 'headers', 'body'] },
      );
      let known = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 9 }), async (given) => {
          const stored = given.map((each, index) => ({
            id: `${known + index + 1}`,
            ...arrived(each),
          }));
          const after = known === 0 ? {} : { afterId: `${known}` };
          const last = `${known + stored.length}`;
          await together(history, given.map(arrived));
          known += stored.length;
          const ids = stored.map(({ id }) => id);
          const recorded = (await history.recorded(ids)).map((found) => found.request);
          const listed = await collected(history.list(after));
          assert.deepEqual(withBuffers(await collected(history.recall(`${ids[0]}`, last))), stored);
          assert.deepEqual(withBuffers(recorded), stored);
          assert.deepEqual(
            listed,
            stored.map(({ body, ...head }) => ({ ...head, bodyBytes: body.length, facts: null })),
          );
          for (const expected of stored) {
            const found = await history.capture(expected.id);
            assert.deepEqual(found && withBuffers([found.request]), [expected]);
          }
        }),
        { numRuns: 50 },
      );
    },
  );

  test(
    title('what comes in one turn is one block, bounded in number, bytes and time'),
    async (t) => {
      const { history, blocks } = await opened(t, driver);
      await together(history, numbered(130));
      assert.deepEqual(blocks(), [block(1, 64), block(65, 128), block(129, 130)]);
      assert.equal(await idsOf(history.list({ beforeId: '2', order: 'newest-first' })), '1');
      assert.equal(await idsOf(history.recall('64', '66')), '64 65 66');
      const large = { body: new Uint8Array(60_000) };
      await together(
        history,
        numbered(5, () => large),
      );
      assert.deepEqual(blocks().slice(3), [block(131, 132), block(133, 134), block(135, 135)]);
      const own = { body: new Uint8Array(MAX_ROW_BODY_BYTES) };
      await together(history, [arrived(), arrived(own), arrived()]);
      assert.deepEqual(blocks().slice(6), [block(136, 136), block(137, 137), block(138, 138)]);
      const times = [0, 500, -500, 501, 1_000, -600];
      await together(
        history,
        numbered(6, (at) => ({ receivedAtMs: AT_MS + (times[at] ?? 0) })),
      );
      assert.deepEqual(blocks().slice(9), [block(139, 141), block(142, 143), block(144, 144)]);
      assert.equal(await history.count(), 144);
    },
  );

  test(title('a body in a file is a block of its own, between others'), async (t) => {
    const { history, blocks } = await opened(t, driver);
    const filed = new Uint8Array(MAX_ROW_BODY_BYTES + 1).fill(7);
    await together(history, [...numbered(2), arrived({ body: filed }), ...numbered(2)]);
    assert.deepEqual(blocks(), [block(1, 2), block(3, 3), block(4, 5)]);
    assert.ok(
      Buffer.from(filed).equals((await history.capture('3'))?.request.body ?? filed.fill(8)),
    );
    assert.equal(await idsOf(history.list({ order: 'newest-first' })), '5 4 3 2 1');
    assert.equal(await idsOf(history.recall('2', '4')), '2 3 4');
  });

  test(title('lists begin and end within blocks'), async (t) => {
    const { history } = await opened(t, driver);
    await together(
      history,
      numbered(10, (index) => ({ receivedAtMs: AT_MS + index })),
    );
    await together(history, numbered(10));
    for (const id of ['3', '4', '12', '20']) history.describe(id, facts());
    await history.append(arrived({ receivedAtMs: AT_MS + 60_000 }));
    assert.equal(await idsOf(history.list({ afterId: '8', beforeId: '13' })), '9 10 11 12');
    assert.equal(
      await idsOf(history.list({ afterId: '8', beforeId: '13', order: 'newest-first' })),
      '12 11 10 9',
    );
    const since = { sinceMs: AT_MS + 8, beforeId: '11' };
    assert.equal(await idsOf(history.list(since)), '9 10');
    assert.equal(await history.count(since), 2);
    assert.equal(await idsOf(history.list({ provider: 'mailgun', afterId: '3' })), '4 12 20');
    assert.equal(
      await idsOf(history.list({ provider: 'mailgun', order: 'newest-first', limit: 3 })),
      '20 12 4',
    );
    const described = (await collected(history.list())).filter((record) => record.facts !== null);
    assert.deepEqual(
      described.map(({ id }) => id),
      ['3', '4', '12', '20'],
    );
    const recorded = await history.recorded(['20', '1', '4', '99']);
    assert.deepEqual(
      recorded.map(({ request, event }) => [request.id, event]),
      [
        ['1', null],
        ['4', 'bounce'],
        ['20', 'bounce'],
      ],
    );
  });

  test(title('who looks for ids looks at no block far from them'), async (t) => {
    const { database } = await opened(t, driver);
    const plan = database.prepare(
      `EXPLAIN QUERY PLAN SELECT last_id FROM capture_blocks WHERE ${HAS_IDS_BETWEEN}`,
    );
    assert.match(String(plan.get(1, 2, 2)?.['detail']), /rowid>\? AND rowid<\?/);
  });

  test(title('pruning cuts blocks exactly, and what stays is whole'), async (t) => {
    const clock = fakeClock(AT_MS + 60_000);
    const { history, blocks } = await opened(t, driver, { clock });
    await together(
      history,
      numbered(6, (index) => ({ receivedAtMs: AT_MS + index * 10 })),
    );
    const { events } = facts();
    for (const id of ['2', '3', '5']) {
      history.describe(id, facts());
      history.forwarded(id, FORWARD);
    }
    await history.append(arrived({ receivedAtMs: AT_MS + 100, body: Buffer.from('last') }));
    assert.deepEqual(await history.occurrences('mailgun', events[0] ?? assert.fail(), '5'), {
      count: 2,
      firstMs: AT_MS + 10,
    });

    assert.equal((await history.prune({ keep: 5 })).captures, 2);
    assert.equal(await texts(history), '3:body 3 4:body 4 5:body 5 6:body 6 7:last');
    assert.deepEqual(blocks(), [block(3, 6), block(7, 7)]);
    assert.deepEqual(await history.occurrences('mailgun', events[0] ?? assert.fail()), {
      count: 2,
      firstMs: AT_MS + 20,
    });
    assert.deepEqual((await history.forwards('2')).length, 0);
    assert.deepEqual((await history.forwards('3')).length, 1);

    assert.equal((await history.prune({ olderThanMs: 60_000 - 30 })).captures, 1);
    assert.equal(await texts(history), '4:body 4 5:body 5 6:body 6 7:last');
    assert.equal((await history.capture('5'))?.facts?.provider, 'mailgun');
    assert.equal(await history.capture('3'), undefined);
    history.describe('3', facts()); // gone, and that is no reason to keep it
    assert.equal((await history.append(arrived())).id, '8');
    assert.equal(await history.count({ provider: 'mailgun' }), 1);
  });

  test(title('a clock that was set while a block gathered leaves gaps in it'), async (t) => {
    const clock = fakeClock(AT_MS + 60_000);
    const { history, blocks } = await opened(t, driver, { clock });
    const times = [0, -400, -400, 0, -400, 0];
    await together(
      history,
      numbered(6, (index) => ({ receivedAtMs: AT_MS + (times[index] ?? 0) })),
    );
    assert.equal((await history.prune({ olderThanMs: 60_100 })).captures, 3);
    assert.deepEqual(blocks(), [block(1, 1), block(4, 4), block(6, 6)]);
    assert.equal(await texts(history), '1:body 1 4:body 4 6:body 6');
    assert.equal((await history.append(arrived())).id, '7');
  });

  test(title('what one process reads again is what another has left of it'), async (t) => {
    const { history, reader } = await opened(t, driver);
    await together(history, numbered(4));
    const other = await reader();
    assert.equal(await bodyText(other, '1'), 'body 1');
    await history.prune({ keep: 3 });
    assert.equal(await other.capture('1'), undefined);
    assert.equal(await bodyText(other, '2'), 'body 2');
    await history.prune({ keep: 0 });
    assert.equal(await other.capture('2'), undefined);
    assert.equal(await other.last(), undefined);
    await together(history, numbered(1));
    assert.equal((await other.last())?.request.id, '5');
  });

  test(title('ids are never given twice, even when all is pruned'), async (t) => {
    const { history, blocks } = await opened(t, driver);
    await together(history, numbered(70));
    assert.equal((await history.prune({ keep: 0 })).captures, 70);
    assert.deepEqual(blocks(), []);
    assert.equal((await history.append(arrived())).id, '71');
  });

  test(title('damage to one of a block leaves the others whole'), async (t) => {
    const { history, database, reader } = await opened(t, driver);
    await together(history, numbered(3));
    database.exec(
      `UPDATE capture_blocks SET heads = json_set(heads, '$[1]', json('[1, 6, "no head"]'))`,
    );
    const second = await reader();
    await assert.rejects(second.capture('2'), /capture 2 of the history is damaged/);
    await assert.rejects(second.recorded(['2']), /capture 2 of the history is damaged/);
    const listed: string[] = [];
    const list = async (): Promise<void> => {
      for await (const { id } of second.list()) listed.push(id);
    };
    await assert.rejects(list(), /capture 2 of the history is damaged/);
    assert.deepEqual(listed, ['1']);
    const told: string[] = [];
    const onDamaged = ({ message }: Error): void => void told.push(message);
    for (const order of ['oldest-first', 'newest-first'] as const) {
      const others = await collected(second.list({ order, onDamaged }));
      assert.deepEqual(others.map(({ id }) => id).sort(), ['1', '3']);
    }
    assert.deepEqual(told, Array(2).fill('capture 2 of the history is damaged'));
    assert.equal(await bodyText(second, '3'), 'body 3');
    database.exec('UPDATE capture_blocks SET bodies = substr(bodies, 1, 15)');
    const third = await reader();
    await assert.rejects(third.capture('3'), /capture 3 of the history is damaged/);
    assert.equal(await bodyText(third, '1'), 'body 1');
    database.exec("UPDATE capture_blocks SET heads = '[no JSON'");
    const none = await reader();
    await assert.rejects(none.capture('1'), /capture 1 of the history is damaged/);
    await assert.rejects(collected(none.list()), /capture 1 of the history is damaged/);
  });

  test(
    title('redeliveries are known of a damaged block too, but not when they came'),
    async (t) => {
      const { history, database } = await opened(t, driver);
      const event = facts().events[0] ?? assert.fail();
      await together(
        history,
        numbered(3, (index) => ({ receivedAtMs: AT_MS - index })),
      );
      for (const id of ['1', '2', '3']) history.describe(id, facts());
      await history.append(arrived());
      history.describe('4', facts());
      await history.append(arrived());
      assert.deepEqual(await history.occurrences('mailgun', event), {
        count: 4,
        firstMs: AT_MS - 2,
      });
      database.exec("UPDATE capture_blocks SET heads = '[no JSON' WHERE last_id = 3");
      assert.deepEqual(await history.occurrences('mailgun', event), {
        count: 4,
        firstMs: arrived().receivedAtMs,
      });
    },
  );

  test(title('a damaged block is pruned as a whole, and holds up no other'), async (t) => {
    const clock = fakeClock(AT_MS + 60_000);
    const { history, database, blocks } = await opened(t, driver, { clock });
    const apart = (index: number) => ({ receivedAtMs: AT_MS + 100 * index });
    await together(history, numbered(3, apart));
    await together(history, numbered(3, apart));
    database.exec("UPDATE capture_blocks SET heads = '[no JSON' WHERE last_id = 3");
    assert.equal((await history.prune({ keep: 4 })).captures, 0);
    assert.equal((await history.prune({ olderThanMs: 60_000 - 150 })).captures, 2);
    assert.deepEqual(blocks(), [block(1, 3), block(6, 6)]);
    assert.equal((await history.prune({ keep: 1 })).captures, 3);
    assert.deepEqual(blocks(), [block(6, 6)]);
  });

  test(title('a history with a row for each capture is taken over as it is'), async (t) => {
    const folder = await temporaryFolder(t);
    const path = join(folder, 'history.db');
    const old = await opener(driver)(path);
    migrate(old, path, MIGRATIONS.slice(0, 4));
    const insert = old.prepare(
      'INSERT INTO captures (received_at_ms, body_bytes, body_file, head, body) VALUES (?, ?, ?, ?, ?)',
    );
    const head = ['POST', '/\0\ud800"é', 'http://localhost/', '1.1', null, ['A', 'b', 'A', 'ÿ']];
    const body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    insert.run(AT_MS, 256, null, JSON.stringify(head), body);
    insert.run(AT_MS + 1, 0, null, JSON.stringify(head), new Uint8Array(0));
    insert.run(AT_MS + 2, 5, 'ab'.repeat(32), JSON.stringify(head), null);
    insert.run(AT_MS + 3, 256, null, JSON.stringify(head), body);
    old.exec('DELETE FROM captures WHERE id IN (2, 4)');
    old.close();

    const said: string[] = [];
    const logger = { ...silentLogger(), info: (message: string) => void said.push(message) };
    const history = await openHistory(path, portsOf(driver, folder, { logger }));
    t.after(() => history.close());
    assert.deepEqual(said, [
      `bringing ${path} to the format of this version; a large one takes a while`,
    ]);
    const found = (await history.capture('1'))?.request ?? assert.fail();
    assert.deepEqual(withBuffers([found]), [
      {
        id: '1',
        receivedAtMs: AT_MS,
        method: 'POST',
        path: '/\0\ud800"é',
        url: 'http://localhost/',
        httpVersion: '1.1',
        remoteAddress: null,
        headers: [
          ['A', 'b'],
          ['A', 'ÿ'],
        ],
        body: Buffer.from(body),
      },
    ]);
    const [, filed] = await collected(history.list());
    assert.deepEqual([filed?.id, filed?.bodyBytes, filed?.receivedAtMs], ['3', 5, AT_MS + 2]);
    assert.equal((await history.append(arrived())).id, '5');
    assert.equal(await history.count(), 3);
  });
}
