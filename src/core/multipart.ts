import { concatBytes, latin1Bytes, latin1Text, utf8Bytes } from './bytes.ts';
import { headerParameters } from './header-parameters.ts';
import { type HeaderPair, mediaType } from './headers.ts';
import type { Part } from './multipart-parse.ts';

export {
  type ParsedPart,
  type Part,
  parseMultipart,
  partName,
} from './multipart-parse.ts';

/** RFC 2046 5.1.1. Looking for a boundary of thousands of characters can take a body's length times its own. */
const MAX_BOUNDARY_LENGTH = 70;

/** A field: `Content-Disposition` and nothing else. */
export function textPart(name: string, value: string): Part {
  return {
    headers: [['Content-Disposition', `form-data; name=${quoted(name)}`]],
    body: utf8Bytes(value),
  };
}

/** A file: `Content-Disposition` with the file name in raw UTF-8, `Content-Type`, and `Content-Length` where asked. */
export function filePart(file: {
  readonly name: string;
  readonly filename: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly contentLength?: boolean;
}): Part {
  const headers: HeaderPair[] = [
    [
      'Content-Disposition',
      `form-data; name=${quoted(file.name)}; filename=${quoted(file.filename)}`,
    ],
    ['Content-Type', file.contentType],
  ];
  if (file.contentLength === true) headers.push(['Content-Length', String(file.body.length)]);
  return { headers, body: file.body };
}

/**
 * Joins parts with CRLF line ends, the closing boundary and a last CRLF. The boundary is the caller's choice and must
 * not stand in a body.
 *
 * @throws {TypeError} when a part header holds a line end, which would start another header
 */
export function encodeMultipart(parts: readonly Part[], boundary: string): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (const { headers, body } of parts) {
    const lines = headers.map((pair) => `${pair.join(': ')}\r\n`);
    if (headers.some((pair) => /[\r\n]/.test(pair.join('')))) {
      throw new TypeError(`line end in a part header: ${JSON.stringify(lines.join(''))}`);
    }
    pieces.push(latin1Bytes(`--${boundary}\r\n${lines.join('')}\r\n`), body, latin1Bytes('\r\n'));
  }
  pieces.push(latin1Bytes(`--${boundary}--\r\n`));
  return concatBytes(pieces);
}

/** The boundary of a multipart `Content-Type`, quoted or bare; `undefined` for one longer than any may be. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined || !mediaType(contentType).startsWith('multipart/')) {
    return undefined;
  }
  const boundary = headerParameters(contentType).get('boundary') ?? '';
  return boundary === '' || boundary.length > MAX_BOUNDARY_LENGTH ? undefined : boundary;
}

// Quotes and backslashes as Go and older libraries escape them, line ends as HTML forms do (there is no other way).
function quoted(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `"${latin1Text(utf8Bytes(escaped))}"`;
}
