import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OK_ANSWER, sending, told } from '../helpers/sending.ts';

describe('answers that are legal', () => {
  it('interim answers are passed over', async (t) => {
    const { send } = await sending(t, (socket) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${OK_ANSWER}`),
    );
    assert.deepEqual(told(await send()), [200, 'ok']);
  });

  it('headers of 200 kB are taken', async (t) => {
    const long = 'a'.repeat(20_000);
    const head = `X-Long: ${long}\r\n`.repeat(10);
    const { send } = await sending(t, (socket) =>
      socket.write(`HTTP/1.1 200 OK\r\n${head}Content-Length: 2\r\n\r\nok`),
    );
    const result = await send();
    assert.deepEqual(told(result), [200, 'ok']);
    assert.equal(result.ok && result.response.headers.length, 11);
  });
});

/** What can't be taken: the words, for an answer after which the connection stays open or is closed. */
const broken: readonly (readonly [string, string, boolean, readonly [string, string]])[] = [
  [
    'headers that are too long',
    `HTTP/1.1 200 OK\r\n${`X-Long: ${'a'.repeat(20_000)}\r\n`.repeat(20)}Content-Length: 2\r\n\r\nok`,
    false,
    ['protocol', 'the headers of the answer of HOST are over 256 KiB'],
  ],
  [
    'a length that is there twice',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok',
    false,
    [
      'protocol',
      'the Content-Length of the answer of HOST is not the length of its body (a 304 may have none), or is there twice',
    ],
  ],
  [
    'a 304 with the length of the body it leaves out',
    'HTTP/1.1 304 Not Modified\r\nContent-Length: 123\r\n\r\n',
    false,
    [
      'protocol',
      'the Content-Length of the answer of HOST is not the length of its body (a 304 may have none), or is there twice',
    ],
  ],
  [
    'a 100 Continue that nobody asked for',
    `HTTP/1.1 100 Continue\r\n\r\n${OK_ANSWER}`,
    false,
    ['protocol', 'HOST sent a 100 Continue that nobody asked for, or an answer to nothing'],
  ],
  [
    'a body that is cut off',
    'HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\nshort',
    true,
    ['reset', 'HOST answered 201, and closed the connection before the answer was whole'],
  ],
  [
    'headers that are cut off',
    'HTTP/1.1 200 OK\r\nContent-Le',
    true,
    ['reset', 'HOST closed the connection within the headers of its answer'],
  ],
  [
    'a switch of protocols',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    false,
    ['protocol', 'HOST switches to another protocol (101), which nobody asked for'],
  ],
];

describe('answers that are not taken are called what they are', () => {
  for (const [what, answer, closes, [kind, detail]] of broken) {
    it(what, async (t) => {
      const { target, send } = await sending(t, (socket) => {
        if (closes) socket.end(answer);
        else socket.write(answer);
      });
      const { host } = new URL(target.url);
      assert.deepEqual(told(await send()), [kind, detail.replace('HOST', host)]);
      assert.equal(target.requests.length, 1);
    });
  }
});
