import type { ByteRange } from '../../core/bytes.ts';
import type { SignatureFormat } from '../../core/provider-definition.ts';
import type { TemplatePart } from '../../core/template.ts';
import type { ProviderOptions } from '../types.ts';

/** What a signature's place holds, read by its template. */
export interface ReadSignatures {
  readonly timestamp: string | undefined;
  readonly id: string | undefined;
  /** Texts that stand where `{signature}` is, in order. */
  readonly signatures: readonly string[];
}

/** The same as ranges of the text. */
interface LocatedSignatures {
  readonly timestamp: ByteRange | undefined;
  readonly id: ByteRange | undefined;
  readonly signatures: readonly ByteRange[];
}

/** What to write there. */
export interface WrittenSignatures extends ReadSignatures {
  readonly options: ProviderOptions;
}

/** A part of the value between two separators. */
type Piece = readonly TemplatePart[];

interface Shape {
  readonly pieces: readonly Piece[];
  /** As it is written; blanks around it don't count in reading. `null` when the value is one piece. */
  readonly separator: string | null;
}

const SEPARATOR = /[,;&]\s*/;

/** Whether one value can hold several signatures. */
export function holdsSeveral(format: SignatureFormat): boolean {
  return shapeOf(format).separator !== null;
}

/** Writes `t=…,v1=…`; the piece with the signature comes once for each. */
export function writeSignatures(format: SignatureFormat, values: WrittenSignatures): string {
  const { pieces, separator } = shapeOf(format);
  const texts = pieces.flatMap((piece) => {
    if (!holds(piece, 'signature')) return [pieceText(piece, values, '')];
    const signatures = separator === null ? values.signatures.slice(0, 1) : values.signatures;
    return signatures.map((signature) => pieceText(piece, values, signature));
  });
  return texts.join(separator ?? '');
}

/**
 * Reads a value by its template: pieces with a literal text in any order, pieces of a placeholder alone by their
 * position. What fits no piece is passed over, as are versions one does not know; a piece that is all literal must be there.
 */
export function readSignatures(
  format: SignatureFormat,
  value: string,
  options: ProviderOptions,
): ReadSignatures {
  const { timestamp, id, signatures } = locateSignatures(format, value, options);
  const textOf = ({ start, end }: ByteRange): string => value.slice(start, end);
  return {
    timestamp: timestamp && textOf(timestamp),
    id: id && textOf(id),
    signatures: signatures.map(textOf),
  };
}

/** Where in the value they stand, in characters. */
export function locateSignatures(
  format: SignatureFormat,
  value: string,
  options: ProviderOptions,
): LocatedSignatures {
  const { pieces, separator } = shapeOf(format);
  const items = itemsOf(value, separator === null ? null : separator.trim() || ' ');
  const found = {
    timestamp: [] as ByteRange[],
    id: [] as ByteRange[],
    signature: [] as ByteRange[],
  };
  for (const [index, { text, start }] of items.entries()) {
    const piece = pieceFor(pieces, index, text, options);
    if (piece === undefined) continue;
    for (const [from, range] of piece) {
      found[from].push({ start: start + range.start, end: start + range.end });
    }
  }
  const isWhole = pieces.every((piece) => {
    if (!piece.every(isText)) return true;
    const literal = pieceText(piece, NO_VALUES, '').trim();
    return items.some(({ text }) => text === literal);
  });
  const signatures = isWhole ? found.signature : [];
  return { timestamp: found.timestamp.at(-1), id: found.id.at(-1), signatures };
}

/** The texts between separators without the blanks around them, and where each begins. */
function itemsOf(
  value: string,
  separator: string | null,
): readonly { readonly text: string; readonly start: number }[] {
  let at = 0;
  return (separator === null ? [value] : value.split(separator)).map((item) => {
    const start = at + item.length - item.trimStart().length;
    at += item.length + (separator?.length ?? 0);
    return { text: item.trim(), start };
  });
}

const NO_VALUES: WrittenSignatures = {
  timestamp: undefined,
  id: undefined,
  signatures: [],
  options: {},
};

type Found = readonly (readonly ['timestamp' | 'id' | 'signature', ByteRange])[];

function pieceFor(
  pieces: readonly Piece[],
  index: number,
  item: string,
  options: ProviderOptions,
): Found | undefined {
  const named = pieces.filter(hasText);
  for (const piece of named) {
    const found = matched(piece, item, options);
    if (found !== undefined) return found;
  }
  const position = pieces[index] ?? pieces.findLast((piece) => holds(piece, 'signature'));
  return position === undefined || hasText(position) ? undefined : matched(position, item, options);
}

/**
 * The values of a piece in an item, or `undefined` when its literal texts are others. A value ends where the literal
 * text behind it first stands; nothing is tried twice, so that no text is slow to read.
 */
function matched(piece: Piece, item: string, options: ProviderOptions): Found | undefined {
  const found: Found[number][] = [];
  let at = 0;
  for (const [index, part] of piece.entries()) {
    const literal = literalOf(part, options);
    if (literal !== undefined) {
      if (!item.startsWith(literal, at)) return undefined;
      at += literal.length;
      continue;
    }
    const next = piece[index + 1];
    const end = next === undefined ? item.length : item.indexOf(literalOf(next, options) ?? '', at);
    if (end === -1) return undefined;
    const from = part.kind === 'value' ? part.value.from : undefined;
    if (from === 'timestamp' || from === 'id' || from === 'signature') {
      const text = item.slice(at, end);
      const start = at + text.length - text.trimStart().length;
      found.push([from, { start, end: start + text.trim().length }]);
    }
    at = end;
  }
  return at === item.length ? found : undefined;
}

/** Text that must stand there; an option without a value may be anything. */
function literalOf(part: TemplatePart, options: ProviderOptions): string | undefined {
  if (part.kind === 'text') return part.text;
  if (part.kind !== 'value' || part.value.from !== 'option') return undefined;
  return options[part.value.name] || undefined;
}

function shapeOf({ template, join }: SignatureFormat): Shape {
  const separator = join ?? derivedSeparator(template.parts);
  if (separator === null) return { pieces: [template.parts], separator };
  const cut = separator.trim() || separator;
  const pieces: TemplatePart[][] = [[]];
  for (const part of template.parts) {
    const texts = part.kind === 'text' ? part.text.split(cut) : undefined;
    if (texts === undefined) pieces.at(-1)?.push(part);
    for (const [index, text] of (texts ?? []).entries()) {
      if (index > 0) pieces.push([]);
      // A blank after the separator belongs to it.
      const own = index > 0 ? text.trimStart() : text;
      if (own !== '') pieces.at(-1)?.push({ kind: 'text', text: own });
    }
  }
  return { pieces: pieces.filter((piece) => piece.length > 0), separator };
}

/** A comma, semicolon or ampersand between two placeholders, with the blanks behind it. */
function derivedSeparator(parts: readonly TemplatePart[]): string | null {
  const isValue = (part: TemplatePart | undefined): boolean => part?.kind === 'value';
  for (const [index, part] of parts.entries()) {
    if (part.kind !== 'text' || !isValue(parts[index - 1]) || !isValue(parts[index + 1])) continue;
    const [separator] = SEPARATOR.exec(part.text) ?? [];
    if (separator !== undefined) return separator;
  }
  return null;
}

function pieceText(piece: Piece, values: WrittenSignatures, signature: string): string {
  const texts = piece.map((part) => {
    if (part.kind !== 'value') return part.kind === 'text' ? part.text : '';
    const { value } = part;
    if (value.from === 'signature') return signature;
    if (value.from === 'option') return values.options[value.name] ?? '';
    return (value.from === 'timestamp' || value.from === 'id' ? values[value.from] : '') ?? '';
  });
  return texts.join('');
}

function holds(piece: Piece, from: 'signature'): boolean {
  return piece.some((part) => part.kind === 'value' && part.value.from === from);
}

function hasText(piece: Piece): boolean {
  return piece.some(isText);
}

function isText(part: TemplatePart): boolean {
  return part.kind === 'text';
}
