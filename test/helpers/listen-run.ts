import type { TestContext } from 'node:test';
import { DEFAULT_ANSWERS } from '../../src/capture/answer.ts';
import { OPEN_ACCESS } from '../../src/capture/auth.ts';
import { memoryStore } from '../../src/capture/memory-store.ts';
import { runListen } from '../../src/commands/listen.ts';
import type { ListenConfig } from '../../src/commands/listen-config.ts';
import type { AttemptEvent } from '../../src/core/delivery-events.ts';
import type { ExitCode } from '../../src/core/errors.ts';
import type { OutputEvent, RequestEvent } from '../../src/core/events.ts';
import type {
  ArrivedRequest,
  ListenerAnswer,
  OutgoingRequest,
  RunningListener,
  SendResult,
} from '../../src/core/ports.ts';
import { seededRandom } from '../../src/core/random.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';
import { type KeptLog, keptLog, TEST_LIMITS } from './listening.ts';
import { NOW_MS } from './provider-cases.ts';

/** A listener that was asked for nothing in particular. */
export const LISTEN_CONFIG: ListenConfig = {
  host: '127.0.0.1',
  port: 0,
  limits: TEST_LIMITS,
  provider: null,
  options: {},
  tolerancesMs: {},
  answers: DEFAULT_ANSWERS,
  access: OPEN_ACCESS,
  serveFiles: [],
  handshake: true,
  confirmSubscriptions: false,
  saveDir: null,
  redact: false,
  keep: null,
  filter: null,
  until: null,
  forward: null,
  exec: null,
  count: null,
  timeoutMs: null,
  readyFile: null,
  portFile: null,
};

/** A listener without sockets: requests are handed to it, and what it sends on goes to a function. */
export interface ListenRun {
  receive(request: ArrivedRequest): Promise<ListenerAnswer>;
  readonly clock: FakeClock;
  readonly stop: AbortController;
  readonly log: KeptLog;
  readonly exitCode: Promise<ExitCode>;
  /** What became of sending requests on, as it is kept. */
  readonly forwarded: readonly { readonly status: number | null; readonly error: string | null }[];
  requests(): readonly RequestEvent[];
  attempts(): readonly AttemptEvent[];
}

export async function startListenRun(
  t: Pick<TestContext, 'after'>,
  config: Partial<ListenConfig>,
  send: (request: OutgoingRequest) => Promise<SendResult>,
  close: RunningListener['close'] = async () => {},
): Promise<ListenRun> {
  const clock = fakeClock(NOW_MS);
  const log = keptLog();
  const stop = new AbortController();
  const events: OutputEvent[] = [];
  const forwarded: { readonly status: number | null; readonly error: string | null }[] = [];
  const notExpected = (): Promise<never> => Promise.reject(new Error('not expected'));
  let receive: ListenRun['receive'] | undefined;
  const exitCode = runListen(
    { ...LISTEN_CONFIG, ...config },
    {
      listener: {
        listen: async (_options, handler) => {
          receive = handler;
          return { url: 'http://127.0.0.1:4665/', port: 4665, close };
        },
      },
      openStore: async () => ({
        ...memoryStore(),
        forwarded: (_id, { response, error }) => {
          forwarded.push({ status: response?.status ?? null, error });
        },
      }),
      clock,
      logger: log,
      output: {
        event: (event) => {
          events.push(event);
        },
      },
      secrets: async () => ({ secrets: [], origin: 'given' }),
      providers: [],
      random: seededRandom('listen'),
      testSecret: notExpected,
      saveFixture: notExpected,
      writeSignalFile: notExpected,
      stop: stop.signal,
      pid: 4711,
      openSender: async () => ({ send, close: async () => {} }),
      runCommand: notExpected,
    },
  );
  t.after(async () => {
    stop.abort();
    await clock.runUntil(exitCode.catch(() => {}));
  });
  let isOver = false;
  exitCode.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  while (!isOver && !events.some(({ type }) => type === 'ready')) await clock.settle();
  if (isOver) await exitCode;
  return {
    receive: (request) => {
      if (receive === undefined) throw new Error('it is ready, so it listens');
      return receive(request);
    },
    clock,
    stop,
    log,
    exitCode,
    forwarded,
    requests: () => events.filter((event) => event.type === 'request'),
    attempts: () => events.filter((event) => event.type === 'attempt'),
  };
}
