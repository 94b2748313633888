// Lets a listener die under load, again and again in one folder, and looks for what it had acknowledged:
//   node bench/kill-rounds.js [--rounds 20] [--connections 32] [--only kill,stop,full] [--build FOLDER]
// kill: kill -9 at a random moment. stop: SIGSTOP and SIGCONT at random moments, then kill -9, stopped or not. full: a
// small disk that fills up, is freed, and fills up again. Every request whose sender saw a 2xx has to be in the history
// with the same SHA-256, and the database has to open and be whole. Exit 1 when that is not so.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ledger, startLoad } from './acknowledged-load.js';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string', default: 'kill,stop,full' },
    build: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
const rounds = Number(flags.rounds);
const connections = Number(flags.connections);
const built = (path) => import(pathToFileURL(resolve(flags.build, path)).href);
const [{ openHistory }, { openSqlite }, { bodyFiles }, { systemClock }] = await Promise.all([
  built('store/open-history.js'),
  built('io/sqlite.js'),
  built('io/body-files.js'),
  built('io/clock.js'),
]);
const main = resolve(flags.build, 'cli/main.js');
const silent = { debug() {}, info() {}, warn() {}, error() {} };

const SMALL_DISK_BYTES = 48 * 1024 * 1024;
const BALLAST_BYTES = 24 * 1024 * 1024;
const FULL_FOR_MS = 2_000;

async function startListener(folder, wrap = (command) => command) {
  const readyFile = join(folder, '..', `ready-${randomInt(2 ** 40)}`);
  const [command, ...args] = wrap([
    process.execPath,
    main,
    'listen',
    '--port',
    '0',
    '--quiet',
    '--ready-file',
    readyFile,
  ]);
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-100_000);
  });
  const exited = once(child, 'exit');
  while (!existsSync(readyFile)) {
    if (child.exitCode !== null)
      throw new Error(`the listener ended with ${child.exitCode}:\n${said}`);
    await sleep(5);
  }
  const { url } = JSON.parse(readFileSync(readyFile, 'utf8'));
  rmSync(readyFile);
  const port = Number(new URL(url).port);
  return { port, pid: child.pid, kill: (signal) => child.kill(signal), exited, said: () => said };
}

/** Reads the whole history and holds it against what was acknowledged. */
async function check(folder, book) {
  const place = join(folder, '.webhook-cli');
  const database = await openSqlite(join(place, 'history.db'), { readOnly: true });
  const integrity = Object.values(database.prepare('PRAGMA integrity_check').get()).join();
  database.close();
  const bodies = bodyFiles(join(place, 'bodies'));
  const ports = { openDatabase: openSqlite, bodies, clock: systemClock, logger: silent };
  const history = await openHistory(join(place, 'history.db'), ports, { readOnly: true });
  const missing = new Set(book.acknowledged.keys());
  let kept = 0;
  let changed = 0;
  for await (const { id } of history.list({})) {
    const { request } = await history.capture(id);
    kept += 1;
    const wanted = book.acknowledged.get(request.path);
    if (wanted === undefined) continue;
    const hash = createHash('sha256');
    for await (const chunk of history.body(request)) hash.update(chunk);
    if (hash.digest('hex') !== wanted) changed += 1;
    missing.delete(request.path);
  }
  await history.close();
  return { kept, changed, missing: missing.size, integrity };
}

function report(what, book, { kept, changed, missing, integrity }, more = '') {
  const statuses = [...book.statuses].map(([status, count]) => `${count} x ${status}`).join(', ');
  process.stdout.write(
    `${what}: ${book.acknowledged.size} acknowledged (${book.large} over 1 MiB), ${missing} missing, ` +
      `${changed} changed; ${kept} kept, ${book.unanswered} without an answer; answers ${statuses}; ` +
      `integrity ${integrity}${more}\n`,
  );
  return missing + changed + (integrity === 'ok' ? 0 : 1);
}

async function untilAnswered(port, book) {
  let answered;
  const first = new Promise((done) => {
    answered = done;
  });
  const load = startLoad(port, connections, book, answered);
  await first;
  return load;
}

async function killed(folder) {
  const book = ledger();
  for (let round = 0; round < rounds; round += 1) {
    const listener = await startListener(folder);
    const load = await untilAnswered(listener.port, book);
    await sleep(randomInt(1_000));
    listener.kill('SIGKILL');
    await listener.exited;
    await load.stop();
  }
  return report(`kill -9, ${rounds} rounds`, book, await check(folder, book));
}

async function stopped(folder) {
  const book = ledger();
  let stops = 0;
  for (let round = 0; round < rounds; round += 1) {
    const listener = await startListener(folder);
    const load = await untilAnswered(listener.port, book);
    for (let stop = 0; stop < 3; stop += 1) {
      await sleep(randomInt(200));
      listener.kill('SIGSTOP');
      stops += 1;
      await sleep(randomInt(200));
      if (stop < 2 || round % 2 === 0) listener.kill('SIGCONT');
    }
    await sleep(randomInt(100));
    listener.kill('SIGKILL');
    await listener.exited;
    await load.stop();
  }
  const what = `SIGSTOP and SIGCONT, ${rounds} rounds with ${stops} stops`;
  return report(what, book, await check(folder, book));
}

/** A disk that is small: of its own where that may be mounted, else a bound on the size of each file. */
function smallDisk(folder) {
  mkdirSync(folder);
  const size = `size=${SMALL_DISK_BYTES}`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder]).status === 0) {
    const ballast = join(folder, 'ballast');
    return {
      what: 'a tmpfs of 48 MiB',
      wrap: (command) => command,
      shrink: () => writeFileSync(ballast, Buffer.alloc(BALLAST_BYTES)),
      free: () => rmSync(ballast),
      remove: () => spawnSync('umount', ['--lazy', folder]),
    };
  }
  if (spawnSync('prlimit', ['--version']).status !== 0) return undefined;
  return {
    what: 'a bound of 24 MiB on each file',
    wrap: (command) => [
      'sh',
      '-c',
      `trap '' XFSZ; ulimit -S -f ${(SMALL_DISK_BYTES - BALLAST_BYTES) / 512}; exec "$@"`,
      'sh',
      ...command,
    ],
    shrink: () => {},
    free: (pid) => spawnSync('prlimit', ['--pid', `${pid}`, '--fsize=unlimited']),
    remove: () => {},
  };
}

async function filled(parent) {
  const folder = join(parent, 'small');
  const disk = smallDisk(folder);
  if (disk === undefined) {
    process.stdout.write(
      'full disk: skipped, no small disk can be made here (needs root, or prlimit)\n',
    );
    return 0;
  }
  try {
    disk.shrink();
    const book = ledger();
    const listener = await startListener(folder, disk.wrap);
    const refusals = { first: () => {}, after: new Map(), isFull: false };
    const full = new Promise((done) => {
      refusals.first = done;
    });
    const load = startLoad(listener.port, connections, book, (status) => {
      if (status === 503) refusals.first();
      if (refusals.isFull) refusals.after.set(status, (refusals.after.get(status) ?? 0) + 1);
    });
    await full;
    refusals.isFull = true;
    await sleep(FULL_FOR_MS);
    refusals.isFull = false;
    const before = book.acknowledged.size;
    disk.free(listener.pid);
    const freedMs = performance.now();
    while (book.acknowledged.size === before && performance.now() - freedMs < 20_000)
      await sleep(5);
    const wentOnMs = performance.now() - freedMs;
    await sleep(500);
    const afterwards = book.acknowledged.size - before;
    await load.stop();
    listener.kill('SIGKILL');
    await listener.exited;
    const again = await startListener(folder);
    again.kill('SIGINT');
    await again.exited;
    const during = [...refusals.after].map(([status, count]) => `${count} x ${status}`).join(', ');
    const more = `; while it was full: ${during}; ${afterwards} acknowledged after it was freed, the first after ${wentOnMs.toFixed(0)} ms`;
    const wrong = report(`full disk (${disk.what})`, book, await check(folder, book), more);
    return wrong + (afterwards === 0 ? 1 : 0);
  } finally {
    disk.remove();
  }
}

const KINDS = { kill: killed, stop: stopped, full: filled };
let wrong = 0;
for (const kind of flags.only.split(',')) {
  const parent = mkdtempSync(join(tmpdir(), 'webhook-cli-rounds-'));
  try {
    const folder = join(parent, 'project');
    mkdirSync(folder);
    wrong += await KINDS[kind](kind === 'full' ? parent : folder);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
process.stdout.write(wrong === 0 ? 'nothing acknowledged was lost\n' : `${wrong} wrong\n`);
process.exitCode = wrong === 0 ? 0 : 1;
