import assert from 'node:assert/strict';
import { after, describe, it, type TestContext } from 'node:test';
import { isRecord, type UnknownRecord } from '../../src/core/shape.ts';
import { TAMPER_PARTS } from '../../src/delivery/tamper.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import type { Provider } from '../../src/providers/types.ts';
import { cli, type RunningCli, records, startCli, testFolder } from '../helpers/cli.ts';

async function startListener(
  t: TestContext,
  cwd: string,
  ...flags: readonly string[]
): Promise<{ listener: RunningCli; url: string }> {
  const listener = startCli(['listen', '--json', '--port', '0', ...flags], { cwd });
  t.after(async () => {
    listener.stop();
    await listener.ended;
  });
  const ready = await listener.line('ready');
  return { listener, url: `${String(ready['url'])}hooks/test?tenant=7` };
}

function verdictOf(request: UnknownRecord): unknown {
  const verification = request['verification'];
  return isRecord(verification) ? verification['status'] : undefined;
}

/** A scheme that covers nothing is a shared secret at most, which nobody has set up here. */
function isSigned(provider: Provider): boolean {
  return Object.values(provider.scheme.covers).includes(true);
}

/** Requests that a provider sends without a signature although it signs others. */
const UNSIGNED = new Set(['sendgrid/inbound', 'mandrill/url-check']);

function expectedVerdict(provider: Provider, event = ''): string {
  const signed = isSigned(provider) && !UNSIGNED.has(`${provider.name}/${event}`);
  return signed ? 'ok' : 'not-applicable';
}

const eras = (generation: string): string[] => (generation === 'legacy' ? ['--legacy'] : []);

describe('listen and send', async () => {
  // One folder keeps the key pairs for all: making them takes longer than a delivery.
  const cwd = testFolder({ after });

  for (const provider of await loadAllProviders()) {
    it(`${provider.name}: every event and format arrives whole, recognised and verified`, async (t) => {
      const { listener, url } = await startListener(t, cwd);
      let received = 0;
      for (const event of provider.events) {
        for (const format of event.formats) {
          const title = `${event.generation} ${event.name} ${format}`;
          const sent = await cli(
            [
              ...['send', '--json', '--provider', provider.name, '--event', event.name],
              ...['--format', format, '--to', url, ...eras(event.generation)],
            ],
            { cwd },
          );
          assert.equal(sent.exitCode, 0, `${title}: ${sent.stderr}${sent.stdout}`);
          const request = await listener.line('request', received);
          received += 1;
          assert.equal(request['provider'], provider.name, title);
          const [first] = request['events'] as UnknownRecord[];
          assert.equal(first?.['name'], event.name, title);
          assert.equal(verdictOf(request), expectedVerdict(provider, event.name), title);
          const attempt = records(sent.stdout).find((line) => line['type'] === 'attempt');
          assert.equal(attempt?.['body_sha256'], request['body_sha256'], title);
          assert.equal(attempt?.['status'], 200, title);
        }
      }
    });

    it(`${provider.name}: tampering is noticed exactly where the scheme covers it`, async (t) => {
      const { listener, url } = await startListener(t, cwd);
      const { covers } = provider.scheme;
      const noticed = {
        signature: isSigned(provider),
        body: covers.body,
        timestamp: covers.timestamp,
        header: covers.headers,
        secret: isSigned(provider),
      };
      const [event] = provider.events;
      assert.ok(event);
      for (const [index, part] of TAMPER_PARTS.entries()) {
        await cli(
          [
            ...['send', '--provider', provider.name, '--event', event.name, '--to', url],
            ...['--tamper', part],
          ],
          { cwd },
        );
        const request = await listener.line('request', index);
        const verdict = verdictOf(request);
        if (noticed[part]) assert.equal(verdict, 'failed', part);
        // Without a signature a wrong secret may be sent, and noticed, all the same.
        else if (part !== 'secret') assert.equal(verdict, expectedVerdict(provider), part);
      }
    });
  }

  it('smtp2go: a shared secret is checked when there is one', async (t) => {
    const { listener, url } = await startListener(t, cwd, '--option', 'auth=basic');
    const send = ['send', '-p', 'smtp2go', '-e', 'bounce', '--to', url];
    await cli([...send, '--option', 'auth=basic'], { cwd });
    await cli([...send, '--option', 'auth=basic', '--tamper', 'secret'], { cwd });
    await cli(send, { cwd });
    const verdicts = [0, 1, 2].map(async (index) =>
      verdictOf(await listener.line('request', index)),
    );
    assert.deepEqual(await Promise.all(verdicts), ['ok', 'failed', 'unsigned']);
  });
});
