import { type ByteRange, concatBytes, utf8Bytes } from '../../core/bytes.ts';

/** A range of a body and what to put in its place. */
export interface BodyEdit {
  readonly range: ByteRange;
  readonly text: string;
}

/** Applies edits whose ranges don't overlap, those at the same place in their order; every other byte stays. */
export function applyEdits(body: Uint8Array, edits: readonly BodyEdit[]): Uint8Array {
  if (edits.every(keepsLength)) return overwritten(body, edits);
  const parts: Uint8Array[] = [];
  let done = 0;
  for (const { range, text } of edits.toSorted(
    (left, right) => left.range.start - right.range.start,
  )) {
    parts.push(body.subarray(done, range.start), utf8Bytes(text));
    done = range.end;
  }
  parts.push(body.subarray(done));
  return concatBytes(parts);
}

/** A fresh signature mostly is as long as the old one: then a copy is written into, which is several times as fast. */
function overwritten(body: Uint8Array, edits: readonly BodyEdit[]): Uint8Array {
  const copy = Buffer.from(body);
  for (const { range, text } of edits) copy.write(text, range.start);
  return copy;
}

function keepsLength({ range, text }: BodyEdit): boolean {
  return Buffer.byteLength(text) === range.end - range.start;
}

/** An edit that takes nothing away. */
export function insertion(at: number, text: string): BodyEdit {
  return { range: { start: at, end: at }, text };
}
