import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDurationMs } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { mailersend } from '../../src/providers/mailersend/index.ts';
import { eventRetryProfile } from '../../src/providers/retry-profiles.ts';

const [documented, of2026, of2025] = mailersend.retry;

describe('mailersend facts', () => {
  it('makes 3 attempts: the first, after 10 s, after 100 s more; timeout 3 s', () => {
    assert.equal(documented.name, 'mailersend');
    assert.deepEqual(documented.delaysMs, ['10s', '100s'].map(parseDurationMs));
    assert.deepEqual(attemptOffsetsMs(documented), [0, 10_000, 110_000]);
    for (const event of mailersend.events) {
      assert.equal(eventRetryProfile(mailersend, event), documented);
    }
  });

  it('has the exponential back-off of about 3 days of 2026 as a variant', () => {
    assert.ok(of2026 !== undefined);
    assert.equal(of2026.name, 'mailersend:2026');
    assert.equal(attemptOffsetsMs(of2026).at(-1), parseDurationMs('68h15m'));
    const doubles = of2026.delaysMs
      .slice(1)
      .every((delay, index) => delay === 2 * (of2026.delaysMs[index] ?? 0));
    assert.ok(doubles);
  });

  it('takes any 2xx as delivered, retries 5xx, 429 and timeouts, and stops at any other 4xx', () => {
    for (const profile of [documented, of2026]) {
      assert.ok(profile !== undefined);
      assert.equal(profile.timeoutMs, 3_000);
      for (const status of [200, 201, 204, 299]) {
        assert.equal(nextStep(profile, 1, status).kind, 'delivered', String(status));
      }
      for (const status of [500, 503, 599, 429, null]) {
        assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
      }
      for (const status of [301, 400, 401, 406, 428, 430, 499]) {
        assert.equal(nextStep(profile, 1, status).kind, 'rejected', String(status));
      }
      assert.equal(nextStep(profile, profile.delaysMs.length + 1, 500).kind, 'exhausted');
      assert.equal(nextStep(profile, 1, null, { noAnswer: 'dns' }).kind, 'exhausted');
      assert.equal(nextStep(profile, 1, null, { noAnswer: 'timeout' }).kind, 'retry');
    }
  });

  it('retries a 4xx like others by its text of 2025', () => {
    assert.ok(of2025 !== undefined);
    assert.deepEqual([of2025.name, of2025.delaysMs], ['mailersend:2025', documented.delaysMs]);
    for (const status of [301, 400, 404, 429, 500, null]) {
      assert.equal(nextStep(of2025, 1, status).kind, 'retry', String(status));
    }
  });

  it('has the secret of a printed vector as its test secret, and makes ones of the same shape', () => {
    const { secret } = mailersend;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, 'Qw7eRt2yUi9oPa4sDf6gHj1kLz8xCv3b');
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^[0-9A-Za-z]{32}$/);
    for (const good of [made, secret.testSecret]) assert.equal(secret.check(good), undefined);
    assert.equal(secret.check('')?.fatal, true);
    assert.equal(secret.check('whsec_abc')?.fatal, false);
  });

  it('names an override for all that is unknown, and sources', () => {
    assert.ok(mailersend.unknowns.every(({ override }) => /^(?:--|-H)/.test(override)));
    assert.ok(mailersend.sources.length > 3);
  });
});
