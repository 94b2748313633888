import type { AnswerManner } from './answer-rules.ts';
import type { OutputEvent } from './events.ts';
import type { HeaderList } from './headers.ts';
import type { CapturedRequest, WebhookResponse } from './request.ts';

/** Time. Tests pass a virtual one, so nothing else may ask what time it is. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Monotonic milliseconds with a fraction, for durations. */
  monotonicMs(): number;
  /** Resolves when `nowMs()` has reached `atMs`, or at once when `signal` aborts; never rejects. */
  sleepUntil(atMs: number, signal?: AbortSignal): Promise<void>;
}

/** One HTTP exchange to make. */
export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  /** Sent in this order and case; `Host` and `Content-Length` are added by the sender. */
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** Bound on the whole exchange in milliseconds. */
  readonly timeoutMs: number;
  /** Bound on making a connection for it, TLS included; absent or `null`: that of the whole exchange alone. */
  readonly connectTimeoutMs?: number | null;
  /** More of the answer's body than this is read and thrown away. */
  readonly keepBodyBytes: number;
  readonly signal?: AbortSignal;
}

/** Why an exchange got no answer; `detail` is a phrase a user understands. */
export interface TransportFailure {
  readonly kind:
    | 'refused'
    | 'reset'
    | 'dns'
    | 'timeout'
    | 'tls'
    | 'invalid'
    | 'aborted'
    | 'protocol'
    | 'other';
  /** Of a timeout: what was being waited for. */
  readonly phase?: 'connect' | 'headers' | 'body';
  readonly detail: string;
  /** What to do about it, or `null`. */
  readonly hint?: string | null;
}

/** An answer as far as it was kept. */
export interface KeptResponse extends WebhookResponse {
  /** Its body went on beyond `keepBodyBytes`. */
  readonly isCut?: true;
}

/** What became of an exchange: an answer of any status, or a failure. A failure is a value, not an exception. */
export type SendResult =
  | { readonly ok: true; readonly response: KeptResponse }
  | { readonly ok: false; readonly failure: TransportFailure };

export interface HttpSender {
  send(request: OutgoingRequest): Promise<SendResult>;
  close(): Promise<void>;
}

/** Where results go. A returned promise is back-pressure: await it before producing more. */
export interface Output {
  event(event: OutputEvent): void | Promise<void>;
}

/** What is said to a person, on stderr. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Bounds of the listener; every one has an answer of its own. */
export interface ListenerLimits {
  /** 413 beyond it. */
  readonly maxBodyBytes: number;
  /** 431 beyond it. */
  readonly maxHeaderBytes: number;
  /** 408 when the whole request takes longer. */
  readonly requestTimeoutMs: number;
  readonly maxConnections: number;
}

/** What a listener proves itself with. */
export interface TlsIdentity {
  /** The certificate, and those between it and its root, in PEM. */
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export interface ListenerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly limits: ListenerLimits;
  /** Speak TLS, and in it HTTP/2 with who asks for that; absent or `null` for plain HTTP/1. */
  readonly tls?: TlsIdentity | null;
}

/** A request as it arrived, before it has an id. */
export type ArrivedRequest = Omit<CapturedRequest, 'id'>;

/** An answer of the listener, written as a whole unless told otherwise. */
export interface ListenerAnswer extends WebhookResponse {
  readonly manner?: AnswerManner;
}

export interface RunningListener {
  /** Address to send to, ending in a slash. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting, lets answers under way finish, and resolves when all connections are closed.
   *
   * @param hurry - answers may take their time until it aborts; without it they have a moment from now on
   */
  close(hurry?: AbortSignal): Promise<void>;
}

export interface HttpListener {
  /** @throws {PortInUseError} when the port is taken */
  listen(
    options: ListenerOptions,
    handler: (request: ArrivedRequest) => Promise<ListenerAnswer>,
  ): Promise<RunningListener>;
}
