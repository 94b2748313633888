import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
} from 'node:zlib';

/** A decoded body is for display: more than this is a bomb, or not worth showing. */
const MAX_DECODED_BYTES = 8 * 1024 * 1024;

/** Undoes one content coding for display; `undefined` when it is unknown, broken or would grow beyond 8 MiB. */
export function decodeBody(encoding: string, bytes: Uint8Array): Uint8Array | undefined {
  const bound = { maxOutputLength: MAX_DECODED_BYTES };
  try {
    switch (encoding.trim().toLowerCase()) {
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, { ...bound, finishFlush: constants.Z_SYNC_FLUSH });
      case 'deflate':
        return isZlib(bytes) ? inflateSync(bytes, bound) : inflateRawSync(bytes, bound);
      case 'br':
        return brotliDecompressSync(bytes, bound);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

/** Compresses as zlib does; what other compressors write may differ. @param level - 1 to 9 */
export function gzipBody(bytes: Uint8Array, level: number): Uint8Array {
  return gzipSync(bytes, { level });
}

/** RFC 9110 8.4.1.2 means zlib by "deflate", and some senders send raw deflate. */
function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
