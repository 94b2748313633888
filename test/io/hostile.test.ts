import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { HOSTILE_REQUESTS, type HostileRequest } from '../helpers/hostile-requests.ts';
import { startListener } from '../helpers/listening.ts';
import { connectRaw, parseAnswer, type RawAnswer, rawExchange } from '../helpers/raw-http.ts';

const LIMITS = { maxBodyBytes: 1_000, maxHeaderBytes: 4_096 };
const WITNESS = '/witness';

function answersIn(raw: Buffer): readonly RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = raw; rest.length > 0; ) {
    const parsed = parseAnswer(rest, true);
    assert.ok(parsed !== null, `no answer in ${JSON.stringify(rest.toString('latin1'))}`);
    if (parsed.found.status !== 100) answers.push(parsed.found);
    rest = rest.subarray(parsed.length);
  }
  return answers;
}

async function witnessStatus(url: string): Promise<number | undefined> {
  const request = `GET ${WITNESS} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
  return answersIn(await rawExchange(url, request))[0]?.status;
}

async function play(t: TestContext, hostile: HostileRequest): Promise<void> {
  const listener = await startListener(t, undefined, { ...LIMITS, ...hostile.limits });
  const connection = await connectRaw(listener.url);
  connection.write(hostile.bytes);
  assert.equal(await witnessStatus(listener.url), 200, 'another client has to wait');
  if (hostile.ends === true) connection.end();

  const answers = answersIn(await connection.rest());
  connection.destroy();
  assert.deepEqual(
    answers.map(({ status }) => status),
    hostile.answers,
    answers.at(-1)?.body.toString(),
  );
  assert.match(answers.at(-1)?.body.toString() ?? '', hostile.says ?? /^/);
  assert.equal(await witnessStatus(listener.url), 200, 'the listener is gone');
  const paths = listener.arrived.map(({ path }) => path).filter((path) => path !== WITNESS);
  assert.deepEqual(paths, hostile.taken);
  const errors = listener.log.lines.filter((line) => line.startsWith('error: '));
  assert.deepEqual(errors, []);
}

describe('a listener outlives hostile bytes, and others are answered meanwhile', {
  concurrency: 16,
}, () => {
  for (const hostile of HOSTILE_REQUESTS) {
    const answer = hostile.answers.length === 0 ? 'no answer' : [...new Set(hostile.answers)];
    test(`${hostile.name}: ${answer}`, { timeout: 10_000 }, (t) => play(t, hostile));
  }
});
