import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDurationMs } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { resend } from '../../src/providers/resend/index.ts';

const [profile, one10h] = resend.retry;

describe('resend facts', () => {
  it('retries after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h: 8 attempts, 27 h 35 min 5 s in all', () => {
    assert.deepEqual([one10h?.name, one10h?.delaysMs.length], ['resend:one-10h', 6]);
    assert.equal(profile.name, 'resend');
    const listed = ['5s', '5m', '30m', '2h', '5h', '10h', '10h'];
    assert.deepEqual(profile.delaysMs, listed.map(parseDurationMs));
    const offsets = attemptOffsetsMs(profile);
    assert.equal(offsets.length, 8);
    assert.equal(offsets.at(-1), parseDurationMs('27h35m5s'));
    // "failing three times and then working gets the event about 35 min 5 s after the first attempt"
    assert.equal(offsets[3], parseDurationMs('35m5s'));
    assert.equal(profile.timeoutMs, 15_000);
    assert.deepEqual(
      resend.events.filter(({ retry }) => retry !== undefined),
      [],
    );
  });

  it('takes any 2xx as delivered, and no status as a reason to stop', () => {
    for (const status of [200, 201, 204, 299]) {
      assert.equal(nextStep(profile, 1, status).kind, 'delivered', String(status));
    }
    for (const status of [301, 308, 400, 404, 406, 410, 429, 500, null]) {
      assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
    }
    assert.equal(nextStep(profile, 8, 500).kind, 'exhausted');
  });

  it('signs each attempt afresh, and allows five minutes both ways', () => {
    assert.equal(resend.scheme.freshOnRetry, true);
    assert.equal(resend.scheme.toleranceMs, 300_000);
  });

  it('has the secret of the public vector as its test secret, and makes ones of the same shape', () => {
    const { secret } = resend;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^whsec_[0-9A-Za-z+/]{32}$/);
    assert.equal(Buffer.from(made.slice(6), 'base64').length, 24);
    for (const good of [made, secret.testSecret]) assert.equal(secret.check(good), undefined);
  });

  it('complains about secrets of another shape, and refuses those that are no base64', () => {
    const { secret } = resend;
    assert.ok(secret.kind === 'shared');
    const table: readonly (readonly [string, boolean, RegExp])[] = [
      ['', true, /empty/],
      ['whsec_', true, /empty/],
      ['whsec_not base64!', true, /not base64/],
      ['whsk_AAAA', true, /Ed25519/],
      ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', false, /begins with whsec_/],
      ['whsec_AAAA', false, /24 bytes, and this one 3/],
    ];
    for (const [value, fatal, message] of table) {
      const complaint = secret.check(value);
      assert.equal(complaint?.fatal, fatal, value);
      assert.match(complaint?.message ?? '', message);
    }
  });

  it('names an override for all that is unknown, and sources', () => {
    assert.ok(resend.unknowns.every(({ override }) => /^(?:--|-H)/.test(override)));
    assert.ok(resend.sources.length > 3);
  });
});
