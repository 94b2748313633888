import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DEFAULT_ANSWERS } from '../../src/capture/answer.ts';
import type { ForwardSettings } from '../../src/commands/forward.ts';
import { parseExpression } from '../../src/core/expression.ts';
import type { OutgoingRequest, SendResult } from '../../src/core/ports.ts';
import { parseTarget } from '../../src/delivery/target.ts';
import { arrived } from '../helpers/captures.ts';
import { startListenRun } from '../helpers/listen-run.ts';

function forwardTo(...urls: readonly string[]): ForwardSettings {
  return {
    routes: urls.map((url) => ({ when: null, target: parseTarget(url) })),
    ackFirst: false,
    timeoutMs: 30_000,
    headers: [],
    host: null,
  };
}

const ACCEPTED: SendResult = {
  ok: true,
  response: { status: 201, headers: [], body: new Uint8Array() },
};

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

describe('live forwarding', () => {
  it("--delay holds a target's answer back", async (t) => {
    const answers = { ...DEFAULT_ANSWERS, delayMs: 5_000 };
    const config = { forward: forwardTo('http://127.0.0.1:1'), answers };
    const { receive, clock } = await startListenRun(t, config, async () => ACCEPTED);
    let status: number | undefined;
    const answered = receive(arrived()).then((answer) => {
      status = answer.status;
    });
    await clock.advance(4_999);
    assert.equal(status, undefined);
    await clock.advance(1);
    await answered;
    assert.equal(status, 201);
  });

  it("says nothing of the target's URL to the sender when there is no answer", async (t) => {
    const forward = forwardTo('http://127.0.0.1:1/hook?token=s3cr3t');
    const refuse = (): Promise<SendResult> =>
      Promise.resolve({ ok: false, failure: { kind: 'refused', detail: 'connection refused' } });
    const { receive, requests } = await startListenRun(t, { forward, count: 1 }, refuse);
    const { status, body } = await receive(arrived());
    assert.equal(status, 502);
    const text = 'webhook-cli: the target gave no answer: connection refused\n';
    assert.equal(Buffer.from(body).toString(), text);
    await once(() => requests().length === 1);
    assert.deepEqual(requests()[0]?.answered, { status: 502, source: 'default' });
  });

  it('ends soon after a stop: the sender gets 503, and so it is kept', async (t) => {
    const config = { forward: forwardTo('http://127.0.0.1:1') };
    const run = await startListenRun(t, config, hang);
    const answer = run.receive(arrived());
    await run.clock.settle();
    run.stop.abort();
    await run.clock.advance(1_499);
    assert.deepEqual(run.forwarded, []);
    await run.clock.advance(1);
    const { status, body } = await answer;
    assert.equal(status, 503);
    assert.match(Buffer.from(body).toString(), /the listener is closing/);
    assert.equal(await run.clock.runUntil(run.exitCode), 0);
    assert.deepEqual(run.forwarded, [{ status: null, error: 'interrupted' }]);
    assert.deepEqual(run.requests()[0]?.answered, { status: 503, source: 'default' });
  });

  it('gives a target that answers after a stop its moment', async (t) => {
    let answerNow = (): void => {};
    const slow = (): Promise<SendResult> =>
      new Promise((resolve) => {
        answerNow = () => resolve(ACCEPTED);
      });
    const config = { forward: forwardTo('http://127.0.0.1:1') };
    const run = await startListenRun(t, config, slow);
    const answer = run.receive(arrived());
    await run.clock.settle();
    run.stop.abort();
    await run.clock.advance(1_000);
    answerNow();
    assert.equal((await answer).status, 201);
    assert.equal(await run.clock.runUntil(run.exitCode), 0);
  });

  it("answers with the first target's answer, whatever others take", async (t) => {
    let answerNow = (): void => {};
    const send = ({ url }: OutgoingRequest): Promise<SendResult> =>
      url.includes(':1/')
        ? Promise.resolve(ACCEPTED)
        : new Promise((resolve) => {
            answerNow = () => resolve(ACCEPTED);
          });
    const forward = forwardTo('http://127.0.0.1:1', 'http://127.0.0.1:2');
    const run = await startListenRun(t, { forward, count: 2 }, send);
    assert.equal((await run.receive(arrived())).status, 201);
    await once(() => run.attempts().length === 1);
    answerNow();
    await once(() => run.attempts().length === 2);
    assert.equal((await run.receive(arrived())).status, 201);
    await once(() => run.requests().length === 2);
    answerNow();
    assert.equal(await run.clock.runUntil(run.exitCode), 0);
    assert.deepEqual(
      run.attempts().map(({ url }) => new URL(url).port),
      ['1', '2', '1', '2'],
    );
    assert.equal(run.forwarded.length, 4);
  });

  it('forgets the answers to requests that are not shown', async (t) => {
    const filter = parseExpression('path=/nothing');
    const forward = forwardTo('http://127.0.0.1:1');
    const answers: WeakRef<object>[] = [];
    const send = async (): Promise<SendResult> => {
      const body = new Uint8Array(1_000_000);
      answers.push(new WeakRef(body));
      return { ok: true, response: { status: 200, headers: [], body } };
    };
    const run = await startListenRun(t, { forward, filter }, send);
    for (let sent = 0; sent < 5; sent += 1) await run.receive(arrived());
    await once(() => {
      collectGarbage();
      return answers.slice(0, 4).every((answer) => answer.deref() === undefined);
    });
  });
});

/** Waits for something that other promises bring about. */
async function once(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn += 1) {
    assert.ok(turn < 1_000, 'it should have happened by now');
    await nextTurn();
  }
}

function hang({ signal }: OutgoingRequest): Promise<SendResult> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () =>
      resolve({ ok: false, failure: { kind: 'aborted', detail: 'interrupted' } }),
    );
  });
}
