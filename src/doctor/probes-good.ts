import { formatStatusRule } from '../core/schedule.ts';
import type { EventDefinition } from '../providers/types.ts';
import { type Answer, kindOf } from './answer.ts';
import type { Meaning, Probe, Subject } from './probe.ts';
import { mustAccept } from './verdicts.ts';

/** One probe for each event asked for: signed as the provider signs it, and nothing wrong with it. */
export function goodProbes({ events }: Pick<Subject, 'events'>): readonly Probe[] {
  return events.map((event, index) => goodProbe(event, events.length - 1 - index));
}

/** A message that bounced was not opened: these are about a message of their own. */
const ENDS_DELIVERY = /bounce|fail|reject|suspen|drop|defer/;

/** The others are about one message and in the order given, a second apart. */
function goodProbe(event: EventDefinition, secondsAgo: number): Probe {
  const id = `good-${event.name}`;
  return {
    id,
    group: 'good',
    title: `a genuine ${event.name} event`,
    security: false,
    needsBaseline: false,
    appliesTo: () => 'yes',
    run: async (context) => {
      const { subject, nowMs } = context;
      const message = ENDS_DELIVERY.test(event.name) ? id : 'good';
      const built = context.build(message, { events: [event], atMs: nowMs - secondsAgo * 1000 });
      const answer = await context.deliver(context.sign(built, id), 1);
      return mustAccept(answer, meaningOf(answer, subject));
    },
  };
}

function meaningOf(answer: Answer, { provider, profile, authenticated }: Subject): Meaning {
  const { title } = provider;
  return {
    expected: `answers ${formatStatusRule(profile.success)}`,
    why: `${title} takes anything else for a failure, and the event is lost or sent again.`,
    fix: fixOf(answer, title, authenticated, provider.name),
  };
}

/** What most often is behind an answer to a request that is in order. */
function fixOf(answer: Answer, title: string, authenticated: boolean, name: string): string {
  const kind = kindOf(answer);
  switch (kind) {
    case 'accepted':
      return 'The answer says yes, but the count did not rise: look where the event is dropped.';
    case 'redirect':
      return 'Give the provider the address that the redirect points to: redirects of a POST are not followed.';
    case 'refused':
      return refusalFix(answer.status ?? 0, title, authenticated, name);
    case 'rate-limited':
      return 'Take webhooks out of the rate limit, or raise it: providers send in bursts.';
    case 'server-error':
      return "Look in the receiver's log: it failed on a request that is in order.";
    case 'timeout':
      return 'Store the event, answer, and do the work afterwards; check that every path through the handler ends the response.';
    case 'no-answer':
      return "Look in the receiver's log: the connection was closed without an answer, as when a process dies.";
    default:
      return kind satisfies never;
  }
}

function refusalFix(status: number, title: string, authenticated: boolean, name: string): string {
  if (status === 404) return 'Check the path of the URL: nothing is registered there.';
  if (status === 405) return 'Register the handler for POST.';
  if (status === 415) return `Let the receiver take the Content-Type that ${title} sends.`;
  if (status === 413) return 'Raise the limit on bodies.';
  if (!authenticated && (status === 401 || status === 403)) {
    return `It asks for credentials, and none are sent. Say where they go with --option (see "webhook-cli providers ${name}") or write user:password into the URL.`;
  }
  if (!authenticated) return "Look in the receiver's log for what it did not like.";
  return `Give both sides the same secret (--secret here; without it doctor signs with the one that "webhook-cli secret ${name}" shows). Compute the signature over the raw bytes of the body, and use the secret as it is documented. Capture a request and run "webhook-cli verify" on it to see what differs.`;
}
