import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { runProvidersLint } from '../../src/commands/providers-lint.ts';
import type { FindingEvent } from '../../src/core/events.ts';
import { lintConfigFile } from '../../src/io/config-file.ts';
import { readFixtures } from '../../src/io/fixture-files.ts';
import { loadModule } from '../../src/io/signature-module.ts';
import { generateKeyPair } from '../../src/signing/key-pair.ts';
import { testFolder } from '../helpers/cli.ts';
import { NOW_MS } from '../helpers/provider-cases.ts';

const DOCS = readFileSync('docs/custom-providers.md', 'utf8');

interface Linting {
  readonly exitCode: number;
  readonly findings: readonly FindingEvent[];
  /** `result check: detail`, without the folder. */
  readonly said: readonly string[];
}

/** Lints files in a folder of their own; the configuration is `webhook-cli.yaml`. */
async function lint(
  t: Parameters<typeof testFolder>[0],
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Linting> {
  const cwd = testFolder(t);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const options = { cwd, env, providerNames: ['mailgun'] };
  const linted = await lintConfigFile('webhook-cli.yaml', options);
  const findings: FindingEvent[] = [];
  const exitCode = await runProvidersLint('webhook-cli.yaml', linted, {
    output: { event: (event) => void (event.type === 'finding' && findings.push(event)) },
    clock: { nowMs: () => NOW_MS },
    keyPair: generateKeyPair,
    fixtures: (file) => readFixtures([file], cwd),
    module: loadModule,
  });
  const said = findings.map(({ result, check, detail }) =>
    `${result} ${check}: ${detail}`.replaceAll(`${cwd}/`, ''),
  );
  return { exitCode, findings, said };
}

function blocks(language: string, begins: RegExp): readonly string[] {
  const all = [...DOCS.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))];
  return all.map(([, text = '']) => text).filter((text) => begins.test(text));
}

const GOOD = `providers:
  acme:
    signature: { header: Acme-Signature }
    describe: { name: type }
    events: { bounce: bounce.yaml }
`;
const BOUNCE = `version: 1
request: { headers: [[Content-Type, application/json]], body: '{"type":"bounce"}' }
`;

describe('providers lint', () => {
  it('tries every event, and says that it comes out as itself', async (t) => {
    const { exitCode, findings } = await lint(t, {
      'webhook-cli.yaml': GOOD,
      'bounce.yaml': BOUNCE,
    });
    assert.equal(exitCode, 0);
    assert.deepEqual(findings, [
      {
        type: 'finding',
        check: 'event',
        group: 'acme',
        result: 'pass',
        cause: null,
        detail: 'acme/bounce: signed, accepted, recognised and described as itself',
        hint: null,
      },
    ]);
  });

  it('tells each mistake with line and column, and tries the other providers', async (t) => {
    const text = `${GOOD}  beta:
    signature:
      content: '{timestmp}.{body}'
      headr: Beta-Signature
      encoding: base46
    events: { bounce: nothing.yaml }
`;
    const { exitCode, said } = await lint(t, { 'webhook-cli.yaml': text, 'bounce.yaml': BOUNCE });
    assert.equal(exitCode, 1);
    assert.deepEqual(said, [
      'fail definition: webhook-cli.yaml:8:7: providers.beta.signature: no place for the signature; expected header, query, field or json',
      'fail definition: webhook-cli.yaml:8:16: providers.beta.signature.content: unknown placeholder {timestmp}; did you mean {timestamp}?',
      'fail definition: webhook-cli.yaml:9:7: providers.beta.signature.headr: unknown key "headr"; did you mean header?',
      'fail definition: webhook-cli.yaml:10:17: providers.beta.signature.encoding: expected one of hex, HEX, base64, base64url; did you mean base64?',
      'pass event: acme/bounce: signed, accepted, recognised and described as itself',
    ]);
  });

  it('warns of what is allowed and likely wrong, and of variables that are not set', async (t) => {
    const text = `providers:
  acme:
    secret: \${ACME_SECRET}
    tolerance: 5m
    signature: { content: '{id}', header: S, id: { header: I }, timestamp: { tolerance: 1m } }
`;
    const { exitCode, said } = await lint(t, { 'webhook-cli.yaml': text });
    assert.equal(exitCode, 0);
    assert.deepEqual(said, [
      `warn definition: webhook-cli.yaml:3:13: providers.acme.secret: there is no environment variable ACME_SECRET; set it, or for a literal \${ write $\${`,
      'warn definition: webhook-cli.yaml:4:16: providers.acme.tolerance: a tolerance without a timestamp in signature does nothing',
      'warn definition: webhook-cli.yaml:5:27: providers.acme.signature.content: the content never mentions {body}, so anyone can change the body',
      'warn definition: webhook-cli.yaml:5:89: providers.acme.signature.timestamp.tolerance: a tolerance without a timestamp does nothing; say where it stands: header, query, field, json, or {timestamp} in template',
      'skip event: acme has no events that could be tried',
    ]);
  });

  it('tells what is wrong with a fixture, and where it is named', async (t) => {
    const files = {
      'webhook-cli.yaml': `${GOOD}      open: missing.yaml\n`.replace(
        '{ bounce: bounce.yaml }',
        '\n      bounce: bounce.yaml',
      ),
      'bounce.yaml': BOUNCE.replace('"bounce"', `"\${randm.hex(4)}"`),
    };
    const { exitCode, said } = await lint(t, files);
    assert.equal(exitCode, 1);
    assert.deepEqual(said.slice(0, 2), [
      'fail parts: webhook-cli.yaml:7:13: providers.acme.events.open: missing.yaml:1:1: no such file or folder',
      `fail parts: webhook-cli.yaml:6:15: providers.acme.events.bounce: bounce.yaml: body: \${randm.hex(4)}: unknown value "randm.hex"; did you mean random.hex(length)?`,
    ]);
  });

  it('tells when an event is described as another one, or is not recognised', async (t) => {
    const { exitCode, findings } = await lint(t, {
      'webhook-cli.yaml': GOOD.replace('bounce: b', 'open: b'),
      'bounce.yaml': BOUNCE,
    });
    assert.equal(exitCode, 1);
    assert.equal(findings[0]?.cause, 'describe');
    assert.equal(findings[0]?.detail, 'acme/open: described as "bounce"');
    const other = await lint(t, {
      'webhook-cli.yaml': `${GOOD}    recognise: { json: { source: acme } }\n`,
      'bounce.yaml': BOUNCE,
    });
    assert.equal(other.findings[0]?.cause, 'recognise');
  });

  it('tells when a module can not be used', async (t) => {
    const text = 'providers: { acme: { signature: { module: ./acme.mjs, header: S } } }\n';
    const missing = await lint(t, { 'webhook-cli.yaml': text });
    assert.equal(missing.exitCode, 1);
    assert.match(
      missing.said[0] ?? '',
      /^fail parts: webhook-cli\.yaml:1:43: providers\.acme\.signature\.module: can't load the module acme\.mjs: /,
    );
    const files = { 'webhook-cli.yaml': text, 'acme.mjs': 'export const sign = () => ({});' };
    const { said } = await lint(t, files);
    assert.match(said[0] ?? '', /acme\.mjs does not export a function verify$/);
  });

  it('has nothing to say of a file without definitions', async (t) => {
    const { exitCode, said } = await lint(t, {
      'webhook-cli.yaml': 'providers: { mailgun: {} }\n',
    });
    assert.equal(exitCode, 0);
    assert.deepEqual(said, ['skip definition: webhook-cli.yaml defines no provider']);
  });
});

describe('the page about providers of your own', () => {
  const env = Object.fromEntries(
    [...DOCS.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name = '']) => [name, 'a-value']),
  );

  it('has a first example that works with its fixture', async (t) => {
    const [config = ''] = blocks('yaml', /^providers:\n {2}acme:/);
    const [fixture = ''] = blocks('yaml', /^# fixtures\/acme\/bounce\.yaml/);
    const files = {
      'webhook-cli.yaml': config.replace('fixtures/acme/', ''),
      'bounce.yaml': fixture,
    };
    const { said } = await lint(t, files, env);
    assert.deepEqual(said, [
      'pass event: acme/bounce: signed, accepted, recognised and described as itself',
    ]);
  });

  it('has real services that are read without a mistake', async (t) => {
    const [config = ''] = blocks('yaml', /^providers:\n {2}bitbucket:/);
    const { exitCode, said } = await lint(t, { 'webhook-cli.yaml': config }, env);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      said.filter((line) => line.startsWith('warn')),
      [
        'warn definition: webhook-cli.yaml:56:16: providers.adyen.signature.content: only parts of the body are signed, so anyone can change the rest',
      ],
    );
    assert.equal(said.filter((line) => line.startsWith('skip')).length, 9);
  });

  it('has excerpts that a definition takes as they stand, and no block that is left untried', async (t) => {
    const base =
      "    signature: { content: '{timestamp}.{body}', header: A, timestamp: { header: T } }\n";
    const fixtures = Object.fromEntries(
      ['delivered', 'bounce'].map((name) => [
        `fixtures/acme/${name}.yaml`,
        BOUNCE.replace('"bounce"', name === 'bounce' ? '"email.bounced"' : '"delivered"'),
      ]),
    );
    const tried: string[] = [];
    for (const text of blocks('yaml', /^(?!providers:|# fixtures)/)) {
      const [key = ''] = /^\w+/.exec(text) ?? [];
      const isOfSignature = ['key', 'sets'].includes(key);
      // Each of these lines is an example of its own.
      const parts = key === 'signature' ? text.trim().split('\n') : [text];
      for (const part of parts) {
        const indented = part.trimEnd().replace(/^(?=.)/gm, isOfSignature ? '      ' : '    ');
        const signature = isOfSignature
          ? "    signature:\n      header: A\n      content: '{body}'\n"
          : base;
        const config = `providers:\n  acme:\n${key === 'signature' ? '' : signature}${indented}\n`;
        const { said } = await lint(t, { 'webhook-cli.yaml': config, ...fixtures }, env);
        const wrong = said.filter((line) => line.startsWith('fail definition'));
        assert.deepEqual(wrong, [], part);
      }
      tried.push(key);
    }
    assert.deepEqual(tried, [
      ...['key', 'sets', 'signature', 'recognise', 'describe', 'retry', 'batch'],
    ]);
  });

  it('has a module that makes tokens as RFC 7515 has them', async (t) => {
    const [module = ''] = blocks('js', /^\/\/ vonage\.js/);
    const [config = ''] = blocks('yaml', /^providers:\n {2}vonage:/);
    const files = {
      'webhook-cli.yaml': `${config.replace('vonage.js', 'vonage.mjs')}    describe: { name: type }\n    events: { bounce: bounce.yaml }\n`,
      'vonage.mjs': module,
      'bounce.yaml': BOUNCE,
    };
    const { said } = await lint(t, files, env);
    assert.deepEqual(said, [
      'pass event: vonage/bounce: signed, accepted, recognised and described as itself',
    ]);
  });
});
