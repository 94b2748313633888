/** How an encoder writes strings, where encoders differ. */
export interface StringStyle {
  /** `/` as `\/`. */
  readonly slash: boolean;
  /** Which harmless ASCII characters are written as `\u` escapes. */
  readonly html: 'none' | 'go' | 'gson' | 'dotnet';
  /** Characters beyond ASCII: as they are, or as `\u` escapes. */
  readonly unicode: 'raw' | 'escaped';
  /** Letters of the hexadecimal digits in `\u` escapes. */
  readonly hex: 'lower' | 'upper';
}

export const PLAIN_STRINGS: StringStyle = {
  slash: false,
  html: 'none',
  unicode: 'raw',
  hex: 'lower',
};

const ESCAPED = {
  none: undefined,
  go: /[<>&\u2028\u2029]/g, // and Rails
  gson: /[<>&='\u2028\u2029]/g,
  dotnet: /[<>&+'`\u007f\u2028\u2029]/g, // System.Text.Json; it also escapes what is beyond ASCII
} as const;

/** Writes text with its quotes. */
export function encodeJsonString(text: string, style: StringStyle): string {
  const asEscape = style.hex === 'lower' ? lowerEscape : upperEscape;
  let written = JSON.stringify(text);
  if (style.slash) written = written.replaceAll('/', '\\/');
  const escaped = ESCAPED[style.html];
  if (escaped !== undefined) written = written.replace(escaped, asEscape);
  if (style.html === 'dotnet') written = written.replace(/\\["\\]/g, dotnetQuote);
  if (style.unicode === 'escaped') written = written.replace(/[\u0080-\uffff]/g, asEscape);
  return written;
}

/** .NET writes an escaped quote as \u0022. */
function dotnetQuote(escaped: string): string {
  return escaped === '\\"' ? '\\u0022' : escaped;
}

function lowerEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function upperEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** What of the strings of a body gives encoders room to differ. */
export interface StringTraits {
  readonly hasSlash: boolean;
  readonly hasHtml: boolean;
  readonly hasOtherMarks: boolean;
  readonly hasUnicode: boolean;
}

export function traitsOf(strings: Iterable<string>): StringTraits {
  const traits = { hasSlash: false, hasHtml: false, hasOtherMarks: false, hasUnicode: false };
  for (const text of strings) {
    traits.hasSlash ||= text.includes('/');
    traits.hasHtml ||= /[<>&\u2028\u2029]/.test(text);
    traits.hasOtherMarks ||= /[='+`"\u007f]/.test(text);
    traits.hasUnicode ||= /[\u0080-\uffff]/.test(text);
  }
  return traits;
}

/** The styles that write strings of such traits differently, plain ones first. */
export function stylesFor(traits: StringTraits): readonly StringStyle[] {
  const html = htmlChoices(traits);
  const styles: StringStyle[] = [];
  for (const slash of traits.hasSlash ? [false, true] : [false]) {
    for (const unicode of traits.hasUnicode ? (['raw', 'escaped'] as const) : (['raw'] as const)) {
      for (const marks of html) {
        const escapes = unicode === 'escaped' || marks !== 'none';
        for (const hex of escapes ? (['lower', 'upper'] as const) : (['lower'] as const)) {
          styles.push({ slash, html: marks, unicode, hex });
        }
      }
    }
  }
  return styles;
}

function htmlChoices({ hasHtml, hasOtherMarks }: StringTraits): readonly StringStyle['html'][] {
  if (hasOtherMarks) return hasHtml ? ['none', 'go', 'gson', 'dotnet'] : ['none', 'gson', 'dotnet'];
  return hasHtml ? ['none', 'go'] : ['none'];
}
