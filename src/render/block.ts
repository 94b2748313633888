/** Lines that are painted only when they are shown: a body may have far more than that. */
export interface Block {
  readonly total: number;
  /** Line `index`, counted from 0. */
  line(index: number): string;
}

export function blockOf(lines: readonly string[], paint: (line: string) => string): Block {
  return { total: lines.length, line: (index) => paint(lines[index] ?? '') };
}

/** One block under the other. */
export function stacked(blocks: readonly Block[]): Block {
  return {
    total: blocks.reduce((sum, block) => sum + block.total, 0),
    line: (index) => {
      let left = index;
      for (const block of blocks) {
        if (left < block.total) return block.line(left);
        left -= block.total;
      }
      return '';
    },
  };
}

export function firstLines(block: Block, count: number): string[] {
  return Array.from({ length: Math.min(count, block.total) }, (_, index) => block.line(index));
}
