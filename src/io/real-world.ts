import { textSink } from './streams.ts';

/**
 * This process as the program sees it. The first Ctrl-C (or SIGTERM) asks the command to stop, a second one leaves at
 * once; a closed stdout (`| head`) asks it to stop as well.
 */
export function realWorld(): {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly pid: number;
  readonly stdout: ReturnType<typeof textSink>;
  readonly stderr: ReturnType<typeof textSink>;
  readonly stdinIsTty: boolean;
  readonly stop: AbortSignal;
  readStdin(): Promise<Uint8Array>;
  stdinChunks(): AsyncIterable<Uint8Array>;
} {
  const stopper = new AbortController();
  const onSignal = (): void => {
    if (stopper.signal.aborted) process.exit(INTERRUPTED);
    stopper.abort('signal');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    env: process.env,
    cwd: process.cwd(),
    pid: process.pid,
    stdout: textSink(process.stdout, () => stopper.abort('closed')),
    stderr: textSink(process.stderr, () => undefined),
    stdinIsTty: process.stdin.isTTY === true,
    stop: stopper.signal,
    // Without an encoding the chunks are buffers.
    stdinChunks: () => process.stdin as AsyncIterable<Buffer>,
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks);
    },
  };
}

const INTERRUPTED = 130;
