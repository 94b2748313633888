import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface CommandToRun {
  /** Program and arguments; no shell looks at them. */
  readonly argv: readonly [string, ...string[]];
  readonly stdin: Uint8Array;
  /** Added to the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Runs a program to its end. What it prints goes to stderr, so that stdout stays results.
 *
 * @returns its exit code; 127 when it can't be started, 128 when a signal ended it
 */
export async function runCommand({ argv, stdin, env, signal }: CommandToRun): Promise<number> {
  const [program, ...args] = argv;
  const child = spawn(program, args, {
    stdio: ['pipe', process.stderr, process.stderr],
    env: { ...process.env, ...env },
    signal,
  });
  // A program that does not read its input closes the pipe; that is its right.
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code ?? 128;
  } catch {
    return signal.aborted ? 128 : 127;
  }
}
