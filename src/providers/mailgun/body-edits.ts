import { type ByteRange, spliceBytes, utf8Bytes } from '../../core/bytes.ts';

/** A range of a body and what to put in its place. */
export interface BodyEdit {
  readonly range: ByteRange;
  readonly text: string;
}

/** Applies edits whose ranges don't overlap, those at the same place in their order; every other byte stays. */
export function applyEdits(body: Uint8Array, edits: readonly BodyEdit[]): Uint8Array {
  return edits
    .toReversed()
    .toSorted((left, right) => right.range.start - left.range.start)
    .reduce((bytes, { range, text }) => spliceBytes(bytes, range, utf8Bytes(text)), body);
}

/** An edit that takes nothing away. */
export function insertion(at: number, text: string): BodyEdit {
  return { range: { start: at, end: at }, text };
}
