import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDurationMs } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { postmark } from '../../src/providers/postmark/index.ts';
import { eventRetryProfile } from '../../src/providers/retry-profiles.ts';

const [short, bounce, inbound] = postmark.retry;

describe('postmark facts', () => {
  it('retries clicks, opens, deliveries and subscription changes after 1, 5, 15 minutes: 21 in all', () => {
    assert.equal(short.name, 'postmark');
    assert.deepEqual(short.delaysMs, ['1m', '5m', '15m'].map(parseDurationMs));
    assert.equal(attemptOffsetsMs(short).at(-1), parseDurationMs('21m'));
    const names = ['delivered', 'open', 'click', 'unsubscribe', 'suppression', 'resubscribe'];
    assert.deepEqual(
      postmark.events
        .filter((event) => eventRetryProfile(postmark, event) === short)
        .map(({ name }) => name),
      names,
    );
  });

  it('retries bounces, complaints and inbound mail 10 times over 10 h 21 min', () => {
    const listed = ['1m', '5m', '10m', '10m', '10m', '15m', '30m', '1h', '2h', '6h'];
    for (const profile of [bounce, inbound]) {
      assert.ok(profile !== undefined);
      assert.deepEqual(profile.delaysMs, listed.map(parseDurationMs));
      assert.equal(profile.delaysMs.length, 10);
      assert.equal(attemptOffsetsMs(profile).at(-1), parseDurationMs('10h21m'));
    }
    assert.equal(bounce?.name, 'postmark:bounce');
    assert.equal(inbound?.name, 'postmark:inbound');
    for (const event of postmark.events) {
      const profile = eventRetryProfile(postmark, event);
      if (event.wireName === 'Bounce' || event.wireName === 'SpamComplaint') {
        assert.equal(profile, bounce, event.name);
      }
      if (event.name === 'inbound') assert.equal(profile, inbound);
    }
  });

  it('takes 200 only as delivered, and 403 as the end', () => {
    for (const profile of postmark.retry) {
      assert.equal(nextStep(profile, 1, 200).kind, 'delivered');
      assert.equal(nextStep(profile, 1, 403).kind, 'rejected');
      for (const status of [201, 204, 302, 400, 401, 404, 410, 500, null]) {
        assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
      }
      assert.equal(nextStep(profile, profile.delaysMs.length + 1, 500).kind, 'exhausted');
    }
  });

  it('has a test secret and makes ones of the form user:password', () => {
    const { secret } = postmark;
    assert.ok(secret.kind === 'shared');
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^postmark-hook:[0-9A-Za-z]{24}$/);
    for (const good of [made, secret.testSecret]) assert.equal(secret.check(good), undefined);
    assert.equal(secret.check('')?.fatal, true);
    assert.equal(secret.check('user:pass\r\nX-Other: 1')?.fatal, true);
    assert.equal(secret.check('no-colon')?.fatal, false);
  });

  it('names an override for all that is unknown, and sources', () => {
    assert.ok(postmark.unknowns.every(({ override }) => /^(?:--|-H)/.test(override)));
    assert.ok(postmark.sources.length > 3);
  });
});
