const ASCII = /^[\x20-\x7e]*$/;
const ZERO_WIDTH = /^[\p{M}\p{Cc}\p{Cf}\u1160-\u11ff]$/u; // marks, controls, joiners, later parts of Hangul syllables
// Blocks of Unicode's East_Asian_Width W and F; emoji come from their own property.
const WIDE =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u;
const EMOJI_VARIATION = '\ufe0f';
const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Columns a terminal gives to printable text (see printable): two for East Asian wide characters and emoji, none for
 * combining marks. Terminals differ on rare scripts and joined emoji; this counts a joined emoji as one.
 */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** Text in exactly `width` columns: padded with spaces, or cut with `…`. */
export function fitWidth(text: string, width: number): string {
  if (width <= 0) return '';
  const present = displayWidth(text);
  if (present <= width) return text + ' '.repeat(width - present);
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = graphemeWidth(segment);
    if (used + next > width - 1) break;
    kept += segment;
    used += next;
  }
  return kept + ELLIPSIS + ' '.repeat(width - 1 - used);
}

function graphemeWidth(grapheme: string): number {
  if (grapheme.includes(EMOJI_VARIATION)) return 2;
  let width = 0;
  for (const character of grapheme) {
    if (!ZERO_WIDTH.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return Math.min(width, 2);
}
