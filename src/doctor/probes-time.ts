import { formatDuration } from '../core/duration.ts';
import type { WebhookRequest } from '../core/request.ts';
import { isAccepted, kindOf } from './answer.ts';
import { withTimeMoved } from './forgeries.ts';
import { refusalStatus } from './forgery-probe.ts';
import { type Applies, type Probe, type ProbeContext, type Subject, skipped } from './probe.ts';
import { mustRefuse, shouldRefuse } from './verdicts.ts';

const HOUR_MS = 3_600_000;

/** So old that no reasonable limit lets it pass. */
function staleMs({ toleranceMs }: Subject): number {
  return 2 * (toleranceMs ?? 0) + HOUR_MS;
}

function whenTimed({ provider, authenticated }: Subject): Applies {
  return authenticated && provider.scheme.covers.timestamp
    ? 'yes'
    : { skip: `${provider.title} signs no time: see replayed` };
}

/** The whole request from another time: the event as well as the signature. */
function signedAt(context: ProbeContext, label: string, atMs: number): WebhookRequest {
  return context.sign(context.build(label, { atMs }), label, { atMs });
}

const STALE: Probe = {
  id: 'stale',
  group: 'bad',
  title: 'signed long ago',
  security: true,
  needsBaseline: true,
  appliesTo: whenTimed,
  run: async (context) => {
    const { subject, nowMs } = context;
    const { provider, toleranceMs } = subject;
    const ageMs = staleMs(subject);
    const answer = await context.deliver(signedAt(context, 'stale', nowMs - ageMs));
    const meaning = {
      expected: `refuses a signature ${formatDuration(ageMs)} old with ${refusalStatus(subject)}`,
      why: 'A request that leaked (from a log, a proxy, a backup) can be sent again for ever.',
      fix: `Compare the signed time with your clock and refuse what is older than ${formatDuration(toleranceMs ?? HOUR_MS)}.`,
    };
    return toleranceMs === null
      ? shouldRefuse(answer, {
          ...meaning,
          why: `${provider.title} names no limit for the age. ${meaning.why}`,
        })
      : mustRefuse(answer, meaning);
  },
};

const FUTURE: Probe = {
  id: 'future',
  group: 'bad',
  title: 'signed with a time yet to come',
  security: false,
  needsBaseline: true,
  appliesTo: whenTimed,
  run: async (context) => {
    const { subject, nowMs } = context;
    const aheadMs = staleMs(subject);
    const answer = await context.deliver(signedAt(context, 'future', nowMs + aheadMs));
    return shouldRefuse(
      answer,
      {
        expected: `refuses a signature ${formatDuration(aheadMs)} ahead of its clock`,
        why: 'Only the provider can make one, but it would stay good for that much longer.',
        fix: 'Limit the difference between the signed time and your clock in both directions; a few minutes ahead are enough.',
      },
      'future-accepted',
    );
  },
};

const TAMPERED_TIME: Probe = {
  id: 'tampered-time',
  group: 'bad',
  title: 'the signed time changed',
  security: true,
  needsBaseline: true,
  appliesTo: whenTimed,
  run: async (context) => {
    const { subject, nowMs } = context;
    const signed = signedAt(context, 'tampered-time', nowMs);
    const request = withTimeMoved(subject.provider, signed);
    if (request === null) return skipped('requests of this scheme have no place for it');
    return mustRefuse(await context.deliver(request), {
      expected: `refuses it with ${refusalStatus(subject)}`,
      why: 'An old request could be given a new time, and the check of its age would be worth nothing.',
      fix: 'Take the time from the text that is signed, not from elsewhere in the request.',
    });
  },
};

const REPLAYED: Probe = {
  id: 'replayed',
  group: 'bad',
  title: 'a token or nonce used before',
  security: true,
  needsBaseline: true,
  appliesTo: ({ authenticated, hasNonce, provider }) => {
    if (!authenticated) return { skip: `${provider.title} shows no proof: see unsigned` };
    if (hasNonce) return 'yes';
    const { timestamp } = provider.scheme.covers;
    return {
      warn: timestamp
        ? `${provider.title} signs a time but no nonce: within the limit for the age a request can be sent again, and only the id of the event tells (see duplicate).`
        : `What ${provider.title} sends as proof has neither a time nor a nonce: a request that leaked stays good for ever, and only the id of the event tells (see duplicate).`,
    };
  },
  run: async (context) => {
    const coversBody = context.subject.provider.scheme.covers.body;
    return coversBody ? await replaySame(context) : await replayOnOther(context);
  },
};

/** The proof of an accepted request on other contents, which the scheme can't tell apart. */
async function replayOnOther(context: ProbeContext): ReturnType<Probe['run']> {
  const { subject, nowMs } = context;
  const sign = (label: string): WebhookRequest =>
    context.sign(context.build(label, { atMs: nowMs }), 'replayed', { atMs: nowMs });
  const first = await context.deliver(sign('replayed/1'), 1);
  if (!isAccepted(first)) return skipped('the first of the two requests was not accepted');
  const second = await context.deliver(sign('replayed/2'));
  const verdict = mustRefuse(second, {
    expected: `remembers tokens and refuses a second use with ${refusalStatus(subject)}`,
    why: 'The token of one genuine request can be put on any other contents, as long as its time is accepted.',
    fix: 'Keep every accepted token for as long as its time is accepted, and refuse it with other contents. If the receiver did ignore the event, let doctor see it with --count-url.',
  });
  // Saying yes to a repeat and doing nothing is the right thing where the provider repeats itself.
  return verdict.cause === 'accepted-unprocessed'
    ? { ...verdict, result: 'pass', cause: null }
    : verdict;
}

/** The very same bytes again: harmless where an event is processed once only. */
async function replaySame(context: ProbeContext): ReturnType<Probe['run']> {
  const request = signedAt(context, 'replayed', context.nowMs);
  const first = await context.deliver(request, 1);
  if (!isAccepted(first)) return skipped('the first of the two requests was not accepted');
  const second = await context.deliver(request);
  const meaning = {
    expected: 'refuses the nonce, or processes the event once only',
    why: 'A request that leaked can be sent again until its time is too old.',
    fix: 'Remember the nonce for as long as its time is accepted, or tell repeats by the id of the event. With --count-url doctor sees which events were processed.',
  };
  if (kindOf(second) !== 'accepted' || second.processed !== 0) {
    return second.processed === null
      ? shouldRefuse(second, meaning, 'replay-accepted')
      : mustRefuse(second, meaning);
  }
  return { ...mustRefuse(second, meaning), result: 'pass', cause: null };
}

export const TIME_PROBES: readonly Probe[] = [STALE, FUTURE, TAMPERED_TIME, REPLAYED];
