import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { CONFIG_KEYS } from '../../src/core/config-parse.ts';
import { isRecord, member } from '../../src/core/shape.ts';
import { PROVIDER_NAMES } from '../../src/providers/names.ts';
import { problemsOf } from '../helpers/config.ts';
import { fitsSchema } from '../helpers/json-schema.ts';

const schema: unknown = JSON.parse(readFileSync('config.schema.json', 'utf8'));

function keysAt(...steps: readonly string[]): readonly string[] {
  const found = steps.reduce(member, schema);
  assert.ok(isRecord(found), steps.join('/'));
  return Object.keys(found);
}

describe('the published JSON Schema', () => {
  it('has the keys that the program reads, and its providers', () => {
    assert.deepEqual(keysAt('properties'), CONFIG_KEYS.file);
    assert.deepEqual(keysAt('properties', 'listen', 'properties'), CONFIG_KEYS.listen);
    assert.deepEqual(keysAt('properties', 'replay', 'properties'), CONFIG_KEYS.replay);
    assert.deepEqual(keysAt('$defs', 'provider', 'properties'), CONFIG_KEYS.provider);
    assert.deepEqual(keysAt('properties', 'providers', 'properties'), PROVIDER_NAMES);
  });

  it('and the program take every example of the documentation', () => {
    const text = readFileSync('docs/configuration.md', 'utf8');
    const env = { MAILGUN_WEBHOOK_SECRET: 'a', MAILGUN_PREVIOUS_SECRET: 'b' };
    const examples = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = '']) => yaml);
    const filled = examples.filter((yaml) => parse(yaml) !== null);
    assert.equal(filled.length, 2);
    for (const yaml of filled) {
      assert.equal(fitsSchema(parse(yaml), schema), true, yaml);
      assert.deepEqual(problemsOf(yaml, env), []);
    }
  });

  const good = [
    'target: http://127.0.0.1:3000/webhooks',
    `target: https://\${HOST}/hooks`,
    'listen: { port: 0, host: 127.0.0.1, save: captures, respond: 503 }',
    `listen: { port: "\${PORT}", max_body: 25mb, tolerance: 1h30m }`,
    'listen: { max_body: 1000 }',
    'listen: { max_body: 1.5 MiB }',
    'replay: { retry: "5s,5m", concurrency: 4, rate: 10/s, timeout: 500ms }',
    'replay: { rate: 2.5 }',
    `providers: { mailgun: { secret: "\${KEY}", secrets: [a, 12], secret_file: key.pem } }`,
    'providers: { smtpeter: { tolerance: 24h, options: { a: b, c: 1, d: true } }, mailtrap: {} }',
  ];
  const bad = [
    'targets: http://a/',
    'target: example.test',
    'target: [http://a/]',
    'listen: 4665',
    'listen: { port: 65536 }',
    'listen: { port: -1 }',
    'listen: { port: 1.5 }',
    'listen: { respond: 100 }',
    'listen: { max_body: 25 megabytes }',
    'listen: { tolerance: 5 minutes }',
    'listen: { forward_to: [http://a/] }',
    'replay: { concurrency: 0 }',
    'replay: { rate: 10/d }',
    'replay: { rate: 0 }',
    'replay: { timeout: 30 }',
    'providers: { mailgum: {} }',
    'providers: { mailgun: { secret: [a] } }',
    'providers: { mailgun: { secret: "" } }',
    'providers: { mailgun: { secrets: a } }',
    'providers: { mailgun: { options: { a: [b] } } }',
    'providers: { mailgun: { key: a } }',
  ];
  const env = { HOST: 'example.test', PORT: '4666', KEY: 'key' };
  for (const text of good) {
    it(`and the program take ${text}`, () => {
      assert.equal(fitsSchema(parse(text), schema), true);
      assert.deepEqual(problemsOf(text, env), []);
    });
  }
  for (const text of bad) {
    it(`and the program refuse ${text}`, () => {
      assert.equal(fitsSchema(parse(text), schema), false);
      assert.equal(problemsOf(text, env).length, 1);
    });
  }
});
