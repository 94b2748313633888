import type { Block } from './block.ts';
import type { Theme } from './theme.ts';

const BYTES_A_ROW = 16;

/** Rows of offset, sixteen bytes in hexadecimal, and the same bytes as ASCII. */
export function hexBlock(bytes: Uint8Array, theme: Theme): Block {
  return {
    total: Math.ceil(bytes.length / BYTES_A_ROW),
    line: (index) => {
      const start = index * BYTES_A_ROW;
      const row = bytes.subarray(start, start + BYTES_A_ROW);
      const offset = start.toString(16).padStart(8, '0');
      const ascii = Array.from(row, printableByte).join('');
      return `${theme.dim(offset)}  ${hexPairs(row).padEnd(BYTES_A_ROW * 3)} ${theme.string(ascii)}`;
    },
  };
}

/** `1f 8b 08`. */
export function hexPairs(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function printableByte(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
