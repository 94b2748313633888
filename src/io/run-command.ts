import { type ChildProcess, spawn } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';

export interface CommandToRun {
  /** Program and arguments; no shell looks at them. */
  readonly argv: readonly [string, ...string[]];
  readonly stdin: Uint8Array;
  /** Added to the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends the program: SIGTERM, and SIGKILL when it is still there a moment later. */
  readonly signal: AbortSignal;
}

const NOT_STARTED = 127;
const ENDED_BY_SIGNAL = 128;
const GRACE_MS = 2_000;

/**
 * Runs a program to its end. What it prints goes to stderr, so that stdout stays results.
 *
 * @param graceMs - time in which the program may end by itself once it is told to
 * @returns its exit code; 127 when it can't be started, 128 when a signal ended it
 */
export async function runCommand(command: CommandToRun, graceMs = GRACE_MS): Promise<number> {
  const { signal } = command;
  if (signal.aborted) return ENDED_BY_SIGNAL;
  let kill: NodeJS.Timeout | undefined;
  let child: ChildProcess | undefined;
  const end = (): void => {
    child?.kill('SIGTERM');
    kill = setTimeout(() => child?.kill('SIGKILL'), graceMs);
  };
  try {
    child = start(command);
    setMaxListeners(0, signal); // one for each program that runs
    signal.addEventListener('abort', end);
    // `close` comes with a number, or with null after a signal.
    const [code] = (await once(child, 'close')) as [number | null];
    return code ?? ENDED_BY_SIGNAL;
  } catch {
    // Some troubles come as an event (ENOENT), others are thrown at once (ENOTDIR, E2BIG).
    return NOT_STARTED;
  } finally {
    signal.removeEventListener('abort', end);
    clearTimeout(kill);
  }
}

function start({ argv, stdin, env }: CommandToRun): ChildProcess {
  const [program, ...args] = argv;
  const child: ChildProcess = spawn(program, args, {
    stdio: ['pipe', process.stderr, process.stderr],
    env: { ...process.env, ...env },
  });
  // A program that does not read its input closes the pipe; that is its right. When no file may be opened, there is none.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(stdin);
  return child;
}
