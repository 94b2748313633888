import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attemptOffsetsMs, nextStep } from '../../src/core/schedule.ts';
import { ses } from '../../src/providers/ses/index.ts';

const [current, older] = ses.retry;

describe('ses facts', () => {
  it('retries 3 times, 20 s apart; timeout 15 s', () => {
    assert.equal(current.name, 'ses');
    assert.deepEqual(current.delaysMs, [20_000, 20_000, 20_000]);
    assert.deepEqual(attemptOffsetsMs(current), [0, 20_000, 40_000, 60_000]);
    assert.equal(current.timeoutMs, 15_000);
  });

  it('retries 5xx, 429 and no answer; every other status but 2xx ends the delivery', () => {
    for (const status of [200, 202, 299])
      assert.equal(nextStep(current, 1, status).kind, 'delivered');
    for (const status of [500, 503, 599, 429, null]) {
      assert.equal(nextStep(current, 1, status).kind, 'retry', String(status));
    }
    for (const status of [300, 301, 399, 400, 404, 410, 428, 430, 499]) {
      assert.equal(nextStep(current, 1, status).kind, 'rejected', String(status));
    }
    assert.equal(nextStep(current, 4, 500).kind, 'exhausted');
  });

  it('by the text of 2022 every status from 200 to 4xx counts as received', () => {
    assert.ok(older !== undefined);
    assert.equal(older.name, 'ses:2022');
    assert.deepEqual([older.delaysMs, older.timeoutMs], [current.delaysMs, current.timeoutMs]);
    for (const status of [200, 302, 404, 429, 499]) {
      assert.equal(nextStep(older, 1, status).kind, 'delivered', String(status));
    }
    for (const status of [500, null]) assert.equal(nextStep(older, 1, status).kind, 'retry');
  });

  it('signs with an RSA key pair, which is not published in DNS', () => {
    assert.ok(ses.secret.kind === 'key-pair');
    assert.deepEqual([ses.secret.algorithm, ses.secret.keyNameSuffix], ['rsa-2048', null]);
  });

  it('names an override for all that is unknown; every option named there exists', () => {
    for (const { override } of ses.unknowns) {
      assert.match(override, /^(?:--[a-z]|-H)/);
      const [, option] = /--option ([\w-]+)/.exec(override) ?? [];
      assert.ok(option === undefined || ses.options.some(({ name }) => name === option), override);
    }
  });
});
