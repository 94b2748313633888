import type { StringStyle } from './json-strings.ts';
import type { JsonVariant, JsonWriting } from './json-writing.ts';

/** The differences of a variant in words that continue "the body". */
export function variantWords(variant: JsonVariant, writing: JsonWriting): string {
  const { layout, strings, order, empties, numbers } = variant;
  const parts = [
    ...(layout === null ? [] : [`written ${layout.name}`]),
    ...(strings === null ? [] : stringWords(strings, writing)),
    ...[order, empties, numbers].flatMap((change) => (change === null ? [] : [change.name])),
  ];
  return parts.join(', ');
}

function stringWords(style: StringStyle, { heldStrings, traits }: JsonWriting): readonly string[] {
  const held = heldStrings ?? { slash: null, html: null, unicode: null, hex: null };
  const escapes = style.html !== 'none' || style.unicode === 'escaped';
  return [
    ...(style.slash === held.slash || !traits.hasSlash
      ? []
      : [style.slash ? 'with / as \\/' : 'with / unescaped']),
    ...(style.html === held.html ? [] : [HTML_WORDS[style.html]]),
    ...(style.unicode === held.unicode || !traits.hasUnicode
      ? []
      : [
          `with characters beyond ASCII ${style.unicode === 'raw' ? 'as they are' : 'as \\u escapes'}`,
        ]),
    ...(style.hex === held.hex || !escapes ? [] : [`with ${style.hex}-case \\u escapes`]),
  ];
}

const HTML_WORDS = {
  none: 'with <, > and & as they are',
  go: 'with <, > and & as \\u escapes, as Go and Rails write them',
  gson: "with <, >, &, = and ' as \\u escapes, as Gson writes them",
  dotnet: 'with <, >, &, + and quotes as \\u escapes, as .NET writes them',
} as const;
