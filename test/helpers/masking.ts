/** A shape that is drawn at random, and the mark put in its place. */
export type DrawnShape = readonly [shape: RegExp, mark: string];

/** Replaces drawn values by marks, so that what is left must equal the page's sample. */
export function masked(text: string, shapes: readonly DrawnShape[]): string {
  return shapes.reduce((rest, [shape, mark]) => rest.replace(shape, mark), text);
}
