import { formatDuration } from '../core/duration.ts';
import { UsageError } from '../core/errors.ts';
import { viewRequest } from '../core/request-view.ts';
import { matchesStatus } from '../core/schedule.ts';
import { type Scenario, scenarioFor } from '../providers/scenarios.ts';
import type { Provider } from '../providers/types.ts';
import { answerText, isAccepted, kindOf } from './answer.ts';
import { type Probe, type ProbeResult, skipped } from './probe.ts';
import { mustAccept } from './verdicts.ts';

/** Lives of a message, longest first. */
const SCENARIOS = ['engaged', 'deferred-then-delivered', 'bounced'] as const;

const ALWAYS = (): 'yes' => 'yes';

const LATE_RETRY: Probe = {
  id: 'late-retry',
  group: 'promises',
  title: 'the last retry of an event',
  security: false,
  needsBaseline: true,
  appliesTo: ({ provider, authenticated, profile }) => {
    const { covers, freshOnRetry } = provider.scheme;
    if (!authenticated || !covers.timestamp) return { skip: `${provider.title} signs no time` };
    if (freshOnRetry) return { skip: `${provider.title} signs each retry afresh` };
    return profile.delaysMs.length > 0
      ? 'yes'
      : { skip: `${provider.title} is not known to retry` };
  },
  run: async (context) => {
    const { subject, nowMs } = context;
    const ageMs = subject.profile.delaysMs.reduce((sum, delayMs) => sum + delayMs, 0);
    const atMs = nowMs - ageMs;
    const request = context.sign(context.build('late-retry', { atMs }), 'late-retry', { atMs });
    const verdict = mustAccept(await context.deliver(request, 1), {
      expected: `accepts a signature ${formatDuration(ageMs)} old`,
      why: `${subject.provider.title} repeats the first signature on every retry, so after an outage the later ones come with an old time.`,
      fix: `Let signatures pass for ${formatDuration(ageMs)} and a little more, and remember their tokens for that long.`,
    });
    return verdict.result === 'fail' ? { ...verdict, result: 'warn' } : verdict;
  },
};

const DUPLICATE: Probe = {
  id: 'duplicate',
  group: 'promises',
  title: 'the same event twice, as when an answer was lost',
  security: false,
  needsBaseline: true,
  appliesTo: ALWAYS,
  run: async (context) => {
    const { subject } = context;
    const { provider, profile } = subject;
    const built = context.build('duplicate');
    const first = context.sign(built, 'duplicate');
    // What is signed already keeps the ids that a retry must not change.
    const again = provider.scheme.freshOnRetry ? context.sign(first, 'duplicate/again') : first;
    const firstAnswer = await context.deliver(first, 1);
    if (!isAccepted(firstAnswer)) return skipped('the first of the two was not accepted');
    const answer = await context.deliver(again);
    const id = provider.describe(viewRequest(built))[0]?.id ?? null;
    const meaning = {
      expected: 'answers success again and does nothing more',
      why: 'A provider repeats an event whenever an answer was late or lost. Processing it twice counts twice, mails twice or pays twice; refusing it makes the provider go on repeating.',
      fix: 'Keep the id of each processed event, and answer success without doing anything when it comes again.',
    };
    const stops = answer.status !== null && matchesStatus(profile.stop, answer.status);
    const neverRetried = profile.delaysMs.length === 0;
    if (kindOf(answer) === 'refused' && (stops || neverRetried)) {
      return { result: 'pass', cause: null, did: answerText(answer), meaning };
    }
    const verdict = mustAccept(answer, meaning, 0);
    if (verdict.result !== 'pass' || answer.processed === 0) return verdict;
    if (answer.processed !== null) return { ...verdict, result: 'fail', cause: 'processed-twice' };
    const where = id === null ? 'this event' : `event ${id}`;
    return {
      result: 'warn',
      cause: 'not-visible',
      did: `${answerText(answer)} both times; whether it was processed twice can't be seen from outside`,
      meaning: {
        ...meaning,
        fix: `Look in your data: ${where} must be there once. With --count-url doctor sees it by itself.`,
      },
    };
  },
};

const REORDERED: Probe = {
  id: 'reordered',
  group: 'promises',
  title: 'the events of a message, last one first',
  security: false,
  needsBaseline: true,
  appliesTo: ({ provider }) =>
    longestScenario(provider) === undefined
      ? { skip: `${provider.title} has no events that follow one another` }
      : 'yes',
  run: async (context) => {
    const { provider } = context.subject;
    const events = longestScenario(provider)?.events ?? [];
    const lastMs = Math.max(...events.map(({ afterMs }) => afterMs));
    const meaning = {
      expected: 'accepts them in any order',
      why: 'No provider promises an order: a click can arrive before the delivery it follows.',
      fix: 'Do not require that an earlier event is known; compare the times of events, not of their arrival.',
    };
    let verdict: ProbeResult = skipped('nothing was sent');
    for (const { event, afterMs } of events.toReversed()) {
      const atMs = context.nowMs - lastMs + afterMs;
      // One label: all of them are about one message.
      const request = context.build('reordered', { events: [event], atMs });
      // A receiver may well leave alone what it was not asked to take.
      const expected = context.subject.events.includes(event) ? 1 : 0;
      const signed = context.sign(request, `reordered/${event.name}`);
      verdict = mustAccept(await context.deliver(signed, expected), meaning, expected);
      if (verdict.result !== 'pass') return { ...verdict, did: `${verdict.did} to ${event.name}` };
    }
    return { ...verdict, did: `${verdict.did} to each of ${events.length}` };
  },
};

/** The first scenario of which this provider has at least two events. */
function longestScenario(provider: Provider): Scenario | undefined {
  return SCENARIOS.map((name) => scenarioOrNone(provider, name)).find(
    (scenario) => scenario !== undefined && scenario.events.length > 1,
  );
}

function scenarioOrNone(provider: Provider, name: string): Scenario | undefined {
  try {
    return scenarioFor(provider, name);
  } catch (error) {
    if (error instanceof UsageError) return undefined; // none of its events
    throw error;
  }
}

const BURST: Probe = {
  id: 'burst',
  group: 'promises',
  title: 'many requests at once',
  security: false,
  needsBaseline: true,
  appliesTo: ALWAYS,
  run: async (context) => {
    const { burst, provider } = context.subject;
    const requests = Array.from({ length: burst }, (_, index) => {
      const label = `burst/${index}`;
      return context.sign(context.build(label), label);
    });
    const { answers, processed } = await context.deliverAll(requests, burst);
    const meaning = {
      expected: `accepts and processes all ${burst}`,
      why: `After a mailing ${provider.title} sends many events within a moment.`,
      fix: 'Answer before the work is done, let the queue do it, and keep limits on rate and connections away from webhooks.',
    };
    const bad = answers.find((answer) => !isAccepted(answer));
    const accepted = answers.filter(isAccepted).length;
    if (bad !== undefined) {
      const verdict = mustAccept(bad, meaning);
      return {
        ...verdict,
        did: `accepted ${accepted} of ${burst}, and ${answerText(bad)} to another`,
      };
    }
    const lost = processed === null ? 0 : burst - processed;
    return {
      result: lost > 0 ? 'fail' : 'pass',
      cause: lost > 0 ? 'not-processed' : null,
      did: `accepted all ${burst}${lost > 0 ? `, and processed ${processed}` : ''}`,
      meaning,
    };
  },
};

export const REPEAT_PROBES: readonly Probe[] = [DUPLICATE, REORDERED, LATE_RETRY, BURST];
