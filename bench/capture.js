// How fast webhooks are captured, beside a bare node:http server that reads the body and keeps nothing, in one run:
//   node bench/capture.js [--rounds 5] [--seconds 5] [--connections 64] [--soak 1000000] [--command FILE] [--dir FOLDER]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { load, PINNED, rssMb, startServer } from './processes.js';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    only: { type: 'string' },
    command: {
      type: 'string',
      default: fileURLToPath(new URL('../bin/webhook-cli.js', import.meta.url)),
    },
    dir: { type: 'string', default: tmpdir() },
    prof: { type: 'string' },
  },
});
const WARM_UP = 'seconds=1.5';

const listen =
  (...more) =>
  async (folder) => {
    const outFile = join(folder, 'out.ndjson');
    const args = [
      ...(flags.prof === undefined
        ? []
        : ['--cpu-prof', '--cpu-prof-interval=200', `--cpu-prof-dir=${flags.prof}`]),
      resolve(flags.command),
      'listen',
      '--port',
      '0',
      '--quiet',
      '--json',
      ...more,
    ];
    const server = await startServer(process.execPath, args, { cwd: folder, outFile });
    return { ...server, outFile };
  };

const CASES = {
  'bare node:http': async () =>
    await startServer(process.execPath, [
      fileURLToPath(new URL('bare-server.js', import.meta.url)),
    ]),
  listen: listen(),
  'listen --no-history': listen('--no-history'),
};

async function measure(start) {
  const folder = mkdtempSync(join(flags.dir, 'webhook-cli-bench-'));
  try {
    const server = await start(folder);
    const warm = await load(server.port, flags.connections, WARM_UP);
    const beforeMs = cpuMs(server.pid);
    const result = await load(server.port, flags.connections, `seconds=${flags.seconds}`);
    const cpu = ((cpuMs(server.pid) - beforeMs) * 1000) / result.requests;
    const rss = rssMb(server.pid);
    const startMs = performance.now();
    await server.stop();
    const drainMs = performance.now() - startMs;
    const shown = server.outFile === undefined ? undefined : shownIn(server.outFile);
    const total = warm.requests + result.requests;
    return { ...result, total, cpu, rss, drainMs, shown };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function shownIn(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter(
    (line) => line.includes('"provider":"mailgun"') && line.includes('"status":"ok"'),
  ).length;
}

const results = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
for (let round = 0; round < Number(flags.rounds); round += 1) {
  for (const [name, start] of Object.entries(CASES)) {
    if (flags.only !== undefined && !flags.only.split(',').includes(name)) continue;
    const r = await measure(start);
    results[name].push(r);
    console.log(
      name.padEnd(22),
      r.perSecond.toFixed(0).padStart(7),
      '/s p50',
      r.p50Ms.toFixed(2),
      'p99',
      r.p99Ms.toFixed(2),
      'max',
      r.maxMs.toFixed(1),
      'cpu us',
      r.cpu.toFixed(1),
      'rss',
      r.rss.toFixed(0),
      'drain',
      r.drainMs.toFixed(0),
      'shown',
      r.shown,
      'of',
      r.total,
      'failed',
      r.failed,
      'load cpu',
      r.cpuUs.toFixed(1),
    );
  }
}
