import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asciiGlyphs, glyphsFor, unicodeGlyphs } from '../../src/render/glyphs.ts';
import { colourLevel, colourTheme, plainTheme } from '../../src/render/theme.ts';

const XTERM = { TERM: 'xterm-256color' };

const levels: readonly [Record<string, string>, boolean, number][] = [
  [{}, true, 1],
  [{}, false, 0],
  [XTERM, true, 2],
  [XTERM, false, 0],
  [{ ...XTERM, COLORTERM: 'truecolor' }, true, 3],
  [{ TERM: 'dumb', COLORTERM: 'truecolor' }, true, 0],
  [{ ...XTERM, NO_COLOR: '1' }, true, 0],
  [{ ...XTERM, NO_COLOR: '' }, true, 2],
  [{ ...XTERM, FORCE_COLOR: '0' }, true, 0],
  [{ ...XTERM, FORCE_COLOR: 'false' }, true, 0],
  [{ ...XTERM, FORCE_COLOR: '' }, false, 0],
  [{ FORCE_COLOR: '3' }, false, 3],
  [{ FORCE_COLOR: '2' }, false, 2],
  [{ ...XTERM, FORCE_COLOR: '1' }, true, 1],
  [{ FORCE_COLOR: 'true', TERM: 'dumb' }, false, 1],
  [{ ...XTERM, FORCE_COLOR: 'true', NO_COLOR: '1' }, false, 2],
];

for (const [env, isTty, expected] of levels) {
  test(`a ${isTty ? 'terminal' : 'pipe'} with ${JSON.stringify(env)} gets colour level ${expected}`, () => {
    assert.equal(colourLevel(env, isTty), expected);
  });
}

test('level 0 is the plain theme, and the plain theme changes nothing', () => {
  assert.equal(colourTheme(0), plainTheme);
  for (const paint of Object.values(plainTheme)) assert.equal(paint('x'), 'x');
});

test('every role of a colour theme paints and resets', () => {
  for (const paint of Object.values(colourTheme(1))) {
    const text: string = paint('x');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with ESC
    assert.match(text, /^(?:\x1b\[\d+m)+x(?:\x1b\[\d+m)+$/);
  }
});

test('glyphs are ASCII on a Linux console and where the locale is not UTF-8', () => {
  assert.equal(glyphsFor({}), unicodeGlyphs);
  assert.equal(glyphsFor({ LANG: 'en_GB.UTF-8' }), unicodeGlyphs);
  assert.equal(glyphsFor({ LC_ALL: '', LANG: 'de_DE.utf8' }), unicodeGlyphs);
  assert.equal(glyphsFor({ LANG: 'en_GB.UTF-8', TERM: 'linux' }), asciiGlyphs);
  assert.equal(glyphsFor({ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }), asciiGlyphs);
});
