// How fast webhooks are delivered, beside a bare loop over an undici pool that sends one static body and beside load
// generators, in rounds to the same bare target, each ratio taken within its round; then how fast a plan is written,
// what memory a million pending deliveries take, and how late attempts begin:
//   node bench/delivery.js [--rounds 5] [--requests 60000] [--connections 64] [--pending 1000000] [--due 100000]
//     [--only wrk,autocannon,pool,unsigned,signed,journal,synced] [--peers FOLDER with autocannon] [--build FOLDER]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { autocannonRate, wrkRate } from './delivery-peers.js';
import { PINNED, startServer } from './processes.js';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '60000' },
    connections: { type: 'string', default: '64' },
    pending: { type: 'string', default: '1000000' },
    due: { type: 'string', default: '100000' },
    only: { type: 'string', default: 'wrk,autocannon,pool,unsigned,signed,journal,synced' },
    peers: { type: 'string' },
    build: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
    prof: { type: 'string' },
  },
});
const CASES = flags.only
  .split(',')
  .filter((name) => name !== 'autocannon' || flags.peers !== undefined);

/** Runs one case in a process of its own, on the core that is not the target's. */
async function child(name, url, folder, requests) {
  const script = fileURLToPath(new URL('delivery-case.js', import.meta.url));
  const prof = flags.prof === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${flags.prof}`];
  const args = [
    ...prof,
    script,
    name,
    resolve(flags.build),
    url,
    flags.connections,
    requests,
    folder,
    flags.pending,
  ];
  const [command, all] = PINNED
    ? ['taskset', ['-c', '1', process.execPath, ...args]]
    : [process.execPath, args];
  const started = spawn(command, all, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of started.stdout) text += chunk;
  return JSON.parse(text);
}

async function measure(name, requests = flags.requests) {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-cli-bench-'));
  const bare = fileURLToPath(new URL('bare-server.js', import.meta.url));
  const server = await startServer(process.execPath, [bare]);
  try {
    const connections = Number(flags.connections);
    if (name === 'wrk') return { perSecond: await wrkRate(server.url, connections, folder) };
    if (name === 'autocannon') {
      const perSecond = await autocannonRate(server.url, connections, folder, resolve(flags.peers));
      return { perSecond };
    }
    return await child(name, server.url, folder, requests);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const rounds = [];
for (let round = 0; round < Number(flags.rounds); round += 1) {
  const results = {};
  for (const name of CASES) results[name] = await measure(name);
  rounds.push(results);
}
for (const name of CASES) {
  const rates = rounds.map((results) => results[name].perSecond);
  if (rates.includes(undefined)) continue;
  const ratios = rounds.map((results) => results[name].perSecond / results.pool.perSecond);
  const cpuUs = median(rounds.map((results) => results[name].cpuUs ?? 0));
  const cpu = cpuUs === 0 ? '' : `, ${cpuUs.toFixed(1)} us of processor each`;
  process.stdout.write(
    `${name.padEnd(10)} ${Math.round(median(rates)).toString().padStart(7)}/s  ${median(ratios).toFixed(2)} of the bare pool${cpu}  (${rates.map(Math.round).join(' ')})\n`,
  );
}
if (Number(flags.pending) > 0) {
  const { planPerSecond, planRssMb, workRssMb, nextDueMs } = await measure('plan');
  process.stdout.write(
    `plan       ${Math.round(planPerSecond)}/s written, ${planRssMb} MB resident after ${flags.pending} rows, ${workRssMb} MB after 20000 attempts among them; next due found in ${nextDueMs} ms\n`,
  );
}
const DUE = { virtual: 'in virtual time', real: 'in real time', retries: 'again in real time' };
for (const [name, how] of Number(flags.due) > 0 ? Object.entries(DUE) : []) {
  // The last are retries of 1,000 deliveries; in real time a million wait beside them.
  const { attempts, p50, p99, max, rssMb } = await measure(name, flags.due);
  process.stdout.write(
    `due        ${attempts} attempts ${how}, 1000 a second: late by ${p50} ms (p50), ${p99} ms (p99), ${max} ms at most; ${rssMb} MB resident\n`,
  );
}
