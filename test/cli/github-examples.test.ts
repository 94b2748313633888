import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cli, startCli, testFolder } from '../helpers/cli.ts';

/** The package as a project has it, with one event that nobody publishes. */
function installExamples(cwd: string): void {
  const folder = join(cwd, 'node_modules/@octokit/webhooks-examples');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"main":"index.json"}');
  const examples = [{ action: 'planted', tree: { id: 7 } }, { action: 'felled' }];
  writeFileSync(
    join(folder, 'index.json'),
    JSON.stringify([{ name: 'orchard', description: 'A tree `grew`. More.', examples }]),
  );
}

const SEND = ['send', '--json', '-p', 'github', '--event'] as const;

describe("events of GitHub's example payloads on the command line", () => {
  it('are sent from the package beside the program, and listen accepts and names them', async (t) => {
    const cwd = testFolder(t);
    const listener = startCli(['listen', '--json', '--port', '0'], { cwd });
    t.after(async () => {
      listener.stop();
      await listener.ended;
    });
    const url = String((await listener.line('ready'))['url']);
    const events = 'check_run.completed,pull_request,issues.labeled';
    const sent = await cli([...SEND, events, '--to', url, '--set', 'action=x'], { cwd });
    assert.equal(sent.exitCode, 0, sent.stderr);
    for (const [index, name] of ['check_run', 'pull_request', 'issues'].entries()) {
      const request = await listener.line('request', index);
      assert.equal((request['events'] as { name: string }[])[0]?.name, name); // see the contract
      assert.equal((request['verification'] as { status: string }).status, 'ok');
    }
  });

  it("are taken from the project's own package first", async (t) => {
    const cwd = testFolder(t);
    installExamples(cwd);
    const below = join(cwd, 'src');
    mkdirSync(below);
    const printed = await cli([...SEND, 'orchard.planted', '--print', '--set', 'tree.id:=8'], {
      cwd: below,
    });
    assert.match(
      printed.stdout,
      /\{\\?"action\\?":\\?"planted\\?",\\?"tree\\?":\{\\?"id\\?":8\}\}/,
    );
    const unknown = await cli([...SEND, 'orchard.plantde', '--print'], { cwd });
    assert.equal(unknown.exitCode, 2);
    assert.match(unknown.stderr, /did you mean orchard\.planted/);
  });

  it('are listed by `providers github`, and counted by it alone', async (t) => {
    const cwd = testFolder(t);
    installExamples(cwd);
    const shown = await cli(['providers', 'github', '--pretty'], { cwd });
    assert.match(shown.stdout, /orchard +orchard +json, form +A tree grew \(2 examples\)\n/);
    assert.match(
      shown.stdout,
      /orchard\.felled +orchard +json, form +orchard with the action felled/,
    );
    const sample = await cli(['providers', 'github', 'orchard.felled', '--pretty'], { cwd });
    assert.match(sample.stdout, /X-GitHub-Event: orchard/);
    const all = await cli(['providers', '--pretty'], { cwd });
    assert.match(all.stdout, /github +GitHub +6 events/);
  });
});
