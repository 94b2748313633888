import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDurationMs } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { mailtrap } from '../../src/providers/mailtrap/index.ts';

const [sending, inbound] = mailtrap.retry;

describe('mailtrap facts', () => {
  it('retries sending events 40 times, one every 5 minutes, 200 minutes after the first try; timeout 30 s', () => {
    assert.equal(sending.name, 'mailtrap');
    assert.deepEqual(
      sending.delaysMs,
      Array.from({ length: 40 }, () => 300_000),
    );
    assert.equal(attemptOffsetsMs(sending).at(-1), 200 * 60_000);
    assert.equal(sending.timeoutMs, 30_000);
  });

  it('retries inbound events within the published bounds: up to 10 attempts within 24 h', () => {
    assert.ok(inbound !== undefined);
    assert.equal(inbound.name, 'mailtrap:inbound');
    const split = ['1m', '3m', '8m', '20m', '45m', '1h45m', '3h', '5h', '7h'];
    assert.deepEqual(inbound.delaysMs, split.map(parseDurationMs));
    assert.equal(attemptOffsetsMs(inbound).length, 10);
    assert.ok((attemptOffsetsMs(inbound).at(-1) ?? Number.NaN) <= 86_400_000);
    const variants = mailtrap.events.map(({ name, retry }) => [name, retry]);
    assert.deepEqual(
      variants.filter(([, retry]) => retry !== undefined),
      [['inbound', 'inbound']],
    );
  });

  it('takes 200 only as delivered, and no status as a reason to stop', () => {
    for (const profile of mailtrap.retry) {
      assert.equal(nextStep(profile, 1, 200).kind, 'delivered');
      for (const status of [201, 204, 301, 400, 404, 406, 410, 500, null]) {
        assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
      }
      assert.equal(nextStep(profile, profile.delaysMs.length + 1, 500).kind, 'exhausted');
    }
  });

  it('has the vector secret of the SDK test suites as its test secret, and makes ones of the same shape', () => {
    const { secret } = mailtrap;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, '8d9a3c0e7f5b2d4a6c1e9f8b3a7d5c2e');
    assert.equal(secret.check(secret.testSecret), undefined);
    const made = secret.make(seededRandom('secret'));
    assert.match(made, /^[0-9a-f]{32}$/);
    assert.equal(secret.check(made), undefined);
    assert.equal(secret.check('')?.fatal, true);
    assert.equal(secret.check('whsec_abc')?.fatal, false);
    assert.match(
      secret.check('whsec_abc')?.message ?? '',
      /32 hex characters, used as text, not decoded/,
    );
  });

  it('lists the final line feed of JSON Lines as unknown, with the option that changes it', () => {
    const [option] = mailtrap.options;
    assert.deepEqual([option?.name, option?.default], ['final-newline', 'no']);
    const listed = mailtrap.unknowns.map(({ override }) => override);
    assert.ok(listed.includes('--option final-newline=yes'));
  });
});
