import { exactUtf8Text, latin1Text, utf8Bytes } from '../core/bytes.ts';
import { percentDecoded } from '../core/percent.ts';

/** One `name=value` of a form, as written and as bytes. */
export interface FormPiece {
  readonly raw: string;
  readonly name: Uint8Array;
  /** `null` when there is no `=`. */
  readonly value: Uint8Array | null;
}

/** How an encoder writes forms, where encoders differ. */
export interface FormWriter {
  /** Continues "the body". */
  readonly name: string;
  /** Characters besides letters and digits that stay as they are. */
  readonly kept: string;
  readonly space: '+' | '%20';
  readonly hex: 'upper' | 'lower';
}

const SETS = [
  { words: 'as browsers and Java do', kept: '*-._' },
  { words: 'as PHP does', kept: '-._' },
  { words: 'as Go and Python do', kept: '-._~' },
  { words: 'as encodeURIComponent does', kept: "-_.!~*'()" },
  { words: 'with unescaped brackets', kept: '-._~[]' },
  { words: 'as axios does', kept: "-_.!~*'():$,[]" },
  { words: 'with few escapes', kept: "-_.!~*'():@/,;$?[]|" },
] as const;

/** Likeliest first. */
export const FORM_WRITERS: readonly FormWriter[] = (['upper', 'lower'] as const).flatMap((hex) =>
  (['%20', '+'] as const).flatMap((space) =>
    SETS.map(({ words, kept }) => ({
      name: `escaped ${words}, blanks as ${space}${hex === 'lower' ? ', escapes in small letters' : ''}`,
      kept,
      space,
      hex,
    })),
  ),
);

/** @param plusIsSpace - false for a text that was decoded already */
export function formPieces(body: Uint8Array, plusIsSpace: boolean): readonly FormPiece[] {
  return latin1Text(body)
    .split('&')
    .filter((raw) => raw !== '')
    .map((raw) => {
      const equals = raw.indexOf('=');
      const decode = (text: string): Uint8Array =>
        percentDecoded(Buffer.from(text, 'latin1'), plusIsSpace);
      return {
        raw,
        name: decode(equals === -1 ? raw : raw.slice(0, equals)),
        value: equals === -1 ? null : decode(raw.slice(equals + 1)),
      };
    });
}

export function writeForm(pieces: readonly FormPiece[], writer: FormWriter): Uint8Array {
  const table = tableOf(writer);
  const write = (bytes: Uint8Array): string => {
    let text = '';
    for (const byte of bytes) text += table[byte];
    return text;
  };
  const written = pieces.map(({ name, value }) =>
    value === null ? write(name) : `${write(name)}=${write(value)}`,
  );
  return utf8Bytes(written.join('&'));
}

const TABLES = new Map<FormWriter, readonly string[]>();

/** What each byte is written as. */
function tableOf(writer: FormWriter): readonly string[] {
  const known = TABLES.get(writer);
  if (known !== undefined) return known;
  const table = Array.from({ length: 256 }, (_, byte) => {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9]/.test(character) || writer.kept.includes(character)) return character;
    if (character === ' ') return writer.space;
    const digits = byte.toString(16).padStart(2, '0');
    return `%${writer.hex === 'upper' ? digits.toUpperCase() : digits}`;
  });
  TABLES.set(writer, table);
  return table;
}

/** The name as text, for sorting and for finding it in a sample. */
export function pieceName({ name }: FormPiece): string {
  return exactUtf8Text(name) ?? latin1Text(name);
}
