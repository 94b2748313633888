/** Edit distance with adjacent swaps (optimal string alignment). */
function distance(left: string, right: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped) best = Math.min(best, (before[column - 2] ?? 0) + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** The names nearest to `typed`, best first: near misspellings, and names that contain it or are contained in it. */
export function nearestNames(typed: string, names: Iterable<string>, limit = 3): readonly string[] {
  const wanted = typed.toLowerCase();
  const scored = [...new Set(names)].map((name) => {
    const lower = name.toLowerCase();
    const contained =
      wanted.length > 2 && lower.length > 2 && (lower.includes(wanted) || wanted.includes(lower));
    const apart = distance(wanted, lower);
    // A part of the name is near, but one slip of the finger is nearer.
    return { name, score: contained ? Math.min(apart, 1.5) : apart };
  });
  const bound = Math.max(2, Math.floor(wanted.length / 2));
  return scored
    .filter(({ score }) => score <= bound)
    .sort((left, right) => left.score - right.score)
    .slice(0, limit)
    .map(({ name }) => name);
}

const MAX_LISTED = 40;

/** A hint sentence: the nearest names, or a list of them when none is near. */
export function suggestionHint(typed: string, names: readonly string[]): string {
  const nearest = nearestNames(typed, names);
  if (nearest.length > 0) return `did you mean ${nearest.join(', ')}?`;
  const known = [...new Set(names)];
  const left = known.length - MAX_LISTED;
  const more = left > 0 ? [`and ${left} more`] : [];
  return `known: ${[...known.slice(0, MAX_LISTED), ...more].join(', ')}`;
}
