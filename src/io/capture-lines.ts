import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exactUtf8Text } from '../core/bytes.ts';
import { type CaptureLine, type NamedCapture, parseCaptureLine } from '../core/capture-line.ts';
import type { FixtureReading } from '../core/fixture.ts';
import { fileLines } from './file-lines.ts';
import { fileReason } from './file-reason.ts';
import { inputName } from './run-input.ts';

/** Where a line stands in its file. */
export interface LinePlace {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly offset: number;
  readonly bytes: number;
}

export type LineReading = (
  | Extract<FixtureReading, { ok: true }>
  | (Extract<FixtureReading, { ok: false }> & {
      /** What the history may have all bytes of, or `null`. */
      readonly capture: NamedCapture | null;
    })
) & { readonly place: LinePlace };

/** A body of 25 MiB in base64, and what stands around it. */
const MAX_LINE_BYTES = 48 * 1024 * 1024;
/** A file is taken for one of this program when one of its first lines is. */
const LOOKED_AT = 10;

/** Whether a file has lines that this program wrote with `--json`, or no lines at all. */
export async function holdsCaptureLines(file: string, cwd: string): Promise<boolean> {
  let lines = 0;
  try {
    for await (const bytes of fileLines(resolve(cwd, file), MAX_LINE_BYTES)) {
      const parsed = parsedLine(bytes);
      if (parsed === undefined) continue;
      if (parsed.kind !== 'wrong' || !parsed.isForeign) return true;
      lines += 1;
      if (lines === LOOKED_AT) return false;
    }
  } catch {
    return true; // reading it tells what is wrong
  }
  return lines === 0;
}

/** Reads the requests of an NDJSON file in order, one line in memory at a time. Lines that tell of no request are passed over. */
export async function* readCaptureLines(
  file: string,
  cwd: string,
): AsyncGenerator<LineReading, void, undefined> {
  let place: LinePlace = { file, line: 1, offset: 0, bytes: 0 };
  try {
    for await (const bytes of fileLines(resolve(cwd, file), MAX_LINE_BYTES)) {
      place = { ...place, bytes: bytes.length };
      const reading = readLine(bytes, place);
      if (reading !== undefined) yield { ...reading, place };
      place = { file, line: place.line + 1, offset: place.offset + bytes.length + 1, bytes: 0 };
    }
  } catch (error) {
    const message = `can't read this file: ${fileReason(error)}`;
    yield { ...wrong(place, { path: '', column: 1, message, capture: null }), place };
  }
}

/** Reads one request again; `undefined` when it is there no more. */
export async function readCaptureLine(
  place: LinePlace,
  cwd: string,
): Promise<FixtureReading | undefined> {
  const file = await open(resolve(cwd, place.file)).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const bytes = Buffer.alloc(place.bytes);
    const { bytesRead } = await file.read(bytes, 0, place.bytes, place.offset);
    return bytesRead < place.bytes ? undefined : readLine(bytes, place);
  } finally {
    await file.close();
  }
}

function readLine(
  bytes: Buffer,
  place: LinePlace,
): Omit<Extract<LineReading, { ok: true }>, 'place'> | WrongReading | undefined {
  const parsed = parsedLine(bytes);
  if (parsed === undefined || parsed.kind === 'other') return undefined;
  if (parsed.kind === 'wrong') return wrong(place, parsed);
  const { file, line } = place;
  const { fixture } = parsed;
  const source = `${inputName(file)}:${line}`;
  return { ok: true, loaded: { file, index: 0, source, fixture } };
}

/** `undefined` for an empty line. */
function parsedLine(bytes: Buffer): CaptureLine | undefined {
  const text = exactUtf8Text(bytes);
  if (text === undefined) {
    const message = 'not UTF-8; expected a line that this program wrote with --json';
    return { kind: 'wrong', isForeign: true, column: 1, path: '', message, capture: null };
  }
  return text.trim() === '' ? undefined : parseCaptureLine(text.trim());
}

type WrongReading = Omit<Extract<LineReading, { ok: false }>, 'place'>;

function wrong(
  { file, line }: LinePlace,
  {
    path,
    column,
    message,
    capture,
  }: Pick<Extract<CaptureLine, { kind: 'wrong' }>, 'path' | 'column' | 'message' | 'capture'>,
): WrongReading {
  return { ok: false, problem: { file: inputName(file), line, column, path, message }, capture };
}
