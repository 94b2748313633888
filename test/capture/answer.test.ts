import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AnswerSettings,
  answerInTurn,
  DEFAULT_ANSWERS,
  DEFAULT_RESPONSE,
  failureOnPurpose,
} from '../../src/capture/answer.ts';
import { textResponse } from '../../src/capture/text-response.ts';
import { type Random, seededRandom } from '../../src/core/random.ts';

/** The answer to a request that nothing else answers. */
function planAnswer(settings: AnswerSettings, ordinal: number, random: Random) {
  return failureOnPurpose(settings, ordinal, random) ?? answerInTurn(settings, ordinal - 1);
}

function statuses(settings: Partial<AnswerSettings>, count: number, seed = 'a'): readonly number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: count },
    (_, index) =>
      planAnswer({ ...DEFAULT_ANSWERS, ...settings }, index + 1, random).response.status,
  );
}

test('without any wish the answer is 200 ok, by default', () => {
  assert.deepEqual(planAnswer(DEFAULT_ANSWERS, 1, seededRandom('a')), {
    response: DEFAULT_RESPONSE,
    source: 'default',
    delayMs: 0,
  });
  assert.equal(DEFAULT_RESPONSE.status, 200);
  assert.equal(Buffer.from(DEFAULT_RESPONSE.body).toString(), 'ok');
});

test('an answer that was asked for is given as it is, by rule and with its delay', () => {
  const respond = { status: 204, headers: [['X-A', 'b']], body: new Uint8Array() } as const;
  assert.deepEqual(
    planAnswer({ ...DEFAULT_ANSWERS, respond: [respond], delayMs: 5_000 }, 1, seededRandom('a')),
    { response: respond, source: 'rule', delayMs: 5_000 },
  );
});

test('--fail-first 3:500 fails three times, and says so', () => {
  const failFirst = { count: 3, status: 500 };
  assert.deepEqual(statuses({ failFirst }, 5), [500, 500, 500, 200, 200]);
  const second = planAnswer({ ...DEFAULT_ANSWERS, failFirst, delayMs: 7 }, 2, seededRandom('a'));
  assert.deepEqual([second.source, second.delayMs], ['rule', 7]);
  assert.equal(
    Buffer.from(second.response.body).toString(),
    'webhook-cli: fails on purpose (2 of the first 3)\n',
  );
  const after = planAnswer({ ...DEFAULT_ANSWERS, failFirst }, 4, seededRandom('a'));
  assert.equal(after.source, 'default');
});

test('--flaky fails about its share, the same requests for the same seed', () => {
  const flaky = { share: 0.2, status: 502 };
  const one = statuses({ flaky }, 2_000);
  assert.deepEqual(statuses({ flaky }, 2_000), one);
  assert.notDeepEqual(statuses({ flaky }, 2_000, 'b'), one);
  const failed = one.filter((status) => status === 502).length;
  assert.ok(failed > 320 && failed < 480, `${failed} of 2000`);
});

test('--flaky 0% never fails, 100% always does', () => {
  assert.ok(statuses({ flaky: { share: 0, status: 503 } }, 500).every((code) => code === 200));
  assert.ok(statuses({ flaky: { share: 1, status: 503 } }, 500).every((code) => code === 503));
});

test('the first failures draw nothing: the share falls on the requests after them', () => {
  const flaky = { share: 0.5, status: 502 };
  const alone = statuses({ flaky }, 20);
  const after = statuses({ flaky, failFirst: { count: 4, status: 500 } }, 24);
  assert.deepEqual(after, [500, 500, 500, 500, ...alone]);
});

test('flaky failures go before the answer asked for', () => {
  const respond = textResponse(202, 'later');
  assert.deepEqual(
    [...new Set(statuses({ respond: [respond], flaky: { share: 0.5, status: 502 } }, 100))].sort(),
    [202, 502],
  );
});
