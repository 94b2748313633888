import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseOwnAddress } from '../../src/commands/own-address.ts';
import { UsageError } from '../../src/core/errors.ts';
import { parseTarget } from '../../src/delivery/target.ts';
import { startListenRun } from '../helpers/listen-run.ts';

function isRefused(target: string, host: string, port: number): boolean {
  try {
    refuseOwnAddress([parseTarget('http://127.0.0.1:1'), parseTarget(target)], host, port);
    return false;
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return true;
  }
}

const CASES: readonly [target: string, host: string, port: number, isRefused: boolean][] = [
  ['http://127.0.0.1:4665/hooks', '127.0.0.1', 4665, true],
  ['http://localhost:4665', '127.0.0.1', 4665, true],
  ['http://[::1]:4665', '0.0.0.0', 4665, true],
  ['http://0.0.0.0:4665', '127.0.0.1', 4665, true],
  ['https://127.0.0.1', '::', 443, true],
  ['http://127.0.0.1', 'localhost', 80, true],
  ['http://192.0.2.7:4665', '192.0.2.7', 4665, true],
  ['http://127.0.0.1:4666', '127.0.0.1', 4665, false],
  ['http://192.0.2.7:4665', '127.0.0.1', 4665, false],
  ['http://127.0.0.1:4665', '192.0.2.7', 4665, false],
  ['http://example.net:4665', '0.0.0.0', 4665, false],
];
for (const [target, host, port, expected] of CASES) {
  const verb = expected ? 'refuses' : 'takes';
  test(`a listener on ${host}, port ${port}, ${verb} the target ${target}`, () => {
    assert.equal(isRefused(target, host, port), expected);
  });
}

test('a listener that would send to itself is not ready, and says why', async (t) => {
  const forward = {
    routes: [{ when: null, target: parseTarget('http://localhost:4665/') }],
    ackFirst: false,
    timeoutMs: 1,
    headers: [],
    host: null,
  };
  const notSent = (): Promise<never> => Promise.reject(new Error('not expected'));
  await assert.rejects(startListenRun(t, { forward }, notSent), /is this listener itself/);
});
