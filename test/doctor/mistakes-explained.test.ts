import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExplainedCause } from '../../src/core/explained-causes.ts';
import type { HeaderPair } from '../../src/core/headers.ts';
import { findEvent } from '../../src/providers/find-event.ts';
import { loadProvider } from '../../src/providers/index.ts';
import { doctorConfig, doctorSecret, examined, receiverSecret } from '../helpers/examined.ts';
import { type CheckedDelivery, mistakes, startReceiver } from '../helpers/example-receivers.ts';
import { caseOf, explained } from '../helpers/failed-cases.ts';

/** Wrong receivers that refuse a genuine request, and what `verify` says of that which they made their check over. */
const NAMED: Readonly<
  Record<
    string,
    {
      readonly cause: ExplainedCause;
      readonly headers?: readonly HeaderPair[];
      readonly event?: string;
    }
  >
> = {
  'express-writes-json-anew': { cause: 'json-html-escapes', event: 'bounce' },
  'fastify-writes-json-anew': { cause: 'json-html-escapes', event: 'bounce' },
  'express-signs-text': { cause: 'body-charset' },
  'fastify-decodes-by-charset': {
    cause: 'body-charset',
    headers: [['Content-Type', 'application/json; charset=latin1']],
  },
  'express-writes-form-anew': { cause: 'form-reencoded' },
  'fastify-writes-form-anew': { cause: 'form-encoding' },
  'express-signs-mounted-path': { cause: 'url-path' },
  'express-trusts-forwarded-host': {
    cause: 'url-host',
    headers: [['X-Forwarded-Host', 'inner.example']],
  },
  'fastify-trusts-forwarded-host': {
    cause: 'url-host',
    headers: [['X-Forwarded-Host', 'inner.example']],
  },
};

describe('what a wrong receiver made its check over', () => {
  for (const [name, { cause, headers = [], event = 'delivered' }] of Object.entries(NAMED)) {
    it(`${name} is told as ${cause}`, async (t) => {
      const mistake = (await mistakes())[name];
      assert.ok(mistake !== undefined);
      const provider = await loadProvider(mistake.provider);
      const checked: CheckedDelivery[] = [];
      const server = await mistake.create({
        secret: receiverSecret(provider),
        onChecked: (delivery) => void checked.push(delivery),
      });
      const started = await startReceiver(t, server);
      const url = new URL(mistake.path ?? '/', started.url).href;
      const { findings } = await examined(
        doctorConfig(provider, url, {
          events: [findEvent(provider, event)],
          only: ['good'],
          headers,
          recipient: 'zoë@example.net',
        }),
      );
      assert.deepEqual(
        findings.map(({ result }) => result),
        ['fail'],
      );
      const [delivery] = checked;
      assert.ok(delivery !== undefined);
      const { method, target, body } = delivery;
      const pairs = Object.entries(delivery.headers).map(
        ([header, value]): HeaderPair => [header, String(value)],
      );
      const request = { method, path: target, headers: pairs, body };
      const settings = { url, nowMs: Date.now() };
      const failed = caseOf(provider, request, [doctorSecret(provider)], settings);
      assert.equal(explained(failed)?.cause, cause);
    });
  }
});
