import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runHistory } from '../../src/commands/history.ts';
import type { HistorySelection } from '../../src/commands/history-selection.ts';
import { arrived, DRIVERS, newHistory, silentLogger } from '../store/opened-history.ts';

const ALL: HistorySelection = { ids: [], failed: false, filter: null };

test('the newest are found without reading the rest, and those named one after the other', async (t) => {
  const [driver = assert.fail()] = DRIVERS;
  const { history } = await newHistory(t, driver);
  for (let count = 0; count < 20; count += 1) await history.append(arrived());
  let read: string[] = [];
  const counted: typeof history = {
    ...history,
    capture: (id) => {
      read.push(id);
      return history.capture(id);
    },
  };
  const listed = async (selection: HistorySelection, limit: number): Promise<unknown[]> => {
    const shown: unknown[] = [];
    read = [];
    await runHistory(selection, limit, {
      history: counted,
      output: {
        event: async (event) => void shown.push(event.type === 'request' && event.request.id),
      },
      logger: silentLogger(),
    });
    return shown;
  };
  assert.deepEqual(await listed(ALL, 3), ['18', '19', '20']);
  assert.deepEqual(read, ['20', '19', '18']);
  assert.deepEqual(await listed(ALL, 0), []);
  assert.deepEqual(read, []);
  assert.deepEqual(await listed({ ...ALL, ids: ['7', '2..4'] }, 2), ['3', '4']);
  assert.deepEqual(
    await listed(ALL, 99),
    [...Array(20).keys()].map((index) => `${index + 1}`),
  );
});
