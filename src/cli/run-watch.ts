import type { Clock, Output } from '../core/ports.ts';
import type { RunHandle } from '../delivery/run-handle.ts';
import { progressLine } from '../render/run-progress.ts';
import type { World } from './context.ts';

const REDRAW_MS = 250;
/** Where a terminal does not know its own. */
const DEFAULT_WIDTH = 80;
const CLEAR_LINE = '\r\u001b[2K';

/** A status line on stderr while a run goes on, and keys that steer it. */
export interface RunWatch {
  /** Results go through it, so that they and the line do not get mixed up. */
  readonly output: Output;
  /** Aborts with the world's, or with `q`. */
  readonly stop: AbortSignal;
  readonly watch: (run: RunHandle) => void;
  end(): void;
}

export interface WatchParts {
  readonly clock: Clock;
  readonly output: Output;
  /** Gives key presses until the function that it returns is called; `null` without a terminal to read from. */
  readonly keys: ((onKey: (key: string) => void) => () => void) | null;
}

export function watchRun(
  world: Pick<World, 'stderr' | 'stop'>,
  { clock, output, keys }: WatchParts,
): RunWatch {
  const quit = new AbortController();
  const { stderr } = world;
  let run: RunHandle | undefined;
  let isDrawn = false;
  let endKeys: (() => void) | undefined;
  const clear = (): void => {
    if (isDrawn) void stderr.write(CLEAR_LINE);
    isDrawn = false;
  };
  const draw = (): void => {
    if (run === undefined) return;
    const options = {
      nowMs: clock.nowMs(),
      width: stderr.columns || DEFAULT_WIDTH,
      hasKeys: keys !== null,
    };
    void stderr.write(`${CLEAR_LINE}${progressLine(run.status(), options)}`);
    isDrawn = true;
  };
  const onKey = (key: string): void => {
    if (key === 'r') run?.retryNow();
    else if (key === 'p') run?.pause(!run.status().isPaused);
    else if (key === 'q') quit.abort('quit');
    draw();
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    output: {
      event: (event) => {
        clear();
        return output.event(event);
      },
    },
    stop: AbortSignal.any([world.stop, quit.signal]),
    watch: (handle) => {
      run = handle;
      endKeys = keys?.(onKey);
      timer = setInterval(draw, REDRAW_MS);
      draw();
    },
    end: () => {
      clearInterval(timer);
      endKeys?.();
      clear();
      run = undefined;
    },
  };
}
