import type { LocatedProblem } from '../core/located-problem.ts';

/** Problems of one file that are told one by one; more are counted, as a file of another kind may have a million. */
const MOST_TOLD = 20;

type Item = { readonly ok: true } | { readonly ok: false; readonly problem: LocatedProblem };

/** Passes on what comes from files in order, with the first problems of each file and the number of the others. */
export async function* fewProblems<T extends Item>(
  items: AsyncIterable<T | Extract<Item, { ok: false }>>,
): AsyncGenerator<T | Extract<Item, { ok: false }>> {
  let count = 0;
  let last: LocatedProblem | undefined;
  const rest = (): readonly Extract<Item, { ok: false }>[] => {
    const untold = count - MOST_TOLD;
    if (last === undefined || untold <= 0) return [];
    const message = `the last of ${untold} more problems in this file`;
    return [{ ok: false, problem: { ...last, path: '', message } }];
  };
  for await (const item of items) {
    if (item.ok) {
      yield item;
      continue;
    }
    if (item.problem.file !== last?.file) {
      yield* rest();
      count = 0;
    }
    last = item.problem;
    count += 1;
    if (count <= MOST_TOLD) yield item;
  }
  yield* rest();
}
