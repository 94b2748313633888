import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EMPTY_CONFIG } from '../../src/core/config.ts';
import { configOf, problemsOf } from '../helpers/config.ts';

const WHOLE = `
target: http://127.0.0.1:3000/webhooks
listen: { port: 4777, host: 0.0.0.0, save: captures, max_body: 25mb, tolerance: 5m, respond: 204 }
replay: { retry: mailtrap, concurrency: 4, rate: 600/m, timeout: 30s }
providers:
  mailgun:
    secret: \${MAILGUN_KEY}
    secrets: [0012, 'old: \${MAILGUN_KEY}']
    secret_file: keys/mailgun.txt
    tolerance: 24h
    options: { parent-key: yes, ttl: 010, on: true }
  mailtrap:
  smtp2go: {}
`;

describe('a configuration', () => {
  it('is read with its units settled and its variables replaced', () => {
    assert.deepEqual(configOf(WHOLE, { MAILGUN_KEY: 'key-1' }), {
      file: '/project/webhook-cli.yaml',
      target: 'http://127.0.0.1:3000/webhooks',
      listen: {
        port: 4777,
        host: '0.0.0.0',
        save: '/project/captures',
        maxBodyBytes: 25_000_000,
        toleranceMs: 300_000,
        respond: 204,
      },
      replay: { retry: 'mailtrap', concurrency: 4, ratePerSecond: 10, timeoutMs: 30_000 },
      providers: {
        mailgun: {
          secrets: ['key-1', '0012', 'old: key-1'],
          secretFile: '/project/keys/mailgun.txt',
          toleranceMs: 86_400_000,
          options: { 'parent-key': 'yes', ttl: '010', on: 'true' },
        },
        smtp2go: { secrets: [], secretFile: null, toleranceMs: null, options: {} },
      },
    });
  });

  it('says nothing where a key is absent or has no value', () => {
    const nothing = { ...EMPTY_CONFIG, file: '/project/webhook-cli.yaml' };
    assert.deepEqual(configOf('target:\nlisten:\nreplay: ~\nproviders: {}\n'), nothing);
    assert.deepEqual(configOf('listen: { port: null }\n'), nothing);
  });

  it('takes numbers from the environment', () => {
    const text = `listen:\n  port: \${PORT}\n  max_body: "\${MEGABYTES}mb"\n`;
    const { listen } = configOf(text, { PORT: '0', MEGABYTES: '2' });
    assert.equal(listen.port, 0);
    assert.equal(listen.maxBodyBytes, 2_000_000);
  });

  it('keeps the lines of a key in PEM', () => {
    const text = 'providers:\n  mailtrap:\n    secret: |\n      -----BEGIN\n      AB\n';
    assert.deepEqual(configOf(text).providers['mailtrap']?.secrets, ['-----BEGIN\nAB\n']);
  });

  it('takes a key named __proto__ for a key like any other', () => {
    const { providers } = configOf('providers: { mailgun: { options: { __proto__: x } } }\n');
    assert.deepEqual(Object.entries(providers['mailgun']?.options ?? {}), [['__proto__', 'x']]);
  });
});

describe('what is wrong with a configuration', () => {
  it('is told all at once, in the order of the file, with the nearest names', () => {
    const text = [
      'targt: x',
      'listen: { port: 70000, respond: 99, tolerance: 5, save: true }',
      'replay: { concurrency: 0, rate: fast, timeout: 0, retry: [a] }',
      'providers:',
      '  mailgum: { secret: a }',
      "  mailtrap: { secret: '', secrets: b, tolerance: -1h, opt: 1 }",
    ].join('\n');
    assert.deepEqual(problemsOf(text), [
      'webhook-cli.yaml:1:1: targt: unknown key "targt"; did you mean target?',
      'webhook-cli.yaml:2:17: listen.port: expected a port from 0 to 65535',
      'webhook-cli.yaml:2:33: listen.respond: expected an HTTP status from 200 to 599',
      'webhook-cli.yaml:2:48: listen.tolerance: expected a duration above zero, such as 500ms, 30s, 5m or 24h',
      'webhook-cli.yaml:2:57: listen.save: expected a folder, such as captures, found a boolean',
      'webhook-cli.yaml:3:24: replay.concurrency: expected a whole number of at least 1',
      'webhook-cli.yaml:3:33: replay.rate: expected a rate such as 10/s or 600/m',
      'webhook-cli.yaml:3:48: replay.timeout: expected a duration above zero, such as 500ms, 30s, 5m or 24h',
      'webhook-cli.yaml:3:58: replay.retry: expected a retry profile such as mailtrap, provider, none or 40x5m, found a list',
      'webhook-cli.yaml:5:3: providers.mailgum: unknown key "mailgum"; did you mean mailgun?',
      'webhook-cli.yaml:6:23: providers.mailtrap.secret: expected a secret, found empty text',
      'webhook-cli.yaml:6:36: providers.mailtrap.secrets: expected a list of secrets, found text',
      'webhook-cli.yaml:6:50: providers.mailtrap.tolerance: expected a duration above zero, such as 500ms, 30s, 5m or 24h',
      'webhook-cli.yaml:6:55: providers.mailtrap.opt: unknown key "opt"; did you mean options?',
    ]);
  });

  it('is a target that nothing can be sent to', () => {
    for (const target of ['localhost:3000', 'ftp://a/', '/webhooks', 'http://']) {
      assert.deepEqual(problemsOf(`target: '${target}'\n`), [
        'webhook-cli.yaml:1:9: target: expected a URL such as http://127.0.0.1:3000/webhooks',
      ]);
    }
  });

  it('is a document that is no map', () => {
    const [problem] = problemsOf('- target\n');
    assert.match(problem ?? '', /^webhook-cli\.yaml:1:1: expected a map with target, listen/);
  });

  it('names a missing variable once, where it is used', () => {
    const text = `providers:\n  mailgun: { secret: "\${A_KEY}", secrets: ["\${B_KEY}", c] }\n`;
    const advice = 'set it, or for a literal ${ write $${';
    assert.deepEqual(problemsOf(text, { A: '' }), [
      `webhook-cli.yaml:2:22: providers.mailgun.secret: there is no environment variable A_KEY; ${advice}`,
      `webhook-cli.yaml:2:44: providers.mailgun.secrets[0]: there is no environment variable B_KEY; ${advice}`,
    ]);
  });

  it('never shows a value, wherever a secret was written or an environment variable put it', () => {
    const secret = 's3cret-Zq7';
    const texts = [
      `target: ${secret}`,
      `target: \${S}`,
      `listen: ${secret}`,
      `listen: { port: ${secret}, host: [${secret}], save: "${secret}\\n", tolerance: ${secret} }`,
      `listen: { port: "\${S}", max_body: "\${S}", respond: "\${S}" }`,
      `replay: { retry: "${secret}\\n", rate: ${secret}, concurrency: ${secret}, timeout: "\${S}" }`,
      `providers: ${secret}`,
      `providers: { mailgun: ${secret}, mailtrap: [${secret}], smtp2go: { ${secret} } }`,
      `providers: { mailgun: { secrets: ${secret}, secret: { a: ${secret} } } }`,
      `providers: { mailgun: { secret_file: [${secret}], options: ${secret}, tolerance: ${secret} } }`,
      `providers: { mailgun: { options: { a: [${secret}] } } }`,
      `providers: { mailgun: { secret: '\${${secret}}' } }`,
    ];
    for (const text of texts) {
      const problems = problemsOf(text, { S: secret });
      assert.notEqual(problems.length, 0, text);
      assert.ok(!problems.join('\n').includes(secret), problems.join('\n'));
    }
  });
});
