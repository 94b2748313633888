import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawnRequest, sendAll, wireHeaders, wireTrailers } from '../helpers/drawn-requests.ts';
import { startListener } from '../helpers/listening.ts';
import { connectRaw } from '../helpers/raw-http.ts';

test('any target, headers and body bytes arrive as they were sent, however they travel and are cut', async (t) => {
  const listener = await startListener(t);
  await fc.assert(
    fc.asyncProperty(drawnRequest, async (sent) => {
      const connection = await connectRaw(listener.url);
      try {
        assert.deepEqual(await sendAll(connection, [sent]), [200]);
      } finally {
        connection.destroy();
      }
      const arrived = listener.arrived.at(-1);
      assert.equal(arrived?.method, sent.method);
      assert.equal(arrived?.path, sent.target);
      assert.deepEqual(arrived?.headers, wireHeaders(sent));
      assert.deepEqual(arrived?.trailers, wireTrailers(sent));
      assert.deepEqual(Buffer.from(arrived?.body ?? []), Buffer.from(sent.body));
    }),
    { numRuns: 150 },
  );
});
