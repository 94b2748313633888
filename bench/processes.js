// Starting, pinning and watching the processes of the benchmarks.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { procFile } from './processor-time.js';

const SERVER_CORE = 0;
const LOAD_CORE = 1;

/** Whether a process can be kept on one core here. */
export const PINNED =
  availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

function pinned(core, command, args) {
  return PINNED ? ['taskset', ['-c', `${core}`, command, ...args]] : [command, args];
}

/**
 * Starts a server on the server's core. Its first line on stdout, or in `readyFile`, is a `ready` object, unless its port is
 * known: then it is ready when that is open.
 */
export async function startServer(command, args, { cwd, outFile, readyFile, port } = {}) {
  const out = outFile === undefined ? 'pipe' : openSync(outFile, 'a');
  const child = spawn(...pinned(SERVER_CORE, command, args), {
    cwd,
    stdio: ['ignore', out, 'inherit'],
  });
  const exited = once(child, 'exit');
  const ready =
    port === undefined
      ? JSON.parse(
          readyFile === undefined ? await firstLine(child) : await firstOf(readyFile, child),
        )
      : await opened(port);
  return {
    url: ready.url,
    port: Number(new URL(ready.url).port),
    pid: child.pid, // taskset becomes the command it starts
    kill: (signal) => child.kill(signal),
    exited,
    stop: async () => {
      child.kill('SIGINT');
      await exited;
    },
  };
}

async function opened(port) {
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1' });
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return { url: `http://127.0.0.1:${port}/` };
    await sleep(20);
  }
}

async function firstLine(child) {
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  return text.slice(0, text.indexOf('\n'));
}

async function firstOf(file, child) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const end = text.indexOf('\n');
    if (end !== -1) return text.slice(0, end);
    await sleep(10);
  }
}

/** Runs the senders on the other core and gives what they measured. */
export async function load({ port, pid }, connections, extent) {
  const script = new URL('load.js', import.meta.url).pathname;
  const args = [script, `${port}`, `${connections}`, extent, `${pid}`];
  const child = spawn(...pinned(LOAD_CORE, process.execPath, args), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await firstLine(child);
  return JSON.parse(line);
}

/** Resident memory in MB; `undefined` where there is no /proc. */
export function rssMb(pid) {
  const status = procFile(pid, 'status');
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
