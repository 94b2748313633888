import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HeaderPair } from '../../src/core/headers.ts';
import { MAX_ROW_BODY_BYTES } from '../../src/store/history.ts';
import { openHistory } from '../../src/store/open-history.ts';
import { arrived, DRIVERS, facts, newHistory, portsOf } from './opened-history.ts';

const latin1 = fc
  .uint8Array({ maxLength: 40 })
  .map((bytes) => Buffer.from(bytes).toString('latin1'));
const requests = fc.record({
  receivedAtMs: fc.integer({ min: 0, max: 8_640_000_000_000_000 }),
  method: fc.constantFrom('POST', 'GET', 'M-SEARCH', 'X\0Y'),
  path: fc.oneof(latin1, fc.string({ unit: 'binary' })),
  url: latin1,
  httpVersion: fc.constantFrom('1.0', '1.1'),
  remoteAddress: fc.option(latin1),
  headers: fc.array(fc.tuple(latin1, latin1) as fc.Arbitrary<HeaderPair>, { maxLength: 12 }),
  body: fc.uint8Array({ maxLength: 5_000 }),
});

for (const driver of DRIVERS) {
  const title = (text: string): string => `${driver.name}: ${text}`;

  test(
    title('what is stored reads back byte for byte, in this process and the next'),
    async (t) => {
      const { history, folder, path } = await newHistory(t, driver);
      const stored = new Map<string, Parameters<typeof history.append>[0]>();
      await fc.assert(
        fc.asyncProperty(fc.array(requests, { maxLength: 5 }), async (batch) => {
          for (const request of await Promise.all(batch.map((each) => history.append(each)))) {
            const { id, ...rest } = request;
            stored.set(id, rest);
          }
        }),
        { numRuns: 40 },
      );
      const other = await openHistory(path, portsOf(driver, folder), { readOnly: true });
      t.after(() => other.close());
      for (const reader of [history, other]) {
        for (const [id, request] of stored) {
          const found = await reader.capture(id);
          const { body, ...head } = found?.request ?? assert.fail(`capture ${id} is missing`);
          const { body: sent, ...sentHead } = request;
          assert.deepEqual(head, { id, ...sentHead });
          assert.deepEqual(Buffer.from(body), Buffer.from(sent));
        }
        for (const { request } of await reader.recorded([...stored.keys()])) {
          const { id, body, ...head } = request;
          const { body: sent, ...sentHead } = stored.get(id) ?? assert.fail(`${id} is too much`);
          assert.deepEqual(head, sentHead);
          assert.deepEqual(Buffer.from(body), Buffer.from(sent));
        }
      }
    },
  );

  test(title('a page of captures reads back byte for byte, small and large'), async (t) => {
    const { history } = await newHistory(t, driver);
    const sizes = [0, 1, 300, 64 * 1024, 64 * 1024 + 1, 200_000, 2, MAX_ROW_BODY_BYTES + 1, 3];
    const bodies = sizes.map((size) => randomBytes(size));
    const appended = await Promise.all(bodies.map((body) => history.append(arrived({ body }))));
    history.describe(appended[1]?.id ?? '', facts());
    await history.append(arrived()); // takes what was described along
    const page = await history.recorded([...appended.map(({ id }) => id), '1000']);
    assert.deepEqual(
      page.map(({ request }) => request.id),
      appended.map(({ id }) => id),
    );
    for (const [index, { request, provider }] of page.entries()) {
      const { body, bodyFile, ...head } = await history.whole(request);
      const { body: _, bodyFile: __, ...sentHead } = appended[index] ?? assert.fail();
      assert.deepEqual(head, sentHead);
      assert.deepEqual(Buffer.from(body), bodies[index]);
      assert.equal(bodyFile, undefined);
      assert.equal(provider, index === 1 ? facts().provider : null);
    }
  });

  test(title('ids are whole numbers as text that grow in the order of the calls'), async (t) => {
    const { history } = await newHistory(t, driver);
    const sizes = [1, MAX_ROW_BODY_BYTES + 1, 2, MAX_ROW_BODY_BYTES + 2, 3];
    const appended = await Promise.all(
      sizes.map((size) => history.append(arrived({ body: new Uint8Array(size) }))),
    );
    assert.deepEqual(
      appended.map(({ id, body }) => [id, body.length]),
      sizes.map((size, index) => [`${index + 1}`, size]),
    );
  });

  test(title('an id is never given twice, even when all captures are pruned'), async (t) => {
    const { history } = await newHistory(t, driver);
    await history.append(arrived());
    await history.append(arrived());
    await history.prune({ keep: 0 });
    assert.equal((await history.append(arrived())).id, '3');
  });

  test(title('a body beyond 1 MiB is kept in a file, the same content once'), async (t) => {
    const { history, folder } = await newHistory(t, driver);
    const large = randomBytes(MAX_ROW_BODY_BYTES + 1);
    const [first, second] = await Promise.all([
      history.append(arrived({ body: large })),
      history.append(arrived({ body: large })),
      history.append(arrived({ body: large.subarray(1) })),
    ]);
    assert.equal((await readdir(join(folder, 'bodies'))).length, 1);
    for (const { id } of [first, second]) {
      assert.ok(large.equals((await history.capture(id))?.request.body ?? Buffer.alloc(0)));
    }
  });

  test(title('a body file that is lost or damaged is an error and not another body'), async (t) => {
    const { history, folder } = await newHistory(t, driver);
    const body = randomBytes(MAX_ROW_BODY_BYTES + 1);
    const { id } = await history.append(arrived({ body }));
    const [name] = await readdir(join(folder, 'bodies'));
    const file = join(folder, 'bodies', name ?? '');
    body[7] = (body[7] ?? 0) ^ 1;
    await writeFile(file, body);
    await assert.rejects(history.capture(id), /is damaged/);
    await rm(file);
    await assert.rejects(history.capture(id), /no such file/);
  });

  test(title('the last capture is found, and ids that no capture has find nothing'), async (t) => {
    const { history } = await newHistory(t, driver);
    assert.equal(await history.last(), undefined);
    await history.append(arrived({ path: '/one' }));
    await history.append(arrived({ path: '/two' }));
    assert.equal((await history.last())?.request.path, '/two');
    for (const id of ['3', '0', '-1', '1.0', '01', 'last', '', '9'.repeat(30), "1' OR 1=1"]) {
      assert.equal(await history.capture(id), undefined, id);
    }
  });

  test(title('facts are stored with a capture, replaced, and there after a restart'), async (t) => {
    const { history, folder, path } = await newHistory(t, driver);
    const { id } = await history.append(arrived());
    assert.equal((await history.capture(id))?.facts, null);
    const failed = facts({
      verification: { status: 'failed', cause: 'mismatch', detail: 'no\0t\ud800 it' },
      answered: { status: 503, source: 'rule' },
      again: { count: 2, sinceFirstMs: 300_000, plannedMs: null },
    });
    history.describe(id, facts());
    history.describe(id, failed);
    history.describe('99', facts());
    history.describe('nonsense', facts());
    await history.close();
    const next = await openHistory(path, portsOf(driver, folder));
    t.after(() => next.close());
    assert.deepEqual((await next.capture(id))?.facts, failed);
    assert.equal(await next.count({ provider: 'mailgun' }), 1);
  });

  test(title('every kind of verification reads back'), async (t) => {
    const { history, folder, path } = await newHistory(t, driver);
    const verifications = [
      { status: 'ok', detail: 'fine' },
      { status: 'ok', detail: 'fine', replayKey: 'token' },
      { status: 'failed', cause: 'stale', detail: 'old' },
      { status: 'unsigned', detail: 'none' },
      { status: 'no-secret', detail: 'none' },
      { status: 'not-applicable', detail: 'none' },
    ] as const;
    for (const verification of verifications) {
      const { id } = await history.append(arrived());
      history.describe(id, facts({ verification, provider: null, events: [] }));
    }
    await history.close();
    const next = await openHistory(path, portsOf(driver, folder), { readOnly: true });
    t.after(() => next.close());
    for (const [index, verification] of verifications.entries()) {
      const found = (await next.capture(`${index + 1}`))?.facts;
      assert.deepEqual(found, facts({ verification, provider: null, events: [] }));
    }
  });

  test(title('redeliveries of an event are counted, with the time of the first'), async (t) => {
    const { history, folder, path } = await newHistory(t, driver);
    const event = { name: 'bounce', wireName: 'failed', id: 'e\0\ud800', recipient: null };
    const other = { ...event, id: 'other' };
    const times = [5_000, 1_000, 9_000];
    for (const [index, receivedAtMs] of times.entries()) {
      const { id } = await history.append(arrived({ receivedAtMs }));
      history.describe(id, facts({ events: index === 2 ? [event, event, other] : [event] }));
    }
    await history.close();
    const next = await openHistory(path, portsOf(driver, folder));
    t.after(() => next.close());
    assert.deepEqual(await next.occurrences('mailgun', event), { count: 3, firstMs: 1_000 });
    assert.deepEqual(await next.occurrences('mailgun', event, '2'), { count: 1, firstMs: 5_000 });
    assert.equal(await next.occurrences('mailgun', event, '1'), undefined);
    assert.deepEqual(await next.occurrences('mailgun', other), { count: 1, firstMs: 9_000 });
    assert.equal(await next.occurrences('mailtrap', event), undefined);
    assert.equal(await next.occurrences('mailgun', { ...event, wireName: 'opened' }), undefined);
    assert.equal(await next.occurrences('mailgun', { ...event, id: null }), undefined);

    next.describe('1', facts({ events: [other] })); // looked at again, with another outcome
    await next.append(arrived());
    assert.equal(await next.occurrences('mailgun', event, '2'), undefined);
  });

  test(title('a history opened to read shows everything and refuses to write'), async (t) => {
    const { history, folder, path } = await newHistory(t, driver);
    await history.append(arrived());
    const reader = await openHistory(path, portsOf(driver, folder), { readOnly: true });
    t.after(() => reader.close());
    await history.append(arrived());
    assert.equal(await reader.count(), 2);
    await assert.rejects(reader.append(arrived()), { code: 'WHK_STORE', trouble: 'read-only' });
    await assert.rejects(reader.prune({ keep: 0 }), { code: 'WHK_STORE', trouble: 'read-only' });
  });

  test(title('after close nothing more is taken'), async (t) => {
    const { history } = await newHistory(t, driver);
    const waiting = history.append(arrived());
    await history.close();
    assert.equal((await waiting).id, '1');
    await assert.rejects(history.append(arrived()), /closed/);
  });
}
