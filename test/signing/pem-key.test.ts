import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { privateKeyFromPem, publicKeyFromPem } from '../../src/signing/pem-key.ts';
import { readPublicKey } from '../../src/signing/public-key.ts';

const PAIR = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PUBLIC = PAIR.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const PRIVATE = PAIR.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** One PEM block as it is found in files and environment values. */
const SPELLINGS: readonly (readonly [string, (pem: string) => string])[] = [
  ['as it is', (pem) => pem],
  ['with CRLF', (pem) => pem.replaceAll('\n', '\r\n')],
  ['indented, as in YAML', (pem) => pem.replace(/^/gm, '    ')],
  ['with \\n for line ends', (pem) => pem.replaceAll('\n', '\\n')],
  ['with \\r\\n for line ends', (pem) => pem.replaceAll('\n', '\\r\\n')],
  ['with \\n, in quotes', (pem) => `"${pem.replaceAll('\n', '\\n')}"`],
  ['with blanks for line ends', (pem) => pem.replaceAll('\n', ' ')],
  ['behind a comment', (pem) => `# key of the webhook\n${pem}`],
];

describe('a key in PEM', () => {
  for (const [how, spell] of SPELLINGS) {
    it(`is read ${how}`, () => {
      const key = publicKeyFromPem(spell(PUBLIC));
      assert.ok(!(key instanceof Error));
      assert.equal(key.export({ type: 'spki', format: 'pem' }), PUBLIC);
      const half = privateKeyFromPem(spell(PRIVATE));
      assert.ok(!(half instanceof Error));
      assert.equal(half.export({ type: 'pkcs8', format: 'pem' }), PRIVATE);
      assert.equal(readPublicKey(spell(PUBLIC)), PUBLIC);
    });
  }

  it('is read once however often it is used', () => {
    assert.equal(publicKeyFromPem(PUBLIC), publicKeyFromPem(PUBLIC));
    assert.equal(privateKeyFromPem(PRIVATE), privateKeyFromPem(PRIVATE));
    assert.notEqual(publicKeyFromPem(PRIVATE), privateKeyFromPem(PRIVATE));
  });

  it('is dropped when many others were used since', () => {
    const first = publicKeyFromPem(PUBLIC);
    for (let blanks = 1; blanks <= 40; blanks += 1) publicKeyFromPem(PUBLIC + ' '.repeat(blanks));
    const again = publicKeyFromPem(PUBLIC);
    assert.ok(!(first instanceof Error) && !(again instanceof Error));
    assert.notEqual(again, first);
    assert.ok(again.equals(first));
  });

  it('is an error, not an exception, when it is damaged', () => {
    assert.ok(publicKeyFromPem(PUBLIC.replace('M', '!')) instanceof Error);
    assert.ok(privateKeyFromPem(PUBLIC) instanceof Error);
    assert.ok(publicKeyFromPem('') instanceof Error);
  });
});
