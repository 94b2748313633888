import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { viewRequest } from '../../src/core/request-view.ts';
import { batchContent, requestWithEvents } from '../../src/providers/batch-content.ts';
import { buildEvent, encodeEvents } from '../../src/providers/generate.ts';
import { loadProvider } from '../../src/providers/index.ts';
import { PROVIDER_NAMES } from '../../src/providers/names.ts';
import type { BodyFormat, Provider } from '../../src/providers/types.ts';

const NOW_MS = Date.UTC(2026, 10, 21);

function batchOf(provider: Provider, format: BodyFormat, count: number) {
  const options = Object.fromEntries(provider.options.map((one) => [one.name, one.default]));
  const events = provider.events.filter(
    ({ formats, generation, name }) =>
      formats.includes(format) && generation === 'current' && !/inbound|check|audit/.test(name),
  );
  const payloads = Array.from({ length: count }, (_, index) => {
    const event = events[index % events.length];
    assert.ok(event !== undefined, provider.name);
    return buildEvent(event, `${index}`, {
      seed: 'batch',
      nowMs: NOW_MS,
      acceptedAtMs: NOW_MS - 4_000,
      recipient: 'alice@example.net',
      subject: 'Hello',
      format,
      options,
    });
  });
  const encoded = encodeEvents(provider, payloads, { seed: 'batch', format, options });
  return { request: { ...encoded, path: '/hooks' }, options };
}

const CASES: readonly (readonly [name: string, format: BodyFormat])[] = [
  ['mailtrap', 'json'],
  ['mailtrap', 'jsonl'],
  ['sendgrid', 'json'],
  ['sparkpost', 'json'],
  ['mailjet', 'json'],
  ['brevo', 'json'],
  ['mandrill', 'form'],
];

describe('events of a batch', () => {
  it('covers every provider that has batches', async () => {
    const providers = await Promise.all(
      PROVIDER_NAMES.map(async (name) => await loadProvider(name)),
    );
    const batching = providers.filter(({ batch }) => batch !== null).map(({ name }) => name);
    assert.deepEqual(batching.sort(), [...new Set(CASES.map(([name]) => name))].sort());
  });

  for (const [name, format] of CASES) {
    it(`${name}, ${format}: taken apart and put together again they are the same bytes`, async () => {
      const found = PROVIDER_NAMES.find((candidate) => candidate === name);
      assert.ok(found !== undefined);
      const provider = await loadProvider(found);
      const { request, options } = batchOf(provider, format, 5);
      const content = batchContent(viewRequest(request), provider);
      assert.equal(content?.events.length, 5);
      const parts = content.events.map((event, index) => {
        const single = { ...content, events: [event] };
        return requestWithEvents(request, single, provider, options, `part/${index}`);
      });
      const events = parts.flatMap((part) => {
        assert.equal(provider.describe(viewRequest(part)).length, 1);
        return batchContent(viewRequest(part), provider)?.events ?? [];
      });
      const again = requestWithEvents(request, { ...content, events }, provider, options, 'again');
      assert.equal(Buffer.from(again.body).toString(), Buffer.from(request.body).toString());
      assert.deepEqual(
        again.headers.map(([header]) => header),
        request.headers.map(([header]) => header),
      );
    });
  }

  it('keeps numbers as they were written', async () => {
    const provider = await loadProvider('sendgrid');
    const body =
      '[{"email":"a@example.net","event":"open","id":12345678901234567890,"n":1.0},\r\n{"event":"open"}]\r\n';
    const request = {
      method: 'POST',
      path: '/',
      headers: [['Content-Type', 'application/json']] as const,
      body: Buffer.from(body),
    };
    const content = batchContent(viewRequest(request), provider);
    const events = content?.events.slice(0, 1) ?? [];
    const single = { format: 'json', events, isList: true } as const;
    const part = requestWithEvents(request, single, provider, {}, 'part');
    assert.match(Buffer.from(part.body).toString(), /"id":12345678901234567890,"n":1\.0/);
  });

  it('leaves alone what is no batch of the provider', async () => {
    const mailgun = await loadProvider('mailgun');
    const sendgrid = await loadProvider('sendgrid');
    const view = (body: string) =>
      viewRequest({
        method: 'POST',
        path: '/',
        headers: [['Content-Type', 'application/json']],
        body: Buffer.from(body),
      });
    assert.equal(batchContent(view('[{"event":"open"}]'), mailgun), undefined);
    for (const body of ['[]', '"text"', '{"events":1}', 'not json']) {
      assert.equal(batchContent(view(body), sendgrid), undefined, body);
    }
  });
});
