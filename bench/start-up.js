// Start-up of the command beside an empty Node, in one run, in turn: node bench/start-up.js [rounds]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../bin/webhook-cli.js', import.meta.url));
const rounds = Number(process.argv[2] ?? 15);

const CASES = {
  'node -e 0': ['-e', '0'],
  '--version': [command, '--version'],
  '--help': [command, '--help'],
  'send --print (mailgun)': [command, 'send', '-p', 'mailgun', '-e', 'bounce', '--print'],
  'send --print (mailtrap)': [command, 'send', '-p', 'mailtrap', '-e', 'bounce', '--print'],
  'providers (all folders)': [command, 'providers'],
};

const times = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
for (let round = -1; round < rounds; round += 1) {
  for (const [name, args] of Object.entries(CASES)) {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    // The first round fills the caches of the file system.
    if (round >= 0) times[name].push(performance.now() - start);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const floor = median(times['node -e 0']);
console.log(`Node ${process.version}, median of ${rounds} rounds`);
for (const [name, values] of Object.entries(times)) {
  const middle = median(values);
  const ratio = (middle / floor).toFixed(2);
  console.log(`${name.padEnd(26)} ${middle.toFixed(0).padStart(5)} ms  ${ratio} x node -e 0`);
}
