/** Marks beyond ASCII, with something to fall back on. */
export interface Glyphs {
  readonly ellipsis: string;
  readonly cross: string;
  readonly check: string;
  /** Between a thing and what is said about it. */
  readonly dash: string;
  /** From one number to another. */
  readonly range: string;
  readonly arrow: string;
}

export const unicodeGlyphs: Glyphs = {
  ellipsis: '…',
  cross: '✗',
  check: '✓',
  dash: '—',
  range: '–',
  arrow: '→',
};

export const asciiGlyphs: Glyphs = {
  ellipsis: '...',
  cross: 'x',
  check: '+',
  dash: '-',
  range: '-',
  arrow: '->',
};

/** Glyphs for a terminal: ASCII where the locale is not UTF-8, or on a Linux console, whose font lacks the marks. */
export function glyphsFor(env: Readonly<Record<string, string | undefined>>): Glyphs {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'UTF-8'; // empty means not set
  return env['TERM'] !== 'linux' && /utf-?8/i.test(locale) ? unicodeGlyphs : asciiGlyphs;
}
