import { ExitCode as Exit } from '../core/errors.ts';
import type { OutputEvent } from '../core/events.ts';
import type { Clock, Logger, Output } from '../core/ports.ts';
import type { RunHandle } from '../delivery/run-handle.ts';
import { progressLines } from '../render/run-progress.ts';
import type { World } from './context.ts';

const REDRAW_MS = 250;
/** Results are shown together so often: one by one they would make the area flicker. */
const SHOW_MS = 50;
const MAX_HELD = 500;
/** Where a terminal does not know its own. */
const DEFAULT_WIDTH = 80;
const CLEAR_LINE = '\r\u001b[2K';
const LINE_ABOVE = '\u001b[1A\u001b[2K';
/** The rate is that of so many redraws. */
const RATE_SAMPLES = 40;

/** A status area on stderr while a run goes on, and keys that steer it. */
export interface RunWatch {
  /** Results go through it, so that they and the area do not get mixed up. */
  readonly output: Output;
  /** What is said to a person does so too. */
  logger(logger: Logger): Logger;
  /** Aborts with the world's, or with `q`. */
  readonly stop: AbortSignal;
  /** Shows how many are planned, before the run begins. */
  readonly planned: (count: number) => void;
  readonly watch: (run: RunHandle) => void;
  end(): void;
}

interface WatchParts {
  readonly clock: Clock;
  readonly output: Output;
  /** Gives key presses until the function that it returns is called; `null` without a terminal to read from. */
  readonly keys: ((onKey: (key: string) => void) => () => void) | null;
  /** Whether what waits outlives the process. */
  readonly isKept: boolean;
}

/** A watch where a terminal is there to see it, else `null`. */
export async function openWatch(
  output: Output,
  world: World,
  { isQuiet, isKept }: { readonly isQuiet: boolean; readonly isKept: boolean },
): Promise<RunWatch | null> {
  if (!world.stderr.isTty || isQuiet) return null;
  const [{ watchKeys }, { systemClock: clock }] = await Promise.all([
    import('../io/keys.ts'),
    import('../io/clock.ts'),
  ]);
  return watchRun(world, { clock, output, isKept, keys: world.stdinIsTty ? watchKeys : null });
}

function watchRun(
  world: Pick<World, 'stdout' | 'stderr' | 'stop'>,
  { clock, output, keys, isKept }: WatchParts,
): RunWatch {
  const quit = new AbortController();
  const stop = AbortSignal.any([world.stop, quit.signal]);
  const { stdout, stderr } = world;
  const rate = recentRate(clock);
  let run: RunHandle | undefined;
  let drawnLines = 0;
  let held: OutputEvent[] = [];
  let showTimer: NodeJS.Timeout | undefined;
  /** What is over in a moment is not worth an area. */
  let hasShown = false;
  let endKeys: (() => void) | undefined;
  const clearing = (): string =>
    drawnLines === 0 ? '' : `${CLEAR_LINE}${LINE_ABOVE.repeat(drawnLines - 1)}`;
  const clear = (): void => {
    if (drawnLines > 0) void stderr.write(clearing());
    drawnLines = 0;
  };
  const draw = (): void => {
    if (run === undefined) return;
    hasShown = true;
    const status = run.status();
    const perSecond = rate(status.attempts);
    const lines = progressLines(status, {
      nowMs: clock.nowMs(),
      width: stderr.columns || DEFAULT_WIDTH,
      hasKeys: keys !== null,
      isKept,
      isStopping: stop.aborted,
      ...(perSecond === undefined ? {} : { perSecond }),
    });
    void stderr.write(`${clearing()}${lines.join('\n')}`);
    drawnLines = lines.length;
  };
  /** Writes above the area. */
  const above = (write: () => void | Promise<void>): void | Promise<void> => {
    clear();
    const written = write();
    if (hasShown) draw();
    return written;
  };
  const show = (): void | Promise<void> => {
    clearTimeout(showTimer);
    showTimer = undefined;
    const events = held;
    held = [];
    if (events.length === 0) return undefined;
    return above(() => {
      const written = events.map((event) => output.event(event));
      return written.some((one) => one !== undefined) ? Promise.all(written).then() : undefined;
    });
  };
  const say = (write: () => void): void => {
    void show();
    void above(write);
  };
  const onKey = (key: string): void => {
    if (key === 'r') run?.retryNow();
    else if (key === 'p') run?.pause(!run.status().isPaused);
    else if (key === 'q') quit.abort('quit');
    draw();
  };
  /** A second Ctrl-C ends the process here and now: the area is no place for a prompt. */
  const left = (): void => {
    clear();
    if (isKept && run !== undefined) {
      void stderr.write('warning: go on with: webhook-cli replay --resume last\n');
    }
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    output: {
      // Results that go elsewhere leave the terminal alone.
      event: (event: OutputEvent) => {
        if (!stdout.isTty) {
          // An error is said on stderr as well, where the area is.
          return event.type === 'error' ? above(() => output.event(event)) : output.event(event);
        }
        held.push(event);
        if (held.length >= MAX_HELD || run === undefined) return show();
        showTimer ??= setTimeout(() => void show(), SHOW_MS);
        return undefined;
      },
    },
    logger: (logger) => ({
      debug: (message) => say(() => logger.debug(message)),
      info: (message) => say(() => logger.info(message)),
      warn: (message) => say(() => logger.warn(message)),
      error: (message) => say(() => logger.error(message)),
    }),
    stop,
    planned: (count) => {
      void stderr.write(`${clearing()}planning: ${count} so far`);
      drawnLines = 1;
    },
    watch: (handle) => {
      run = handle;
      endKeys = keys?.(onKey);
      timer = setInterval(draw, REDRAW_MS);
      process.once('exit', left);
      // After q, the first Ctrl-C is the second wish to stop.
      world.stop.addEventListener('abort', () => {
        if (quit.signal.aborted && run !== undefined) process.exit(Exit.interrupted);
      });
      stop.addEventListener('abort', draw, { once: true });
    },
    end: () => {
      clearInterval(timer);
      process.off('exit', left);
      endKeys?.();
      endKeys = undefined;
      run = undefined;
      void show();
      clear();
    },
  };
}

/** Attempts a second over the last redraws; `undefined` while there are too few to tell. */
function recentRate(clock: Clock): (attempts: number) => number | undefined {
  const samples: { readonly atMs: number; readonly attempts: number }[] = [];
  return (attempts) => {
    const atMs = clock.monotonicMs();
    const last = samples.at(-1);
    if (last === undefined || atMs - last.atMs >= REDRAW_MS / 2) samples.push({ atMs, attempts });
    if (samples.length > RATE_SAMPLES) samples.shift();
    const [first] = samples;
    if (first === undefined || atMs - first.atMs < 2 * REDRAW_MS) return undefined;
    return ((attempts - first.attempts) * 1000) / (atMs - first.atMs);
  };
}
