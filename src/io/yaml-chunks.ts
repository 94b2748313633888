import { stat } from 'node:fs/promises';
import { fileLines } from './file-lines.ts';

/** Of a smaller file, and of one document of a larger one. */
export const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;
/** A larger file is read a document at a time. */
const LARGE_FILE_BYTES = 4 * 1024 * 1024;

export async function isLargeFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true && found.size > LARGE_FILE_BYTES;
}

/** A piece of a YAML file that holds one document. */
export interface YamlChunk {
  readonly bytes: Buffer;
  /** Where it begins in its file. */
  readonly offset: number;
  /** Number of its first line in its file, from 1. */
  readonly line: number;
}

const START = /^---(?:[ \t\r]|$)/;
const END = /^\.\.\.(?:[ \t\r]|$)/;
/** Nothing but blanks or a comment, perhaps after the mark of a start. */
const EMPTY = /^(?:---)?[ \t\r]*(?:(?<=^|[ \t])#.*)?$/;
const DIRECTIVE = /^%/;
const LINE_FEED = Buffer.from('\n');

/**
 * Cuts a YAML file into its documents without reading them: a line that begins with `---` or `...` is a mark between
 * documents wherever it stands, in text as well (YAML 1.2.2, 9.1.2). Empty documents are left out.
 */
export async function* yamlChunks(path: string, maxBytes: number): AsyncGenerator<YamlChunk> {
  let pieces: Buffer[] = [];
  let start = { offset: 0, line: 1 };
  let offset = 0;
  let line = 1;
  let isStarted = false;
  let hasContent = false;
  let hasDirective = false;
  const take = (): YamlChunk | undefined => {
    const isThere = hasContent || (hasDirective && !isStarted); // which is an error
    const chunk = isThere ? { ...start, bytes: Buffer.concat(pieces) } : undefined;
    pieces = [];
    start = { offset, line };
    isStarted = false;
    hasContent = false;
    hasDirective = false;
    return chunk;
  };
  for await (const bytes of fileLines(path, maxBytes)) {
    const text = bytes.toString('latin1');
    const isStart = START.test(text);
    if (isStart && (isStarted || hasContent)) {
      const chunk = take();
      if (chunk !== undefined) yield chunk;
    }
    pieces.push(bytes, LINE_FEED);
    offset += bytes.length + 1;
    line += 1;
    const isDirective = !isStarted && !hasContent && DIRECTIVE.test(text);
    hasDirective ||= isDirective;
    isStarted ||= isStart;
    const isEnd = END.test(text);
    if (!isEnd && !isDirective && !EMPTY.test(text)) hasContent = true;
    if (!isEnd) continue;
    const chunk = take();
    if (chunk !== undefined) yield chunk;
  }
  const last = take();
  if (last !== undefined) yield last;
}
