import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PROVIDER_TABLE } from '../../src/providers/names.ts';
import { cli, testFolder } from '../helpers/cli.ts';
import { OWN_PROVIDER } from '../helpers/own-provider.ts';

const namesOf = (group: string): string =>
  PROVIDER_TABLE.filter((provider) => provider.group === group)
    .map(({ name }) => name)
    .join(', ');
const BUILT_IN = `e-mail: ${namesOf('email')}; general: ${namesOf('general')}`;

/** Help without the line breaks that its width makes. */
function unwrapped(text: string): string {
  return text.replace(/\s+/g, ' ');
}

describe('providers by groups, e-mail first', () => {
  for (const command of ['send', 'listen', 'verify', 'doctor']) {
    it(`in the help of ${command}, with those of the configuration`, async (t) => {
      const cwd = testFolder(t);
      const plain = await cli([command, '--help'], { cwd });
      assert.ok(unwrapped(plain.stdout).includes(BUILT_IN), plain.stdout);
      assert.doesNotMatch(plain.stdout, /webhook-cli\.yaml: /);
      writeFileSync(join(cwd, 'webhook-cli.yaml'), OWN_PROVIDER);
      mkdirSync(join(cwd, 'src'));
      for (const argv of [
        [command, '-h'],
        ['help', command],
      ]) {
        const { stdout } = await cli(argv, { cwd: join(cwd, 'src') });
        assert.ok(unwrapped(stdout).includes(`${BUILT_IN}; of webhook-cli.yaml: acme`), stdout);
      }
    });
  }

  it('in the help, also of a configuration that is named; a broken one does no harm', async (t) => {
    const cwd = testFolder(t);
    writeFileSync(join(cwd, 'other.yaml'), OWN_PROVIDER);
    for (const argv of [['--config', 'other.yaml'], ['--config=other.yaml']]) {
      const { stdout } = await cli(['send', ...argv, '--help'], { cwd });
      assert.match(stdout, /webhook-cli\.yaml:\s+acme/);
    }
    for (const content of [': [', 'providers: 1', '']) {
      writeFileSync(join(cwd, 'other.yaml'), content);
      const { exitCode, stdout } = await cli(['send', '--help', '--config', 'other.yaml'], { cwd });
      assert.equal(exitCode, 0);
      assert.ok(unwrapped(stdout).includes(BUILT_IN));
    }
    assert.equal((await cli(['send', '--help', '--config', 'none.yaml'], { cwd })).exitCode, 0);
  });

  it('in the hint of a missing --provider', async (t) => {
    const cwd = testFolder(t);
    const config = OWN_PROVIDER.replace(/^ {2}mailgun.*$/m, '');
    writeFileSync(join(cwd, 'webhook-cli.yaml'), config);
    for (const argv of [['send'], ['doctor', 'http://127.0.0.1:1/']]) {
      const { exitCode, stderr } = await cli(argv, { cwd });
      assert.equal(exitCode, 2);
      assert.ok(stderr.includes(`${BUILT_IN}; of webhook-cli.yaml: acme`), stderr);
    }
  });

  it('in the table of `providers`, under a heading each', async (t) => {
    const cwd = testFolder(t);
    const config = OWN_PROVIDER.replace(/^ {2}mailgun.*$/m, '').replace(/^ +events.*$/m, '');
    writeFileSync(join(cwd, 'webhook-cli.yaml'), config);
    const { stdout, stderr } = await cli(['providers', '--pretty'], { cwd });
    assert.equal(stderr, '');
    const firstWords = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/)[0]?.trim());
    const rows = (group: string) => namesOf(group).split(', ');
    assert.deepEqual(firstWords, [
      ...['e-mail:', ...rows('email'), 'general:', ...rows('general')],
      ...['of webhook-cli.yaml:', 'acme'],
    ]);
  });
});
