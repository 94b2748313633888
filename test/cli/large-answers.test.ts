import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startCli, testFolder } from '../helpers/cli.ts';
import { startRawTarget } from '../helpers/raw-target.ts';

const MAX_BYTES = 25 * 1024 * 1024;

describe('answers of targets', () => {
  it('one of 25 MiB is passed on whole, and one byte more is a 502 instead of part of it', async (t) => {
    const target = await startRawTarget(t, (socket, _request, number) => {
      const body = Buffer.alloc(MAX_BYTES + number - 1, 'a');
      socket.write(`HTTP/1.1 200 OK\r\nContent-MD5: x\r\nContent-Length: ${body.length}\r\n\r\n`);
      socket.write(body);
    });
    const flags = ['--json', '--port', '0', '--no-history', '--forward-to', target.url];
    const running = startCli(['listen', ...flags], { cwd: testFolder(t) });
    t.after(async () => {
      running.stop();
      await running.ended;
    });
    const url = String((await running.line('ready'))['url']);
    const whole = await fetch(url, { method: 'POST', body: 'x' });
    assert.equal(whole.status, 200);
    assert.equal((await whole.arrayBuffer()).byteLength, MAX_BYTES);
    const cut = await fetch(url, { method: 'POST', body: 'x' });
    assert.equal(cut.status, 502);
    assert.equal(cut.headers.get('content-md5'), null);
    assert.equal(await cut.text(), "webhook-cli: the target's answer is larger than 25 MiB\n");
    const answered = { status: 502, source: 'default' };
    assert.deepEqual((await running.line('request', 1))['answered'], answered);
  });
});
