import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { EXPLAINED_CAUSES, type ExplainedCause } from '../../src/core/explained-causes.ts';
import { PLAIN_CAUSES } from '../../src/explain/base-causes.ts';
import { causeText } from '../../src/explain/cause-text.ts';
import { signatureProblems } from '../../src/explain/document.ts';
import { searchCause } from '../../src/explain/explain.ts';
import { createExplainer } from '../../src/explain/explainer.ts';
import { WRONG_WAYS } from '../../src/explain/table.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { OWN_KEY } from '../helpers/copernica-cases.ts';
import { caseOf, explained, searched, TIMELESS } from '../helpers/failed-cases.ts';
import { KEY, mailtrapCase, mailtrapHex } from '../helpers/mailtrap-signing.ts';
import { MISTAKES } from '../helpers/mistakes.ts';
import { buildSigned, NOW_MS } from '../helpers/provider-cases.ts';

/** Causes whose mistakes need a request made for them; the tests beside this one make it. */
const MADE_ELSEWHERE: readonly ExplainedCause[] = [
  'timestamp-in-milliseconds',
  'parent-key',
  'wrong-option',
  'signature-algorithm',
  'signed-text',
  'json-numbers',
  'body-empty',
  'url-port',
  'url-query',
  'parameter-order',
  'signed-header-order',
  'signed-header-case',
  'digest-other-body',
];

describe('the table of known mistakes', () => {
  it('has each public name once, in the order of the list', () => {
    assert.deepEqual(
      WRONG_WAYS.map(({ name }) => name),
      [...EXPLAINED_CAUSES],
    );
    for (const name of EXPLAINED_CAUSES) assert.match(name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  it('has a request for every name that makes exactly that mistake', () => {
    const made = new Set<string>([...MADE_ELSEWHERE, ...MISTAKES.map(({ cause }) => cause)]);
    assert.deepEqual(
      EXPLAINED_CAUSES.filter((name) => !made.has(name)),
      [],
    );
  });

  it('says of each in sentences what went wrong, how that comes about and what to change', () => {
    for (const { summary, explanation, fix } of [...WRONG_WAYS, ...Object.values(PLAIN_CAUSES)]) {
      for (const text of [summary, explanation, fix]) assert.match(text, /^[A-Z`].*[.…)]$/s, text);
    }
  });

  it('tells by name what a cause means', () => {
    assert.equal(
      causeText('json-slashes')?.summary,
      WRONG_WAYS.find(({ name }) => name === 'json-slashes')?.summary,
    );
    assert.equal(causeText('unsigned'), PLAIN_CAUSES.unsigned);
    assert.equal(causeText('mismatch'), PLAIN_CAUSES.unknown);
    assert.equal(causeText('constructor'), undefined);
  });

  it('is what docs/signature-problems.md is made from', () => {
    assert.equal(readFileSync('docs/signature-problems.md', 'utf8'), signatureProblems());
  });
});

describe('a search', () => {
  it('finds nothing to explain in any correct request of any provider', async () => {
    for (const provider of await loadAllProviders()) {
      const secret =
        provider.secret.kind === 'shared'
          ? ({ kind: 'shared', value: provider.secret.testSecret } as const)
          : OWN_KEY;
      if (provider.secret.kind === 'key-pair' && provider.name !== 'smtpeter') continue;
      for (const event of provider.events) {
        const request = buildSigned(provider, event, secret);
        const failed = caseOf(provider, request, [secret], { nowMs: NOW_MS });
        const { status } = failed.verification;
        if (status !== 'ok') continue;
        const { tried, confirmed } = searched(failed);
        assert.deepEqual([tried, confirmed], [0, undefined], `${provider.name} ${event.name}`);
      }
    }
  });

  it('explains neither a replay nor a missing secret', () => {
    const failed = mailtrapCase('{}');
    const replayed = { status: 'failed', cause: 'replayed', detail: '' } as const;
    assert.equal(explained({ ...failed, verification: replayed }), null);
    assert.equal(explained({ ...failed, verification: { status: 'no-secret', detail: '' } }), null);
  });

  it('ends when its time is up, and says so', () => {
    const failed = mailtrapCase('{"a":1}', { body: '{"a":2}' });
    assert.equal(searched(failed).outOfTime, false);
    let nowMs = 0;
    const clock = { monotonicMs: () => (nowMs += 1) };
    const { tried, outOfTime } = searchCause(failed, { ...TIMELESS, clock }, { budgetMs: 50 });
    assert.equal(outOfTime, true);
    assert.ok(tried > 0 && tried <= 50, `${tried} tried`);
  });

  it('tries more when it may go deep', () => {
    const failed = mailtrapCase('{"a":1,"b":"/x"}', { body: '{"a":2,"b":"/x"}' });
    assert.ok(searched(failed, { deep: true }).tried > searched(failed).tried);
  });
});

describe('an explainer for a listener', () => {
  it('stops explaining while failures flood in, and goes on afterwards', () => {
    let nowMs = 0;
    const clock = { monotonicMs: () => (nowMs += 0.5) };
    const explain = createExplainer({ ...TIMELESS, clock }, { budgetMs: 20, share: 0.1 });
    const odd = mailtrapCase('{"a":1}', { body: '{"a":2}' });
    const quoted = mailtrapCase('{"a":1}', {
      signature: mailtrapHex('{"a":1}'),
      secret: `"${KEY}"`,
    });
    assert.equal(explain(quoted)?.cause, 'secret-quoted');
    for (let flood = 0; flood < 100; flood += 1) assert.equal(explain(odd), null);
    assert.equal(explain(quoted), null);
    nowMs += 60_000;
    assert.equal(explain(quoted)?.cause, 'secret-quoted');
  });

  it('leaves large bodies alone, where a single try takes long', () => {
    const explain = createExplainer(TIMELESS);
    const quotedCase = (length: number) => {
      const body = JSON.stringify('x'.repeat(length - 2));
      return mailtrapCase(body, { signature: mailtrapHex(body), secret: `"${KEY}"` });
    };
    assert.equal(explain(quotedCase(256 * 1024))?.cause, 'secret-quoted');
    assert.equal(explain(quotedCase(256 * 1024 + 1)), null);
  });
});
