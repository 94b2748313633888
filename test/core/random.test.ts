import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../src/core/random.ts';

describe('seeded random', () => {
  it('gives the same sequence for the same seed and another one for another', () => {
    assert.equal(seededRandom('a').hex(64), seededRandom('a').hex(64));
    assert.notEqual(seededRandom('a').hex(64), seededRandom('b').hex(64));
  });

  it('gives the same in every version: seeds stand in scripts', () => {
    assert.equal(
      seededRandom('seed').hex(50),
      '4aac4fd0cf1a76cd57b1baa0b6f453ff1e48060e4db46aeadc',
    );
    assert.equal(seededRandom('seed/é').fork('x').hex(7), '7e93c16');
  });

  it('forks by label, whatever was drawn before', () => {
    const random = seededRandom('a');
    const before = random.fork('x').hex(16);
    random.hex(100);
    assert.equal(random.fork('x').hex(16), before);
    assert.notEqual(random.fork('y').hex(16), before);
  });

  it('keeps near seeds apart: no two of 200,000 numbered ones start alike', () => {
    const seen = new Set<string>();
    for (let index = 0; index < 200_000; index += 1) {
      const random = seededRandom(`seed/${index}`);
      seen.add(`${random.next()}${random.next()}`);
    }
    assert.equal(seen.size, 200_000);
  });

  it('draws whole numbers within bounds and about evenly', () => {
    const counts = new Array<number>(10).fill(0);
    const random = seededRandom('even');
    for (let draw = 0; draw < 100_000; draw += 1) {
      const value = random.integer(0, 9);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    for (const count of counts) assert.ok(count > 9_500 && count < 10_500, `${counts}`);
  });

  it('makes version 4 UUIDs', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        assert.match(
          seededRandom(seed).uuid(),
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });
});
