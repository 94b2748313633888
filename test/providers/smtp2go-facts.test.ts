import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatDuration } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import {
  attemptOffsetsMs,
  nextStep,
  parseDelayList,
  type RetryProfile,
} from '../../src/core/schedule.ts';
import { smtp2go } from '../../src/providers/smtp2go/index.ts';

const [listed, within48Hours] = smtp2go.retry;

function span(profile: RetryProfile): string {
  return formatDuration(attemptOffsetsMs(profile).at(-1) ?? 0);
}

describe('smtp2go facts', () => {
  it('retries 35 times over 96h30m: 7m30s x4, 1h x24, 6h x4, 12h x2, 24h', () => {
    assert.equal(listed.name, 'smtp2go');
    assert.deepEqual(listed.delaysMs, parseDelayList('4x7m30s,24x1h,4x6h,2x12h,24h'));
    assert.equal(listed.delaysMs.length, 35);
    assert.equal(span(listed), '4d30m');
  });

  it('has a 48 h variant of 31 retries over 42h30m: 7m30s x4, 1h x24, 6h x3', () => {
    assert.ok(within48Hours !== undefined);
    assert.equal(within48Hours.name, 'smtp2go:48h');
    assert.deepEqual(within48Hours.delaysMs, parseDelayList('4x7m30s,24x1h,3x6h'));
    assert.equal(within48Hours.delaysMs.length, 31);
    assert.equal(span(within48Hours), '1d18h30m');
  });

  it('takes any 2xx as delivered within 10 s, and retries everything else', () => {
    for (const profile of smtp2go.retry) {
      assert.equal(profile.timeoutMs, 10_000);
      for (const status of [200, 201, 204]) {
        assert.equal(nextStep(profile, 1, status).kind, 'delivered');
      }
      for (const status of [301, 400, 404, 406, 410, 500, null]) {
        assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
      }
      assert.equal(nextStep(profile, profile.delaysMs.length + 1, 500).kind, 'exhausted');
    }
  });

  it('has hook-user:s3cret-Pa55 as its test secret, and makes ones that can be sent', () => {
    const { secret } = smtp2go;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, 'hook-user:s3cret-Pa55');
    for (const value of [secret.testSecret, secret.make(seededRandom('x')), 'token']) {
      assert.equal(secret.check(value), undefined, value);
    }
    assert.match(secret.make(seededRandom('x')), /^hook-user:[0-9A-Za-z]{24}$/);
    assert.equal(secret.check('')?.fatal, true);
    assert.equal(secret.check('a\r\nX: y')?.fatal, true);
  });

  it('lists the unknown User-Agent and the contradicting retry list with their overrides', () => {
    const overrides = smtp2go.unknowns.map(({ override }) => override);
    assert.ok(overrides.includes('--option user-agent=…'));
    assert.ok(overrides.includes('--retry smtp2go:48h'));
    assert.deepEqual(
      smtp2go.options.map(({ name, default: value }) => [name, value]),
      [
        ['headers', ''],
        ['recipients', ''],
        ['auth', 'none'],
        ['secret-name', 'p'],
        ['user-agent', ''],
      ],
    );
  });
});
