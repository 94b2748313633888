import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { cli, type RunningCli, records, startCli, testFolder } from '../helpers/cli.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A target that keeps what it sees and answers with its own headers. */
function target(status = 201): { server: Server; seen: Seen[]; port(): number } {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    seen.push({
      method: request.method ?? '',
      path: request.url ?? '',
      rawHeaders: request.rawHeaders,
      body,
    });
    response.writeHead(status, ['X-Target', 'yes', 'X-Twice', '1', 'X-Twice', '2']);
    response.end(`seen ${body.length}`);
  });
  return {
    server,
    seen,
    port: () => {
      const address = server.address();
      assert.ok(typeof address === 'object' && address !== null);
      return address.port;
    },
  };
}

async function listening(t: TestContext, server: Server, port = 0): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
}

async function listener(
  t: TestContext,
  cwd: string,
  ...flags: readonly string[]
): Promise<{ running: RunningCli; url: string }> {
  const running = startCli(['listen', '--json', '--port', '0', ...flags], { cwd });
  t.after(async () => {
    running.stop();
    await running.ended;
  });
  return { running, url: String((await running.line('ready'))['url']) };
}

const BODY = Buffer.from([0, 255, 10, 13, 128, 65]);

describe('forwarding', () => {
  it("sends the same bytes on and answers with the target's status, headers and body", async (t) => {
    const { server, seen, port } = target();
    await listening(t, server);
    const cwd = testFolder(t);
    const { running, url } = await listener(t, cwd, '--forward-to', `http://127.0.0.1:${port()}`);
    const response = await fetch(`${url}hooks%2Fa?b=c`, {
      method: 'PUT',
      body: BODY,
      headers: { 'X-Case-Kept': 'a' },
    });
    assert.equal(response.status, 201);
    assert.equal(response.headers.get('x-target'), 'yes');
    assert.equal(response.headers.get('x-twice'), '1, 2');
    assert.equal(await response.text(), 'seen 6');
    assert.deepEqual([seen[0]?.method, seen[0]?.path], ['PUT', '/hooks%2Fa?b=c']);
    assert.deepEqual(seen[0]?.body, BODY);
    const request = await running.line('request');
    assert.deepEqual(request['answered'], { status: 201, source: 'target' });
    const attempt = await running.line('attempt');
    assert.deepEqual([attempt['source'], attempt['status']], ['#1', 201]);
    const kept = (request['headers'] as [string, string][]).filter(([name]) => /^x-/i.test(name));
    const sent = seen[0]?.rawHeaders ?? [];
    for (const [name, value] of kept) assert.equal(sent[sent.indexOf(name) + 1], value);
  });

  it('answers 502 when the target is down, and keeps the request', async (t) => {
    const cwd = testFolder(t);
    const { running, url } = await listener(t, cwd, '--forward-to', 'http://127.0.0.1:1/');
    const response = await fetch(url, { method: 'POST', body: 'x' });
    assert.equal(response.status, 502);
    assert.match(await response.text(), /nothing listens on 127\.0\.0\.1:1/);
    assert.equal((await running.line('request'))['id'], '1');
  });

  it('routes by provider, and the rest to the target without a condition', async (t) => {
    const [mailgun, rest] = [target(200), target(202)];
    await listening(t, mailgun.server);
    await listening(t, rest.server);
    const cwd = testFolder(t);
    const { url } = await listener(
      t,
      cwd,
      ...['--route', `provider=mailgun event~bounce=http://127.0.0.1:${mailgun.port()}/mg`],
      ...['--forward-to', `http://127.0.0.1:${rest.port()}/rest`],
    );
    for (const args of ['mailgun bounce', 'mailgun open', 'mailtrap open']) {
      const [provider = '', event = ''] = args.split(' ');
      await cli(['send', '-p', provider, '-e', event, '--to', url], { cwd });
    }
    assert.deepEqual(
      mailgun.seen.map(({ path }) => path),
      ['/mg'],
    );
    assert.equal(rest.seen.length, 2);
  });

  it('--ack-first keeps requests while the target is down and sends them in order when it is back', async (t) => {
    const { server, seen, port } = target(200);
    await listening(t, server);
    const freePort = port();
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    const cwd = testFolder(t);
    const flags = ['--forward-to', `http://127.0.0.1:${freePort}/`, '--ack-first'];
    const first = await listener(t, cwd, ...flags);
    for (const body of ['1', '2', '3']) {
      assert.equal((await fetch(first.url, { method: 'POST', body })).status, 200);
    }
    await first.running.line('request', 2);
    first.running.stop();
    const ended = await first.running.ended;
    const warnings = ended.stderr.match(/nothing listens on/g) ?? [];
    assert.equal(warnings.length, 1, ended.stderr);

    const second = await listener(t, cwd, ...flags);
    assert.equal((await fetch(second.url, { method: 'POST', body: '4' })).status, 200);
    server.listen(freePort, '127.0.0.1');
    await second.running.line('attempt', 3);
    assert.deepEqual(
      seen.map(({ body }) => body.toString()),
      ['1', '2', '3', '4'],
    );
    second.running.stop();
    assert.match((await second.running.ended).stderr, /answers again after/);
    const [request, attempt] = records((await cli(['show', '1', '--json'], { cwd })).stdout);
    assert.equal(request?.['id'], '1');
    const response = attempt?.['response'] as Readonly<Record<string, unknown>>;
    assert.deepEqual([response['status'], response['body']], [200, 'seen 1']);
  });

  it('leaves refused requests and answers by rule to the listener', async (t) => {
    const { server, seen, port } = target();
    await listening(t, server);
    const to = ['--forward-to', `http://127.0.0.1:${port()}/`];
    const { url } = await listener(t, testFolder(t), ...to, '--token', 'key=s3cret');
    assert.equal((await fetch(url, { method: 'POST', body: 'x' })).status, 403);
    const failing = await listener(t, testFolder(t), ...to, '--fail-first', '1:500');
    const statuses = [1, 2].map(async () => (await fetch(failing.url, { method: 'POST' })).status);
    assert.deepEqual((await Promise.all(statuses)).sort(), [201, 500]);
    assert.equal(seen.length, 1);
  });
});
