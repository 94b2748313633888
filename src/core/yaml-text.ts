// Text as YAML scalars that a reader of YAML 1.1 or 1.2 takes for exactly that text, and that survive an editor which
// trims line ends or a checkout which turns LF into CRLF: both are why a carriage return is always written as an escape.

const PLAIN = /^[A-Za-z/](?:[\w ./;=+*@%()&-]|[:?](?=[\w/]))*$/;
const WORD_WITH_MEANING = /^(?:null|true|false|yes|no|on|off|y|n)$/i; // in YAML 1.1 or 1.2
// What may not stand in a file as it is: controls, line separators of YAML 1.1, marks that reorder text, byte order
// marks, noncharacters, halves of surrogate pairs.
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;
const ESCAPED = new RegExp(`["\\\\]|${UNPRINTABLE.source}`, 'gu');
const SHORT_ESCAPES = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** Text on one line: plain where nothing can be mistaken, else in single quotes, else in double quotes. */
export function yamlLine(text: string): string {
  if (PLAIN.test(text) && !WORD_WITH_MEANING.test(text) && !text.endsWith(' ')) return text;
  return quotedLine(text);
}

/** Text on one line and always in quotes. */
export function quotedLine(text: string): string {
  if (UNPRINTABLE.test(text)) return `"${escaped(text)}"`;
  const doubleIsCleaner = text.includes("'") && !/["\\]/.test(text);
  return doubleIsCleaner ? `"${text}"` : `'${text.replaceAll("'", "''")}'`;
}

/**
 * Text as the value of a block key whose content is indented by `indent` blanks, two more than its key: a literal block
 * where that is exact, else quoted, one line of the file for each line of the text.
 */
export function yamlBlock(text: string, indent: string): string {
  const lines = text.split(/(?<=\n)/);
  if (lines.length === 1) return yamlLine(text);
  if (isLiteralSafe(text)) {
    const indicator = text.startsWith(' ') ? '2' : ''; // relative to the key
    const chomping = text.endsWith('\n') ? '' : '-';
    const content = text.replace(/\n$/, '').replace(/^(?=[^\n])/gm, indent);
    return `|${indicator}${chomping}\n${content}`;
  }
  // A backslash at the end of a line joins it with the next, whose leading blanks don't count unless escaped.
  const rest = lines.slice(1).map((line) => escaped(line).replace(/^ /, '\\ '));
  return `"${[escaped(lines[0] ?? ''), ...rest].join(`\\\n${indent}`)}"`;
}

/** Base64 or other text in which blanks mean nothing, in lines of 76 characters. */
export function yamlWrapped(text: string, indent: string): string {
  const lines = text.match(/.{1,76}/g) ?? [];
  if (lines.length < 2) return yamlLine(text);
  return `|-\n${lines.map((line) => indent + line).join('\n')}`;
}

/** Compact JSON as a YAML flow value: all of it is YAML but for characters that may not stand as they are. */
export function yamlFromJson(json: string): string {
  return UNPRINTABLE.test(json)
    ? json.replace(new RegExp(UNPRINTABLE.source, 'gu'), escapeOf)
    : json;
}

/** Whether no line of it could be trimmed, folded or taken for an indentation. */
function isLiteralSafe(text: string): boolean {
  const hasEdges = /^[\t\n]|\n\n$/.test(text) || /[ \t]$/m.test(text);
  return !hasEdges && !UNPRINTABLE.test(text.replace(/[\t\n]/g, ''));
}

function escaped(text: string): string {
  return text.replace(ESCAPED, escapeOf);
}

function escapeOf(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
