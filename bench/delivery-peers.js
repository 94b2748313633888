// Load generators beside which bench/delivery.js is measured: they send one static body and look at next to nothing.
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mailgunBody } from './mailgun-requests.js';
import { PINNED } from './processes.js';

const SECONDS = 2;
const WRK = 'wrk';

async function textOf(command, args) {
  const [name, all] = PINNED ? ['taskset', ['-c', '1', command, ...args]] : [command, args];
  const child = spawn(name, all, { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  return text;
}

/** Requests a second of wrk; `undefined` where it is not installed. */
export async function wrkRate(url, connections, folder) {
  if (spawnSync(WRK, ['--version']).error !== undefined) return undefined;
  const script = join(folder, 'post.lua');
  const body = mailgunBody(1).toString('latin1').replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  writeFileSync(
    script,
    `wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = '${body}'\n`,
  );
  const args = ['-t1', `-c${connections}`, `-d${SECONDS}`, '-s', script, url];
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(await textOf(WRK, args))?.[1]);
}

/** Requests a second of autocannon, installed in `peers`. */
export async function autocannonRate(url, connections, folder, peers) {
  const file = join(folder, 'body.json');
  writeFileSync(file, mailgunBody(1));
  const program = join(peers, 'node_modules', 'autocannon', 'autocannon.js');
  const args = [
    program,
    '-j',
    '-c',
    `${connections}`,
    '-d',
    `${SECONDS}`,
    '-m',
    'POST',
    '-i',
    file,
  ];
  const text = await textOf(process.execPath, [
    ...args,
    '-H',
    'Content-Type=application/json',
    url,
  ]);
  const { requests, duration } = JSON.parse(text);
  return requests.total / duration;
}
