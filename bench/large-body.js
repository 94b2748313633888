// How much memory a large body takes: node bench/large-body.js [--mb 200] [--build FOLDER]. Needs /proc.
// The listener's resident memory is read every 5 ms while the body arrives, and held against what it was before.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rssMb, startServer } from './processes.js';

const { values: flags } = parseArgs({
  options: {
    mb: { type: 'string', default: '200' },
    build: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
const megabytes = Number(flags.mb);
const main = resolve(flags.build, 'cli/main.js');
const PIECE = randomBytes(1_000_000);

async function answerTo(socket) {
  let received = '';
  for await (const chunk of socket) {
    received += chunk.toString('latin1');
    if (/\r\n\r\n/.test(received)) break;
  }
  return Number(received.split(' ')[1]);
}

async function post(port, isChunked) {
  const socket = connect({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  const framing = isChunked
    ? 'Transfer-Encoding: chunked'
    : `Content-Length: ${megabytes * PIECE.length}`;
  const hash = createHash('sha256');
  const write = async (bytes) => {
    if (!socket.write(bytes)) await once(socket, 'drain');
  };
  await write(`POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${framing}\r\n\r\n`);
  for (let sent = 0; sent < megabytes; sent += 1) {
    if (isChunked) await write(`${PIECE.length.toString(16)}\r\n`);
    await write(PIECE);
    if (isChunked) await write('\r\n');
    hash.update(PIECE);
  }
  if (isChunked) await write('0\r\n\r\n');
  return { status: await answerTo(socket), sha256: hash.digest('hex') };
}

async function measure(what, isChunked, args) {
  const cwd = mkdtempSync(join(tmpdir(), 'webhook-cli-large-'));
  const readyFile = join(cwd, 'ready');
  const listen = [main, 'listen', '--port', '0', '--ready-file', readyFile, '--max-body', '2gb'];
  const server = await startServer(process.execPath, [...listen, ...args], {
    cwd,
    readyFile,
    outFile: join(cwd, 'out'),
  });
  try {
    for (let warm = 0; warm < 50; warm += 1) {
      await (await fetch(server.url, { method: 'POST', body: '{}' })).text();
    }
    await sleep(300);
    const before = rssMb(server.pid);
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, rssMb(server.pid));
    }, 5);
    const startMs = performance.now();
    const { status, sha256 } = await post(server.port, isChunked);
    const seconds = (performance.now() - startMs) / 1000;
    await sleep(500);
    clearInterval(timer);
    const isKept = readdirSync(join(cwd, '.webhook-cli', 'bodies')).includes(sha256);
    process.stdout.write(
      `${what}: ${status} in ${seconds.toFixed(1)} s, ${isKept ? 'whole' : 'NOT WHOLE'} in the history; ` +
        `RSS ${before.toFixed(0)} MB, at most ${most.toFixed(0)} MB: +${(most - before).toFixed(0)} MB\n`,
    );
  } finally {
    await server.stop();
    rmSync(cwd, { recursive: true, force: true });
  }
}

if (rssMb(process.pid) === undefined) {
  process.stdout.write('skipped: there is no /proc here\n');
} else {
  await measure(`${megabytes} MB with a length`, false, []);
  await measure(`${megabytes} MB in chunks`, true, []);
  await measure(`${megabytes} MB with --save`, false, ['--save']);
}
