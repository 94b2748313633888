import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FindingEvent } from '../../src/core/events.ts';
import { displayWidth } from '../../src/core/printable.ts';
import { asciiGlyphs } from '../../src/render/glyphs.ts';
import { jsonLine } from '../../src/render/json.ts';
import { renderOptions } from '../../src/render/options.ts';
import { prettyEvent } from '../../src/render/pretty.ts';

const PASSED: FindingEvent = {
  type: 'finding',
  check: 'stale',
  group: 'bad',
  result: 'pass',
  cause: null,
  detail: 'answered 406',
  hint: null,
};

const FAILED: FindingEvent = {
  ...PASSED,
  check: 'unsigned',
  result: 'fail',
  cause: 'accepted',
  detail: 'answered 200; a correct receiver refuses it with 406. Whoever knows the URL can post.',
  hint: 'Refuse a request without a signature before anything else is done with it, always.',
};

const options = renderOptions({ width: 72 });

test('findings stand in columns, and a wrong one gets all its words and what to do', () => {
  assert.equal(prettyEvent(PASSED, options), '✓ pass stale                  answered 406\n');
  assert.equal(
    prettyEvent(FAILED, options),
    [
      '✗ fail unsigned               answered 200; a correct receiver refuses',
      '                              it with 406. Whoever knows the URL can',
      '                              post.',
      '       → Refuse a request without a signature before anything else is',
      '         done with it, always.',
      '',
    ].join('\n'),
  );
});

test('no line of a finding is wider than the terminal', () => {
  for (const width of [60, 80, 120]) {
    const text = prettyEvent(FAILED, renderOptions({ width }));
    assert.ok(typeof text === 'string');
    for (const line of text.split('\n')) assert.ok(displayWidth(line) <= width, line);
  }
});

test('results are told apart without colour and beyond Unicode', () => {
  const marks = (['pass', 'fail', 'warn', 'skip'] as const).map((result) => {
    const text = prettyEvent({ ...PASSED, result }, renderOptions({ glyphs: asciiGlyphs }));
    return String(text).slice(0, 6);
  });
  assert.deepEqual(marks, ['+ pass', 'x fail', '! warn', '- skip']);
});

test('quiet leaves what is wrong', () => {
  const quiet = renderOptions({ quiet: true });
  assert.equal(prettyEvent(PASSED, quiet), '');
  assert.equal(prettyEvent({ ...PASSED, result: 'skip' }, quiet), '');
  assert.notEqual(prettyEvent(FAILED, quiet), '');
});

test('what a receiver sent can neither drive a terminal nor show a secret', () => {
  const detail = 'answered 302 to https://u:hunter22@example.com/\u001b[2J';
  const text = String(prettyEvent({ ...FAILED, detail }, options));
  assert.ok(!text.includes('\u001b') && !text.includes('hunter22'));
  const line = jsonLine({ ...FAILED, detail }, { showSecrets: false });
  assert.ok(!line.includes('hunter22'));
});

test('a finding as JSON has the fields of the contract; the group only where there is one', () => {
  assert.deepEqual(JSON.parse(jsonLine(FAILED, { showSecrets: false })), {
    v: 1,
    type: 'finding',
    check: 'unsigned',
    group: 'bad',
    result: 'fail',
    cause: 'accepted',
    detail: FAILED.detail,
    hint: FAILED.hint,
  });
  const { group: _, ...alone } = PASSED;
  assert.equal(
    jsonLine(alone, { showSecrets: false }),
    '{"v":1,"type":"finding","check":"stale","result":"pass","cause":null,"detail":"answered 406","hint":null}',
  );
});
