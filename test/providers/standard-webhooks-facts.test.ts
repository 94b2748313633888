import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDurationMs } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { standardWebhooks } from '../../src/providers/standard-webhooks/index.ts';
import { PUBLIC_VECTOR, ROTATION, SAMPLE_SECRET } from '../helpers/standard-webhooks-samples.ts';

const [specification, svix] = standardWebhooks.retry;

describe('standard webhooks facts', () => {
  it("retries by the specification's example: 5 s, 5 min, 30 min, 2, 5, 10, 14, 20, 24 h; 75 h 35 min 5 s in all", () => {
    const listed = ['5s', '5m', '30m', '2h', '5h', '10h', '14h', '20h', '24h'];
    assert.equal(specification.name, 'standard-webhooks');
    assert.deepEqual(specification.delaysMs, listed.map(parseDurationMs));
    assert.equal(attemptOffsetsMs(specification).length, 10);
    assert.equal(attemptOffsetsMs(specification).at(-1), parseDurationMs('75h35m5s'));
  });

  it('has the defaults of the Svix server as a variant: 8 attempts in 27 h 35 min', () => {
    assert.ok(svix !== undefined);
    const listed = ['5s', '5m', '30m', '2h', '5h', '10h', '10h'];
    assert.equal(svix.name, 'standard-webhooks:svix');
    assert.deepEqual(svix.delaysMs, listed.map(parseDurationMs));
    assert.equal(attemptOffsetsMs(svix).at(-1), parseDurationMs('27h35m5s'));
  });

  it('takes any 2xx as delivered; 410 ends it, but not at Svix', () => {
    for (const profile of standardWebhooks.retry) {
      assert.equal(profile.timeoutMs, 30_000);
      for (const status of [200, 204, 299]) {
        assert.equal(nextStep(profile, 1, status).kind, 'delivered');
      }
      for (const status of [302, 400, 404, 429, 500, 502, 504, null]) {
        assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
      }
    }
    assert.equal(nextStep(specification, 1, 410).kind, 'rejected');
    assert.ok(svix !== undefined);
    assert.equal(nextStep(svix, 1, 410).kind, 'retry');
  });

  it('signs each attempt afresh, and allows five minutes both ways', () => {
    assert.equal(standardWebhooks.scheme.freshOnRetry, true);
    assert.equal(standardWebhooks.scheme.toleranceMs, 300_000);
  });

  it('has a printed secret as its test secret, names the public key beside it, and makes secrets of 24 bytes', () => {
    const { secret, scheme } = standardWebhooks;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, SAMPLE_SECRET);
    assert.ok(scheme.summary.includes(ROTATION.publicKey));
    const made = secret.make(seededRandom('secret'));
    assert.equal(Buffer.from(made.slice(6), 'base64').length, 24);
    const good = [made, secret.testSecret, ...ROTATION.secrets];
    const keys = [ROTATION.privateKey, ROTATION.publicKey, PUBLIC_VECTOR.privateKey];
    for (const value of [...good, ...keys]) assert.equal(secret.check(value), undefined, value);
  });

  it('refuses an empty secret, and complains about others that it can use by an option only', () => {
    const { secret } = standardWebhooks;
    assert.ok(secret.kind === 'shared');
    for (const value of ['', 'whsec_']) assert.equal(secret.check(value)?.fatal, true);
    const table: readonly (readonly [string, RegExp])[] = [
      ['polar_whs_aGVsbG8gd29ybGQ', /--option secret-format=text/],
      ['whsec_AAAA', /24 to 64 bytes, and this one has 3/],
      [`whsec_${Buffer.alloc(65).toString('base64')}`, /this one has 65/],
      ['whsk_AAAA', /3 bytes after whsk_/],
      ['whpk_AAAA', /3 bytes after whpk_/],
    ];
    for (const [value, message] of table) {
      assert.equal(secret.check(value)?.fatal, false, value);
      assert.match(secret.check(value)?.message ?? '', message);
    }
  });

  it('names an override for all that is unknown, and sources', () => {
    assert.ok(standardWebhooks.unknowns.every(({ override }) => /^(?:--|-H)/.test(override)));
    assert.ok(standardWebhooks.sources.length > 3);
  });
});
