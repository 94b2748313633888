// Random mistakes, each explained: how many are named, whether the named cause gives the received signature by the pages
// and node:crypto alone, and how long that takes; then random corruptions, which must stay unnamed.
// npx tsc -p tsconfig.test.json && node bench/explain.js [cases]
import { performance } from 'node:perf_hooks';

const built = new URL('../build/', import.meta.url).href;
const [{ drawCorruption, drawMistake }, { decodeBody }, { loadAllProviders }, explain] =
  await Promise.all([
    import(`${built}test/helpers/random-mistakes.js`),
    import(`${built}src/io/content-coding.js`),
    import(`${built}src/providers/index.js`),
    import(`${built}src/explain/explain.js`),
  ]);

const cases = Number(process.argv[2] ?? 10_000);
const ports = { clock: { monotonicMs: () => performance.now() }, decode: decodeBody };
const { searchCause, DEFAULT_BUDGET_MS } = explain;
const limits = { budgetMs: DEFAULT_BUDGET_MS };
const providers = await loadAllProviders();

const percentile = (times, share) => {
  const sorted = times.toSorted((left, right) => left - right);
  return `${(sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)} ms`;
};
const spread = (times) =>
  [0.5, 0.9, 0.99, 1].map((share) => `p${share * 100} ${percentile(times, share)}`).join(', ');

const outcomes = [];
for (let seed = 0; outcomes.length < cases && seed < cases * 20; seed += 1) {
  const outcome = drawMistake(`bench/${seed}`, providers, ports, limits);
  if (outcome !== undefined) outcomes.push(outcome);
}
const count = (test) => outcomes.filter(test).length;
console.log(`${outcomes.length} mistakes with ${providers.length} providers`);
console.log(`named: ${count(({ cause }) => cause !== null)}`);
console.log(`  by their own name: ${count(({ cause, mistake }) => cause === mistake.cause)}`);
console.log(`  reproducing the signature: ${count(({ reproduced }) => reproduced === true)}`);
console.log(`  not reproducing it: ${count(({ reproduced }) => reproduced === false)}`);
console.log(`time: ${spread(outcomes.map(({ elapsedMs }) => elapsedMs))}`);

const unknown = [];
let named = 0;
for (let seed = 0; unknown.length < cases / 20 && seed < cases; seed += 1) {
  const corruption = drawCorruption(`bench/${seed}`, providers);
  if (corruption === undefined) continue;
  const startMs = performance.now();
  const { confirmed } = searchCause(corruption.failed, ports, limits);
  if (confirmed === undefined) unknown.push(performance.now() - startMs);
  else named += 1;
}
console.log(`${unknown.length} corruptions stay unknown, ${named} more can be made good`);
console.log(`time: ${spread(unknown)}`);
if (count(({ reproduced }) => reproduced === false) > 0) process.exitCode = 1;
