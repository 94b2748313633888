// Senders over raw sockets: node bench/load.js PORT CONNECTIONS count=N|seconds=N [PID]. Prints one line of JSON, with
// the processor time that the process PID, the server, used meanwhile.
// An HTTP client would cost more than the servers it measures.
import { connect } from 'node:net';
import { mailgunRequests } from './mailgun-requests.js';
import { cpuMs } from './processor-time.js';

const [port, connections, extent, pid] = process.argv.slice(2);
const [unit, amount] = extent.split('=');
const DIFFERENT_REQUESTS = 20_000;
const BUCKET_MS = 0.02;

const requests = mailgunRequests(DIFFERENT_REQUESTS);
const buckets = new Uint32Array(1_000_000);
let begun = 0;
let done = 0;
let failed = 0;
let slowestMs = 0;
let startMs = 0;

const enough = () =>
  unit === 'count' ? begun >= amount : performance.now() - startMs >= amount * 1000;

/** Length of the whole answer at the front of `bytes`, or 0 when it is not whole. */
function answerLength(bytes) {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return 0;
  const head = bytes.latin1Slice(0, headEnd);
  const length = headEnd + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
  if (Number.isNaN(length)) throw new Error(`an answer without a length:\n${head}`);
  return bytes.length < length ? 0 : length;
}

function sender() {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
    let sentMs = 0;
    let rest;
    const send = () => {
      if (enough()) {
        socket.end();
        return;
      }
      sentMs = performance.now();
      socket.write(requests[begun % requests.length]);
      begun += 1;
    };
    socket.on('connect', send);
    socket.on('error', reject).on('close', resolve);
    socket.on('data', (chunk) => {
      rest = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
      if (answerLength(rest) !== rest.length) return;
      const ms = performance.now() - sentMs;
      slowestMs = Math.max(slowestMs, ms);
      buckets[Math.min(buckets.length - 1, Math.floor(ms / BUCKET_MS))] += 1;
      done += 1;
      if (rest.latin1Slice(9, 10) !== '2') failed += 1;
      rest = undefined;
      send();
    });
  });
}

function quantile(share) {
  let left = Math.ceil(done * share);
  for (let index = 0; index < buckets.length; index += 1) {
    left -= buckets[index];
    if (left <= 0) return (index + 1) * BUCKET_MS;
  }
  return slowestMs;
}

const cpuBeforeMs = cpuMs(pid);
startMs = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, sender));
const seconds = (performance.now() - startMs) / 1000;
const serverCpuMs = cpuMs(pid) - cpuBeforeMs;
process.stdout.write(
  `${JSON.stringify({
    requests: done,
    failed,
    seconds,
    perSecond: done / seconds,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    maxMs: slowestMs,
    cpuUs: (process.cpuUsage().user + process.cpuUsage().system) / done,
    // JSON has no NaN: null where there is no /proc
    serverCpuUs: (serverCpuMs * 1000) / done,
  })}\n`,
);
