// How fast webhooks are captured, beside a bare node:http server that reads the body and keeps nothing, in one run:
//   node bench/capture.js [--rounds 5] [--seconds 5] [--connections 64] [--soak 1000000] [--dir FOLDER] [--command FILE]
//     [--only NAME,NAME] [--peers FOLDER: where mockttp is installed] [--prof FOLDER: for processor profiles]
// Server and senders have one core each. The folder is where the histories go: its disk is part of what is measured.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { LineCounter } from './line-counter.js';
import { load, PINNED, rssMb, startServer } from './processes.js';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    soak: { type: 'string' },
    dir: { type: 'string', default: tmpdir() },
    command: { type: 'string', default: here('../bin/webhook-cli.js') },
    only: { type: 'string' },
    peers: { type: 'string', default: here('..') },
    prof: { type: 'string' },
  },
});
/** Twice, and what came in the first is all shown in between: to compile what describes takes a while, and on this very core. */
const WARM_UP = 'seconds=1';
const FLOOR = 'bare node:http';

function here(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** The real command, its output in a file. */
function listen(...more) {
  return async (folder) => {
    const outFile = join(folder, 'out');
    const node =
      flags.prof === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(flags.prof)}`];
    const readyFile = join(folder, 'ready.json');
    const fixed = ['listen', '--port', '0', '--ready-file', readyFile];
    const args = [...node, resolve(flags.command), ...fixed, ...more];
    const server = await startServer(process.execPath, args, { cwd: folder, outFile, readyFile });
    return { ...server, outFile };
  };
}

function script(name, ...args) {
  return async () => await startServer(process.execPath, [here(name), ...args]);
}

/** Debian's `webhook` runs a program for each request, here one that does nothing. */
async function debianWebhook(folder) {
  const hooks = join(folder, 'hooks.json');
  writeFileSync(hooks, JSON.stringify([{ id: 'mailgun', 'execute-command': '/bin/true' }]));
  const args = ['-hooks', hooks, '-ip', '127.0.0.1', '-port', '9321', '-urlprefix', 'hooks'];
  return await startServer('webhook', args, { port: 9321 });
}

/** The file to import for a package of the folder of peers; `undefined` when it is not installed there. */
function peer(name) {
  try {
    return createRequire(join(resolve(flags.peers), 'node_modules', 'of-peers.js')).resolve(name);
  } catch {
    return undefined;
  }
}

const mockttp = peer('mockttp');
const CASES = {
  [FLOOR]: script('bare-server.js'),
  'listen --quiet --json': listen('--quiet', '--json'),
  'listen --no-history': listen('--quiet', '--json', '--no-history'),
  'listen --pretty': listen('--pretty'),
  ...(mockttp === undefined ? {} : { mockttp: script('mockttp-server.js', mockttp) }),
  ...(spawnSync('webhook', ['-version']).error ? {} : { 'webhook (Debian)': debianWebhook }),
};
const chosen = Object.entries(CASES).filter(
  ([name]) => flags.only === undefined || flags.only.split(',').includes(name),
);

async function inFolder(work) {
  const folder = mkdtempSync(join(flags.dir, 'webhook-cli-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Waits until all is shown that was taken, and looks whether it was verified.
 *
 * @param before - of these it is known
 */
async function catchUp(server, total, before = 0) {
  if (server.outFile === undefined) return {};
  const lines = new LineCounter(server.outFile, /signature matches|"status":"ok"|verified|✓/);
  const atOnce = lines.update().matching - before;
  const startMs = performance.now();
  while (lines.update().matching < total) {
    if (performance.now() - startMs > 300_000) break;
    await sleep(50);
  }
  const seconds = (performance.now() - startMs) / 1000;
  if (lines.matching !== total) console.log(`! shown and verified: ${lines.matching} of ${total}`);
  const all = total - before;
  return { atOnce: atOnce / all, perSecondLater: (all - atOnce) / seconds };
}

async function measure(start) {
  return await inFolder(async (folder) => {
    const server = await start(folder);
    const { requests: known } = await load(server, flags.connections, WARM_UP);
    await catchUp(server, known);
    const warm = await load(server, flags.connections, WARM_UP);
    const result = await load(server, flags.connections, `seconds=${flags.seconds}`);
    const rss = rssMb(server.pid);
    if (result.failed > 0) console.log(`! ${result.failed} requests were not answered 2xx`);
    const shown = await catchUp(server, known + warm.requests + result.requests, known);
    await server.stop();
    return { ...result, ...shown, rss };
  });
}

function median(values) {
  const known = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)];
}

function print(cells) {
  const widths = [26, 10, 8, 9, 9, 8, 9, 9, 9, 11];
  console.log(
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at])))
      .join(''),
  );
}

function number(value, digits = 0, unit = '') {
  return value === undefined || value === null || Number.isNaN(value)
    ? '-'
    : `${value.toFixed(digits)}${unit}`;
}

async function compare() {
  const results = Object.fromEntries(chosen.map(([name]) => [name, []]));
  for (let round = 0; round < Number(flags.rounds); round += 1) {
    for (const [name, start] of chosen) results[name].push(await measure(start));
  }
  print(['', 'req/s', 'ratio', 'p50', 'p99', 'ratio', 'CPU', 'RSS', 'at once', 'later']);
  for (const [name, rounds] of Object.entries(results)) {
    const of = (key) => median(rounds.map((round) => round[key]));
    // Ratios of one round each: what else the machine does changes from round to round.
    const ratio = (key) =>
      median(rounds.map((round, at) => round[key] / results[FLOOR]?.[at]?.[key]));
    print([
      name,
      number(of('perSecond')),
      number(ratio('perSecond'), 2),
      number(of('p50Ms'), 2, ' ms'),
      number(of('p99Ms'), 2, ' ms'),
      number(ratio('p99Ms'), 2),
      number(of('serverCpuUs'), 1, ' us'),
      number(of('rss'), 0, ' MB'),
      number(of('atOnce') * 100, 0, ' %'),
      number(of('perSecondLater'), 0, '/s'),
    ]);
  }
}

/** Memory after many captures, beside memory after a few. */
async function soak(total) {
  await inFolder(async (folder) => {
    const server = await CASES['listen --quiet --json'](folder);
    await load(server, flags.connections, 'count=10000');
    await sleep(2_000);
    const few = rssMb(server.pid);
    const result = await load(server, flags.connections, `count=${total - 10_000}`);
    const many = rssMb(server.pid);
    console.log(`RSS after 10000 captures ${number(few)} MB, after ${total} ${number(many)} MB`);
    console.log(`  (${number(result.perSecond)} req/s, p99 ${number(result.p99Ms, 2)} ms)`);
    const { perSecondLater } = await catchUp(server, total);
    console.log(
      `  described later at ${number(perSecondLater)}/s, RSS then ${number(rssMb(server.pid))} MB`,
    );
    await server.stop();
  });
}

console.log(
  `Node ${process.version}, ${flags.connections} connections, bodies of 1 kB, median of ${flags.rounds} rounds of ${flags.seconds} s`,
);
if (!PINNED) console.log('no taskset here: server and senders share the cores');
await compare();
if (flags.soak !== undefined) await soak(Number(flags.soak));
