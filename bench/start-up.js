// Start-up of the command beside an empty Node, and beside a build whose registry has Mailgun alone, in one run, in
// turn: node bench/start-up.js [rounds]
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'bin/webhook-cli.js');
const rounds = Number(process.argv[2] ?? 15);
const ALONE = 'mailgun';
const SEND = ['send', '-p', ALONE, '-e', 'bounce', '--print'];

/** A copy of the build that knows one provider: the others are neither in the registry nor on the disk. */
function buildOfOne() {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-cli-bench-'));
  for (const part of ['bin', 'dist', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const providers = join(folder, 'dist/providers');
  for (const entry of readdirSync(providers, { withFileTypes: true })) {
    const isOther = entry.isDirectory() && ![ALONE, 'declared'].includes(entry.name);
    if (isOther) rmSync(join(providers, entry.name), { recursive: true });
  }
  edit(join(providers, 'names.js'), /^ {4}\{ name: '(?!mailgun')[\w-]+', title: .*\n/gm);
  edit(
    join(providers, 'index.js'),
    /^ {4}(?!mailgun:)['\w-]+: async \(\) => \(await import\(.*\n/gm,
  );
  return folder;
}

function edit(file, lines) {
  const text = readFileSync(file, 'utf8');
  const removed = text.match(lines)?.length ?? 0;
  if (removed < 2)
    throw new Error(`the build of one provider has lost its lines to remove: ${file}`);
  writeFileSync(file, text.replace(lines, ''));
}

/** Modules of this program that a command line loads. */
function modulesOf(file) {
  const { stderr } = spawnSync(process.execPath, [file, ...SEND], {
    encoding: 'utf8',
    env: { ...process.env, NODE_DEBUG: 'esm' },
    maxBuffer: 1 << 28,
  });
  return new Set(stderr.match(/\/dist\/[\w/-]+\.js/g)).size;
}

const ofOne = buildOfOne();
const commandOfOne = join(ofOne, 'bin/webhook-cli.js');
const OF_ALL = 'send --print (mailgun)';
const OF_ONE = 'the same, 1 provider';
const CASES = {
  'node -e 0': ['-e', '0'],
  '--version': [command, '--version'],
  '--help': [command, '--help'],
  [OF_ALL]: [command, ...SEND],
  [OF_ONE]: [commandOfOne, ...SEND],
  'send --print (mailtrap)': [command, 'send', '-p', 'mailtrap', '-e', 'bounce', '--print'],
  'providers (all folders)': [command, 'providers'],
};

const times = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
try {
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, args] of Object.entries(CASES)) {
      const start = performance.now();
      const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
      if (status !== 0) throw new Error(`${name} ended with ${status}`);
      // The first round fills the caches of the file system.
      if (round >= 0) times[name].push(performance.now() - start);
    }
  }
  report(modulesOf(command), modulesOf(commandOfOne));
} finally {
  rmSync(ofOne, { recursive: true });
}

function report(modules, modulesOfOne) {
  const floor = median(times['node -e 0']);
  console.log(`Node ${process.version}, median of ${rounds} rounds`);
  for (const [name, values] of Object.entries(times)) {
    const middle = median(values);
    const ratio = (middle / floor).toFixed(2);
    console.log(`${name.padEnd(26)} ${middle.toFixed(0).padStart(5)} ms  ${ratio} x node -e 0`);
  }
  // Of each round for itself: what else the machine does then is in both.
  const ratios = times[OF_ALL].map((time, round) => time / times[OF_ONE][round]);
  console.log(
    `all providers / 1 provider ${median(ratios).toFixed(2)}, ${modules} / ${modulesOfOne} modules`,
  );
}

function median(values) {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];
}
