import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import { parseDurationMs } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { brevo } from '../../src/providers/brevo/index.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import { NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const [profile, older] = brevo.retry;

describe('brevo retry', () => {
  it('retries 10m, 1h, 2h, 8h apart: at +10m, +1h10m, +3h10m, +11h10m', () => {
    assert.deepEqual([profile.name, older?.name], ['brevo', 'brevo:older']);
    assert.deepEqual(older?.delaysMs, profile.delaysMs);
    assert.deepEqual(profile.delaysMs, ['10m', '1h', '2h', '8h'].map(parseDurationMs));
    assert.deepEqual(
      attemptOffsetsMs(profile),
      ['0', '10m', '1h10m', '3h10m', '11h10m'].map(parseDurationMs),
    );
  });

  it('retries after a 429 or no answer only: any other 3xx, 4xx and 5xx loses the event', () => {
    for (const status of [429, null]) {
      assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
      assert.equal(nextStep(profile, 5, status).kind, 'exhausted', String(status));
    }
    for (const status of [301, 400, 401, 404, 406, 410, 428, 430, 499, 500, 502, 503, 599]) {
      assert.equal(nextStep(profile, 1, status).kind, 'rejected', String(status));
      assert.equal(older && nextStep(older, 1, status).kind, 'retry', String(status));
    }
    for (const status of [200, 201, 204]) {
      assert.equal(nextStep(profile, 1, status).kind, 'delivered', String(status));
    }
  });
});

describe('brevo credentials', () => {
  const request = {
    method: 'POST',
    path: '/',
    headers: [['Content-Type', 'application/json']] as const,
    body: utf8Bytes('{"event":"opened"}'),
  };

  it('each auth sends what the page prints, which verifies under the same setting', () => {
    const table = [
      ['basic', 'hookuser:s3cr3t-Pa55', 'Authorization', 'Basic aG9va3VzZXI6czNjcjN0LVBhNTU='],
      ['bearer', 'brv-7f1c9d', 'Authorization', 'Bearer brv-7f1c9d'],
      ['header', 'brv-7f1c9d', 'X-My-Secret', 'brv-7f1c9d'],
      ['auto', 'brv-7f1c9d', 'Authorization', 'Bearer brv-7f1c9d'],
      ['auto', 'a:b', 'Authorization', 'Basic YTpi'],
    ] as const;
    for (const [auth, value, name, expected] of table) {
      const options = resolveOptions(brevo, { auth });
      const secret = { kind: 'shared', value } as const;
      const input = { url: TARGET_URL, nowMs: NOW_MS, options };
      const signed = brevo.sign(request, { ...input, secret, random: seededRandom('x') });
      assert.deepEqual(signed.headers, [[name, expected], ...request.headers], auth);
      const verdict = brevo.verify(viewRequest(signed), { ...input, secrets: [secret] });
      assert.equal(verdict.status, 'ok', auth);
      const bare = brevo.verify(viewRequest(request), { ...input, secrets: [secret] });
      assert.equal(bare.status, 'unsigned', auth);
    }
    assert.ok(brevo.secret.kind === 'shared');
    assert.equal(brevo.secret.testSecret, 'hookuser:s3cr3t-Pa55');
  });

  it('names in its unknowns only options that it has', () => {
    const options = resolveOptions(brevo, {});
    for (const { override } of brevo.unknowns) {
      for (const [, name = ''] of override.matchAll(/--option ([\w-]+)=/g)) {
        assert.ok(name in options, name);
      }
    }
    assert.deepEqual(Object.values(brevo.scheme.covers), [false, false, false, false]);
  });
});
