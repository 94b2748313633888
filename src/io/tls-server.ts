import type { Server, ServerOptions } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { InputError } from '../core/errors.ts';
import type { TlsIdentity } from '../core/ports.ts';
import type { Exchanges } from './exchanges.ts';
import type { OpenConnections } from './http-server.ts';
import { Http1Exchanges } from './http1-exchanges.ts';
import { Http2Exchanges, http2Options } from './http2-exchanges.ts';

/**
 * A server that speaks TLS, and in it HTTP/2 or HTTP/1 as the sender asks. Not `allowHTTP1` of node:http2: HTTP/1 would
 * lose its timeouts and limits there.
 *
 * @throws {InputError} when certificate and key can't be used
 */
export function createTlsServer(
  tls: TlsIdentity,
  options: ServerOptions,
  exchanges: Exchanges,
): { readonly http: Server; readonly connections: OpenConnections } {
  const { limits, logger } = exchanges;
  const http = withIdentity(() =>
    createHttpsServer({
      ...options,
      cert: tls.certificatePem,
      key: tls.privateKeyPem,
      ALPNProtocols: ['h2', 'http/1.1'],
      handshakeTimeout: limits.requestTimeoutMs,
    }),
  );
  const http1 = new Http1Exchanges(exchanges);
  http1.attach(http);
  const http2 = createHttp2Server(http2Options(limits));
  const streams = new Http2Exchanges(exchanges);
  streams.attach(http2);

  const speakHttp1 = http.listeners('secureConnection');
  http.removeAllListeners('secureConnection');
  http.on('secureConnection', (socket: TLSSocket) => {
    if (socket.alpnProtocol === 'h2') {
      http2.emit('connection', socket);
      return;
    }
    http1.connected(socket);
    for (const listener of speakHttp1) Reflect.apply(listener, http, [socket]);
  });
  const shakingHands = new Set<Socket>();
  http.on('connection', (socket: Socket) => {
    shakingHands.add(socket);
    socket.once('close', () => shakingHands.delete(socket));
  });
  http.on('tlsClientError', (error) => logger.warn(`a TLS handshake failed: ${error.message}`));
  return {
    http,
    connections: {
      get count() {
        return http1.count + streams.sessions.size;
      },
      close: () => {
        http1.close();
        for (const session of streams.sessions) session.close();
      },
      destroyUnasked: () => {
        http1.destroyUnasked();
        for (const socket of shakingHands) socket.destroy();
      },
      destroy: () => {
        http1.destroy();
        for (const session of streams.sessions) session.destroy();
        for (const socket of shakingHands) socket.destroy();
      },
    },
  };
}

function withIdentity<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`the TLS certificate and key can't be used: ${reason}`, {
      hint: 'give both in PEM, the key unencrypted and the one the certificate is for',
      cause: error,
    });
  }
}
