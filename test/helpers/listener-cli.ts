import type { TestContext } from 'node:test';
import { type RunningCli, startCli, testFolder } from './cli.ts';

/** The command `listen` on a free port, in a folder of its own; stopped after the test. */
export async function startListenCli(
  t: Pick<TestContext, 'after'>,
  flags: readonly string[],
  cwd: string = testFolder(t),
): Promise<{ readonly running: RunningCli; readonly url: string; readonly cwd: string }> {
  const running = startCli(['listen', '--json', '--port', '0', ...flags], { cwd });
  t.after(async () => {
    running.stop();
    await running.ended;
  });
  return { running, url: String((await running.line('ready'))['url']), cwd };
}

/** Posts a body and gives the status of the answer and its text. */
export async function postTo(
  url: string,
  body = 'x',
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
}
