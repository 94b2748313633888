import type { FillContext } from './fill-source.ts';
import { type FillValue, parseFill } from './fill-value.ts';

/** Text with values in it, as a fixture of a declared provider holds it. */
export interface FillText {
  readonly parts: readonly (string | FillValue)[];
}

export type ParsedFillText =
  | { readonly ok: true; readonly text: FillText }
  | { readonly ok: false; readonly message: string };

const VALUE = /\$\$\{|\$\{([^{}]*)(\})?/g;

/** Reads text with `${…}` in it; `$${` stands for a literal `${`. */
export function parseFillText(text: string): ParsedFillText {
  const parts: (string | FillValue)[] = [];
  let at = 0;
  for (const match of text.matchAll(VALUE)) {
    const [written, name = '', end] = match;
    parts.push(text.slice(at, match.index));
    at = match.index + written.length;
    if (written === '$${') {
      parts.push('${');
      continue;
    }
    if (end === undefined)
      return { ok: false, message: `"\${" without "}"; for a literal \${ write $\${` };
    const parsed = parseFill(name.trim());
    if (!parsed.ok) return { ok: false, message: `\${${shortened(name)}}: ${parsed.message}` };
    parts.push(parsed.value);
  }
  parts.push(text.slice(at));
  return { ok: true, text: { parts: parts.filter((part) => part !== '') } };
}

/** Whether the text is one value written as a number, and nothing else. */
export function isOneNumber({ parts }: FillText): boolean {
  const [only, ...others] = parts;
  return typeof only === 'object' && others.length === 0 && only.isNumber;
}

/** @param next - counts the values of one kind in an event, so that each is drawn by itself */
export function filledText(
  { parts }: FillText,
  context: FillContext,
  next: (key: string) => number,
): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : part.make(context, next(part.key))))
    .join('');
}

function shortened(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}
