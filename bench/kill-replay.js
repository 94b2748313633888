// Kills a run of `replay` at a random moment, resumes it, and checks what the target saw:
//   node bench/kill-replay.js [--rounds 20] [--deliveries 10000] [--build FOLDER]
// 30 % of the requests fail, 5 % hang until the timeout. None may be lost; only attempts that were under way at the
// kill, which `--resume` names, may arrive again after they were accepted; so may those that were answered too late,
// which stand in the history as attempts without an answer. What is printed is no proof: the kill cuts that as well.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    deliveries: { type: 'string', default: '10000' },
    build: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
const count = Number(flags.deliveries);
const main = resolve(flags.build, 'cli/main.js');
const { openSqlite } = await import(pathToFileURL(resolve(flags.build, 'io/sqlite.js')).href);

async function flakyTarget() {
  const accepted = new Map();
  let arrivals = 0;
  let onArrival = () => {};
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const draw = Math.random();
      const isAccepted = draw >= 0.35;
      accepted.set(body, (accepted.get(body) ?? 0) + (isAccepted ? 1 : 0));
      arrivals += 1;
      onArrival(arrivals);
      if (draw >= 0.05) response.writeHead(isAccepted ? 200 : 503).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    accepted,
    after: (wanted) =>
      new Promise((done) => {
        onArrival = (seen) => (seen >= wanted ? done() : undefined);
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function collect(child) {
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  const lines = out
    .slice(0, out.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
  const ended = new Map();
  for (const line of lines) {
    const { type, delivery, outcome } = JSON.parse(line);
    if (type === 'delivery') ended.set(delivery, outcome);
  }
  return { code, err, ended };
}

/** Attempts on record by delivery. */
async function recorded(folder) {
  const database = await openSqlite(join(folder, '.webhook-cli', 'history.db'), { readOnly: true });
  const attempts = new Map();
  const rows = database.prepare('SELECT number, attempt, status, error FROM attempts ORDER BY id');
  for (const { number: of, ...attempt } of rows.all()) {
    attempts.set(of, [...(attempts.get(of) ?? []), attempt]);
  }
  database.close();
  return attempts;
}

async function round(number) {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-cli-kill-'));
  const documents = Array.from(
    { length: count },
    (_, index) =>
      `version: 1\nrequest: { headers: [[Content-Type, text/plain]], body: 'n${index}' }\n`,
  );
  writeFileSync(join(folder, 'all.yaml'), documents.join('---\n'));
  const target = await flakyTarget();
  try {
    const retry = ['--retry', '12x1s', '--time-scale', '10', '--timeout', '500ms'];
    const args = [
      main,
      'replay',
      'all.yaml',
      '--to',
      target.url,
      ...retry,
      '--concurrency',
      '64',
      '--json',
    ];
    const child = spawn(process.execPath, args, { cwd: folder });
    const first = collect(child);
    const moment = 1 + Math.floor(Math.random() * count * 1.3);
    await target.after(moment);
    child.kill('SIGKILL');
    const before = await first;
    const resumed = await collect(
      spawn(process.execPath, [main, 'replay', '--resume', 'last', '--json'], { cwd: folder }),
    );
    const named = new Set(
      [...resumed.err.matchAll(/delivery (\d+) .* was under way/g)].map(([, id]) => id),
    );
    const attempts = await recorded(folder);
    let lost = 0;
    let strays = 0;
    let repeated = 0;
    let late = 0;
    for (let id = 1; id <= count; id += 1) {
      const outcome = resumed.ended.get(`${id}`) ?? before.ended.get(`${id}`);
      const times = target.accepted.get(`n${id - 1}`) ?? 0;
      if (times === 0 && outcome !== 'exhausted') lost += 1;
      if (times > 1) repeated += 1;
      // A target that answers after the timeout has accepted what the sender must take for lost.
      const made = attempts.get(id) ?? [];
      const isLate = made.some(({ status, error }) => status === null && error !== 'unknown');
      if (times > 1 && isLate) late += 1;
      if (times <= 1 || isLate || named.has(`${id}`)) continue;
      strays += 1;
      process.stdout.write(`delivery ${id} was accepted ${times} times: ${JSON.stringify(made)}\n`);
    }
    process.stdout.write(
      `round ${number}: killed after ${moment} arrivals, ${named.size} under way, ${repeated} accepted twice, ${late} of them late, ${strays} unnamed, ${lost} lost\n`,
    );
    return lost + strays;
  } finally {
    target.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

let wrong = 0;
for (let number = 1; number <= Number(flags.rounds); number += 1) wrong += await round(number);
process.stdout.write(wrong === 0 ? 'nothing lost, nothing repeated unsaid\n' : `${wrong} wrong\n`);
process.exitCode = wrong === 0 ? 0 : 1;
