import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../src/core/ports.ts';
import { systemClock } from '../../src/io/clock.ts';
import type { Driver } from '../../src/io/sqlite-driver.ts';
import { openHistory } from '../../src/store/open-history.ts';
import type { History } from '../../src/store/types.ts';
import { numberedRequest } from './history-child.ts';
import {
  arrived,
  collected,
  DRIVERS,
  newHistory,
  opener,
  portsOf,
  temporaryFolder,
} from './opened-history.ts';

type Child = ChildProcessByStdio<Writable, Readable, null>;

const SCRIPT = fileURLToPath(new URL('./history-child.js', import.meta.url));

function child(t: TestContext, driver: Driver, path: string, ...mode: readonly string[]): Child {
  const started = spawn(process.execPath, [SCRIPT, driver.name, path, ...mode], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => started.kill('SIGKILL'));
  return started;
}

/** Acknowledged captures by id, as numbers of requests; ends when the child does, or calls `seen` after each. */
async function acknowledged(
  process: Child,
  seen: (count: number) => void = () => {},
): Promise<ReadonlyMap<string, number>> {
  const acks = new Map<string, number>();
  for await (const line of createInterface({ input: process.stdout })) {
    const [id = '', number = ''] = line.split(' ');
    acks.set(id, Number(number));
    seen(acks.size);
  }
  return acks;
}

async function assertWhole(history: History, acks: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, number] of acks) {
    const found = await history.capture(id);
    const expected = numberedRequest(number);
    assert.equal(found?.request.path, expected.path, `capture ${id}`);
    assert.deepEqual(found?.request.headers, expected.headers);
    assert.ok(
      Buffer.from(expected.body).equals(found?.request.body ?? Buffer.alloc(0)),
      `body of ${id}`,
    );
  }
}

for (const driver of DRIVERS) {
  const title = (text: string): string => `${driver.name}: ${text}`;

  test(
    title('a listener that is killed loses nothing it acknowledged, and needs no repair'),
    async (t) => {
      const folder = await temporaryFolder(t);
      const path = join(folder, 'history.db');
      let total = 0;
      for (const killAfter of [150, 401]) {
        const flood = child(t, driver, path, 'flood');
        const acks = await acknowledged(flood, (count) => {
          if (count === killAfter) flood.kill('SIGKILL');
        });
        assert.equal(flood.signalCode ?? (await once(flood, 'exit'))[1], 'SIGKILL');
        assert.ok(acks.size >= killAfter);
        for (const readOnly of [true, false]) {
          const history = await openHistory(path, portsOf(driver, folder), { readOnly });
          await assertWhole(history, acks);
          assert.ok((await history.count()) >= total + acks.size);
          if (!readOnly) total = await history.count();
          await history.close();
        }
        const database = await opener(driver)(path);
        assert.deepEqual(
          database
            .prepare('PRAGMA integrity_check')
            .all()
            .map((row) => row['integrity_check']),
          ['ok'],
        );
        database.close();
      }
      assert.ok((await readdir(join(folder, 'bodies'))).length > 0);
    },
  );

  test(title('two listeners share a history, and a reader sees only whole requests'), async (t) => {
    const { history, folder, path } = await newHistory(t, driver);
    await history.append(
      arrived({ path: '/0', headers: [['X-Number', '0']], body: numberedRequest(0).body }),
    );
    await history.close();
    const reader = await openHistory(path, portsOf(driver, folder), { readOnly: true });
    t.after(() => reader.close());
    const writers = [1, 2].map(() => child(t, driver, path, 'write', '300'));
    let running = true;
    const written = Promise.all(writers.map((writer) => acknowledged(writer))).finally(() => {
      running = false;
    });
    let looks = 0;
    while (running) {
      const { request } = (await reader.last()) ?? assert.fail('there is no last capture');
      const number = Number(request.path.slice(1));
      assert.ok(Buffer.from(numberedRequest(number).body).equals(request.body));
      looks += 1;
      await nextTurn();
    }
    const [first, second] = await written;
    assert.ok(looks > 5, `${looks} looks`);
    const all = [...(first?.keys() ?? []), ...(second?.keys() ?? [])];
    assert.equal(all.length, 600);
    assert.equal(new Set(all).size, 600);
    for (const acks of [first, second]) await assertWhole(reader, acks ?? new Map());
    const ids = (await collected(reader.list())).map(({ id }) => Number(id));
    assert.deepEqual(
      ids,
      Array.from({ length: 601 }, (_, index) => index + 1),
    );
  });

  test(
    title(
      'another process that holds the history for too long is a clear error, and a short one is not',
    ),
    async (t) => {
      const { history, folder, path } = await newHistory(t, driver);
      await history.close();
      // Five seconds pass in a fifth of one.
      const clock: Clock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() * 25 };
      const waiting = await openHistory(path, portsOf(driver, folder, { clock }));
      t.after(() => waiting.close());
      const holder = child(t, driver, path, 'hold');
      await once(holder.stdout, 'data');
      await assert.rejects(waiting.append(arrived()), {
        code: 'WHK_STORE',
        trouble: 'locked',
        exitCode: 4,
      });
      const patient = openHistory(path, portsOf(driver, folder)).then(async (opened) => {
        t.after(() => opened.close());
        return (await opened.append(arrived())).id;
      });
      holder.stdin.end();
      assert.equal(await patient, '1');
    },
  );
}
