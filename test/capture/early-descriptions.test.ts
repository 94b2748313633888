import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Description } from '../../src/capture/describe.ts';
import { EarlyDescriptions } from '../../src/capture/early-descriptions.ts';
import { captured } from '../helpers/captures.ts';

const NOTHING: Description = {
  bodySha256: '',
  provider: null,
  events: [],
  verification: { status: 'unsigned', detail: '' },
  again: null,
};

test('descriptions are made in the order of the requests, kept, and given once', async () => {
  const story: string[] = [];
  const early = new EarlyDescriptions(async ({ id }) => {
    story.push(`begin ${id}`);
    await new Promise(setImmediate);
    story.push(`end ${id}`);
    return { ...NOTHING, provider: id };
  });
  const [one, two] = [captured('1'), captured('2')];
  const made = [early.make(one), early.make(two)];
  assert.equal(early.verificationOf(one), null);
  await Promise.all(made);
  assert.deepEqual(story, ['begin 1', 'end 1', 'begin 2', 'end 2']);
  assert.deepEqual(early.verificationOf(two), NOTHING.verification);
  assert.equal((await early.take(two)).provider, '2');
  assert.equal(story.length, 4);
  assert.equal(early.verificationOf(two), null);
  assert.equal((await early.take(captured('3'))).provider, '3');
});
