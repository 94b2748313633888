import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { UnknownRecord } from '../../src/core/shape.ts';
import { cli, records, testFolder } from '../helpers/cli.ts';
import { keepingTarget } from '../helpers/keeping-target.ts';

const SEND = ['send', '-p', 'mailtrap', '-e', 'open', '--seed', 'chaos', '--json'];

function eventId(body: string): string {
  const { events } = JSON.parse(body) as { events: { event_id: string }[] };
  return events.map((event) => event.event_id).join();
}

function ofType(lines: readonly UnknownRecord[], type: string): readonly UnknownRecord[] {
  return lines.filter((line) => line['type'] === type);
}

describe('send with disorder', () => {
  it('tells what it did to which id, in lines and in the summary, and does the same again', async (t) => {
    const cwd = testFolder(t);
    const round = async (...flags: readonly string[]) => {
      const { url, kept } = await keepingTarget(t);
      const run = await cli([...SEND, '--to', url, '--count', '40', ...flags], { cwd });
      assert.equal(run.exitCode, 0, run.stderr);
      return { ids: kept.map(({ body }) => eventId(body)), lines: records(run.stdout) };
    };
    const plain = await round();
    assert.equal(new Set(plain.ids).size, 40);
    assert.deepEqual(ofType(plain.lines, 'disorder'), []);
    assert.equal(plain.lines.at(-1)?.['disorder'], undefined);

    const flags = ['--drop', '20%', '--duplicate', '30%', '--shuffle'];
    const { ids, lines } = await round(...flags);
    const disorder = ofType(lines, 'disorder');
    const idsOf = (what: string): readonly string[] =>
      disorder
        .filter((line) => (line['done'] as string[]).includes(what))
        .map((line) => `${line['ids']}`);
    const left = new Set(idsOf('left-out'));
    const copied = new Set(idsOf('copy'));
    assert.ok(left.size > 0 && copied.size > 0);
    for (const id of plain.ids) {
      const expected = left.has(id) ? 0 : copied.has(id) ? 2 : 1;
      assert.equal(ids.filter((arrived) => arrived === id).length, expected, id);
    }
    const inOrder = plain.ids.filter((id) => !left.has(id));
    assert.notDeepEqual([...new Set(ids)], inOrder);
    const summary = lines.at(-1);
    assert.equal(summary?.['total'], 40 + copied.size);
    assert.equal(summary?.['dropped'], left.size);
    const told = summary?.['disorder'] as { left_out: { count: number }; shuffled: boolean };
    assert.equal(told.left_out.count, left.size);
    assert.equal(told.shuffled, true);
    assert.deepEqual((await round(...flags)).ids, ids);
  });

  it('holds each back by a time of its own, and delivers them when they are due', async (t) => {
    const cwd = testFolder(t);
    const { url, kept } = await keepingTarget(t);
    const args = [...SEND, '--to', url, '--count', '6', '--delay', '0..200ms'];
    const run = await cli([...args, '--concurrency', '8'], { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.equal(kept.length, 6);
    const lines = records(run.stdout);
    const heldBack = ofType(lines, 'disorder').map((line) => Number(line['held_back_ms']));
    const starts = ofType(lines, 'attempt').map((line) => Date.parse(`${line['started_at']}`));
    const spread = Math.max(...heldBack) - Math.min(...heldBack);
    assert.ok(spread > 20, `${heldBack}`);
    assert.ok(Math.max(...starts) - Math.min(...starts) >= spread - 30, `${starts} ${heldBack}`);
  });

  it('fills batches as the provider does, and only with what happens within the window', async (t) => {
    const cwd = testFolder(t);
    const { url, kept } = await keepingTarget(t);
    const scenario = ['send', '-p', 'mailtrap', '--scenario', 'engaged', '--seed', 's'];
    const flags = ['--count', '3', '--batch', 'max', '--to', url];
    assert.equal((await cli([...scenario, ...flags], { cwd })).exitCode, 0);
    assert.equal(kept.length, 1);
    const windowed = await cli([...scenario, ...flags, '--batch-window', '30s'], { cwd });
    assert.equal(windowed.exitCode, 0, windowed.stderr);
    const batches = kept.slice(1).map(({ body }) => {
      const { events } = JSON.parse(body) as { events: { timestamp: number }[] };
      return events.map(({ timestamp }) => timestamp);
    });
    assert.ok(batches.length > 1, 'events of minutes do not share a request');
    for (const times of batches) {
      assert.equal(times.length % 3, 0, 'what happens at one time goes together');
      assert.ok(Math.max(...times) - Math.min(...times) <= 30);
    }
  });

  it('writes a report when asked', async (t) => {
    const cwd = testFolder(t);
    const { url } = await keepingTarget(t);
    const run = await cli([...SEND, '--to', url, '--count', '2', '--report', 'junit=r.xml'], {
      cwd,
    });
    assert.equal(run.exitCode, 0, run.stderr);
    assert.match(readFileSync(join(cwd, 'r.xml'), 'utf8'), /tests="2" failures="0"/);
  });

  it('asks for --batch where a window is given', async (t) => {
    const run = await cli([...SEND, '--batch-window', '30s'], { cwd: testFolder(t) });
    assert.equal(run.exitCode, 2);
    assert.match(run.stdout, /--batch-window needs --batch/);
  });
});
