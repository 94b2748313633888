import { utf8Text } from '../core/bytes.ts';
import { EnvironmentError, InputError } from '../core/errors.ts';
import type { Clock, HttpSender } from '../core/ports.ts';
import { member } from '../core/shape.ts';

const LOOK_EVERY_MS = 50;
const MAX_ANSWER_BYTES = 4096;

/** The number of events a receiver has processed so far, as it tells at a URL. */
export interface ProcessedCount {
  /** Events processed since the last call, waiting a moment for `expected` of them; `null` when it can't be read. */
  since(expected: number): Promise<number | null>;
}

/** A bare number, or JSON with a member `count`. */
export function parseCount(text: string): number | undefined {
  const plain = /^\s*(\d{1,15})\s*$/.exec(text)?.[1];
  if (plain !== undefined) return Number(plain);
  try {
    const count = member(JSON.parse(text), 'count');
    return typeof count === 'number' && Number.isSafeInteger(count) ? count : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Begins to watch a count.
 *
 * @throws {EnvironmentError} when nothing answers there
 * @throws {InputError} when the answer is no number
 */
export async function watchCount(
  url: string,
  settings: {
    readonly timeoutMs: number;
    /** How long a count may lag behind the answers before an event counts as lost. */
    readonly lagMs: number;
  },
  ports: { readonly sender: HttpSender; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ProcessedCount> {
  const read = async (): Promise<number> => {
    const result = await ports.sender.send({
      url,
      method: 'GET',
      headers: [['Accept', 'application/json, text/plain']],
      body: new Uint8Array(0),
      timeoutMs: settings.timeoutMs,
      keepBodyBytes: MAX_ANSWER_BYTES,
      signal: ports.signal,
    });
    if (!result.ok) throw new EnvironmentError(`--count-url: ${result.failure.detail}`);
    const count = parseCount(utf8Text(result.response.body));
    if (result.response.status === 200 && count !== undefined) return count;
    throw new InputError(`--count-url answered ${result.response.status} without a number`, {
      hint: 'it should answer 200 with a number such as 12, or with JSON such as {"count":12}',
    });
  };
  // A receiver that one of the probes brought down tells no count any more.
  const readAgain = async (): Promise<number | null> => await read().catch(() => null);
  let last = await read();
  return {
    since: async (expected) => {
      const before = last;
      const untilMs = ports.clock.nowMs() + settings.lagMs;
      for (;;) {
        const now = await readAgain();
        if (now === null) return null;
        last = now;
        const isLate = ports.clock.nowMs() >= untilMs || ports.signal.aborted;
        if (last - before >= expected || isLate) return last - before;
        await ports.clock.sleepUntil(ports.clock.nowMs() + LOOK_EVERY_MS, ports.signal);
      }
    },
  };
}
