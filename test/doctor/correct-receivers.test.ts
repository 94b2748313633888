import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadProvider } from '../../src/providers/index.ts';
import type { ProviderName } from '../../src/providers/names.ts';
import { complaints, doctorConfig, examined, receiverSecret } from '../helpers/examined.ts';
import { correctReceiver, FRAMEWORKS, startReceiver } from '../helpers/example-receivers.ts';

/** Warnings tell of limits of the scheme: they stand for every receiver, however good. */
const CORRECT: readonly {
  readonly provider: ProviderName;
  readonly receiver: 'mailtrap' | 'mailgun' | 'smtp2go' | 'copernica';
  readonly given: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, 'warn'>>;
}[] = [
  { provider: 'mailtrap', receiver: 'mailtrap', given: {}, limits: { replayed: 'warn' } },
  { provider: 'mailgun', receiver: 'mailgun', given: {}, limits: { 'tampered-body': 'warn' } },
  {
    provider: 'smtp2go',
    receiver: 'smtp2go',
    given: { auth: 'basic' },
    limits: { 'tampered-body': 'warn', replayed: 'warn' },
  },
  { provider: 'smtpeter', receiver: 'copernica', given: {}, limits: {} },
  { provider: 'copernica', receiver: 'copernica', given: {}, limits: {} },
];

describe('correct example receivers', () => {
  for (const framework of FRAMEWORKS) {
    for (const { provider: name, receiver, given, limits } of CORRECT) {
      it(`${framework}/${receiver}.js gives ${name} no cause for complaint`, async (t) => {
        const provider = await loadProvider(name);
        const secret = receiverSecret(provider);
        const server = await correctReceiver(receiver, { secret }, framework);
        const { url, countUrl } = await startReceiver(t, server);
        const run = await examined(doctorConfig(provider, url, { given, countUrl }));
        assert.deepEqual(complaints(run.findings), limits);
        assert.equal(run.exitCode, 0);
      });
    }
  }

  it('without a count, only what is processed twice stays open', async (t) => {
    const provider = await loadProvider('mailgun');
    const secret = receiverSecret(provider);
    const { url } = await startReceiver(t, await correctReceiver('mailgun', { secret }));
    const run = await examined(doctorConfig(provider, url));
    assert.deepEqual(complaints(run.findings), { 'tampered-body': 'warn', duplicate: 'warn' });
    const duplicate = run.findings.find(({ check }) => check === 'duplicate');
    assert.match(duplicate?.hint ?? '', /event [\w-]{22} must be there once/);
    assert.equal(run.exitCode, 0);
  });

  it('takes all formats of Mailtrap and SMTP2GO', async (t) => {
    for (const [name, format, given] of [
      ['mailtrap', 'jsonl', {}],
      ['smtp2go', 'json', { auth: 'basic' }],
    ] as const) {
      const provider = await loadProvider(name);
      const server = await correctReceiver(name, { secret: receiverSecret(provider) });
      const { url, countUrl } = await startReceiver(t, server);
      const run = await examined(doctorConfig(provider, url, { given, countUrl, format }));
      assert.equal(run.exitCode, 0, JSON.stringify(complaints(run.findings)));
    }
  });

  it('hands every event to the application once', async (t) => {
    const provider = await loadProvider('mailtrap');
    const events: unknown[] = [];
    const server = await correctReceiver('mailtrap', {
      secret: receiverSecret(provider),
      onEvent: (event) => void events.push(event['event_id']),
    });
    const { url } = await startReceiver(t, server);
    await examined(doctorConfig(provider, url, { only: ['duplicate', 'batch'] }));
    // one to see that good events are accepted, one sent twice, and three in one request
    assert.equal(events.length, 5);
    assert.equal(new Set(events).size, 5);
  });
});
