import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDurationMs } from '../../src/core/duration.ts';
import { seededRandom } from '../../src/core/random.ts';
import { attemptOffsetsMs, nextStep, type RetryProfile } from '../../src/core/schedule.ts';
import { mailgun } from '../../src/providers/mailgun/index.ts';
import type { SecretFacts } from '../../src/providers/types.ts';

function profile(name: string): RetryProfile {
  const found = mailgun.retry.find((candidate) => candidate.name === name);
  assert.ok(found !== undefined, name);
  return found;
}

function delays(list: string): readonly (number | undefined)[] {
  return list.split(', ').map(parseDurationMs);
}

describe('mailgun retry', () => {
  const plans = [
    ['mailgun', '5m, 10m, 15m, 1h, 2h, 4h', '7h30m'],
    ['mailgun:legacy-docs', '10m, 10m, 15m, 30m, 1h, 2h, 4h', '8h5m'],
    ['mailgun:route', '10m, 15m, 30m, 1h, 2h, 4h', '7h55m'],
  ] as const;
  for (const [name, list, sum] of plans) {
    it(`${name} waits ${list}, ${sum} in all`, () => {
      assert.deepEqual(profile(name).delaysMs, delays(list));
      assert.equal(attemptOffsetsMs(profile(name)).at(-1), parseDurationMs(sum));
      assert.ok(profile(name).summary.includes(sum));
    });
  }

  it('mailgun:none never retries, and it is what delivered events have', () => {
    assert.deepEqual(profile('mailgun:none').delaysMs, []);
    const variants = mailgun.events.map(({ name, retry }) => [name, retry] as const);
    for (const [name, variant] of variants) {
      const inbound = name.startsWith('inbound') ? 'route' : undefined;
      assert.equal(variant, name === 'delivered' ? 'none' : inbound, name);
    }
  });

  it('the first profile is the default, and only 200 delivers, 406 rejects, the rest is retried', () => {
    assert.equal(mailgun.retry[0].name, 'mailgun');
    for (const each of mailgun.retry) {
      const kinds = [200, 406].map((status) => nextStep(each, 1, status).kind);
      assert.deepEqual(kinds, ['delivered', 'rejected']);
      const expected = each.name === 'mailgun:none' ? 'exhausted' : 'retry';
      for (const status of [201, 204, 301, 400, 401, 403, 404, 410, 429, 500, 503, null]) {
        assert.equal(nextStep(each, 1, status).kind, expected, `${each.name} ${status}`);
      }
      assert.equal(each.timeoutMs, 10_000);
    }
  });
});

describe('mailgun secret', () => {
  const secret: SecretFacts = mailgun.secret;
  assert.ok(secret.kind === 'shared');

  it('the test secret and new ones have the right shape', () => {
    assert.equal(secret.testSecret, '3f1c9a7be5d24680a1b2c3d4e5f60718');
    assert.equal(secret.check(secret.testSecret), undefined);
    const made = secret.make(seededRandom('a'));
    assert.match(made, /^[0-9a-f]{32}$/);
    assert.equal(secret.check(made), undefined);
    assert.notEqual(secret.make(seededRandom('b')), made);
  });

  it('the old shape key-… is fine too', () => {
    assert.equal(secret.check('key-0p6mqbf74lb20gzq9f4dhpn9rg3zyk26'), undefined);
  });

  const key = '3f1c9a7be5d24680a1b2c3d4e5f60718';
  const complaints = [
    ['', true, /empty/],
    [`${key}\n`, false, /line end/],
    [`\r\n${key}`, false, /line end/],
    [` ${key}`, false, /blank/],
    [`${key}\t`, false, /blank/],
    [`"${key}"`, false, /quotes/],
    [`'${key}'`, false, /quotes/],
    [key.slice(1), false, /does not look like/],
    ['whsec_c2VjcmV0', false, /does not look like/],
  ] as const;
  for (const [value, fatal, message] of complaints) {
    it(`${JSON.stringify(value)} is complained about: ${message.source}`, () => {
      const complaint = secret.check(value);
      assert.equal(complaint?.fatal, fatal);
      assert.match(complaint.message, message);
      assert.ok(value === '' || !complaint.message.includes(value));
    });
  }
});

describe('mailgun facts', () => {
  it('the scheme covers time and token, not the body, for 24 hours, and a retry repeats the triple', () => {
    assert.deepEqual(mailgun.scheme.covers, {
      body: false,
      timestamp: true,
      url: false,
      headers: false,
    });
    assert.equal(mailgun.scheme.toleranceMs, parseDurationMs('24h'));
    assert.equal(mailgun.scheme.freshOnRetry, false);
  });

  it('options are the JSON style, the parent key and the User-Agent', () => {
    assert.deepEqual(
      mailgun.options.map((option) => [option.name, option.default]),
      [
        ['json-style', 'compact'],
        ['parent-key', ''],
        ['user-agent', 'mailgun/treq-16.12.0'],
      ],
    );
  });

  it('every unknown says what was chosen and names an option that exists', () => {
    const names = new Set(mailgun.options.map(({ name }) => name));
    for (const { what, chosen, override } of mailgun.unknowns) {
      assert.ok(what !== '' && chosen !== '' && override !== '');
      const option = /--option ([\w-]+)=/.exec(override)?.[1];
      assert.ok(option === undefined || names.has(option), override);
    }
  });

  it('all eight webhooks, seven legacy ones and two inbound routes are there', () => {
    const count = (generation: string): number =>
      mailgun.events.filter((event) => event.generation === generation).length;
    assert.deepEqual([count('current'), count('legacy')], [12, 7]);
    assert.equal(mailgun.batch, null);
  });
});
