/** Text or bytes that are not JSON: where, and what was expected there. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  /** In bytes of the UTF-8 text. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** In characters, from 1. */
  readonly column: number;
  readonly expected: string;

  constructor(body: Uint8Array, offset: number, expected: string) {
    const { line, column } = position(body, offset);
    super(`expected ${expected} at line ${line}, column ${column}`);
    this.offset = offset;
    this.line = line;
    this.column = column;
    this.expected = expected;
  }
}

function position(body: Uint8Array, offset: number): { line: number; column: number } {
  let line = 1;
  let column = 1;
  for (const byte of body.subarray(0, offset)) {
    if (byte === 0x0a) {
      line += 1;
      column = 1;
    } else if ((byte & 0xc0) !== 0x80) {
      column += 1; // continuation bytes belong to the character before them
    }
  }
  return { line, column };
}
