import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { PlannedAnswer } from '../../src/capture/answer.ts';
import { Backlog } from '../../src/capture/backlog.ts';
import { arrived } from '../helpers/captures.ts';

const PLANNED: PlannedAnswer = {
  response: { status: 200, headers: [], body: new Uint8Array() },
  source: 'default',
  delayMs: 0,
};

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}

test('what was taken from the backlog is not kept in memory, however few came', async () => {
  const backlog = new Backlog(undefined, 10, 1_000_000);
  const bodies: WeakRef<Uint8Array>[] = [];
  for (let id = 1; id <= 20; id += 1) {
    const body = new Uint8Array(1_000);
    bodies.push(new WeakRef(body));
    backlog.push({ request: { id: `${id}`, ...arrived({ body }) }, planned: PLANNED });
    if (id > 5) await backlog.next();
  }
  await new Promise(setImmediate); // a weak reference holds until the turn it was made in ends
  collectGarbage();
  assert.equal(backlog.size, 5);
  assert.equal(bodies.filter((body) => body.deref() !== undefined).length, 5);
});
