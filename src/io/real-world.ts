import { fstatSync } from 'node:fs';
import { type TextSink, textSink, wholeWrites } from './streams.ts';

/**
 * This process as the program sees it. The first Ctrl-C (or SIGTERM, or a terminal that is closed) asks the command to
 * stop, a second one leaves at once; a closed stdout (`| head`) asks it to stop as well, and so does one that fails.
 */
export function realWorld(): {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly pid: number;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly stdinIsTty: boolean;
  readonly stop: AbortSignal;
  readonly asked: AbortSignal;
  readStdin(): Promise<Uint8Array>;
  stdinChunks(): AsyncIterable<Uint8Array>;
} {
  const asked = new AbortController();
  const stop = new AbortController();
  const ask = (reason: 'signal' | 'closed'): void => {
    asked.abort(reason);
    stop.abort(reason);
  };
  const onSignal = (): void => {
    if (asked.signal.aborted) process.exit(INTERRUPTED);
    ask('signal');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  const target = isFile(STDOUT) ? wholeWrites(STDOUT) : process.stdout;
  const stdout = textSink(target, () => ask('closed'));
  stdout.failed.addEventListener('abort', () => stop.abort('failed'));
  return {
    env: process.env,
    cwd: process.cwd(),
    pid: process.pid,
    stdout,
    // Nothing depends on what is said: whoever does not want to hear it may close its stream, or fill it.
    stderr: textSink(process.stderr, () => undefined),
    stdinIsTty: process.stdin.isTTY === true,
    stop: stop.signal,
    asked: asked.signal,
    // Without an encoding the chunks are buffers.
    stdinChunks: () => process.stdin as AsyncIterable<Buffer>,
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks);
    },
  };
}

function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false; // there may be none
  }
}

const INTERRUPTED = 130;
const STDOUT = 1;
