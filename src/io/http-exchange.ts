import type { Dispatcher } from 'undici';
import { type HeaderList, pairsFromFlat } from '../core/headers.ts';
import type { OutgoingRequest, SendResult, TransportFailure } from '../core/ports.ts';
import { Places } from './places.ts';
import { MAX_TIMER_MS } from './timers.ts';
import { type ExchangePhase, failureOf, timeoutFailure } from './transport-failure.ts';

/** Cuts an exchange short; an error object made once, since its stack costs more than the cutting. */
const CUT = new Error('cut short');
const NO_BYTES = new Uint8Array(0);
export const INTERRUPTED: TransportFailure = { kind: 'aborted', detail: 'interrupted', hint: null };

/** Exchanges to cut when a signal aborts: one listener for all of them, since a run has one signal. */
const CUT_BY = new WeakMap<AbortSignal, Places<Exchange>>();

function cutBy(signal: AbortSignal): Places<Exchange> {
  const known = CUT_BY.get(signal);
  if (known !== undefined) return known;
  const underWay = new Places<Exchange>();
  CUT_BY.set(signal, underWay);
  signal.addEventListener('abort', () => {
    for (const exchange of underWay.all()) exchange.fail(INTERRUPTED);
  });
  return underWay;
}

export interface ExchangeOptions {
  readonly isHttp2: boolean;
  /** Whether the other side closed a connection over which an answer had come before, or part of one. */
  isLostAfterUse(error: Error): boolean;
  /** Sends the request of an exchange on a connection made for it. */
  sendAfresh(request: OutgoingRequest, exchange: Exchange): void;
}

/** One exchange, told by undici how far it has come: without its promises and streams, which a small answer needs none of. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: OutgoingRequest;
  readonly #options: ExchangeOptions;
  readonly #timer: NodeJS.Timeout;
  /** For a connection, where that has a bound of its own. */
  #connectTimer: NodeJS.Timeout | undefined;
  readonly #underWay: Places<Exchange> | undefined;
  readonly #place: number;
  #resolve: ((result: SendResult) => void) | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #phase: ExchangePhase = 'connect';
  /** Whether anything of an answer has come. */
  #hasBegun = false;
  #isSecond = false;
  #status = 0;
  #headers: HeaderList = [];
  #chunks: Uint8Array[] = [];
  #kept = 0;
  #isCut = false;

  constructor(
    request: OutgoingRequest,
    options: ExchangeOptions,
    resolve: (result: SendResult) => void,
  ) {
    this.#request = request;
    this.#options = options;
    this.#resolve = resolve;
    this.#timer = setTimeout(
      () => {
        // When this process was held up the answer may be here, only not read yet: timers come before reading.
        setImmediate(() => this.#timedOut());
      },
      Math.min(request.timeoutMs, MAX_TIMER_MS),
    );
    this.#boundConnecting();
    this.#underWay = request.signal === undefined ? undefined : cutBy(request.signal);
    this.#place = this.#underWay?.enter(this) ?? -1;
  }

  #boundConnecting(): void {
    const { connectTimeoutMs, timeoutMs } = this.#request;
    if (typeof connectTimeoutMs === 'number' && connectTimeoutMs < timeoutMs) {
      this.#connectTimer = setTimeout(
        () => {
          setImmediate(() => {
            if (this.#phase === 'connect') this.#timedOut();
          });
        },
        Math.min(connectTimeoutMs, MAX_TIMER_MS),
      );
    }
  }

  /** Ends it now. One that waits for its connection is dropped as soon as that is there. */
  fail(failure: TransportFailure): void {
    this.#end({ ok: false, failure });
    this.#controller?.abort(CUT);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#phase = 'headers';
    clearTimeout(this.#connectTimer);
    if (this.#resolve === undefined) controller.abort(CUT);
  }

  /** Its first byte; undici tells so, its types do not. */
  onResponseStarted(): void {
    this.#hasBegun = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return; // 100 and 103 come before the answer
    this.#phase = 'body';
    this.#status = status;
    this.#headers = headersOf(controller.rawHeaders);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    const room = this.#request.keepBodyBytes - this.#kept;
    if (chunk.length > room) this.#isCut = true;
    if (room <= 0) return;
    // A copy: undici's chunk is a view into a buffer that may be much larger.
    this.#chunks.push(Buffer.from(chunk.subarray(0, room)));
    this.#kept += chunk.length;
  }

  onResponseEnd(): void {
    const [first = NO_BYTES] = this.#chunks;
    const body = this.#chunks.length <= 1 ? first : Buffer.concat(this.#chunks);
    const response = { status: this.#status, headers: this.#headers, body };
    this.#end({ ok: true, response: this.#isCut ? { ...response, isCut: true } : response });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#resolve === undefined) return;
    if (this.#mayGoAgain(error)) this.#goAgain();
    else this.#end({ ok: false, failure: failureOf(error, this.#failed()) });
  }

  /**
   * A kept connection may be closed at any time, also while a request is on its way (RFC 9112 9.3.1): that says nothing
   * of the target. So the request goes out once more, if nothing of an answer has come.
   */
  #mayGoAgain(error: Error): boolean {
    const { isHttp2, isLostAfterUse } = this.#options;
    return !isHttp2 && !this.#isSecond && !this.#hasBegun && isLostAfterUse(error);
  }

  #goAgain(): void {
    this.#isSecond = true;
    this.#phase = 'connect';
    this.#controller = undefined;
    this.#boundConnecting();
    this.#options.sendAfresh(this.#request, this);
  }

  #timedOut(): void {
    if (this.#resolve === undefined) return;
    this.fail(timeoutFailure(this.#failed(), this.#phase));
  }

  #failed(): Parameters<typeof failureOf>[1] {
    const { url, timeoutMs } = this.#request;
    const connectTimeoutMs = Math.min(this.#request.connectTimeoutMs ?? timeoutMs, timeoutMs);
    const { isHttp2 } = this.#options;
    const answer = { hasBegun: this.#hasBegun || this.#status > 0, status: this.#status };
    return { url, timeoutMs, connectTimeoutMs, isHttp2, ...answer };
  }

  #end(result: SendResult): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#connectTimer);
    const resolve = this.#resolve;
    if (resolve === undefined) return;
    this.#resolve = undefined;
    this.#underWay?.leave(this.#place);
    resolve(result);
  }
}

/** The flat list of the wire over HTTP/1, an object over HTTP/2. */
function headersOf(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  if (raw === undefined || raw === null) return [];
  if (Array.isArray(raw)) return pairsFromFlat(raw.map((item) => item.toString('latin1')));
  return Object.entries(raw).flatMap(([name, value]) =>
    name.startsWith(':') || value === undefined
      ? []
      : [value].flat().map((one): HeaderList[number] => [name, String(one)]),
  );
}
