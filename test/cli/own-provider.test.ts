import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { isRecord, type UnknownRecord } from '../../src/core/shape.ts';
import { cli, type RunningCli, records, startCli, testFolder } from '../helpers/cli.ts';

const CONFIG = `
providers:
  acme:
    signature:
      content: '{timestamp}.{body}'
      header: Acme-Signature
      template: 't={timestamp},v1={signature}'
      timestamp: { tolerance: 5m }
    describe: { name: type, id: id, recipient: to }
    events: { bounce: { file: event.yaml, wire: email.bounced } }
    retry: 5s,5m
  edward:
    signature: { scheme: ed25519, content: '{timestamp}{body}', header: Ed-Signature, timestamp: { header: Ed-Time, tolerance: 5m } }
    describe: { name: type }
    events: { bounce: { file: event.yaml, wire: email.bounced } }
  ronald:
    signature: { scheme: rsa, header: Ron-Signature }
    describe: { name: type }
    events: { bounce: { file: event.yaml, wire: email.bounced } }
  modest:
    signature: { module: ./modest.mjs, header: Mod-Signature }
    describe: { name: type }
    events: { bounce: { file: event.yaml, wire: email.bounced } }
`;
const EVENT = `
version: 1
request:
  headers: [[Content-Type, application/json], [X-Delivery, '\${uuid}']]
  body: '{"id":"evt_\${random.hex(8)}","type":"\${wire}","at":\${now},"to":"\${recipient}"}'
`;
const MODULE = `
import { createHash } from 'node:crypto';
const made = (secret, body) => createHash('sha256').update(secret).update(body).digest('hex');
export const sign = ({ body }, { secret }) => ({ headers: { 'Mod-Signature': made(secret, body) } });
export const verify = ({ body, header }, { secrets }) =>
  secrets.some((secret) => made(secret, body) === header('mod-signature'));
`;

function projectFolder(t: TestContext): string {
  const cwd = testFolder(t);
  writeFileSync(join(cwd, 'webhook-cli.yaml'), CONFIG);
  writeFileSync(join(cwd, 'event.yaml'), EVENT);
  writeFileSync(join(cwd, 'modest.mjs'), MODULE);
  return cwd;
}

async function listening(
  t: TestContext,
  cwd: string,
): Promise<{ listener: RunningCli; url: string }> {
  const listener = startCli(['listen', '--json', '--port', '0'], { cwd });
  t.after(async () => {
    listener.stop();
    await listener.ended;
  });
  const ready = await listener.line('ready');
  return { listener, url: `${String(ready['url'])}hooks` };
}

function statusOf(request: UnknownRecord): unknown {
  const { verification } = request;
  return isRecord(verification) ? verification['status'] : undefined;
}

describe('a provider of one’s own on the command line', () => {
  for (const name of ['acme', 'edward', 'ronald', 'modest']) {
    it(`${name}: what send makes, listen recognises, describes and accepts, and one changed byte not`, async (t) => {
      const cwd = projectFolder(t);
      const { listener, url } = await listening(t, cwd);
      const send = ['send', '--json', '-p', name, '-e', 'email.bounced', '--to', url];
      const sent = await cli(send, { cwd });
      assert.equal(sent.exitCode, 0, sent.stderr);
      const good = await listener.line('request', 0);
      assert.deepEqual([good['provider'], statusOf(good)], [name, 'ok']);
      const [event] = good['events'] as readonly UnknownRecord[];
      assert.deepEqual([event?.['name'], event?.['wire_name']], ['bounce', 'email.bounced']);
      await cli([...send, '--tamper', 'body'], { cwd });
      assert.equal(statusOf(await listener.line('request', 1)), 'failed');
      await cli([...send, '--set', 'to=zoe@example.net'], { cwd });
      const changed = await listener.line('request', 2);
      assert.equal(statusOf(changed), 'ok');
      assert.match(JSON.stringify(changed['headers']), /X-Delivery/);
    });
  }

  it('has its name everywhere a provider is named', async (t) => {
    const cwd = projectFolder(t);
    const facts = await cli(['providers', 'acme', '--json'], { cwd });
    assert.equal(records(facts.stdout)[0]?.['name'], 'acme');
    const all = records((await cli(['providers', '--json'], { cwd })).stdout);
    assert.deepEqual(
      all.slice(-4).map(({ name, group }) => [name, group]),
      ['acme', 'edward', 'ronald', 'modest'].map((name) => [name, 'own']),
    );
    const plan = await cli(['schedule', 'acme', '--json'], { cwd });
    assert.match(plan.stdout, /"retry":"acme"|"name":"acme"/);
    const secret = await cli(['secret', 'acme', '--json'], { cwd });
    assert.match(String(records(secret.stdout)[0]?.['secret']), /^[0-9a-f]{64}$/);
    const wrong = await cli(['send', '-p', 'acne', '-e', 'x'], { cwd });
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.stderr, /did you mean acme/);
  });

  it('takes its secret from its own variable', async (t) => {
    const cwd = projectFolder(t);
    const { listener, url } = await listening(t, cwd);
    const env = { WEBHOOK_CLI_ACME_SECRET: 'own' };
    await cli(['send', '-p', 'acme', '-e', 'bounce', '--to', url], { cwd, env });
    const request = await listener.line('request', 0);
    assert.equal(statusOf(request), 'failed');
  });

  it('is checked by providers lint', async (t) => {
    const cwd = projectFolder(t);
    const good = await cli(['providers', 'lint', '--json'], { cwd });
    assert.equal(good.exitCode, 0, good.stderr);
    const results = records(good.stdout).map(({ check, result, group }) => [check, result, group]);
    assert.deepEqual(results, [
      ['event', 'pass', 'acme'],
      ['event', 'pass', 'edward'],
      ['event', 'pass', 'ronald'],
      ['event', 'pass', 'modest'],
    ]);
    writeFileSync(join(cwd, 'bad.yaml'), CONFIG.replace('{timestamp}.', '{timestmp}.'));
    const bad = await cli(['providers', 'lint', 'bad.yaml'], { cwd });
    assert.equal(bad.exitCode, 1);
    assert.match(
      bad.stdout.replace(/\s+/g, ' '),
      /bad\.yaml:5:16: providers\.acme\.signature\.content: unknown placeholder/,
    );
  });
});
