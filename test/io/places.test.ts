import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Places } from '../../src/io/places.ts';

test('what entered and did not leave is there, and no more places are taken than were needed at once', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat())), (steps) => {
      const places = new Places<number>();
      const here = new Map<number, number>(); // items by their places
      let most = 0;
      for (const [item, leaving] of steps.entries()) {
        const place = [...here.keys()][(leaving ?? 0) % Math.max(1, here.size)];
        if (leaving !== null && place !== undefined) {
          places.leave(place);
          here.delete(place);
          continue;
        }
        const entered = places.enter(item);
        assert.ok(!here.has(entered));
        here.set(entered, item);
        most = Math.max(most, here.size);
        assert.ok(entered < most);
      }
      const sorted = (items: Iterable<number>): readonly number[] =>
        [...items].sort((a, b) => a - b);
      assert.deepEqual(sorted(places.all()), sorted(here.values()));
    }),
  );
});
