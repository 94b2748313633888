import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handshakeFinder } from '../../src/capture/handshake.ts';
import { BARE_SUCCESS } from '../../src/providers/handshake.ts';
import type { Provider } from '../../src/providers/types.ts';
import { arrived, stubProvider } from '../helpers/captures.ts';

const LONG = Buffer.from(`{"text":"${'x'.repeat(1100)}"}`);

/** A provider that takes what holds its mark, and tells how often it was asked. */
function taker(mark: string, asked: string[]): Provider {
  return stubProvider({
    handshake: (view, options) => {
      asked.push(mark + JSON.stringify(options));
      return view.text().includes(mark)
        ? { what: `the check of ${mark}`, answer: BARE_SUCCESS, visit: null }
        : null;
    },
  });
}

test('the first provider that knows a handshake has it, asked with its own options', () => {
  const asked: string[] = [];
  const [first, second] = [taker('a', asked), taker('b', asked)];
  const find = handshakeFinder([stubProvider(), first, second], (provider) => ({
    own: provider === first ? '1' : '2',
  }));
  const found = find(arrived({ body: Buffer.from('b') }));
  assert.equal(found?.provider, second);
  assert.equal(found.handshake.what, 'the check of b');
  assert.deepEqual(asked, ['a{"own":"1"}', 'b{"own":"2"}']);
  assert.equal(find(arrived({ body: Buffer.from('ab') }))?.provider, first);
  assert.equal(find(arrived({ body: Buffer.from('c') })), null);
});

const lookedAt: readonly (readonly [string, Parameters<typeof arrived>[0], boolean])[] = [
  ['a short post', { body: Buffer.from('{}') }, true],
  ['a HEAD request', { method: 'HEAD', body: LONG }, true],
  ['a long post', { body: LONG }, false],
  [
    'a long confirmation of SNS',
    { body: LONG, headers: [['X-Amz-Sns-Message-Type', 'SubscriptionConfirmation']] },
    true,
  ],
  [
    'a long notification of SNS',
    { body: LONG, headers: [['x-amz-sns-message-type', 'Notification']] },
    false,
  ],
];
for (const [what, changes, isLookedAt] of lookedAt) {
  test(`${what} is ${isLookedAt ? 'shown to the providers' : 'no handshake, which nobody has to be asked'}`, () => {
    const asked: string[] = [];
    const find = handshakeFinder([taker('never there', asked)], () => ({}));
    assert.equal(find(arrived(changes)), null);
    assert.equal(asked.length, isLookedAt ? 1 : 0);
  });
}
