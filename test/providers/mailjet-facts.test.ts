import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { utf8Bytes } from '../../src/core/bytes.ts';
import type { HeaderList } from '../../src/core/headers.ts';
import { seededRandom } from '../../src/core/random.ts';
import { viewRequest } from '../../src/core/request-view.ts';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { mailjet } from '../../src/providers/mailjet/index.ts';
import { resolveOptions } from '../../src/providers/options.ts';
import { defaultOptions, NOW_MS, TARGET_URL } from '../helpers/provider-cases.ts';

const [current, older] = mailjet.retry;
const TEST_SECRET = 'hookuser:s3cr3t-Pa55';
const VECTOR = 'Basic aG9va3VzZXI6czNjcjN0LVBhNTU=';
const JSON_TYPE = ['Content-Type', 'application/json'] as const;

describe('mailjet retry', () => {
  it('retries 2880 times, every 30 s for 24 h', () => {
    assert.equal(current.name, 'mailjet');
    assert.equal(current.delaysMs.length, 2880);
    assert.deepEqual(new Set(current.delaysMs), new Set([30_000]));
    assert.equal(attemptOffsetsMs(current).at(-1), 24 * 3_600_000);
  });

  it('the older rule retries 10 times, every 10 minutes', () => {
    assert.equal(older?.name, 'mailjet:older');
    assert.deepEqual(
      older?.delaysMs,
      Array.from({ length: 10 }, () => 600_000),
    );
  });

  it('takes 200 only as delivered, and no status as a reason to stop', () => {
    for (const profile of mailjet.retry) {
      assert.equal(nextStep(profile, 1, 200).kind, 'delivered');
      for (const status of [201, 202, 204, 301, 400, 404, 410, 500, null]) {
        assert.equal(nextStep(profile, 1, status).kind, 'retry', String(status));
      }
    }
    assert.equal(nextStep(current, 2881, 204).kind, 'exhausted');
    assert.ok(mailjet.events.every(({ retry }) => retry === undefined));
  });
});

describe('mailjet credentials', () => {
  const input = { url: TARGET_URL, nowMs: NOW_MS };
  const request = (headers: HeaderList) => ({
    method: 'POST',
    path: '/',
    headers,
    body: utf8Bytes('{}'),
  });

  it('auth=basic sends and accepts the printed vector', () => {
    const secret = { kind: 'shared', value: TEST_SECRET } as const;
    const options = { ...defaultOptions(mailjet), auth: 'basic' };
    const signing = { ...input, secret, options, random: seededRandom('x') };
    const signed = mailjet.sign(request([JSON_TYPE]), signing);
    assert.deepEqual(signed.headers, [['Authorization', VECTOR], JSON_TYPE]);
    for (const auth of ['auto', 'basic', 'none']) {
      const verdict = mailjet.verify(viewRequest(signed), {
        ...input,
        secrets: [secret],
        options: { ...options, auth },
      });
      assert.equal(verdict.status, 'ok', auth);
    }
  });

  it('nothing is sent and nothing expected until credentials are set up', () => {
    const secret = { kind: 'shared', value: TEST_SECRET } as const;
    const options = defaultOptions(mailjet);
    const signing = { ...input, secret, options, random: seededRandom('x') };
    assert.deepEqual(mailjet.sign(request([JSON_TYPE]), signing), request([JSON_TYPE]));
    const verdict = mailjet.verify(viewRequest(request([])), {
      ...input,
      secrets: [secret],
      options,
    });
    assert.equal(verdict.status, 'not-applicable');
    assert.match(verdict.detail, /^Mailjet does not sign/);
  });

  it('the test secret is user:password, and a token is not', () => {
    const { secret } = mailjet;
    assert.ok(secret.kind === 'shared');
    assert.equal(secret.testSecret, TEST_SECRET);
    assert.equal(secret.check('token')?.fatal, false);
    assert.deepEqual(Object.values(mailjet.scheme.covers), [false, false, false, false]);
  });

  it('names in its unknowns only options that it has', () => {
    const options = resolveOptions(mailjet, {});
    for (const { override } of mailjet.unknowns) {
      for (const [, name = ''] of override.matchAll(/--option ([\w-]+)=/g)) {
        assert.ok(name in options, name);
      }
    }
  });
});
