import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, EMPTY_CONFIG, type ProjectConfig } from '../../src/core/config.ts';
import { EnvironmentError, InputError } from '../../src/core/errors.ts';
import { hasConfig, loadConfig, saveConfig } from '../../src/io/config-file.ts';
import { testFolder } from '../helpers/cli.ts';

const NAME = 'webhook-cli.yaml';

interface Loading {
  readonly explicit?: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function load(cwd: string, { explicit, env }: Loading = {}): Promise<ProjectConfig> {
  const providerNames = ['mailgun', 'mailtrap'];
  return await loadConfig({ cwd, explicit: explicit ?? null, env: env ?? {}, providerNames });
}

/** The message of the error that a file with this content ends in. */
async function messageFor(t: TestContext, content: string | Uint8Array): Promise<string> {
  const folder = testFolder(t);
  writeFileSync(join(folder, NAME), content);
  let message = '';
  await assert.rejects(load(folder), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.exitCode, 3);
    message = error.message;
    return true;
  });
  return message;
}

describe('the configuration file', () => {
  it('need not be there', async (t) => {
    assert.equal(await load(testFolder(t)), EMPTY_CONFIG);
  });

  it('may stand in a parent, and paths in it start from there', async (t) => {
    const folder = testFolder(t);
    const inner = join(folder, 'a', 'b');
    mkdirSync(inner, { recursive: true });
    writeFileSync(
      join(folder, NAME),
      'listen: { save: captures }\nproviders: { mailgun: { secret_file: ../key } }\n',
    );
    const config = await load(inner);
    assert.equal(config.file, join(folder, NAME));
    assert.equal(config.listen.save, join(folder, 'captures'));
    assert.equal(config.providers['mailgun']?.secretFile, join(folder, '..', 'key'));
  });

  it('may be named, also beside another one', async (t) => {
    const folder = testFolder(t);
    writeFileSync(join(folder, NAME), 'target: http://127.0.0.1:1/\n');
    writeFileSync(join(folder, 'ci.yaml'), `\ufefftarget: http://127.0.0.1:\${PORT}/\n`);
    const { target } = await load(folder, { explicit: 'ci.yaml', env: { PORT: '2' } });
    assert.equal(target, 'http://127.0.0.1:2/');
  });

  it('may have nothing but comments', async (t) => {
    const folder = testFolder(t);
    writeFileSync(join(folder, NAME), '# nothing yet\n');
    assert.deepEqual(await load(folder), { ...EMPTY_CONFIG, file: join(folder, NAME) });
  });

  it('must be there when it is named', async (t) => {
    await assert.rejects(load(testFolder(t), { explicit: 'no.yaml' }), (error) => {
      assert.ok(error instanceof InputError);
      assert.equal(
        error.message,
        "can't read the configuration file no.yaml: no such file or folder",
      );
      return true;
    });
  });

  it('must be a file', async (t) => {
    const folder = testFolder(t);
    mkdirSync(join(folder, NAME));
    await assert.rejects(load(folder), /can't read the configuration file webhook-cli.yaml/);
  });

  it('is named in problems by its path from the working directory, one line for each', async (t) => {
    const folder = testFolder(t);
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    writeFileSync(join(folder, NAME), 'target: x\nlisten: { port: y }\n');
    await assert.rejects(load(inner), {
      message:
        '../webhook-cli.yaml:1:9: target: expected a URL such as http://127.0.0.1:3000/webhooks\n' +
        '../webhook-cli.yaml:2:17: listen.port: expected a port from 0 to 65535',
    });
  });

  it('has one document, in UTF-8', async (t) => {
    assert.equal(
      await messageFor(t, 'target: http://a/\n---\ntarget: http://b/\n'),
      'webhook-cli.yaml:3:1: a second document; expected only one',
    );
    assert.match(
      await messageFor(t, Buffer.from('target: \xff\n', 'latin1')),
      /^webhook-cli\.yaml:1:9: byte FF is not valid UTF-8/,
    );
  });

  it(`may not have a bare \${NAME} within braces, and the error says what to do`, async (t) => {
    assert.match(
      await messageFor(t, `providers:\n  mailgun: { secret: \${KEY} }\n`),
      /^webhook-cli\.yaml:2:23: unexpected .*; within \{ \} and \[ \] write '\$\{NAME\}' in quotes$/,
    );
  });

  it('shows nothing of a secret when its syntax is wrong', async (t) => {
    const secret = 's3cretZq7';
    const wrong = [
      `*${secret}`,
      `!${secret} x`,
      `|${secret}`,
      `"\\x${secret}"`,
      `"${secret}`,
      `'a' ${secret}`,
      `@${secret}`,
      `%${secret}`,
      `{ a: "b" ${secret} }`,
      `[ ${secret} } ]`,
      `a: ${secret}: b`,
      `&${secret} *${secret}`,
      `? ${secret}`,
    ];
    for (const value of wrong) {
      const message = await messageFor(t, `providers:\n  mailgun:\n    secret: ${value}\n`);
      assert.match(message, /^webhook-cli\.yaml:\d+:\d+: /);
      assert.ok(!message.includes(secret.slice(0, 4)), message);
    }
    const directive = await messageFor(t, `%${secret} b\n---\ntarget: http://a/\n`);
    assert.ok(!directive.includes(secret), directive);
  });
});

describe('a configuration file being written', () => {
  it('replaces the one before as a whole and leaves nothing beside it', async (t) => {
    const folder = testFolder(t);
    const file = join(folder, NAME);
    assert.equal(await hasConfig(file), false);
    await saveConfig(file, 'target: http://a/\n');
    await saveConfig(file, '# b\n');
    assert.equal(await hasConfig(file), true);
    assert.equal(readFileSync(file, 'utf8'), '# b\n');
    assert.deepEqual(readdirSync(folder), [NAME]);
  });

  it('needs a folder to stand in', async (t) => {
    const folder = testFolder(t);
    writeFileSync(join(folder, 'file'), '');
    await assert.rejects(saveConfig(join(folder, 'file', NAME), ''), EnvironmentError);
  });
});
