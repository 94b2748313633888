import { randomBytes } from 'node:crypto';
import { type Random, randomFrom } from '../core/random.ts';

/** A seed nobody can guess, for `seededRandom` when `--seed` is not given: 32 hexadecimal characters. */
export function cryptoSeed(): string {
  return randomBytes(16).toString('hex');
}

/** Choices nobody can guess: for making secrets. */
export const cryptoRandom: Random = randomFrom(
  () => randomBytes(4).readUInt32LE(),
  () => cryptoRandom,
);
