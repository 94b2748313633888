import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseCaptureLine } from '../core/capture-line.ts';
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

export type LineReading = FixtureReading & { readonly place: LinePlace };

/** A body of 25 MiB in base64, and what stands around it. */
const MAX_LINE_BYTES = 48 * 1024 * 1024;

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
    yield { ...wrong(place, '', message), place };
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

function readLine(bytes: Buffer, place: LinePlace): FixtureReading | undefined {
  const text = bytes.toString('utf8').trim();
  if (text === '') return undefined;
  const parsed = parseCaptureLine(text);
  if (parsed.kind === 'other') return undefined;
  if (parsed.kind === 'wrong') return wrong(place, parsed.path, parsed.message);
  const { file, line } = place;
  const { fixture } = parsed;
  const source = `${inputName(file)}:${line}`;
  return { ok: true, loaded: { file, index: 0, source, fixture } };
}

function wrong(
  { file, line }: LinePlace,
  path: string,
  message: string,
): Extract<FixtureReading, { ok: false }> {
  return { ok: false, problem: { file: inputName(file), line, column: 1, path, message } };
}
