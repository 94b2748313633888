import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { parseDurationMs } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import { sparkpost } from '../../src/providers/sparkpost/index.ts';
import { NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const [events, relay, only200, momentum] = sparkpost.retry;

describe('sparkpost retry', () => {
  it('retries events 14s, 28s, 56s, 112s, 224s, 448s, 896s, 1792s, 3584s, 7168s, 14336s apart: 12 attempts in 8 h', () => {
    assert.equal(events.name, 'sparkpost');
    const listed = [14, 28, 56, 112, 224, 448, 896, 1792, 3584, 7168, 14336];
    assert.deepEqual(
      events.delaysMs,
      listed.map((seconds) => seconds * 1000),
    );
    assert.equal(attemptOffsetsMs(events).length, 12);
    assert.equal(attemptOffsetsMs(events).at(-1), 28_658_000);
  });

  it('retries a relay webhook after 300 s first, up to 7 attempts in all', () => {
    assert.ok(relay !== undefined);
    assert.equal(relay.name, 'sparkpost:relay');
    assert.deepEqual(
      relay.delaysMs,
      ['5m', '10m', '20m', '40m', '80m', '160m'].map(parseDurationMs),
    );
    assert.equal(attemptOffsetsMs(relay).length, 7);
    const variants = sparkpost.events.filter(({ retry }) => retry !== undefined);
    assert.deepEqual(
      variants.map(({ name, retry }) => [name, retry]),
      [['inbound', 'relay']],
    );
  });

  it('waits 10 s, takes any 2xx as delivered and no status as a reason to stop', () => {
    for (const profile of [events, relay]) {
      assert.ok(profile !== undefined);
      assert.equal(profile.timeoutMs, 10_000);
      for (const status of [200, 202, 204]) {
        assert.equal(nextStep(profile, 1, status).kind, 'delivered');
      }
      for (const status of [301, 400, 401, 404, 410, 500, null]) {
        assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
      }
      assert.equal(nextStep(profile, profile.delaysMs.length + 1, 500).kind, 'exhausted');
    }
  });

  it('has what the API reference (200 alone) and self-hosted Momentum (6 s, 4 h) have as variants', () => {
    assert.deepEqual([only200?.name, only200?.success], ['sparkpost:only-200', [200]]);
    assert.deepEqual([momentum?.name, momentum?.timeoutMs], ['sparkpost:momentum', 6_000]);
    assert.ok(momentum !== undefined);
    assert.equal(attemptOffsetsMs(momentum).at(-1), 14_329_000);
  });
});

describe('sparkpost credentials', () => {
  const request = {
    method: 'POST',
    path: '/',
    headers: [['Content-Type', 'application/json']] as const,
    body: utf8Bytes('[{"msys":{}}]'),
  };

  it('each auth sends the header of the page, which verifies under the same setting', () => {
    const table = [
      ['basic', 'hookuser:s3cr3t-Pa55', 'Authorization', 'Basic aG9va3VzZXI6czNjcjN0LVBhNTU='],
      ['oauth2', 'tok-1', 'Authorization', 'Bearer tok-1'],
      ['token', 'tok-1', 'X-MessageSystems-Webhook-Token', 'tok-1'],
      ['header', 'tok-1', 'X-Webhook-Secret', 'tok-1'],
      ['auto', 'a:b', 'Authorization', 'Basic YTpi'],
      ['auto', 'tok-1', 'Authorization', 'Bearer tok-1'],
    ] as const;
    for (const [auth, value, name, expected] of table) {
      const options = resolveOptions(sparkpost, { auth });
      const secret = { kind: 'shared', value } as const;
      const input = { url: TARGET_URL, nowMs: NOW_MS, options };
      const random = seededRandom('x');
      const signed = sparkpost.sign(request, { ...input, secret, random });
      assert.deepEqual(signed.headers[0], [name, expected], auth);
      assert.deepEqual(sparkpost.sign(signed, { ...input, secret, random }), signed);
      const verdict = sparkpost.verify(viewRequest(signed), { ...input, secrets: [secret] });
      assert.equal(verdict.status, 'ok', auth);
      const bare = sparkpost.verify(viewRequest(request), { ...input, secrets: [secret] });
      assert.equal(bare.status, 'unsigned', auth);
    }
  });

  it('the custom header can have any name', () => {
    const options = resolveOptions(sparkpost, { auth: 'header', 'secret-header': 'X-Mine' });
    const signed = sparkpost.sign(request, {
      secret: { kind: 'shared', value: 't' },
      url: TARGET_URL,
      nowMs: NOW_MS,
      random: seededRandom('x'),
      options,
    });
    assert.deepEqual(signed.headers[0], ['X-Mine', 't']);
  });

  it('names in its unknowns only options that it has', () => {
    const options = resolveOptions(sparkpost, {});
    for (const { override } of sparkpost.unknowns) {
      for (const [, name = ''] of override.matchAll(/--option ([\w-]+)=/g)) {
        assert.ok(name in options, name);
      }
    }
    assert.deepEqual(Object.values(sparkpost.scheme.covers), [false, false, false, false]);
  });
});
