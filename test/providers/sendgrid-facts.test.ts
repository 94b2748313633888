import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDurationMs } from '../../src/core/duration.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import { sendgrid } from '../../src/providers/sendgrid/index.ts';

const [events, inbound] = sendgrid.retry;

describe('sendgrid facts', () => {
  it('retries events 1m, 2m, 5m, 10m, 15m, 30m, 1h, 2h, 4h, 8h, 7h apart, within the published 24 h', () => {
    assert.equal(events.name, 'sendgrid');
    const listed = ['1m', '2m', '5m', '10m', '15m', '30m', '1h', '2h', '4h', '8h', '7h'];
    assert.deepEqual(events.delaysMs, listed.map(parseDurationMs));
    assert.ok((attemptOffsetsMs(events).at(-1) ?? Number.NaN) <= 24 * 3_600_000);
  });

  it('takes any 2xx for an event as delivered, and retries everything else, redirects too', () => {
    for (const status of [200, 202, 204, 299]) {
      assert.equal(nextStep(events, 1, status).kind, 'delivered');
    }
    for (const status of [301, 400, 401, 404, 410, 429, 500, 503, null]) {
      assert.equal(nextStep(events, 1, status).kind, 'retry', String(status));
    }
    assert.equal(nextStep(events, 12, 500).kind, 'exhausted');
  });

  it('retries an inbound mail after a 5xx for 72 h: an hour of 5 to 10 minutes, then every 3 hours', () => {
    assert.ok(inbound !== undefined);
    assert.equal(inbound.name, 'sendgrid:inbound');
    const offsets = attemptOffsetsMs(inbound);
    assert.equal(offsets.length, 31);
    assert.equal(offsets[7], 3_600_000);
    assert.equal(offsets.at(-1), parseDurationMs('70h'));
    assert.deepEqual(new Set(inbound.delaysMs.slice(7)), new Set([3 * 3_600_000]));
    assert.deepEqual(
      sendgrid.events
        .filter(({ retry }) => retry !== undefined)
        .map(({ name, retry }) => [name, retry]),
      [['inbound', 'inbound']],
    );
  });

  it('drops an inbound mail at once after a 3xx or 4xx', () => {
    assert.ok(inbound !== undefined);
    for (const status of [301, 400, 404, 429, 499]) {
      assert.equal(nextStep(inbound, 1, status).kind, 'rejected', String(status));
    }
    for (const status of [500, 503, 599, null]) {
      assert.equal(nextStep(inbound, 1, status).kind, 'retry', String(status));
    }
    assert.equal(nextStep(inbound, 1, 200).kind, 'delivered');
  });

  it('signs with a key pair that no DNS name publishes, and signs every attempt afresh', () => {
    assert.ok(sendgrid.secret.kind === 'key-pair');
    assert.equal(sendgrid.secret.keyNameSuffix, null);
    assert.equal(sendgrid.secret.algorithm, 'ec-p256');
    assert.equal(sendgrid.scheme.freshOnRetry, true);
    assert.equal(sendgrid.scheme.toleranceMs, null);
    assert.deepEqual(sendgrid.scheme.covers, {
      body: true,
      timestamp: true,
      url: false,
      headers: false,
    });
  });

  it('names in its unknowns only options that it has', () => {
    const options = resolveOptions(sendgrid, {});
    const named = sendgrid.unknowns.flatMap(({ override }) =>
      [...override.matchAll(/--option ([\w-]+)=/g)].map(([, name]) => name),
    );
    assert.ok(named.length > 0);
    for (const name of named) assert.ok(name !== undefined && name in options, name);
  });
});
