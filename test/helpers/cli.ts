import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../../src/cli/context.ts';
import { runCli } from '../../src/cli/run.ts';
import type { ExitCode } from '../../src/core/errors.ts';
import { isRecord, type UnknownRecord } from '../../src/core/shape.ts';

/** A command run in this process. */
export interface CliRun {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that goes on until it is stopped. */
export interface RunningCli {
  /** Resolves with the first NDJSON line of that type, past or to come, from number `from` on. */
  line(type: string, from?: number): Promise<UnknownRecord>;
  /** NDJSON lines of that type so far. */
  count(type: string): number;
  stop(): void;
  readonly ended: Promise<CliRun>;
  readonly world: World;
}

export interface CliSettings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: Uint8Array;
  readonly stdoutIsTty?: boolean;
  /** stdin and stderr are terminals; with `--quiet`, as there is no status area here. */
  readonly hasTerminal?: boolean;
}

/** A folder of its own for a test or a suite, removed afterwards. */
export function testFolder(t: { after(clean: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-cli-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function cli(argv: readonly string[], settings: CliSettings): Promise<CliRun> {
  return await startCli(argv, settings).ended;
}

export function startCli(argv: readonly string[], settings: CliSettings): RunningCli {
  const stopper = new AbortController();
  const stdout = collector();
  const stderr = collector();
  const world: World = {
    env: settings.env ?? {},
    cwd: settings.cwd,
    pid: 1,
    stdout: { write: stdout.write, isTty: settings.stdoutIsTty === true, columns: 100 },
    stderr: { write: stderr.write, isTty: settings.hasTerminal === true, columns: 100 },
    stdinIsTty: settings.hasTerminal === true,
    readStdin: async () => settings.stdin ?? new Uint8Array(0),
    stop: stopper.signal,
  };
  const ended = runCli(argv, world).then((exitCode) => {
    stdout.end();
    return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
  });
  return {
    ended,
    world,
    stop: () => stopper.abort(),
    count: (type) => records(stdout.text()).filter((record) => record['type'] === type).length,
    line: async (type, from = 0) => {
      for (;;) {
        const found = records(stdout.text()).filter((record) => record['type'] === type)[from];
        if (found !== undefined) return found;
        assert.ok(
          !stdout.ended(),
          `no ${type} line ${from} in:\n${stdout.text()}\n${stderr.text()}`,
        );
        await stdout.changed();
      }
    },
  };
}

/** The NDJSON lines of a text; a line cut off at the end is left out. */
export function records(text: string): UnknownRecord[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const parsed: unknown = JSON.parse(line);
      assert.ok(isRecord(parsed), line);
      return parsed;
    });
}

function collector() {
  const chunks: Buffer[] = [];
  let isEnded = false;
  let wake: () => void = () => {};
  return {
    write: (chunk: string | Uint8Array): void => {
      chunks.push(Buffer.from(chunk as Uint8Array)); // Buffer.from takes text as well as bytes
      wake();
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
    ended: () => isEnded,
    end: () => {
      isEnded = true;
      wake();
    },
    changed: async (): Promise<void> => {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
  };
}
