import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AttemptEvent, DeliveryEvent } from '../../src/core/delivery-events.ts';
import type { RunReport } from '../../src/render/run-report.ts';
import { runReportHtml } from '../../src/render/run-report-html.ts';
import { runReportJson } from '../../src/render/run-report-json.ts';
import { runReportJunit } from '../../src/render/run-report-junit.ts';

const START = Date.UTC(2026, 10, 21, 6, 50);
const HOSTILE = `a"><script>alert(1)</script>\u001b[31m&'.yaml`;

function attempt(given: Partial<AttemptEvent>): AttemptEvent {
  return {
    type: 'attempt',
    delivery: '1',
    run: 'replay-1',
    source: HOSTILE,
    attempt: 1,
    maxAttempts: 2,
    url: 'http://user:hunter2@127.0.0.1:3000/hooks?token=swordfish',
    method: 'POST',
    startedAtMs: START,
    status: 503,
    error: null,
    durationMs: 12.5,
    nextAttemptAtMs: null,
    signed: 'fresh',
    signedNote: null,
    bodyBytes: 2,
    bodySha256: '00',
    ...given,
  };
}

function ended(
  delivery: string,
  outcome: DeliveryEvent['outcome'],
  attempts: number,
): DeliveryEvent {
  const source = delivery === '1' ? HOSTILE : `f${delivery}.yaml`;
  return { type: 'delivery', delivery, run: 'replay-1', source, outcome, attempts, status: null };
}

const REPORT: RunReport = {
  version: '1.2.3',
  startedAtMs: START,
  attempts: [
    attempt({ nextAttemptAtMs: START + 1_000 }),
    attempt({ attempt: 2, startedAtMs: START + 1_000, status: null, error: '<refused>' }),
    attempt({ delivery: '2', source: 'f2.yaml', status: 200, durationMs: 3 }),
    attempt({ delivery: '4', source: 'f4.yaml', nextAttemptAtMs: START + 9_000 }),
  ],
  deliveries: [ended('2', 'delivered', 1), ended('1', 'exhausted', 2), ended('3', 'dropped', 0)],
  summary: {
    type: 'summary',
    run: 'replay-1',
    total: 4,
    delivered: 1,
    failed: 1,
    dropped: 1,
    pending: 1,
    attempts: 4,
    elapsedMs: 1_500,
    perSecond: 2,
    latencyMs: { p50: 3, p90: 12.5, p99: 12.5, max: 12.5 },
  },
};

describe('run reports', () => {
  it('junit: a failure names every attempt, what was left out or is to come is skipped', () => {
    const xml = runReportJunit(REPORT);
    assert.match(xml, /tests="4" failures="1" skipped="2" errors="0" time="1.5"/);
    assert.match(xml, /<failure type="exhausted" message="exhausted: &#60;refused&#62;">/);
    assert.match(xml, /attempt 1: 503 after 12.5 ms\nattempt 2: &#60;refused&#62; after 12.5 ms/);
    assert.match(xml, /name="3: f3.yaml" time="0"><skipped message="dropped"\/>/);
    assert.match(xml, /name="4: f4.yaml" time="0.013"><skipped message="waiting"\/>/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them
    assert.doesNotMatch(xml, /[\u0000-\u0008\u000b-\u001f]|<script/);
  });

  it('json: one object with the lines of the run, secrets masked', () => {
    const text = runReportJson(REPORT);
    const parsed = JSON.parse(text);
    assert.equal(parsed.attempts.length, 4);
    assert.equal(parsed.deliveries[1].outcome, 'exhausted');
    assert.equal(parsed.summary.pending, 1);
    assert.doesNotMatch(text, /hunter2|swordfish/);
    assert.deepEqual(JSON.parse(runReportJson({ ...REPORT, attempts: [] })).attempts, []);
  });

  it('html: stands alone, escapes everything, draws latency and a mark for every attempt', () => {
    const html = runReportHtml(REPORT, () => 'hash');
    assert.doesNotMatch(html, /<script|hunter2|swordfish|(?:src|href)=/);
    assert.match(html, /style-src &#39;sha256-hash&#39;/);
    assert.equal(html.match(/class="(?:ok|ko|again)"/g)?.length, 4);
    assert.equal(html.match(/<svg /g)?.length, 2);
    assert.match(html, /attempt 2 after 1s: &#60;refused&#62;, 13 ms/);
    assert.match(html, /4 deliveries: 1 delivered, 1 failed, 1 left out, 1 to come, 4 attempts/);
  });

  it('html: a run without attempts has no charts', () => {
    const html = runReportHtml({ ...REPORT, attempts: [] }, () => 'hash');
    assert.doesNotMatch(html, /<svg/);
  });
});
