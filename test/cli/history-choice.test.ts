import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { CapturesAhead } from '../../src/commands/captures-ahead.ts';
import { runHistory, runShow } from '../../src/commands/history.ts';
import type { HistorySelection } from '../../src/commands/history-selection.ts';
import { EVERYTHING, type Selection } from '../../src/commands/selection.ts';
import type { OutputEvent } from '../../src/core/events.ts';
import { parseExpression } from '../../src/core/expression.ts';
import type { History } from '../../src/store/types.ts';
import { cli, records, startCli, testFolder } from '../helpers/cli.ts';
import { damageHistory, inHistory, loseBodyFiles } from '../helpers/stored-captures.ts';
import { arrived, facts, silentLogger } from '../store/opened-history.ts';

const event = (name: string, wireName: string) => ({ name, wireName, id: null, recipient: null });
const LARGE = Buffer.alloc(1024 * 1024 + 1, 'x');

/** 1 and 4 are bounces of Mailgun, 2 an open of Mailtrap that failed, 3 was never described; 5 seconds lie between two. */
async function fourCaptures(t: TestContext): Promise<string> {
  const cwd = testFolder(t);
  const nowMs = Date.now();
  await inHistory(cwd, async (history) => {
    for (let id = 1; id <= 4; id += 1) {
      const receivedAtMs = nowMs - (5 - id) * 3_600_000;
      await history.append(arrived({ receivedAtMs, body: Buffer.from(`{"n":${id}}`) }));
    }
    history.describe('1', facts({ events: [event('bounce', 'failed')] }));
    history.describe(
      '2',
      facts({
        provider: 'mailtrap',
        events: [event('open', 'open')],
        answered: { status: 503, source: 'rule' },
      }),
    );
    history.describe('4', facts({ events: [event('bounce', 'failed')] }));
  });
  return cwd;
}

async function listed(cwd: string, ...args: readonly string[]): Promise<unknown[]> {
  const run = await cli(['history', '--json', ...args], { cwd });
  assert.equal(run.exitCode, 0, run.stderr);
  return records(run.stdout).map(({ id }) => id);
}

/** Ids that a list shows, and how it ends. */
async function idsOf(
  history: History,
  selection: HistorySelection,
  limit: number | null = null,
): Promise<readonly string[]> {
  const ids: string[] = [];
  const output = {
    event: (shown: OutputEvent): void => {
      if (shown.type === 'request') ids.push(shown.request.id);
    },
  };
  await runHistory(selection, limit, { history, output, logger: silentLogger() });
  return ids;
}

describe('choosing from the history', () => {
  it('provider, event and time choose among ids and ranges too', async (t) => {
    const cwd = await fourCaptures(t);
    assert.deepEqual(await listed(cwd, '1..3', '--provider', 'mailgun'), ['1']);
    assert.deepEqual(await listed(cwd, '1..4', '--event', 'bounce'), ['1', '4']);
    assert.deepEqual(await listed(cwd, '1..4', '--event', 'failed'), ['1', '4']);
    assert.deepEqual(await listed(cwd, 'last', '1', '--since', '2h'), ['4']);
    assert.deepEqual(await listed(cwd, '1..4', '--failed'), ['2']);
    assert.deepEqual(await listed(cwd, '1..4', '--provider', 'Mailgun'), ['1', '4']);
    const run = await cli(['replay', '2', '--provider', 'mailgun', '--dry-run'], { cwd });
    assert.equal(run.exitCode, 3);
    assert.match(run.stderr, /^error: nothing to replay was found/);
  });

  it('gives those of the named ones that the selection alone gives, in their order', async (t) => {
    const cwd = await fourCaptures(t);
    const word = fc.oneof(
      fc.integer({ min: 1, max: 4 }).map(String),
      fc
        .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 9 }))
        .map(([from, more]) => `${from}..${from + more}`),
      fc.constant('last'),
    );
    const selection: fc.Arbitrary<Selection> = fc.record(
      {
        failed: fc.boolean(),
        filter: fc.constantFrom(
          null,
          ...['json:.n>1', 'size=7', 'not body', 'provider'].map(parseExpression),
        ),
        provider: fc.constantFrom('mailgun', 'mailtrap', 'stripe'),
        event: fc.constantFrom('bounce', 'open', 'failed'),
        sinceMs: fc.integer({ min: 0, max: 6 }).map((hours) => Date.now() - hours * 3_600_000),
      },
      { requiredKeys: ['failed', 'filter'] },
    );
    await inHistory(cwd, async (history) => {
      const law = fc.asyncProperty(
        fc.array(word, { minLength: 1 }),
        selection,
        async (ids, how) => {
          const named = await idsOf(history, { ...EVERYTHING, ids });
          const fitting = new Set(await idsOf(history, { ...how, ids: [] }));
          const both = named.filter((id) => fitting.has(id));
          assert.deepEqual(await idsOf(history, { ...how, ids }), both);
          assert.deepEqual(await idsOf(history, { ...how, ids }, 2), both.slice(-2));
        },
      );
      await fc.assert(law);
    });
  });

  it('a word that names nothing is told in one way, and the others follow', async (t) => {
    const cwd = await fourCaptures(t);
    for (const [words, what] of [
      [['900'], 'no request #900'],
      [['900..950'], 'no request from #900 to #950'],
      [['0..0'], 'no request from #0 to #0'],
      [['99999999999999999999'], 'no request #99999999999999999999'],
    ] as const) {
      for (const command of ['history', 'show', 'verify', 'replay']) {
        const run = await cli([command, ...words], { cwd });
        assert.equal(run.exitCode, 3, command);
        const line = `error: nothing to take from the history: it has ${what} [WHK_INPUT]`;
        assert.equal(run.stderr.split('\n')[0], line);
        assert.equal(run.stderr.match(/error/g)?.length, 1);
      }
    }
    const run = await cli(['history', '--json', '900', '2', '5..7', '3..9999999999999999'], {
      cwd,
    });
    assert.equal(run.exitCode, 3);
    assert.deepEqual(
      records(run.stdout).map(({ id, code }) => id ?? code),
      ['WHK_INPUT', '2', 'WHK_INPUT', '3', '4'],
    );
  });

  it('a range that is backwards is told before anything is shown', async (t) => {
    const cwd = await fourCaptures(t);
    const run = await cli(['show', '1', '3..2'], { cwd });
    assert.deepEqual([run.exitCode, run.stdout], [2, '']);
    assert.match(run.stderr, /the range 3\.\.2 is backwards/);
  });

  it('a range may end beyond all ids', async (t) => {
    const cwd = await fourCaptures(t);
    for (const end of ['4', '5', '999999999999998', '999999999999999', '1'.repeat(30)]) {
      assert.deepEqual(await listed(cwd, `3..${end}`), ['3', '4'], end);
    }
  });

  it('names that nobody knows get the nearest ones', async (t) => {
    const cwd = await fourCaptures(t);
    for (const command of ['history', 'replay']) {
      const provider = await cli([command, '--provider', 'mailgn'], { cwd });
      assert.equal(provider.exitCode, 2);
      assert.match(
        provider.stderr,
        /unknown provider "mailgn" \[WHK_UNKNOWN_NAME\]\nhint: did you mean mailgun/,
      );
    }
    const wrong = await cli(['history', '--event', 'bonce'], { cwd });
    assert.equal(wrong.exitCode, 0);
    assert.match(
      wrong.stderr,
      /warning: no provider is known to have the event "bonce"; did you mean bounce/,
    );
    assert.match((await cli(['history', 'prnue'], { cwd })).stderr, /did you mean prune\?/);
    assert.match((await cli(['history', '3', 'prune'], { cwd })).stderr, /right after "history"/);
    for (const known of [
      ['--provider', 'stripe'],
      ['--event', 'complained'],
      ['--event', 'click'],
    ]) {
      assert.deepEqual(await listed(cwd, ...known), []);
    }
    // Of another project, whose configuration is not here.
    await inHistory(cwd, async (history) => {
      await history.append(arrived());
      history.describe('5', facts({ provider: 'acme', events: [event('order', 'order.paid')] }));
    });
    assert.deepEqual(await listed(cwd, '--provider', 'acme'), ['5']);
    const own = await cli(['history', '--event', 'order.paid'], { cwd });
    assert.deepEqual([own.exitCode, own.stderr], [0, '']);
  });

  it('what was never described is hashed where it is shown', async (t) => {
    const cwd = await fourCaptures(t);
    const sha256 = createHash('sha256').update('{"n":3}').digest('hex');
    for (const command of ['show', 'history']) {
      const [line] = records((await cli([command, '3', '--json'], { cwd })).stdout);
      assert.equal(line?.['body_sha256'], sha256, command);
    }
  });
});

describe('what can not be read of the history', () => {
  /** Bodies of 2 and 5 are lost, and the rows of 4. */
  async function damaged(t: TestContext): Promise<string> {
    const cwd = testFolder(t);
    await inHistory(cwd, async (history) => {
      for (let id = 1; id <= 6; id += 1) {
        const body =
          id === 2 || id === 5 ? Buffer.concat([LARGE, Buffer.from([id])]) : Buffer.from('{}');
        await history.append(arrived({ body }));
        history.describe(`${id}`, facts({ provider: 'mailgun' }));
      }
    });
    loseBodyFiles(cwd);
    await damageHistory(cwd, "UPDATE capture_blocks SET heads = '[no JSON' WHERE last_id = 4");
    return cwd;
  }

  it('is told, one line each, and the rest goes on', async (t) => {
    const cwd = await damaged(t);
    const told = async (...args: readonly string[]): Promise<unknown> => {
      const run = await cli([...args, '--json'], { cwd });
      const errors = run.stderr.split('\n').filter((line) => line.startsWith('error: '));
      const lines = records(run.stdout);
      const ids = lines.filter(({ type }) => type === 'request').map(({ id }) => id);
      const inLines = lines.filter(({ type }) => type === 'error').length;
      return [run.exitCode, ids.join(' '), errors.length, inLines];
    };
    assert.deepEqual(await told('history'), [4, '1 2 3 5 6', 1, 1]);
    assert.deepEqual(await told('history', '-n', '3'), [4, '3 5 6', 1, 1]);
    assert.deepEqual(await told('history', '--provider', 'mailgun'), [4, '1 2 3 5 6', 1, 1]);
    assert.deepEqual(await told('history', '1..3'), [0, '1 2 3', 0, 0]);
    assert.deepEqual(await told('history', '--filter', 'size<100'), [4, '1 3 6', 1, 1]);
    assert.deepEqual(await told('history', '--filter', 'body'), [4, '1 3 6', 3, 3]);
    assert.deepEqual(await told('show', '1..6'), [4, '1 3 6', 3, 3]);
    assert.deepEqual(await told('show', '4'), [4, '', 1, 1]);
    assert.deepEqual(await told('verify', '1..6'), [4, '', 3, 3]);
    const verified = records((await cli(['verify', '1..6', '--json'], { cwd })).stdout);
    assert.equal(verified.filter(({ type }) => type === 'finding').length, 3);
    const people = await cli(['history'], { cwd });
    assert.match(
      people.stderr,
      /^error: capture 4 of the history is damaged \[WHK_STORE\]\nhint: /,
    );
    assert.doesNotMatch(people.stdout, /error/);
    assert.match(
      (await cli(['show', '2'], { cwd })).stderr,
      /^error: capture 2 of the history: can't use the body file .* \[WHK_ENVIRONMENT\]/,
    );
  });

  it('of what is planned to be sent is gone, and the others are there', async (t) => {
    const cwd = await damaged(t);
    const ids = ['1', '2', '3', '4', '5', '6', '7'];
    await inHistory(cwd, async (history) => {
      const ahead = new CapturesAhead(history);
      await ahead.read(ids.map((id) => ({ kind: 'capture', id })));
      const there: string[] = [];
      for (const id of ids) {
        const loaded = await ahead.load(id);
        if (loaded !== undefined && !('unreadable' in loaded)) there.push(id);
      }
      assert.deepEqual(there, ['1', '3', '6']);
    });
  });

  it('the last one is not passed over for the one before it', async (t) => {
    const cwd = await damaged(t);
    await damageHistory(cwd, "UPDATE capture_blocks SET heads = '[no JSON' WHERE last_id = 6");
    const run = await cli(['show', 'last', '--json'], { cwd });
    assert.equal(run.exitCode, 4);
    assert.match(run.stderr, /capture 6 of the history is damaged/);
    assert.deepEqual(
      records(run.stdout).map(({ type }) => type),
      ['error'],
    );
  });

  it('a list reads a body only where the filter looks at it', async (t) => {
    const cwd = testFolder(t);
    await inHistory(cwd, async (history) => {
      for (let id = 1; id <= 5; id += 1) {
        await history.append(arrived());
        history.describe(`${id}`, facts());
      }
    });
    await inHistory(cwd, async (history) => {
      const read: string[] = [];
      const counted: History = {
        ...history,
        capture: (id) => {
          read.push(id);
          return history.capture(id);
        },
      };
      const all = { ...EVERYTHING, ids: [] };
      assert.equal((await idsOf(counted, all)).length, 5);
      assert.equal((await idsOf(counted, { ...all, ids: ['2..4', 'last'] })).length, 4);
      assert.equal((await idsOf(counted, all, 3)).length, 3);
      const heads = parseExpression('size<99 header:content-type provider=mailgun path=/hook');
      assert.equal((await idsOf(counted, { ...all, filter: heads })).length, 5);
      assert.deepEqual(read, []);
      const bodies = parseExpression('path=/hook not (json:.a or size>99)');
      assert.equal((await idsOf(counted, { ...all, ids: ['2..3'], filter: bodies })).length, 2);
      assert.deepEqual(read, ['2', '3']);
    });
  });
});

describe('stopping', () => {
  it('a list and a show end between two captures, with 130', async (t) => {
    const cwd = await fourCaptures(t);
    await inHistory(cwd, async (history) => {
      const all = { ...EVERYTHING, ids: [] };
      for (const run of [
        (ports: Parameters<typeof runHistory>[2]) => runHistory(all, null, ports),
        (ports: Parameters<typeof runHistory>[2]) =>
          runShow(all, null, { ...ports, wholeBodies: false, writeBytes: async () => {} }),
      ]) {
        const stopper = new AbortController();
        let shown = 0;
        const output = {
          event: (): void => {
            shown += 1;
            if (shown === 2) stopper.abort('signal');
          },
        };
        const { signal: stop } = stopper;
        assert.equal(await run({ history, output, logger: silentLogger(), stop }), 130);
        assert.equal(shown, 2);
      }
    });
  });

  it('verify ends with 130 as well', async (t) => {
    const cwd = await fourCaptures(t);
    const running = startCli(['verify', '1..4', '--json'], { cwd });
    running.stop();
    const { exitCode, stdout } = await running.ended;
    assert.deepEqual([exitCode, stdout], [130, '']);
  });
});

describe('flags of show', () => {
  it('one that would be ignored is refused', async (t) => {
    const cwd = await fourCaptures(t);
    for (const flags of [['--json'], ['--as', 'http']]) {
      const run = await cli(['show', '1', '--body', ...flags], { cwd });
      assert.equal(run.exitCode, 2);
      assert.deepEqual(
        records(run.stdout).map(({ code }) => code),
        flags.includes('--json') ? ['WHK_USAGE'] : [],
      );
      assert.match(run.stderr, /--body.*cannot be used with.*\[WHK_USAGE\]/);
    }
  });
});
