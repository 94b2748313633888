import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createProgram } from '../../src/cli/program.ts';
import { VERSION } from '../../src/cli/version.ts';
import { ExitCode } from '../../src/core/errors.ts';
import { PROVIDER_NAMES } from '../../src/providers/names.ts';
import { startCli, testFolder } from '../helpers/cli.ts';
import { PROJECT_ROOT } from '../helpers/project-root.ts';

const COMMAND = `${PROJECT_ROOT}bin/webhook-cli.js`;

function read(file: string): string {
  return readFileSync(`${PROJECT_ROOT}${file}`, 'utf8');
}

/** Runs the installed command with hardly an environment, as a user's shell would. */
function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [COMMAND, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
  });
}

describe('package', () => {
  it('says the version of package.json', () => {
    assert.equal(JSON.parse(read('package.json')).version, VERSION);
    assert.equal(run('--version').stdout, `${VERSION}\n`);
  });

  it('gives every run-time dependency a reason in docs/dependencies.md', () => {
    const reasons = read('docs/dependencies.md');
    const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
      read('package.json'),
    );
    const all = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    for (const name of Object.keys(all)) {
      assert.match(reasons, new RegExp(`^\\| ${name} `, 'm'), name);
    }
  });

  it('lists every provider in the README', () => {
    for (const name of PROVIDER_NAMES) assert.match(read('README.md'), new RegExp(`\`${name}\``));
  });

  it('names every error code in docs/errors.md', () => {
    const sources = readdirSync(`${PROJECT_ROOT}src`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(`src/${file}`));
    const codes = new Set(sources.join('\n').match(/WHK_[A-Z_]+[A-Z]/g));
    const documented = read('docs/errors.md');
    assert.ok(codes.size > 5);
    for (const code of codes) assert.ok(documented.includes(`\`${code}\``), code);
  });

  it('`| head` ends quietly with 0', () => {
    const shell = `'${process.execPath}' '${COMMAND}' providers mailgun --json; echo "exit $?" >&2`;
    const result = spawnSync('bash', ['-c', `(${shell}) | head -c 1 > /dev/null`], {
      encoding: 'utf8',
    });
    assert.equal(result.stderr, 'exit 0\n');
  });

  it('loads no package and no folder of a provider that is not needed', () => {
    for (const args of [['--help'], ['send', '-p', 'mailgun', '-e', 'bounce', '--print']]) {
      const { stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], NODE_DEBUG: 'esm', NO_COLOR: '1' },
        maxBuffer: 1 << 28,
      });
      assert.match(stderr, /node_modules\/commander\//, 'the trace shows what is loaded');
      assert.doesNotMatch(stderr, /node_modules\/(undici|yaml|inquirer|libsql)\//, args.join(' '));
      const folders = new Set(stderr.match(/(?<=\/dist\/providers\/)[\w-]+(?=\/)/g));
      assert.deepEqual([...folders], args.includes('mailgun') ? ['mailgun'] : [], args.join(' '));
    }
  });
});

describe('README', () => {
  const commands = [...read('README.md').matchAll(/^(?:\$ )?webhook-cli (.+)$/gm)].map(
    ([, line]) => line?.replace(/\s+#.*$/, '') ?? '',
  );

  it('has command lines to check', () => {
    assert.ok(commands.length > 15, `${commands.length}`);
  });

  for (const line of commands) {
    it(`webhook-cli ${line}: every command and flag in it exists`, (t) => {
      const words = line.match(/'[^']*'|\S+/g) ?? [];
      const world = startCli([], { cwd: testFolder(t) }).world;
      const program = createProgram({ world, exitCode: ExitCode.done }, VERSION);
      const command = program.commands.find((candidate) => candidate.name() === words[0]);
      assert.ok(command, `there is no command ${words[0]}`);
      const known = command.options.flatMap(({ short, long }) => [short, long]);
      for (const word of words.filter((candidate) => /^--?[a-z]/i.test(candidate))) {
        assert.ok(known.includes(word), `${words[0]} has no flag ${word}`);
      }
    });
  }
});
