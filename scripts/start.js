// The main job in one go: starts the listener, sends a signed event to it, and leaves the listener running.
// Arguments go to `listen`: npm start -- --port 0
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../bin/webhook-cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'webhook-cli-'));
const readyFile = join(folder, 'ready');

const run = (...args) => spawn(process.execPath, [command, ...args], { stdio: 'inherit' });
const ended = (child) => new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));

const listener = run('listen', '--pretty', '--ready-file', readyFile, ...process.argv.slice(2));
const listenerEnded = ended(listener);
// The terminal sends Ctrl-C to the listener as well: let it end in its own way.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => listener.kill('SIGTERM'));

const url = await readyUrl();
if (url !== undefined) {
  console.error('\n$ webhook-cli send --provider mailgun --event bounce');
  await ended(run('send', '--provider', 'mailgun', '--event', 'bounce', '--to', url));
  console.error('\nThe listener keeps running: send it more, or stop it with Ctrl-C.');
}
process.exitCode = await listenerEnded;
rmSync(folder, { recursive: true, force: true });

async function readyUrl() {
  while (listener.exitCode === null && listener.signalCode === null) {
    try {
      return JSON.parse(readFileSync(readyFile, 'utf8')).url;
    } catch {
      await sleep(20);
    }
  }
  return undefined;
}
