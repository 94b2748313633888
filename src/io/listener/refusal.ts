import { utf8Bytes } from '../../core/bytes.ts';
import type { ListenerLimits } from '../../core/ports.ts';
import type { WebhookResponse } from '../../core/request.ts';
import { formatSize } from '../../core/size.ts';

/** Why the listener itself turns a request away: nothing of it is kept, and the connection is closed. */
export interface Refusal {
  readonly status: number;
  /** One sentence that names the limit and how to raise it. */
  readonly text: string;
}

/** Ends the reading of a request that can't be taken. */
export class RefusedRequest extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.text);
    this.refusal = refusal;
  }
}

export function bodyTooLarge(limits: ListenerLimits): Refusal {
  const limit = size(limits.maxBodyBytes);
  return { status: 413, text: `the body is over the limit of ${limit}; raise it with --max-body` };
}

export function headersTooLarge(limits: ListenerLimits): Refusal {
  const limit = size(limits.maxHeaderBytes);
  return {
    status: 431,
    text: `the headers are over the limit of ${limit}; raise it with --max-headers`,
  };
}

export function tooSlow(limits: ListenerLimits): Refusal {
  const seconds = limits.requestTimeoutMs / 1000;
  return {
    status: 408,
    text: `the request was not whole after ${seconds} s; raise the limit with --request-timeout`,
  };
}

export function tooManyConnections(limits: ListenerLimits): Refusal {
  const limit = limits.maxConnections;
  return {
    status: 503,
    text: `${limit} connections are open, which is the limit; raise it with --max-connections`,
  };
}

export function malformed(detail: string): Refusal {
  return { status: 400, text: `this is not a well-formed HTTP request: ${detail}` };
}

export const NO_HOST: Refusal = malformed('HTTP/1.1 wants a Host header');

export const UNKNOWN_METHOD: Refusal = malformed('its method is unknown');

export const NO_TUNNELS: Refusal = {
  status: 405,
  text: 'CONNECT asks for a tunnel, and this is no proxy',
};

export const CHUNK_EXTENSIONS_TOO_LARGE: Refusal = {
  status: 413,
  text: 'the extensions of a chunk are over the limit of 16 KiB',
};

export const UNKNOWN_CODING: Refusal = {
  status: 501,
  text: 'the only Transfer-Encoding taken is chunked; use Content-Encoding for a compressed body',
};

export function unknownVersion(version: string): Refusal {
  return { status: 505, text: `HTTP/${version} is not spoken here, but HTTP/1.0 and HTTP/1.1` };
}

export const HTTP2_IN_CLEAR: Refusal = {
  status: 505,
  text: 'HTTP/2 is only spoken over TLS; start the listener with --tls',
};

export const TLS_IN_CLEAR: Refusal = {
  status: 400,
  text: 'this port speaks plain HTTP, and the sender began TLS; use http://, or start the listener with --tls',
};

/** A body that can't be written to its file: the sender has to keep the request and come again. */
export const NO_ROOM: Refusal = {
  status: 503,
  text: 'the body could not be stored; see the listener for the cause',
};

/** Answer when the handler failed: the sender has to keep the request and come again. */
export const UNAVAILABLE: WebhookResponse = {
  status: 503,
  headers: [['Content-Type', 'text/plain; charset=utf-8']],
  body: utf8Bytes(
    'webhook-cli: the request could not be handled; see the listener for the cause\n',
  ),
};

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Payload Too Large',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  505: 'HTTP Version Not Supported',
};

/** The refusal as an answer, for a connection that goes on. */
export function refusalResponse(refusal: Refusal): WebhookResponse {
  return {
    status: refusal.status,
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
    body: utf8Bytes(`webhook-cli: ${refusal.text}\n`),
  };
}

/** The whole answer as bytes, for a connection whose request never became one. */
export function refusalBytes(refusal: Refusal, nowMs: number): Uint8Array {
  const body = `webhook-cli: ${refusal.text}\n`;
  return utf8Bytes(
    [
      `HTTP/1.1 ${refusal.status} ${REASONS[refusal.status] ?? ''}`,
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${utf8Bytes(body).length}`,
      `Date: ${new Date(nowMs).toUTCString()}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${formatSize(bytes)} (${bytes} bytes)`;
}
