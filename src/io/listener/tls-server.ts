import { createServer as createHttp2Server } from 'node:http2';
import type { Socket } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { InputError } from '../../core/errors.ts';
import type { TlsIdentity } from '../../core/ports.ts';
import type { Exchanges } from './exchanges.ts';
import type { OpenConnections } from './http-listener.ts';
import { Http1Connections } from './http1-connections.ts';
import { Http2Exchanges, http2Options } from './http2-exchanges.ts';

/**
 * A server that speaks TLS, and in it HTTP/2 or HTTP/1 as the sender asks.
 *
 * @throws {InputError} when certificate and key can't be used
 */
export function createTlsServer(
  tls: TlsIdentity,
  exchanges: Exchanges,
): { readonly listening: Server; readonly connections: OpenConnections } {
  const { limits, logger } = exchanges;
  const listening = withIdentity(() =>
    createServer({
      noDelay: true,
      cert: tls.certificatePem,
      key: tls.privateKeyPem,
      ALPNProtocols: ['h2', 'http/1.1'],
      handshakeTimeout: limits.requestTimeoutMs,
    }),
  );
  const http1 = new Http1Connections(exchanges);
  const http2 = createHttp2Server(http2Options(limits));
  const streams = new Http2Exchanges(exchanges);
  streams.attach(http2);
  const shakingHands = new Map<string, Socket>();
  /** A session that is closed lets its connection wait for the client. */
  const ofHttp2 = new Set<Socket>();
  listening.on('secureConnection', (socket) => {
    shakingHands.delete(peerOf(socket));
    if (socket.alpnProtocol === 'h2') {
      ofHttp2.add(socket);
      socket.once('close', () => ofHttp2.delete(socket));
      http2.emit('connection', socket);
    } else {
      // As without TLS; a connection of HTTP/2 would stay open when its client is gone.
      socket.allowHalfOpen = true;
      http1.connected(socket);
    }
  });
  listening.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    shakingHands.set(peer, socket);
    socket.once('close', () => shakingHands.delete(peer));
  });
  listening.on('tlsClientError', (error, socket) => {
    logger.warn(`a TLS handshake failed: ${error.message}`);
    socket.destroy();
  });
  return {
    listening,
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
        for (const socket of shakingHands.values()) socket.destroy();
      },
      destroy: () => {
        http1.destroy();
        for (const session of streams.sessions) session.destroy();
        for (const socket of ofHttp2) socket.destroy();
        for (const socket of shakingHands.values()) socket.destroy();
      },
    },
  };
}

/** The same for a connection and for the TLS on it, which do not know one another. */
function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
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
