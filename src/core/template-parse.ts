import {
  type Template,
  type TemplatePart,
  type TemplateValue,
  templateValues,
} from './template.ts';
import { parsePlaceholder } from './template-placeholder.ts';

/** What a template may hold. */
export interface TemplateScope {
  readonly values: readonly TemplateValue['from'][];
  readonly optionalParts: boolean;
}

export type ParsedTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly message: string };

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const LITERALS = '{}[]\\';
const TOKEN = /\\(.?)|\{([^{}]*)(\}?)|([[\]}])|[^\\{}[\]]+/gs;

/**
 * Reads `text with {placeholders}`, and `[optional parts]` where they may be. A backslash makes `{ } [ ]` and itself
 * literal; `\n`, `\r` and `\t` are a line feed, a carriage return and a tab.
 */
export function parseTemplate(source: string, scope: TemplateScope): ParsedTemplate {
  const outer: TemplatePart[] = [];
  let inner: TemplatePart[] | undefined;
  for (const match of source.matchAll(TOKEN)) {
    const [whole, escaped, placeholder, end, mark] = match;
    const into = inner ?? outer;
    if (escaped !== undefined) {
      const text = LITERALS.includes(escaped) ? escaped : ESCAPES[escaped];
      if (text === undefined || escaped === '') {
        return wrong('a backslash stands before { } [ ] \\ n r or t; write \\\\ for one itself');
      }
      into.push({ kind: 'text', text });
    } else if (placeholder !== undefined) {
      if (end === '') return wrong('"{" without "}"; write \\{ for a literal one');
      const parsed = parsePlaceholder(placeholder, scope.values);
      if (!parsed.ok) return parsed;
      into.push(parsed.part);
    } else if (mark === undefined) {
      into.push({ kind: 'text', text: whole });
    } else if (mark === '}') {
      return wrong('"}" without "{"; write \\} for a literal one');
    } else if (!scope.optionalParts) {
      return wrong(`no optional parts here; write \\${mark} for a literal ${mark}`);
    } else if (mark === '[') {
      if (inner !== undefined) return wrong('an optional part within another one');
      inner = [];
    } else {
      if (inner === undefined) return wrong('"]" without "["; write \\] for a literal one');
      if (templateValues({ parts: inner }).length === 0) {
        return wrong('an optional part without a placeholder; write \\[ for a literal bracket');
      }
      outer.push({ kind: 'optional', parts: joinedText(inner) });
      inner = undefined;
    }
  }
  if (inner !== undefined) return wrong('"[" without "]"; write \\[ for a literal one');
  return { ok: true, template: { source, parts: joinedText(outer) } };
}

/** Texts side by side as one. */
function joinedText(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const joined: TemplatePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = { kind: 'text', text: last.text + part.text };
    } else {
      joined.push(part);
    }
  }
  return joined;
}

function wrong(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
