import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BoundedMap } from '../../src/capture/bounded-map.ts';
import { memoryStore } from '../../src/capture/memory-store.ts';
import { Redeliveries } from '../../src/capture/redeliveries.ts';
import { ReplayGuard } from '../../src/capture/replay-guard.ts';
import type { EventSummary } from '../../src/core/events.ts';
import { refused, verified } from '../../src/core/verification.ts';
import { arrived } from '../helpers/captures.ts';

test('the store numbers requests from 1, in order, and gives them back unchanged', async () => {
  const store = memoryStore();
  const requests = [arrived({ path: '/a' }), arrived({ path: '/b' })];
  const kept = await Promise.all(requests.map((request) => store.append(request)));
  assert.deepEqual(kept, [
    { id: '1', ...requests[0] },
    { id: '2', ...requests[1] },
  ]);
  assert.deepEqual(store.captures(), kept);
});

test('the store forgets the oldest of more than 1,000, and goes on counting', async () => {
  const store = memoryStore();
  for (let index = 0; index < 1_003; index += 1) await store.append(arrived());
  const ids = store.captures().map(({ id }) => id);
  assert.deepEqual([ids.length, ids[0], ids.at(-1)], [1_000, '4', '1003']);
});

test('the store forgets older bodies when they get too large together, but never the last', async () => {
  const store = memoryStore(1_000, 100);
  for (const size of [60, 40, 1, 200]) {
    await store.append(arrived({ body: new Uint8Array(size) }));
  }
  assert.deepEqual(
    store.captures().map(({ id }) => id),
    ['4'],
  );
});

test('a bounded map forgets what was used longest ago', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  assert.equal(map.get('a'), 1);
  map.set('c', 3);
  assert.deepEqual([map.get('a'), map.get('b'), map.get('c'), map.size], [1, undefined, 3, 2]);
});

test('a token that comes again with the same body is a retry, with another body a replay', () => {
  const guard = new ReplayGuard();
  const first = verified('fits', 'token-1');
  assert.equal(guard.check('mailgun', first, 'sha-a'), first);
  assert.equal(guard.check('mailgun', first, 'sha-a'), first);
  assert.deepEqual(
    guard.check('mailgun', first, 'sha-b'),
    refused('replayed', 'this token came before with another body'),
  );
  assert.equal(guard.check('mailgun', first, 'sha-a'), first);
});

test('tokens of different providers, and verifications without one, do not meet', () => {
  const guard = new ReplayGuard();
  for (const [provider, verification] of [
    ['mailgun', verified('fits', 'token-1')],
    ['smtpeter', verified('fits', 'token-1')],
    ['mailtrap', verified('fits')],
    ['mailtrap', verified('fits')],
    ['mailtrap', refused('mismatch', 'no')],
  ] as const) {
    assert.equal(guard.check(provider, verification, `sha-of-${provider}`), verification);
  }
});

test('a token is forgotten when enough others came after it', () => {
  const guard = new ReplayGuard(2);
  for (const token of ['a', 'b', 'c']) guard.check('mailgun', verified('fits', token), 'one');
  assert.equal(guard.check('mailgun', verified('fits', 'a'), 'two').status, 'ok');
  assert.equal(guard.check('mailgun', verified('fits', 'c'), 'two').status, 'failed');
});

function events(...ids: readonly (string | null)[]): readonly EventSummary[] {
  return ids.map((id) => ({ name: 'open', wireName: 'opened', id, recipient: null }));
}

const at = (receivedAtMs: number) => ({ id: '7', receivedAtMs });

test('the same event id again is counted, with the time since the first', async () => {
  const seen = new Redeliveries();
  assert.equal(await seen.note('mailgun', events('a'), at(1_000)), null);
  assert.deepEqual(await seen.note('mailgun', events('a'), at(301_000)), {
    count: 1,
    sinceFirstMs: 300_000,
  });
  assert.deepEqual(await seen.note('mailgun', events('a'), at(601_000)), {
    count: 2,
    sinceFirstMs: 600_000,
  });
});

test('another id, another event, another provider or no id at all is never a redelivery', async () => {
  const seen = new Redeliveries();
  await seen.note('mailgun', events('a'), at(0));
  assert.equal(await seen.note('mailgun', events('b'), at(1)), null);
  assert.equal(await seen.note('smtpeter', events('a'), at(1)), null);
  const click = { name: 'click', wireName: 'clicked', id: 'a', recipient: null };
  assert.equal(await seen.note('mailgun', [click], at(1)), null);
  assert.equal(await seen.note('mailgun', events(null), at(1)), null);
  assert.equal(await seen.note('mailgun', events(null), at(2)), null);
  assert.equal(await seen.note('mailgun', [], at(3)), null);
});

test('a batch comes again only when all of it came before', async () => {
  const seen = new Redeliveries();
  await seen.note('mailtrap', events('a'), at(0));
  assert.equal(await seen.note('mailtrap', events('a', 'b', 'b'), at(100)), null);
  assert.deepEqual(await seen.note('mailtrap', events('a', 'b', null), at(400)), {
    count: 1,
    sinceFirstMs: 400,
  });
});

test('what came in earlier runs counts, and is looked up once', async () => {
  const asked: string[] = [];
  const seen = new Redeliveries(async (provider, { wireName, id }, beforeId) => {
    asked.push(`${provider} ${wireName} ${id} before ${beforeId}`);
    return id === 'a' ? { count: 2, firstMs: 1_000 } : undefined;
  });
  const second = await seen.note('mailgun', events('a'), at(601_000));
  assert.deepEqual(second, { count: 2, sinceFirstMs: 600_000 });
  const third = await seen.note('mailgun', events('a'), at(901_000));
  assert.deepEqual(third, { count: 3, sinceFirstMs: 900_000 });
  assert.equal(await seen.note('mailgun', events('b', null), at(901_000)), null);
  assert.deepEqual(asked, ['mailgun opened a before 7', 'mailgun opened b before 7']);
});
