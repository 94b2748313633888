import type { Random } from '../../core/random.ts';
import type { SecretFacts } from '../types.ts';

const KNOWN_SHAPE = /^(?:[0-9a-f]{32}|key-[a-z0-9]{32})$/;
const QUOTES = /^["'`]|["'`]$/;

export const MAILGUN_SECRET: SecretFacts = {
  kind: 'shared',
  shape:
    'the HTTP webhook signing key: 32 hexadecimal characters, in old accounts key- and 32 letters and digits',
  testSecret: '3f1c9a7be5d24680a1b2c3d4e5f60718',
  make: (random: Random) => random.hex(32),
  check: (value) => {
    if (value === '') return { fatal: true, message: 'the signing key is empty' };
    const flaw = flawOf(value);
    return flaw === undefined ? undefined : { fatal: false, message: flaw };
  },
};

function flawOf(value: string): string | undefined {
  if (/^[\r\n]|[\r\n]$/.test(value)) return 'the signing key has a line end around it';
  if (value !== value.trim()) return 'the signing key has a blank around it';
  if (QUOTES.test(value)) return 'the signing key has quotes around it';
  if (KNOWN_SHAPE.test(value)) return undefined;
  return 'this does not look like a Mailgun signing key: 32 hexadecimal characters, or key- and 32 letters and digits';
}
