import type { JsonNode } from './json-body.ts';
import { EMPTIES, numberChanges, orderChanges } from './json-changes.ts';
import { LAYOUTS, type Layout } from './json-layout.ts';
import { PLAIN_STRINGS, type StringStyle, stylesFor } from './json-strings.ts';
import type { JsonVariant, JsonWriting } from './json-writing.ts';

/** Entries of the table that a JSON variant can belong to: one difference, or several. */
export type JsonDifference =
  | 'json-whitespace'
  | 'json-unicode-escapes'
  | 'json-slashes'
  | 'json-html-escapes'
  | 'json-empty-objects'
  | 'json-key-order'
  | 'json-numbers';

export interface SortedVariant {
  readonly variant: JsonVariant;
  readonly differences: ReadonlySet<JsonDifference>;
  /** Written as a common encoder does. */
  readonly isUsual: boolean;
}

/** What common encoders write: layout by its place in the list, and strings. */
const WRITERS: readonly { readonly layout: number; readonly strings: Partial<StringStyle> }[] = [
  { layout: 0, strings: {} }, // JavaScript, Ruby
  { layout: 0, strings: { html: 'go' } }, // Go, Rails
  { layout: 1, strings: { unicode: 'escaped' } }, // Python
  { layout: 0, strings: { slash: true, unicode: 'escaped' } }, // PHP
  { layout: 0, strings: { unicode: 'escaped' } }, // Python with separators, PHP with unescaped slashes
  { layout: 0, strings: { slash: true } }, // PHP with unescaped characters
  { layout: 1, strings: {} }, // Python with ensure_ascii=False
  { layout: 0, strings: { html: 'dotnet', unicode: 'escaped', hex: 'upper' } }, // System.Text.Json
  { layout: 0, strings: { html: 'gson' } }, // Gson
];

/**
 * All ways to write a body other than its own: those with one difference, then those of common encoders, then the rest
 * by the number of differences.
 */
export function jsonVariants(
  writing: JsonWriting,
  samples: readonly JsonNode[],
): readonly SortedVariant[] {
  const orders = writing.effective(orderChanges(samples));
  const empties = writing.effective(EMPTIES);
  const numbers = writing.effective(numberChanges(samples));
  const layouts: readonly (Layout | null)[] = [
    null,
    ...writing.layouts.filter(
      (layout) => layout !== writing.heldLayout && fitsLines(layout, writing),
    ),
  ];
  const styles: readonly (StringStyle | null)[] = [
    null,
    ...stylesFor(writing.traits).filter((style) => !sameStyle(style, writing.heldStrings)),
  ];
  const all: { readonly sorted: SortedVariant; readonly rank: number }[] = [];
  for (const layout of layouts) {
    for (const strings of styles) {
      for (const order of [null, ...orders]) {
        for (const empty of [null, ...empties]) {
          for (const number of [null, ...numbers]) {
            const variant = { layout, strings, order, empties: empty, numbers: number };
            const differences = differencesOf(variant, writing);
            if (differences.size === 0) continue;
            const rank = rankOf(variant, differences, writing);
            all.push({ sorted: { variant, differences, isUsual: rank < UNUSUAL }, rank });
          }
        }
      }
    }
  }
  return all.toSorted((left, right) => left.rank - right.rank).map(({ sorted }) => sorted);
}

function differencesOf(variant: JsonVariant, writing: JsonWriting): ReadonlySet<JsonDifference> {
  const { layout, strings, order, empties, numbers } = variant;
  return new Set([
    ...(layout === null ? [] : ['json-whitespace' as const]),
    ...(strings === null ? [] : stringDifferences(strings, writing.heldStrings)),
    ...(order === null ? [] : ['json-key-order' as const]),
    ...(empties === null ? [] : ['json-empty-objects' as const]),
    ...(numbers === null ? [] : ['json-numbers' as const]),
  ]);
}

function stringDifferences(
  style: StringStyle,
  held: StringStyle | null,
): readonly JsonDifference[] {
  // Strings of no one style are several differences by themselves.
  if (held === null) return ['json-unicode-escapes', 'json-html-escapes'];
  const hexAlone =
    style.hex !== held.hex && style.html === held.html && style.unicode === held.unicode;
  const unicode = style.unicode !== held.unicode || (hexAlone && style.unicode === 'escaped');
  const html = style.html !== held.html || (hexAlone && !unicode);
  return [
    ...(style.slash === held.slash ? [] : ['json-slashes' as const]),
    ...(unicode ? ['json-unicode-escapes' as const] : []),
    ...(html ? ['json-html-escapes' as const] : []),
  ];
}

/** Ranks from here on belong to no encoder. */
const UNUSUAL = 1000;

/** Smaller is tried sooner. */
function rankOf(
  variant: JsonVariant,
  differences: ReadonlySet<JsonDifference>,
  writing: JsonWriting,
): number {
  if (differences.size === 1)
    return variant.layout === null ? 0 : writing.layouts.indexOf(variant.layout);
  const layout = variant.layout ?? writing.heldLayout;
  const strings = variant.strings ?? writing.heldStrings ?? PLAIN_STRINGS;
  const writer = WRITERS.findIndex(
    (each) =>
      (LAYOUTS[each.layout] === layout || layout?.ends !== undefined) &&
      sameStyle(relevant({ ...PLAIN_STRINGS, ...each.strings }, writing), strings),
  );
  const isPlainWriter = writer !== -1 && variant.empties === null && variant.numbers === null;
  if (isPlainWriter) return 100 + writer + (variant.order === null ? 0 : 20);
  return UNUSUAL * differences.size + (writer === -1 ? 500 : writer);
}

/** A style without the parts that make no difference to the strings at hand. */
function relevant(style: StringStyle, { traits }: JsonWriting): StringStyle {
  const unicode = traits.hasUnicode ? style.unicode : 'raw';
  const marksMatter = traits.hasOtherMarks || (traits.hasHtml && style.html !== 'gson');
  const html =
    style.html === 'go' ? (traits.hasHtml ? 'go' : 'none') : marksMatter ? style.html : 'none';
  const hex = unicode === 'raw' && html === 'none' ? 'lower' : style.hex;
  return { slash: traits.hasSlash && style.slash, html, unicode, hex };
}

function sameStyle(left: StringStyle, right: StringStyle | null): boolean {
  return (
    right !== null &&
    left.slash === right.slash &&
    left.html === right.html &&
    left.unicode === right.unicode &&
    left.hex === right.hex
  );
}

function fitsLines(layout: Layout, writing: JsonWriting): boolean {
  return !writing.isLines || (layout.indent === null && layout.ends === undefined);
}
