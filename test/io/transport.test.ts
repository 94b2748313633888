import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createHttp2Server, createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import type { OutgoingRequest, SendResult, TransportFailure } from '../../src/core/ports.ts';
import { type HttpClientOptions, openHttpSender } from '../../src/io/http-client.ts';
import { generateKeyPair } from '../../src/signing/key-pair.ts';
import { selfSignedCertificate } from '../../src/signing/self-signed-certificate.ts';

const OPTIONS: HttpClientOptions = {
  connections: 2,
  insecure: false,
  caPem: null,
  clientCertificate: null,
  servername: null,
};

const IDENTITY = identity(['localhost']);

function identity(names: readonly string[]): { cert: string; key: string } {
  const { privateKeyPem } = generateKeyPair('rsa-2048');
  const cert = selfSignedCertificate({
    privateKeyPem,
    commonName: 'test',
    notBeforeMs: Date.now() - 60_000,
    notAfterMs: Date.now() + 3_600_000,
    alternativeNames: { dnsNames: names, addresses: [] },
  });
  return { cert, key: privateKeyPem };
}

async function opened(t: TestContext, server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, host);
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

async function sent(
  t: TestContext,
  url: string,
  options: Partial<HttpClientOptions> = {},
  extra: Partial<OutgoingRequest> = {},
): Promise<SendResult> {
  const sender = openHttpSender({ ...OPTIONS, ...options });
  t.after(async () => await sender.close());
  return await sender.send({
    url,
    method: 'POST',
    headers: [['X-Case', 'Kept']],
    body: Buffer.from('{}'),
    timeoutMs: 5_000,
    keepBodyBytes: 1_000,
    ...extra,
  });
}

async function failure(
  ...given: Parameters<typeof sent>
): Promise<Omit<TransportFailure, 'hint'> & { readonly hint: string | null }> {
  const result = await sent(...given);
  if (result.ok) throw new assert.AssertionError({ message: 'expected a failure' });
  return { ...result.failure, hint: result.failure.hint ?? null };
}

describe('transport', () => {
  it('tells a timeout while connecting, while waiting for an answer and while reading it apart', async (t) => {
    const silent = await opened(t, createTcpServer());
    const half = await opened(
      t,
      createServer((_request, response) => {
        response.writeHead(200, { 'Content-Length': '10' }).write('half');
      }),
    );
    const soon = { timeoutMs: 60 };
    const connect = await failure(t, `https://127.0.0.1:${silent}/`, {}, soon);
    assert.deepEqual([connect.kind, connect.phase], ['timeout', 'connect']);
    assert.equal(connect.detail, `no connection to 127.0.0.1:${silent} within 0.06 s`);
    const headers = await failure(t, `http://127.0.0.1:${silent}/`, {}, soon);
    assert.deepEqual([headers.kind, headers.phase], ['timeout', 'headers']);
    assert.equal(headers.detail, 'no answer within 0.06 s');
    const body = await failure(t, `http://127.0.0.1:${half}/`, {}, soon);
    assert.deepEqual([body.kind, body.phase], ['timeout', 'body']);
    assert.equal(body.detail, 'answered 200, but the answer did not end within 0.06 s');
  });

  it('gives up on a connection after the time for that alone, and waits longer for an answer', async (t) => {
    const silent = await opened(t, createTcpServer());
    const connect = await failure(
      t,
      `https://127.0.0.1:${silent}/`,
      {},
      { connectTimeoutMs: 40, timeoutMs: 60_000 },
    );
    assert.deepEqual([connect.kind, connect.phase], ['timeout', 'connect']);
    assert.equal(connect.detail, `no connection to 127.0.0.1:${silent} within 0.04 s`);
    const both = { connectTimeoutMs: 10, timeoutMs: 60 };
    const headers = await failure(t, `http://127.0.0.1:${silent}/`, {}, both);
    assert.equal(headers.detail, 'no answer within 0.06 s');
    const soon = { connectTimeoutMs: 5_000, timeoutMs: 60 };
    const whole = await failure(t, `https://127.0.0.1:${silent}/`, {}, soon);
    assert.equal(whole.detail, `no connection to 127.0.0.1:${silent} within 0.06 s`);
  });

  it('a connection that timed out leaves its place to the next exchange', async (t) => {
    const port = await opened(t, createTcpServer());
    const sender = openHttpSender({ ...OPTIONS, connections: 1 });
    t.after(async () => await sender.close());
    const one = async (): Promise<SendResult> =>
      await sender.send({
        url: `http://127.0.0.1:${port}/`,
        method: 'POST',
        headers: [],
        body: new Uint8Array(0),
        timeoutMs: 30,
        keepBodyBytes: 0,
      });
    for (const result of [await one(), await one()]) {
      assert.equal(result.ok ? undefined : result.failure.phase, 'headers');
    }
  });

  for (const [only, other] of [
    ['127.0.0.1', '::1'],
    ['::1', '127.0.0.1'],
  ] as const) {
    it(`reaches localhost, and names under it, where a receiver listens on ${only} and not on ${other}`, async (t) => {
      const server = createServer((_request, response) => response.end('here'));
      const port = await opened(t, server, only).catch(() => undefined);
      if (port === undefined) {
        t.skip(`this machine has no ${only}`);
        return;
      }
      for (const host of ['localhost', 'shop.localhost']) {
        const result = await sent(t, `http://${host}:${port}/`);
        assert.ok(result.ok, JSON.stringify(result));
        assert.equal(Buffer.from(result.response.body).toString(), 'here');
      }
    });
  }

  it('says that nothing listens, on which addresses, and what to do', async (t) => {
    const server = createTcpServer();
    const port = await opened(t, server);
    server.close();
    await once(server, 'close');
    const refused = await failure(t, `http://127.0.0.1:${port}/`);
    assert.equal(refused.kind, 'refused');
    assert.equal(refused.detail, `connection refused: nothing listens on 127.0.0.1:${port}`);
    assert.equal(refused.hint, 'start the receiver, or check the host and the port');
    const both = await failure(t, `http://localhost:${port}/`);
    assert.equal(both.kind, 'refused');
    assert.match(both.detail, /^connection refused: nothing listens on localhost:\d+/);
  });

  it('names a host that does not exist', async (t) => {
    const { kind, detail } = await failure(t, 'http://no-such-host.invalid/');
    assert.equal(kind, 'dns');
    assert.match(detail, /^host name .*: no-such-host\.invalid$/);
  });

  it('names what is wrong with a certificate, and the flag that helps', async (t) => {
    const server = createHttpsServer(IDENTITY, (_request, response) => response.end('safe'));
    const port = await opened(t, server);
    const selfSigned = await failure(t, `https://localhost:${port}/`);
    assert.equal(selfSigned.kind, 'tls');
    assert.equal(selfSigned.detail, `the certificate of localhost:${port} is self-signed`);
    assert.match(String(selfSigned.hint), /--cacert FILE.*--insecure/);
    const trusted = { caPem: IDENTITY.cert };
    const named = await failure(t, `https://127.0.0.1:${port}/`, trusted);
    assert.equal(named.detail, `the certificate of 127.0.0.1:${port} is for other names`);
    assert.match(String(named.hint), /--servername/);
    assert.equal((await sent(t, `https://localhost:${port}/`, trusted)).ok, true);
    const asked = await sent(t, `https://127.0.0.1:${port}/`, {
      ...trusted,
      servername: 'localhost',
    });
    assert.equal(asked.ok, true);
    assert.equal((await sent(t, `https://127.0.0.1:${port}/`, { insecure: true })).ok, true);
  });

  it('asks for a client certificate where the receiver wants one', async (t) => {
    const client = identity(['client']);
    const server = createHttpsServer(
      { ...IDENTITY, requestCert: true, ca: client.cert },
      (_request, response) => response.end('known'),
    );
    const port = await opened(t, server);
    const url = `https://localhost:${port}/`;
    const without = await failure(t, url, { insecure: true });
    // Node's own server hangs up without a word; others send an alert.
    assert.match(without.kind, /^(?:reset|tls)$/, JSON.stringify(without));
    assert.match(String(without.hint), /--cert FILE and --key FILE/);
    const shown = await sent(t, url, {
      insecure: true,
      clientCertificate: { certPem: client.cert, keyPem: client.key },
    });
    assert.ok(shown.ok, JSON.stringify(shown));
  });

  it('says so when a port speaks TLS and the URL does not, or the other way round', async (t) => {
    const safe = await opened(t, createHttpsServer(IDENTITY));
    const plain = await opened(t, createServer());
    const toSafe = await failure(t, `http://127.0.0.1:${safe}/`);
    assert.match(`${toSafe.detail} ${toSafe.hint}`, /https:\/\//, JSON.stringify(toSafe));
    const toPlain = await failure(t, `https://127.0.0.1:${plain}/`);
    assert.equal(toPlain.detail, `127.0.0.1:${plain} does not speak TLS`);
    assert.match(String(toPlain.hint), /http:\/\//);
  });

  it('speaks HTTP/2 when asked, over TLS and without', async (t) => {
    const versions: string[] = [];
    const answer = (
      request: { readonly httpVersion: string; readonly headers: object },
      response: { end: (text: string) => void },
    ): void => {
      versions.push(request.httpVersion);
      response.end(JSON.stringify(request.headers));
    };
    const safe = await opened(
      t,
      createSecureServer({ ...IDENTITY, allowHTTP1: true }, answer) as unknown as Server,
    );
    const clear = await opened(t, createHttp2Server(answer) as unknown as Server);
    const options = { caPem: IDENTITY.cert, http2: true };
    const first = await sent(t, `https://localhost:${safe}/`, options);
    assert.ok(first.ok, JSON.stringify(first));
    assert.equal(JSON.parse(Buffer.from(first.response.body).toString())['x-case'], 'Kept');
    assert.equal((await sent(t, `http://127.0.0.1:${clear}/`, options)).ok, true);
    assert.equal((await sent(t, `https://localhost:${safe}/`, { caPem: IDENTITY.cert })).ok, true);
    assert.deepEqual(versions, ['2.0', '2.0', '1.1']);
  });

  it('HTTP/2 joins cookies as cookies are joined, and other duplicates by commas', async (t) => {
    let fields: object = {};
    const server = createHttp2Server((request, response) => {
      fields = request.headers;
      response.end();
    });
    const port = await opened(t, server as unknown as Server);
    const headers = [
      ['Cookie', 'a=1'],
      ['X-Twice', '1'],
      ['Cookie', 'b=2; c=3'],
      ['X-Twice', '2'],
    ] as const;
    const result = await sent(t, `http://127.0.0.1:${port}/`, { http2: true }, { headers });
    assert.ok(result.ok, JSON.stringify(result));
    const { cookie, 'x-twice': twice } = { cookie: '', 'x-twice': '', ...fields };
    assert.deepEqual([cookie, twice], ['a=1; b=2; c=3', '1, 2']);
  });

  for (const [closes, arrivals] of [
    [1, 1], // on a fresh connection: told
    [2, 3], // on a used one: sent once more
  ] as const) {
    it(`over TLS, a connection that is closed at request ${closes} is ${closes === 1 ? 'a failure' : 'replaced'}`, async (t) => {
      let arrived = 0;
      const server = createTlsServer(IDENTITY, (socket) => {
        socket
          .on('error', () => undefined)
          .on('data', (bytes) => {
            if (!bytes.includes('HTTP/1.1')) return;
            arrived += 1;
            if (arrived === closes) socket.end();
            else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
          });
      });
      const sender = openHttpSender({ ...OPTIONS, caPem: IDENTITY.cert, connections: 1 });
      t.after(async () => await sender.close());
      const url = `https://localhost:${await opened(t, server)}/`;
      const exchange = { url, method: 'GET', headers: [], body: Buffer.alloc(0) };
      const results: boolean[] = [];
      for (let request = 1; request <= closes; request += 1) {
        const bounds = { timeoutMs: 5_000, keepBodyBytes: 10 };
        results.push((await sender.send({ ...exchange, ...bounds })).ok);
      }
      assert.deepEqual(results, closes === 1 ? [false] : [true, true]);
      assert.equal(arrived, arrivals);
    });
  }

  it('says that a target has no HTTP/2', async (t) => {
    const port = await opened(t, createServer());
    const { kind, hint } = await failure(t, `http://127.0.0.1:${port}/`, { http2: true });
    assert.match(kind, /^(?:reset|protocol)$/);
    assert.match(String(hint), /--http2/);
  });
});
