// Senders over raw sockets that remember what was acknowledged, for benchmarks in which the listener dies.
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const POOL = randomBytes(4 * 1024 * 1024);
const RETRY_MS = 20;
/** Of so many requests one has a body too large for a row. */
const LARGE_EVERY = 400;

/** Mostly a webhook's size, some empty, a few that go to a file of their own. */
function body() {
  if (randomInt(LARGE_EVERY) === 0) return slice(1_100_000 + randomInt(900_000));
  return randomInt(20) === 0 ? POOL.subarray(0, 0) : slice(1 + randomInt(3_000));
}

function slice(bytes) {
  const start = randomInt(POOL.length - bytes);
  return POOL.subarray(start, start + bytes);
}

/** Requests of all rounds: `path` says which one it is. */
export function ledger() {
  return { sent: 0, acknowledged: new Map(), large: 0, statuses: new Map(), unanswered: 0 };
}

/**
 * Sends until `stop`; a broken connection is opened again.
 *
 * @param onAnswer - told each status
 */
export function startLoad(port, connections, book, onAnswer = () => {}) {
  let going = true;
  const sockets = new Set();
  const sender = async () => {
    while (going) {
      await oneConnection();
      if (going) await sleep(RETRY_MS);
    }
  };
  const oneConnection = () =>
    new Promise((done) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let received = '';
      let path;
      let sha256;
      let isLarge;
      sockets.add(socket);
      const send = () => {
        if (!going) {
          socket.end();
          return;
        }
        const bytes = body();
        book.sent += 1;
        path = `/${book.sent}`;
        sha256 = createHash('sha256').update(bytes).digest('hex');
        isLarge = bytes.length > 1_048_576;
        socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes.length}\r\n\r\n`);
        socket.write(bytes);
      };
      socket.on('connect', send).on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        if (path !== undefined) book.unanswered += 1;
        done();
      });
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        const head = /^HTTP\/1\.1 (\d+)[\s\S]*?\r\ncontent-length: (\d+)[\s\S]*?\r\n\r\n/i.exec(
          received,
        );
        if (head === null || received.length < head[0].length + Number(head[2])) return;
        const status = Number(head[1]);
        book.statuses.set(status, (book.statuses.get(status) ?? 0) + 1);
        if (status >= 200 && status < 300) {
          book.acknowledged.set(path, sha256);
          if (isLarge) book.large += 1;
        }
        path = undefined;
        received = '';
        onAnswer(status);
        if (/\r\nconnection: close/i.test(head[0])) socket.destroy();
        else send();
      });
    });
  const running = Array.from({ length: connections }, sender);
  return {
    stop: async (isCut = true) => {
      going = false;
      if (isCut) for (const socket of sockets) socket.destroy();
      await Promise.all(running);
    },
  };
}
