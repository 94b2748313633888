import { formatDuration } from '../core/duration.ts';
import { formatStatusRule, matchesStatus } from '../core/schedule.ts';
import { type Answer, answerText, isAccepted, kindOf, roughTime } from './answer.ts';
import { type Probe, type Subject, skipped } from './probe.ts';

const ALWAYS = (): 'yes' => 'yes';

function retriesText({ profile }: Subject): string {
  const { length } = profile.delaysMs;
  return length === 0 ? 'does not send it again' : `sends it ${length} more times`;
}

const SUCCESS_STATUS: Probe = {
  id: 'success-status',
  group: 'promises',
  title: 'the status that counts as success',
  security: false,
  needsBaseline: true,
  appliesTo: ALWAYS,
  run: async ({ subject, goodAnswers }) => {
    const { profile, provider } = subject;
    const accepted = goodAnswers.filter(isAccepted);
    const wrong = accepted.find(({ status }) => !matchesStatus(profile.success, status ?? 0));
    const wanted = formatStatusRule(profile.success);
    return {
      result: wrong === undefined ? 'pass' : 'fail',
      cause: wrong === undefined ? null : 'not-success',
      did: answerText({ ...(wrong ?? accepted[0] ?? NO_ANSWER), processed: null }),
      meaning: {
        expected: `answers ${wanted}`,
        why: `To ${provider.title} only ${wanted} is a success: after anything else it takes the event for lost and ${retriesText(subject)}.`,
        fix: `Answer 200 with a short body or none.`,
      },
    };
  },
};

const NO_ANSWER: Answer = {
  status: null,
  failure: null,
  location: null,
  allow: null,
  durationMs: 0,
  processed: null,
};

const REDIRECT: Probe = {
  id: 'redirect',
  group: 'promises',
  title: 'no redirect',
  security: false,
  needsBaseline: false,
  appliesTo: ALWAYS,
  run: async ({ goodAnswers }) => {
    const redirect = goodAnswers.find((answer) => kindOf(answer) === 'redirect');
    return {
      result: redirect === undefined ? 'pass' : 'fail',
      cause: redirect === undefined ? null : 'redirect',
      did: redirect === undefined ? 'did not redirect' : answerText(redirect),
      meaning: {
        expected: 'answers at the address it was given',
        why: 'A POST is not sent on: the event is lost, or sent again to the same wrong address.',
        fix: 'Give the provider the final address: https instead of http, with or without the slash at the end, the right host.',
      },
    };
  },
};

/** From this share of the time the provider waits, a busy day is enough to be late. */
const SLOW_SHARE = 0.5;

const RESPONSE_TIME: Probe = {
  id: 'response-time',
  group: 'promises',
  title: 'an answer in time',
  security: false,
  needsBaseline: false,
  appliesTo: ALWAYS,
  run: async ({ subject, goodAnswers }) => {
    const { timeoutMs, provider } = subject;
    const late = goodAnswers.some((answer) => kindOf(answer) === 'timeout');
    const slowestMs = Math.max(0, ...goodAnswers.map(({ durationMs }) => durationMs));
    const isSlow = !late && slowestMs > timeoutMs * SLOW_SHARE;
    const slowResult = isSlow ? 'warn' : 'pass';
    return {
      result: late ? 'fail' : slowResult,
      cause: late ? 'timeout' : isSlow ? 'slow' : null,
      did: late
        ? `gave no answer within ${formatDuration(timeoutMs)}`
        : `took ${roughTime(slowestMs)} at most`,
      meaning: {
        expected: `answers well within the ${formatDuration(timeoutMs)} that ${provider.title} waits`,
        why: 'An answer that comes too late counts as none: the event was processed, and is sent again.',
        fix: 'Store the event, answer, and do the work afterwards.',
      },
    };
  },
};

const REFUSAL_STATUS: Probe = {
  id: 'refusal-status',
  group: 'promises',
  title: 'a refusal the provider understands',
  security: false,
  needsBaseline: true,
  appliesTo: ({ authenticated, provider }) =>
    authenticated ? 'yes' : { skip: `${provider.title} shows no proof: see unsigned` },
  run: async (context) => {
    const { subject } = context;
    const { wrongSecret, profile, provider } = subject;
    if (wrongSecret === null) return skipped('no other secret can be made for this scheme');
    const built = context.build('refusal-status');
    const answer = await context.deliver(
      context.sign(built, 'refusal-status', { secret: wrongSecret }),
    );
    const kind = kindOf(answer);
    if (kind === 'accepted') return skipped('a wrong signature is not refused: see wrong-key');
    const [first] = profile.stop;
    const stops = answer.status !== null && matchesStatus(profile.stop, answer.status);
    const retried = profile.delaysMs.length > 0 && !stops;
    const isRight = kind === 'refused' && (first === undefined || !retried);
    return {
      result: isRight ? 'pass' : 'warn',
      cause: isRight ? null : 'retried-refusal',
      did: answerText(answer),
      meaning: {
        expected: `refuses a wrong signature with ${first === undefined ? 'a 4xx' : formatStatusRule(profile.stop)}`,
        why:
          first === undefined
            ? 'A 5xx or no answer looks like an outage, to the provider and to your monitoring.'
            : `After any other refusal ${provider.title} ${retriesText(subject)}, each time with the same signature.`,
        fix: `Answer ${first === undefined ? '401 or 403' : formatStatusRule(profile.stop)} when the signature is wrong.`,
      },
    };
  },
};

export const ANSWER_PROBES: readonly Probe[] = [
  SUCCESS_STATUS,
  REFUSAL_STATUS,
  REDIRECT,
  RESPONSE_TIME,
];
