import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDurationMs } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import { nextStep } from '../../src/core/schedule.ts';
import { mandrill } from '../../src/providers/mandrill/index.ts';

describe('mandrill facts', () => {
  it('retries after 1m, 2m, 4m, 8m, 16m, 32m and 1h, the stand-in for figures that are not public', () => {
    const [profile, ...others] = mandrill.retry;
    assert.deepEqual(others, []);
    assert.equal(profile.name, 'mandrill');
    const listed = ['1m', '2m', '4m', '8m', '16m', '32m', '1h'];
    assert.deepEqual(profile.delaysMs, listed.map(parseDurationMs));
    assert.match(profile.summary, /7 retries over 2h3m/);
    assert.equal(nextStep(profile, 1, 200).kind, 'delivered');
    for (const status of [201, 204, 301, 400, 404, 410, 500, null]) {
      assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
    }
    assert.equal(nextStep(profile, 8, 500).kind, 'exhausted');
  });

  it('has keys of 22 base64url characters and complains about other ones', () => {
    const { secret } = mandrill;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, 'Zt4vQ1mN8xKpR2sWcY6b_A');
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^[\w-]{22}$/);
    for (const good of [made, secret.testSecret, 'ntynTMaFpM_octE5R1DKAw']) {
      assert.equal(secret.check(good), undefined);
    }
    assert.equal(secret.check('')?.fatal, true);
    assert.equal(secret.check('test-webhook')?.fatal, false);
  });

  it('names an override for all that is unknown; every option named there exists', () => {
    for (const { override } of mandrill.unknowns) {
      assert.match(override, /^(?:--[a-z]|-H)/);
      const [, option] = /--option ([\w-]+)/.exec(override) ?? [];
      const isKnown = mandrill.options.some(({ name }) => name === option);
      assert.ok(option === undefined || isKnown, override);
    }
  });
});
