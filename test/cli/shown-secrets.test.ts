import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRecord, type UnknownRecord } from '../../src/core/shape.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { cli, startCli, testFolder } from '../helpers/cli.ts';

function verdictOf(request: UnknownRecord): unknown {
  const verification = request['verification'];
  return isRecord(verification) ? verification['status'] : undefined;
}

/** Providers without a signature, and the option that says how the secret is shown where that is not Basic. */
const providers = (await loadAllProviders()).filter(
  ({ scheme }) => !Object.values(scheme.covers).includes(true),
);

describe('a provider that signs nothing and shows a secret', () => {
  it('is one of those that the pages say so of', () => {
    assert.deepEqual(
      providers.map(({ name }) => name),
      ['smtp2go', 'postmark', 'brevo', 'mailjet', 'sparkpost'],
    );
  });

  for (const { name, events, secret, options } of providers) {
    it(`${name}: every event with the secret is accepted, and with another or none it is not`, async (t) => {
      assert.equal(secret.kind, 'shared');
      const cwd = testFolder(t);
      const auth = options.some((option) => option.name === 'auth')
        ? ['--option', 'auth=basic']
        : [];
      const settings = [...auth, '--secret', 'hook:s3cret'];
      const listener = startCli(['listen', '--json', '--port', '0', ...settings], { cwd });
      t.after(async () => {
        listener.stop();
        await listener.ended;
      });
      const url = String((await listener.line('ready'))['url']);
      let received = 0;
      const verdict = async (event: string, ...flags: readonly string[]): Promise<unknown> => {
        await cli(['send', '-p', name, '-e', event, '--to', url, ...flags], { cwd });
        received += 1;
        return verdictOf(await listener.line('request', received - 1));
      };
      for (const generation of ['current', 'legacy']) {
        const own = events.filter((event) => event.generation === generation);
        if (own.length === 0) continue;
        const all = own.map((event) => event.name).join(',');
        const era = generation === 'legacy' ? ['--legacy'] : [];
        await cli(['send', '-p', name, '-e', all, '--to', url, ...settings, ...era], { cwd });
        for (const event of own) {
          assert.equal(verdictOf(await listener.line('request', received)), 'ok', event.name);
          received += 1;
        }
      }
      const [first] = events;
      assert.ok(first);
      assert.equal(await verdict(first.name, ...auth, '--secret', 'hook:other'), 'failed');
      assert.notEqual(await verdict(first.name), 'ok');
    });
  }
});
