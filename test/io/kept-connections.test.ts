import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RawReply } from '../helpers/raw-target.ts';
import { OK_ANSWER, sending, told } from '../helpers/sending.ts';

/** The first answers, and then closes the connection with the next request on it. */
const closingAt =
  (last: number): RawReply =>
  (socket, _request, number) => {
    if (number === last) socket.end();
    else socket.write(OK_ANSWER);
  };

describe('a kept connection that is closed before an answer begins', () => {
  it('the request goes out once more on another one', async (t) => {
    const { target, send } = await sending(t, closingAt(2));
    assert.deepEqual(told(await send()), [200, 'ok']);
    assert.deepEqual(told(await send()), [200, 'ok']);
    assert.deepEqual(
      target.requests.map(({ method, path, body }) => [method, path, body.toString()]),
      [1, 2, 3].map(() => ['POST', '/x', 'body']),
    );
    assert.deepEqual(target.requests[2], target.requests[1]);
    assert.deepEqual(told(await send()), [200, 'ok']);
  });

  it('so it does when it is reset', async (t) => {
    const { target, send } = await sending(t, (socket, _request, number) => {
      if (number === 2) socket.resetAndDestroy();
      else socket.write(OK_ANSWER);
    });
    assert.deepEqual(told(await send()), [200, 'ok']);
    assert.deepEqual(told(await send()), [200, 'ok']);
    assert.equal(target.requests.length, 3);
  });

  it('not twice', async (t) => {
    const { target, send } = await sending(t, (socket, _request, number) => {
      if (number === 1) socket.write(OK_ANSWER);
      else socket.end();
    });
    await send();
    assert.equal(told(await send())[0], 'reset');
    assert.equal(target.requests.length, 3);
  });

  it('not on its first request', async (t) => {
    const { target, send } = await sending(t, closingAt(1));
    assert.equal(told(await send())[0], 'reset');
    assert.equal(target.requests.length, 1);
  });

  it('not when part of an answer came, were it one byte', async (t) => {
    const { target, send } = await sending(t, (socket, _request, number) => {
      if (number === 2) socket.end('H');
      else socket.write(OK_ANSWER);
    });
    await send();
    assert.equal(told(await send())[0], 'reset');
    assert.equal(target.requests.length, 2);
  });

  it('not when what comes is no HTTP, nor when it is this side that closes', async (t) => {
    const { target, sender, send } = await sending(t, (socket, _request, number) => {
      if (number === 1) socket.write(OK_ANSWER);
      else if (number === 2) socket.write('garbage');
      else if (number === 4) void sender.close();
      else socket.write(OK_ANSWER);
    });
    await send();
    assert.equal(told(await send())[0], 'protocol');
    await send();
    assert.notEqual(told(await send())[0], 200);
    assert.equal(target.requests.length, 4);
  });

  it('within the time of the exchange, and not after a signal', async (t) => {
    const stop = new AbortController();
    const { target, send } = await sending(t, (socket, _request, number) => {
      if (number === 1) socket.write(OK_ANSWER);
      if (number === 2) socket.end();
      if (number === 3) stop.abort();
    });
    await send();
    assert.equal(told(await send({ signal: stop.signal }))[0], 'aborted');
    assert.equal(target.requests.length, 3);
  });
});
