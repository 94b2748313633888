// How fast webhooks are delivered, beside a bare loop over an undici pool that sends one static body, in one run and to
// the same bare target; then how fast a plan is written, and what memory a million pending deliveries take:
//   node bench/delivery.js [--rounds 5] [--requests 20000] [--connections 64] [--pending 1000000] [--build FOLDER]

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PINNED, startServer } from './processes.js';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '20000' },
    connections: { type: 'string', default: '64' },
    pending: { type: 'string', default: '1000000' },
    build: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
    prof: { type: 'string' },
  },
});
const CASES = ['pool', 'unsigned', 'signed', 'journal'];

/** Runs one case in a process of its own, on the core that is not the target's. */
async function child(name, url, folder) {
  const script = fileURLToPath(new URL('delivery-case.js', import.meta.url));
  const prof = flags.prof === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${flags.prof}`];
  const args = [
    ...prof,
    script,
    name,
    resolve(flags.build),
    url,
    flags.connections,
    flags.requests,
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

async function measure(name) {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-cli-bench-'));
  const bare = fileURLToPath(new URL('bare-server.js', import.meta.url));
  const server = await startServer(process.execPath, [bare]);
  try {
    return await child(name, server.url, folder);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const results = Object.fromEntries(CASES.map((name) => [name, []]));
for (let round = 0; round < Number(flags.rounds); round += 1) {
  for (const name of CASES) results[name].push((await measure(name)).perSecond);
}
const bareRate = median(results.pool);
for (const name of CASES) {
  const rate = median(results[name]);
  process.stdout.write(
    `${name.padEnd(10)} ${Math.round(rate).toString().padStart(7)}/s  ${(rate / bareRate).toFixed(2)} of the bare pool  (${results[name].map(Math.round).join(' ')})\n`,
  );
}
if (Number(flags.pending) > 0) {
  const { planPerSecond, planRssMb, workRssMb, nextDueMs } = await measure('plan');
  process.stdout.write(
    `plan       ${Math.round(planPerSecond)}/s written, ${planRssMb} MB resident after ${flags.pending} rows, ${workRssMb} MB after 20000 attempts among them; next due found in ${nextDueMs} ms\n`,
  );
}
