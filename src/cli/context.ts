import type { ExitCode } from '../core/errors.ts';
import type { TextSink } from '../io/streams.ts';

/** All of the process that the program may touch; tests pass their own. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly pid: number;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly stdinIsTty: boolean;
  readStdin(): Promise<Uint8Array>;
  /** The same a chunk at a time; absent where it can only be read whole. */
  readonly stdinChunks?: () => AsyncIterable<Uint8Array>;
  /** Aborts at the first Ctrl-C, SIGTERM or SIGHUP, and when stdout is closed or fails. */
  readonly stop: AbortSignal;
  /** The same without a stdout that fails, for who has more to do than to print; absent where that can't happen. */
  readonly asked?: AbortSignal;
}

/** What the command actions share; an action leaves its exit code here. */
export interface CliContext {
  readonly world: World;
  /** Names of the providers that the configuration declares; looked up only where help is shown. */
  readonly ownProviders?: readonly string[];
  exitCode: ExitCode;
}
