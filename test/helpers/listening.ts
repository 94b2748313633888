import type { TestContext } from 'node:test';
import type {
  ArrivedRequest,
  ListenerAnswer,
  ListenerLimits,
  Logger,
  RunningListener,
  TlsIdentity,
} from '../../src/core/ports.ts';
import type { WebhookResponse } from '../../src/core/request.ts';
import { systemClock } from '../../src/io/clock.ts';
import { httpListener } from '../../src/io/listener/http-listener.ts';

/** A logger that keeps what was said, as `level: message`. */
export interface KeptLog extends Logger {
  readonly lines: string[];
}

export function keptLog(): KeptLog {
  const lines: string[] = [];
  const say =
    (level: string) =>
    (message: string): void => {
      lines.push(`${level}: ${message}`);
    };
  return { lines, debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}

export const TEST_LIMITS: ListenerLimits = {
  maxBodyBytes: 1_000_000,
  maxHeaderBytes: 64 * 1024,
  requestTimeoutMs: 30_000,
  maxConnections: 100,
};

export const OK: WebhookResponse = { status: 200, headers: [], body: Buffer.from('ok') };

export interface TestListener extends RunningListener {
  readonly arrived: ArrivedRequest[];
  readonly log: KeptLog;
}

/** A real listener on a free loopback port, closed after the test; it keeps what arrives. */
export async function startListener(
  t: Pick<TestContext, 'after'>,
  handler: (request: ArrivedRequest) => Promise<ListenerAnswer> | ListenerAnswer = () => OK,
  limits: Partial<ListenerLimits> = {},
  tls: TlsIdentity | null = null,
): Promise<TestListener> {
  const arrived: ArrivedRequest[] = [];
  const log = keptLog();
  const running = await httpListener({ clock: systemClock, logger: log }).listen(
    { host: '127.0.0.1', port: 0, limits: { ...TEST_LIMITS, ...limits }, tls },
    async (request) => {
      arrived.push(request);
      return await handler(request);
    },
  );
  t.after(() => running.close());
  return { ...running, arrived, log };
}
