import { displayWidth } from '../core/printable.ts';

/** Breaks printable text at blanks; a word longer than the room stands alone on its line. */
export function wrapped(text: string, room: number): readonly string[] {
  const limit = Math.max(room, 20);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > limit) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
