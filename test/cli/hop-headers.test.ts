import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { HeaderList } from '../../src/core/headers.ts';
import { cli, startCli, testFolder } from '../helpers/cli.ts';
import { connectRaw } from '../helpers/raw-http.ts';
import { startRawTarget } from '../helpers/raw-target.ts';

const own = (headers: HeaderList): HeaderList => headers.filter(([name]) => /^x-/i.test(name));

it('headers that Connection names go neither to a target nor back to a sender, nor out in a replay', async (t) => {
  const target = await startRawTarget(t, (socket) => {
    const fields = 'Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nX-Kept: 2\r\n';
    socket.write(`HTTP/1.1 200 OK\r\n${fields}Content-Length: 0\r\n\r\n`);
  });
  const cwd = testFolder(t);
  const flags = ['--json', '--port', '0', '--forward-to', target.url];
  const running = startCli(['listen', ...flags], { cwd });
  t.after(async () => {
    running.stop();
    await running.ended;
  });
  const sender = await connectRaw(String((await running.line('ready'))['url']));
  t.after(() => sender.destroy());
  const fields = 'Host: a\r\nConnection: keep-alive, x-hop\r\nX-Hop: 1\r\nX-Kept: 2\r\n';
  sender.write(`POST / HTTP/1.1\r\n${fields}Content-Length: 1\r\n\r\nx`);
  assert.deepEqual(own((await sender.answer()).headers), [['X-Kept', '2']]);
  await running.line('request');
  await cli(['replay', '1', '--to', target.url], { cwd });
  const sent = target.requests.map(({ headers }) => own(headers));
  assert.deepEqual(sent, [[['X-Kept', '2']], [['X-Kept', '2']]]);
});
