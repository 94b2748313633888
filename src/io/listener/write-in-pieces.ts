const PIECES_PER_SECOND = 10;

/** Where pieces go. */
export interface PieceSink {
  /** Whether what was written has to be read before more is. */
  readonly writableNeedDrain: boolean;
  write(piece: Uint8Array): unknown;
  /** All are written. */
  end(): unknown;
}

/** Writes a body at a given speed, or as slowly as it is read. @returns stops it */
export function writeInPieces(
  sink: PieceSink,
  body: Uint8Array,
  bytesPerSecond: number,
): () => void {
  const step = Math.max(1, Math.round(bytesPerSecond / PIECES_PER_SECOND));
  const everyMs = (1000 * step) / bytesPerSecond;
  let at = 0;
  const timer = setInterval(() => {
    if (sink.writableNeedDrain) return;
    sink.write(body.subarray(at, at + step));
    at += step;
    if (at < body.length) return;
    clearInterval(timer);
    sink.end();
  }, everyMs);
  return () => clearInterval(timer);
}
