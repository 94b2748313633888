import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { HeaderPair } from '../../src/core/headers.ts';
import type { OutgoingRequest } from '../../src/core/ports.ts';
import { openHttpSender } from '../../src/io/http-client.ts';

const OPTIONS = {
  connections: 1,
  insecure: false,
  caPem: null,
  clientCertificate: null,
  servername: null,
};

function request(url: string, extra: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return {
    url,
    method: 'POST',
    headers: [],
    body: new Uint8Array(0),
    timeoutMs: 5_000,
    keepBodyBytes: 1_000_000,
    ...extra,
  };
}

async function listening(t: TestContext, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

/** A target on bare TCP that keeps what came and answers 200 once the body is whole. */
async function rawTarget(t: TestContext): Promise<{ url: string; next: () => Promise<Buffer> }> {
  const waiting: ((bytes: Buffer) => void)[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const headEnd = received.indexOf('\r\n\r\n');
      if (headEnd === -1) return;
      const length = /\r\ncontent-length: (\d+)/i.exec(
        received.subarray(0, headEnd).toString('latin1'),
      );
      if (received.length < headEnd + 4 + Number(length?.[1] ?? 0)) return;
      const whole = received;
      received = Buffer.alloc(0);
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
      waiting.shift()?.(whole);
    });
  });
  t.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  const port = await listening(t, server);
  return {
    url: `http://127.0.0.1:${port}`,
    next: async () => await new Promise((resolve) => waiting.push(resolve)),
  };
}

const OWN_HEADERS =
  /^(host|connection|content-length|transfer-encoding|keep-alive|upgrade|expect|te|trailer|proxy-connection|http2-settings)$/i;

const headerName = fc
  .stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,20}$/)
  .filter((name) => !OWN_HEADERS.test(name));
// Blanks at the ends of a value are not part of it (RFC 9110 5.5).
const headerText = fc
  .stringMatching(/^[\x21-\x7e\x80-\xff]([\t\x20-\x7e\x80-\xff]{0,30}[\x21-\x7e\x80-\xff])?$/)
  .filter((value) => value.length > 0);

describe('http client', () => {
  it('sends method, path, header case, order, duplicates and body as given', async (t) => {
    const target = await rawTarget(t);
    const sender = openHttpSender(OPTIONS);
    t.after(async () => await sender.close());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(headerName, headerText), { maxLength: 12 }),
        fc.uint8Array({ maxLength: 300 }),
        async (headers: HeaderPair[], body) => {
          const arrived = target.next();
          const result = await sender.send(
            request(`${target.url}/hooks%2Fa?b=c%20d`, { headers, body }),
          );
          assert.equal(result.ok, true);
          const bytes = await arrived;
          const headEnd = bytes.indexOf('\r\n\r\n');
          const [line, ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
          assert.equal(line, 'POST /hooks%2Fa?b=c%20d HTTP/1.1');
          const pairs = lines.map((text): HeaderPair => {
            const colon = text.indexOf(':');
            return [text.slice(0, colon), text.slice(colon + 2)];
          });
          assert.deepEqual(
            pairs.filter(([name]) => !OWN_HEADERS.test(name)),
            headers,
          );
          assert.deepEqual(Uint8Array.from(bytes.subarray(headEnd + 4)), body);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('reports status, headers in order and body of the answer, and does not follow a redirect', async (t) => {
    const server = createServer((_request, response) => {
      response.writeHead(302, ['Location', '/elsewhere', 'X-A', '1', 'X-A', '2']);
      response.end('moved');
    });
    const port = await listening(t, server);
    const sender = openHttpSender(OPTIONS);
    t.after(async () => await sender.close());
    const result = await sender.send(request(`http://127.0.0.1:${port}/`));
    assert.ok(result.ok);
    assert.equal(result.response.status, 302);
    assert.deepEqual(
      result.response.headers.filter(([name]) => /^(x-a|location)$/i.test(name)),
      [
        ['Location', '/elsewhere'],
        ['X-A', '1'],
        ['X-A', '2'],
      ],
    );
    assert.equal(Buffer.from(result.response.body).toString(), 'moved');
  });

  it('says when it kept less than the whole body', async (t) => {
    const target = await rawTarget(t); // answers `ok`
    const sender = openHttpSender(OPTIONS);
    t.after(async () => await sender.close());
    const kept: unknown[] = [];
    for (const keepBodyBytes of [2, 1, 0]) {
      void target.next();
      const result = await sender.send(request(target.url, { keepBodyBytes }));
      assert.ok(result.ok);
      const { body, isCut } = result.response;
      kept.push([Buffer.from(body).toString(), isCut]);
    }
    assert.deepEqual(kept, [
      ['ok', undefined],
      ['o', true],
      ['', true],
    ]);
  });

  it('tells a refused connection, a reset, a broken answer and a silence apart', async (t) => {
    const refusing = createTcpServer();
    const freePort = await listening(t, refusing);
    refusing.close();
    await once(refusing, 'close');
    const resetting = await listening(
      t,
      createTcpServer((socket) => socket.resetAndDestroy()),
    );
    const closing = await listening(
      t,
      createTcpServer((socket) => socket.once('data', () => socket.end())),
    );
    const babbling = await listening(
      t,
      createTcpServer((socket) => socket.once('data', () => socket.end('not http\r\n\r\n'))),
    );
    const silentSockets: Socket[] = [];
    const silent = await listening(
      t,
      createTcpServer((socket) => void silentSockets.push(socket)),
    );
    t.after(() => silentSockets.forEach((socket) => void socket.destroy()));
    const sender = openHttpSender(OPTIONS);
    t.after(async () => await sender.close());
    const kindAt = async (port: number, timeoutMs = 5_000): Promise<string> => {
      const result = await sender.send(request(`http://127.0.0.1:${port}/`, { timeoutMs }));
      return result.ok ? 'answered' : result.failure.kind;
    };
    assert.equal(await kindAt(freePort), 'refused');
    assert.equal(await kindAt(resetting), 'reset');
    assert.equal(await kindAt(closing), 'reset');
    assert.equal(await kindAt(babbling), 'protocol');
    assert.equal(await kindAt(silent, 50), 'timeout');
  });

  it('takes an answer that is here, even when this process was held up past the timeout', async (t) => {
    const timeoutMs = 40;
    const hold = (): void => {
      for (const endMs = Date.now() + 3 * timeoutMs; Date.now() < endMs; );
    };
    const port = await listening(
      t,
      createServer((_request, response) => void response.end('late', hold)),
    );
    const sender = openHttpSender(OPTIONS);
    t.after(async () => await sender.close());
    const result = await sender.send(request(`http://127.0.0.1:${port}/`, { timeoutMs }));
    assert.equal(result.ok ? result.response.status : result.failure.detail, 200);
  });

  it('a timeout longer than a timer holds is as good as none', async (t) => {
    const warnings: Error[] = [];
    const warned = (warning: Error): void => void warnings.push(warning);
    process.on('warning', warned);
    t.after(() => process.off('warning', warned));
    const target = await rawTarget(t);
    const sender = openHttpSender(OPTIONS);
    t.after(async () => await sender.close());
    const days = 25 * 24 * 3_600_000;
    const arrived = target.next();
    const timeouts = { timeoutMs: days + 1, connectTimeoutMs: days };
    const result = await sender.send(request(target.url, timeouts));
    await arrived;
    assert.equal(result.ok, true);
    assert.deepEqual(warnings, []);
  });

  it('gives up at once when its signal aborts', async (t) => {
    const sockets: Socket[] = [];
    const port = await listening(
      t,
      createTcpServer((socket) => void sockets.push(socket)),
    );
    t.after(() => sockets.forEach((socket) => void socket.destroy()));
    const sender = openHttpSender(OPTIONS);
    t.after(async () => await sender.close());
    const abort = new AbortController();
    const sent = sender.send(request(`http://127.0.0.1:${port}/`, { signal: abort.signal }));
    abort.abort();
    const result = await sent;
    assert.equal(result.ok ? null : result.failure.kind, 'aborted');
  });
});
