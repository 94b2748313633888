import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Driver } from '../../src/io/sqlite-driver.ts';
import { MAX_ROW_BODY_BYTES } from '../../src/store/history.ts';
import { openHistory } from '../../src/store/open-history.ts';
import type { CaptureQuery, History } from '../../src/store/types.ts';
import { arrived, collected, DRIVERS, facts, newHistory, portsOf } from './opened-history.ts';

async function ids(history: History, query?: CaptureQuery): Promise<string> {
  return (await collected(history.list(query))).map(({ id }) => id).join(' ');
}

/** Captures 1 to 6, a second apart; 2 and 5 are bounces of Mailgun, 3 an open of Mailtrap, 4 has two events. */
async function sixCaptures(t: TestContext, driver: Driver): Promise<History> {
  const { history, folder, path } = await newHistory(t, driver);
  const event = (name: string | null, wireName: string) => ({
    name,
    wireName,
    id: null,
    recipient: null,
  });
  for (let id = 1; id <= 6; id += 1) {
    await history.append(arrived({ receivedAtMs: id * 1_000, path: `/${id}` }));
  }
  for (const id of ['2', '5']) history.describe(id, facts({ events: [event('bounce', 'failed')] }));
  history.describe('3', facts({ provider: 'mailtrap', events: [event('open', 'open')] }));
  history.describe('4', facts({ events: [event(null, "o'dd"), event('open', 'opened')] }));
  history.describe('6', facts({ provider: null, events: [] }));
  await history.close();
  const reader = await openHistory(path, portsOf(driver, folder), { readOnly: true });
  t.after(() => reader.close());
  return reader;
}

for (const driver of DRIVERS) {
  const title = (text: string): string => `${driver.name}: ${text}`;

  test(title('captures are listed by order, range, time and number'), async (t) => {
    const history = await sixCaptures(t, driver);
    const cases: readonly [CaptureQuery, string][] = [
      [{}, '1 2 3 4 5 6'],
      [{ order: 'newest-first' }, '6 5 4 3 2 1'],
      [{ limit: 2 }, '1 2'],
      [{ limit: 2, order: 'newest-first' }, '6 5'],
      [{ limit: 0 }, ''],
      [{ afterId: '2' }, '3 4 5 6'],
      [{ beforeId: '3' }, '1 2'],
      [{ afterId: '2', beforeId: '5', order: 'newest-first' }, '4 3'],
      [{ afterId: '6' }, ''],
      [{ afterId: '999' }, ''],
      [{ beforeId: '1' }, ''],
      [{ beforeId: '999' }, '1 2 3 4 5 6'],
      [{ afterId: 'x' }, ''],
      [{ beforeId: '-3' }, ''],
      [{ sinceMs: 4_000 }, '4 5 6'],
      [{ sinceMs: 3_001, order: 'newest-first', limit: 2 }, '6 5'],
      [{ sinceMs: 9_000 }, ''],
    ];
    for (const [query, expected] of cases) {
      assert.equal(await ids(history, query), expected, JSON.stringify(query));
      const { limit: _, order: __, ...filter } = query;
      const all = (await ids(history, filter)).split(' ').filter((id) => id !== '').length;
      assert.equal(await history.count(filter), all, JSON.stringify(filter));
    }
  });

  test(
    title('captures are listed by provider, and by canonical and wire name of any event'),
    async (t) => {
      const history = await sixCaptures(t, driver);
      const cases: readonly [CaptureQuery, string][] = [
        [{ provider: 'mailgun' }, '2 4 5'],
        [{ provider: 'mailgun', order: 'newest-first', limit: 2 }, '5 4'],
        [{ provider: 'mailtrap' }, '3'],
        [{ provider: 'smtpeter' }, ''],
        [{ event: 'bounce' }, '2 5'],
        [{ event: 'failed' }, '2 5'],
        [{ event: 'open' }, '3 4'],
        [{ event: "o'dd" }, '4'],
        [{ event: 'open', provider: 'mailgun' }, '4'],
        [{ event: 'open', sinceMs: 4_000 }, '4'],
        [{ event: 'bounce', afterId: '2' }, '5'],
        [{ event: 'bounc' }, ''],
      ];
      for (const [query, expected] of cases) {
        assert.equal(await ids(history, query), expected, JSON.stringify(query));
      }
    },
  );

  test(title('clocks that go back do not hide captures'), async (t) => {
    const { history } = await newHistory(t, driver);
    for (const receivedAtMs of [5_000, 1_000, 6_000, 2_000]) {
      await history.append(arrived({ receivedAtMs }));
    }
    assert.equal(await ids(history, { sinceMs: 5_000 }), '1 3');
    assert.equal(await ids(history, { sinceMs: 1_500 }), '1 3 4');
  });

  test(title('a record has all but the body, and its size'), async (t) => {
    const { history } = await newHistory(t, driver);
    const request = arrived({ body: new Uint8Array(MAX_ROW_BODY_BYTES + 5) });
    await history.append(request);
    const { body, ...head } = request;
    const expected = { id: '1', ...head, bodyBytes: body.length, facts: null };
    assert.deepEqual(await collected(history.list()), [expected]);
  });

  test(title('pages join without a gap, both ways, with gaps in the ids'), async (t) => {
    const { history } = await newHistory(t, driver);
    await Promise.all(Array.from({ length: 1_200 }, () => history.append(arrived())));
    await history.prune({ keep: 1_100 });
    const expected = Array.from({ length: 1_100 }, (_, index) => `${index + 101}`);
    assert.equal(await ids(history), expected.join(' '));
    assert.equal(await ids(history, { order: 'newest-first' }), expected.reverse().join(' '));
    assert.equal(await history.count({ sinceMs: 0 }), 1_100);
    assert.equal(await history.count(), 1_100);
  });

  test(
    title('a list ends where the history ended when it began, and other work has its turn'),
    async (t) => {
      const { history } = await newHistory(t, driver);
      await Promise.all(Array.from({ length: 600 }, () => history.append(arrived())));
      let seen = 0;
      let appended = 0;
      for await (const _ of history.list()) {
        seen += 1;
        if (seen % 250 === 0) {
          await history.append(arrived());
          appended += 1;
        }
      }
      assert.deepEqual([seen, appended], [600, 2]);
    },
  );

  test(title('a list that is left half read holds nothing'), async (t) => {
    const { history } = await newHistory(t, driver);
    await Promise.all(Array.from({ length: 600 }, () => history.append(arrived())));
    for await (const { id } of history.list()) if (id === '10') break;
    await history.prune({ keep: 0 });
    assert.equal(await history.count(), 0);
  });
}
