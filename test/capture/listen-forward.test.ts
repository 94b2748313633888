import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_ANSWERS } from '../../src/capture/answer.ts';
import type { ForwardSettings } from '../../src/commands/forward.ts';
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

async function accept(_request: OutgoingRequest): Promise<SendResult> {
  return { ok: true, response: { status: 201, headers: [], body: new Uint8Array() } };
}

describe('live forwarding', () => {
  it("--delay holds a target's answer back", async (t) => {
    const answers = { ...DEFAULT_ANSWERS, delayMs: 5_000 };
    const config = { forward: forwardTo('http://127.0.0.1:1'), answers };
    const { receive, clock } = await startListenRun(t, config, accept);
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
});
