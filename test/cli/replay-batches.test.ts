import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headerValue } from '../../src/core/headers.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { loadProvider } from '../../src/providers/index.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
import { type KeptRequest, keepingTarget } from '../helpers/keeping-target.ts';

async function saved(cwd: string, file: string, ...flags: readonly string[]): Promise<void> {
  const run = await cli(['send', '--print', '--save', file, '--seed', 'b', ...flags], { cwd });
  assert.equal(run.exitCode, 0, run.stderr);
}

function ids(body: string): readonly unknown[] {
  const { events } = JSON.parse(body) as { events: { event_id: unknown }[] };
  return events.map((event) => event.event_id);
}

async function isSignedWith(name: 'mailtrap' | 'mandrill', kept: KeptRequest, url: string) {
  const provider = await loadProvider(name);
  assert.ok(provider.secret.kind === 'shared');
  const { path, headers, body } = kept;
  const view = viewRequest({ method: 'POST', path, headers, body: Buffer.from(body) });
  const secrets = [{ kind: 'shared', value: provider.secret.testSecret }] as const;
  const options = Object.fromEntries(provider.options.map((one) => [one.name, one.default]));
  return provider.verify(view, { secrets, url, nowMs: Date.now(), options }).status;
}

describe('replay in batches', () => {
  it("puts single events into the provider's batches, each signed afresh", async (t) => {
    const cwd = testFolder(t);
    await saved(cwd, 'all.yaml', '-p', 'mailtrap', '-e', 'bounce', '--count', '7');
    const { url, kept } = await keepingTarget(t);
    const args = ['replay', 'all.yaml', '--to', url, '--batch', '3', '--json'];
    const run = await cli(args, { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.deepEqual(
      kept.map(({ body }) => ids(body).length),
      [3, 3, 1],
    );
    assert.equal(new Set(kept.flatMap(({ body }) => ids(body))).size, 7);
    for (const request of kept) assert.equal(await isSignedWith('mailtrap', request, url), 'ok');
    const attempts = records(run.stdout).filter(({ type }) => type === 'attempt');
    assert.deepEqual(
      attempts.map(({ source, signed }) => [source, signed]),
      [
        ['all.yaml +2', 'fresh'],
        ['all.yaml#4 +2', 'fresh'],
        ['all.yaml#7', 'fresh'],
      ],
    );
  });

  it('makes one request for each event of a batch, in order, each signed afresh', async (t) => {
    const cwd = testFolder(t);
    const flags = ['-p', 'mailtrap', '-e', 'open', '--count', '4', '--batch', '4'];
    await saved(cwd, 'batch.yaml', ...flags);
    const whole = await keepingTarget(t);
    await cli(['replay', 'batch.yaml', '--to', whole.url], { cwd });
    const { url, kept } = await keepingTarget(t);
    const run = await cli(['replay', 'batch.yaml', '--to', url, '--split'], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.deepEqual(
      kept.map(({ body }) => ids(body)),
      ids(whole.kept[0]?.body ?? '').map((id) => [id]),
    );
    for (const request of kept) assert.equal(await isSignedWith('mailtrap', request, url), 'ok');
    assert.match(run.stdout, /batch\.yaml \(event 4 of 4\)/);
  });

  it('keeps JSON Lines, forms and lists in their form', async (t) => {
    const cwd = testFolder(t);
    await saved(cwd, 'l.yaml', '-p', 'mailtrap', '-e', 'open', '--format', 'jsonl', '--count', '2');
    await saved(cwd, 'm.yaml', '-p', 'mandrill', '-e', 'open', '--count', '2');
    await saved(cwd, 'j.yaml', '-p', 'mailjet', '-e', 'open', '--count', '2', '--batch', '2');
    const merged = await keepingTarget(t);
    await cli(['replay', 'l.yaml', '--to', merged.url, '--batch', 'max'], { cwd });
    // Its signature covers the URL, so the saved one fits no other target.
    const { secret } = await loadProvider('mandrill');
    const own = ['--secret', secret.kind === 'shared' ? secret.testSecret : ''];
    await cli(['replay', 'm.yaml', '--to', merged.url, '--batch', 'max', ...own], { cwd });
    const [lines, form] = merged.kept;
    assert.equal(lines?.body.split('\n').length, 2);
    assert.equal(headerValue(lines?.headers ?? [], 'content-type'), 'application/jsonl');
    const field = new URLSearchParams(form?.body).get('mandrill_events');
    assert.equal(JSON.parse(field ?? '').length, 2);
    assert.ok(form !== undefined);
    assert.equal(await isSignedWith('mandrill', form, merged.url), 'ok');
    const split = await keepingTarget(t);
    await cli(['replay', 'j.yaml', '--to', split.url, '--split'], { cwd });
    assert.deepEqual(
      split.kept.map(({ body }) => JSON.parse(body).length),
      [1, 1],
    );
  });

  it('gives each part of a SparkPost batch an id of its own, and keeps what has no batches', async (t) => {
    const cwd = testFolder(t);
    await saved(cwd, 's.yaml', '-p', 'sparkpost', '-e', 'open', '--count', '2', '--batch', '2');
    await saved(cwd, 'g.yaml', '-p', 'mailgun', '-e', 'open', '--count', '2');
    const { url, kept } = await keepingTarget(t);
    await cli(['replay', 's.yaml', '--to', url, '--split'], { cwd });
    const batchIds = kept.map(({ headers }) => headerValue(headers, 'x-messagesystems-batch-id'));
    assert.equal(new Set(batchIds).size, 2);
    const run = await cli(['replay', 'g.yaml', '--to', url, '--batch', '2'], { cwd });
    assert.equal(kept.length, 4);
    assert.match(run.stderr, /^2 requests stay as they are/m);
  });

  it('says that a signature of an unknown secret fits no longer', async (t) => {
    const cwd = testFolder(t);
    const flags = ['-p', 'mailtrap', '-e', 'open', '--count', '2', '--batch', '2'];
    await saved(cwd, 'b.yaml', ...flags, '--secret', '0123456789abcdef0123456789abcdef');
    const { url } = await keepingTarget(t);
    const run = await cli(['replay', 'b.yaml', '--to', url, '--split', '--json'], { cwd });
    const [first] = records(run.stdout);
    assert.equal(first?.['signed'], 'verbatim');
    assert.match(String(first?.['signed_note']), /fits no longer.*--secret/);
  });

  it('goes on with batches and parts of batches when it is resumed', async (t) => {
    const cwd = testFolder(t);
    await saved(cwd, 'all.yaml', '-p', 'mailtrap', '-e', 'bounce', '--count', '3');
    const target = await keepingTarget(t, (ordinal) => (ordinal <= 2 ? 503 : 200));
    const args = ['--split', '--batch', '2', '--retry', '1x500ms', '--json'];
    const first = startCli(['replay', 'all.yaml', '--to', target.url, ...args], { cwd });
    await first.line('attempt', 1);
    first.stop();
    assert.equal((await first.ended).exitCode, 130);
    const resumed = await cli(['replay', '--resume', 'last', '--json'], { cwd });
    assert.equal(resumed.exitCode, 0, resumed.stderr);
    const bodies = target.kept.map(({ body }) => body);
    assert.deepEqual(bodies.slice(2), bodies.slice(0, 2));
  });
});
