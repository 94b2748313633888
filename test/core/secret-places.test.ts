import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { replaceInText, replaceInUrl } from '../../src/core/secret-places.ts';

const PIECES = [
  ...['://', '/', '?', '#', '&', ';', '=', ':', '@', ' ', '"', 'a', '-'],
  ...['?token=', ';key=', 'key=', 'sk_live_', 'whsec_', 'Bearer ', 'key-'],
  ...['4eC39HqLyjWDarjt', '0123456789abcdef0123456789abcdef', 'redacted-1'],
];

/** Numbered like those of `listen --save --redact`. */
function numbered(): (secret: string) => string {
  const given = new Map<string, string>();
  return (secret) => {
    if (/^redacted-\d+$/.test(secret)) return secret;
    const stand = given.get(secret) ?? `redacted-${given.size + 1}`;
    given.set(secret, stand);
    return stand;
  };
}

test('a key that is replaced by a name does not read as another key', () => {
  const text = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc whsec_AAECAwQFBgcICQ== Bearer abcdefgh1';
  const replaced = 'sk_live_redacted-1 whsec_redacted-2 Bearer redacted-3';
  assert.equal(replaceInText(text, numbered()), replaced);
});

test('a text whose secrets are replaced has none left to replace', () => {
  const pieces = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 20 });
  fc.assert(
    fc.property(pieces, (parts) => {
      const replace = numbered();
      const text = replaceInText(parts.join(''), replace);
      const url = replaceInUrl(parts.join(''), replace);
      assert.equal(replaceInText(text, replace), text);
      assert.equal(replaceInUrl(url, replace), url);
      assert.equal(replaceInText(url, replace), url);
    }),
    { examples: [[['sk_live_', '4eC39HqLyjWDarjt']], [['://', ';key=', '/', '&', '@']]] },
  );
});
