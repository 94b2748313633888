/** Lines that are painted only when they are shown: a body may have far more than that. */
export interface Block {
  readonly total: number;
  /** Line `index`, counted from 0. */
  line(index: number): string;
}

export function blockOf(lines: readonly string[], paint: (line: string) => string): Block {
  return { total: lines.length, line: (index) => paint(lines[index] ?? '') };
}

/** One block under the other. Lines are found fast when they are asked for in their order. */
export function stacked(blocks: readonly Block[]): Block {
  let total = 0;
  const placed = blocks.map((block) => {
    const start = total;
    total += block.total;
    return { block, start };
  });
  let at = 0;
  return {
    total,
    line: (index) => {
      if (index < (placed[at]?.start ?? 0)) at = 0;
      for (let next = placed[at + 1]; next !== undefined && next.start <= index; ) {
        at += 1;
        next = placed[at + 1];
      }
      const found = placed[at];
      return found === undefined ? '' : found.block.line(index - found.start);
    },
  };
}

export function firstLines(block: Block, count: number): string[] {
  return Array.from({ length: Math.min(count, block.total) }, (_, index) => block.line(index));
}
