import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../src/core/random.ts';
import { searchCause } from '../../src/explain/explain.ts';
import { loadAllProviders } from '../../src/providers/index.ts';
import { OWN_KEY } from '../helpers/copernica-cases.ts';
import { caseOf, LIMITS, searched, shared, TIMELESS } from '../helpers/failed-cases.ts';
import { mailtrapCase } from '../helpers/mailtrap-signing.ts';
import { drawCorruption, drawMistake, type Outcome } from '../helpers/random-mistakes.ts';
import { reproduces } from '../helpers/reproduction.ts';

/** Some of the 10,000 that bench/explain.js draws. */
const CASES = 400;
const CORRUPTIONS = 20;

/** Drawing them takes longer than all tests of them. */
const drawn = (async (): Promise<readonly Outcome[]> => {
  const providers = await loadAllProviders();
  const outcomes: Outcome[] = [];
  for (let seed = 0; outcomes.length < CASES && seed < CASES * 20; seed += 1) {
    const outcome = drawMistake(`mistake/${seed}`, providers, TIMELESS, LIMITS);
    if (outcome !== undefined) outcomes.push(outcome);
  }
  return outcomes;
})();

/** Sorting what is sorted, and re-encoding what has nothing to escape, leaves a simpler difference. */
const SIMPLER: Readonly<Record<string, readonly string[]>> = {
  'json-reserialised': ['json-whitespace', 'json-key-order'],
  'form-reencoded': ['form-encoding', 'form-order'],
};

describe(`${CASES} random mistakes`, () => {
  it('a named cause always gives the received signature', async () => {
    const outcomes = await drawn;
    assert.equal(outcomes.length, CASES);
    for (const { provider, detail, reproduced } of outcomes) {
      assert.notEqual(reproduced, false, `${provider}: ${detail}`);
    }
    const checked = outcomes.filter(({ reproduced }) => reproduced === true);
    assert.ok(checked.length > CASES / 2, `only ${checked.length} could be checked independently`);
  });

  it('each is named, and by its own name unless a simpler one says the same', async () => {
    for (const { cause, mistake, provider, besides } of await drawn) {
      const allowed = [mistake.cause, ...(SIMPLER[mistake.cause] ?? [])];
      const named = `${provider}: ${mistake.title} (${mistake.cause}) was named ${cause}, ${besides}`;
      assert.ok(cause !== null && allowed.includes(cause), named);
      assert.equal(besides, null, named);
    }
  });
});

describe('random corruptions', () => {
  it('a random corruption is unknown: of body, signature, secret or header', async () => {
    const providers = await loadAllProviders();
    let count = 0;
    for (let seed = 0; count < CORRUPTIONS && seed < CORRUPTIONS * 20; seed += 1) {
      const corrupted = drawCorruption(`corruption/${seed}`, providers);
      if (corrupted === undefined) continue;
      count += 1;
      const { confirmed } = searched(corrupted.failed);
      if (confirmed === undefined) continue;
      const { provider } = corrupted.failed;
      const { name } = confirmed.way;
      // A lost header or a changed Host can be made good; it is no guess then.
      const isTrue =
        name === 'digest-other-body' ||
        reproduces(provider.name, confirmed.fitting, corrupted.signed) === true;
      assert.ok(isTrue, `${provider.name}: ${corrupted.what} was named ${name}`);
    }
    assert.equal(count, CORRUPTIONS);
  });

  it('one changed character is unknown, wherever it stands', () => {
    const signed = '{"event":"open","email":"alice@example.net","n":12,"url":"https://e.com/?a=1"}';
    const random = seededRandom('character');
    for (let round = 0; round < 25; round += 1) {
      const at = random.integer(0, signed.length - 1);
      const held = `${signed.slice(0, at)}${random.pick(['x', '7', 'Q', '-'])}${signed.slice(at + 1)}`;
      if (held === signed) continue;
      const { confirmed, outOfTime } = searched(mailtrapCase(signed, { body: held }));
      assert.equal(confirmed?.way.name, undefined, held);
      assert.equal(outOfTime, false);
    }
  });
});

describe('hostile requests', () => {
  it('never make a search throw, whatever their bytes', async () => {
    const providers = await loadAllProviders();
    const property = fc.property(
      fc.constantFrom(...providers),
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.json().map((text) => Buffer.from(text)),
      ),
      fc.array(fc.tuple(fc.constantFrom(...HEADERS), headerText), { maxLength: 6 }),
      fc.string({ minLength: 1, maxLength: 40 }),
      (provider, body, headers, secret) => {
        const request = { method: 'POST', path: '/a%zz?b=%&c', headers, body };
        const secrets = provider.secret.kind === 'shared' ? [shared(secret)] : [OWN_KEY];
        const failed = caseOf(provider, request, secrets, { url: 'http://[::1]:1/a%zz?b=%&c' });
        let ticks = 0;
        // Enough tries to go through every entry of the table for most requests.
        const clock = { monotonicMs: () => (ticks += 1) };
        searchCause(failed, { ...TIMELESS, clock }, { budgetMs: 600, deep: body.length % 2 === 0 });
      },
    );
    fc.assert(property, { numRuns: 150 });
  });
});

const headerText = fc.string({
  unit: fc.constantFrom(...'abz09=,;:"/+ %{}\u00e9\\'),
  maxLength: 40,
});

const HEADERS = [
  'Content-Type',
  'Content-Encoding',
  'Authorization',
  'Signature',
  'Digest',
  'Mailtrap-Signature',
  'Stripe-Signature',
  'X-Twilio-Signature',
  'X-Hub-Signature-256',
  'X-Slack-Request-Timestamp',
  'X-Slack-Signature',
  'webhook-signature',
  'X-Forwarded-Host',
  'X-Original-URI',
  'Forwarded',
  'Host',
] as const;
