import { withoutHeaders } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import { tamperRequest } from '../delivery/tamper.ts';
import { kindOf } from './answer.ts';
import {
  changedNearEnd,
  signatureText,
  withSignatureInList,
  withSignatureText,
} from './forgeries.ts';
import {
  type Applies,
  type Meaning,
  type Probe,
  type ProbeContext,
  type ProbeResult,
  type Subject,
  skipped,
} from './probe.ts';
import { mustRefuse, shouldRefuse } from './verdicts.ts';

/** A request that is forged in one way, and otherwise in order. */
interface Forgery {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  appliesTo?(subject: Subject): Applies;
  /** The forged request, or why there can be none. */
  forge(context: ProbeContext, label: string): WebhookRequest | string;
  judge?(answer: Parameters<typeof mustRefuse>[0], meaning: Meaning, subject: Subject): ProbeResult;
}

const NO_PLACE = 'requests of this scheme have no place for it';

/** What a refusal should look like to the provider: the status that ends its retries, if there is one. */
export function refusalStatus({ profile }: Pick<Subject, 'profile'>): string {
  const [first] = profile.stop;
  return typeof first === 'number' ? String(first) : '400, 401 or 403';
}

function refusal(subject: Subject, why: string, fix: string): Meaning {
  return { expected: `refuses it with ${refusalStatus(subject)}`, why, fix };
}

function whenAuthenticated({ authenticated, provider }: Subject): Applies {
  if (authenticated) return 'yes';
  return { skip: `${provider.title} shows no proof of where a request comes from: see unsigned` };
}

const UNSIGNED: Probe = {
  id: 'unsigned',
  group: 'bad',
  title: 'no signature or credentials at all',
  security: true,
  needsBaseline: true,
  appliesTo: ({ authenticated, target, provider }) =>
    authenticated || target.credentials !== null
      ? 'yes'
      : {
          warn: `${provider.title} does not sign, and no secret is in use: whoever knows the URL can post events. Put a secret into the URL or the Authorization header of the webhook, check it, and examine again with the matching --option or with user:password in the URL.`,
        },
  run: async (context) => {
    const { subject } = context;
    const request = context.build('unsigned');
    const bare = subject.authenticated
      ? request
      : { ...request, headers: withoutHeaders(request.headers, 'Authorization') };
    return mustRefuse(
      await context.deliver(bare),
      refusal(
        subject,
        'Whoever knows the URL can post events: false bounces, false unsubscribes, false payments.',
        'Refuse a request without a signature before anything else is done with it; treat a missing header or field as wrong, not as "nothing to check".',
      ),
    );
  },
};

const FORGERIES: readonly Forgery[] = [
  {
    id: 'empty-signature',
    title: 'an empty signature',
    why: 'An empty text often slips through a check that was written for a wrong one.',
    fix: 'Compare with the expected signature whatever was received, empty or not.',
    forge: (context, label) =>
      withSignatureText(context.subject.provider, signed(context, label), () => '') ?? NO_PLACE,
  },
  {
    id: 'short-signature',
    title: 'the first half of the right signature',
    why: 'A comparison of beginnings lets a guess through one character at a time, and one that throws on another length answers with a server error.',
    fix: 'Compare the lengths first and refuse when they differ; then compare in constant time (timingSafeEqual throws on unequal lengths).',
    forge: (context, label) =>
      withSignatureText(context.subject.provider, signed(context, label), (text) =>
        text.slice(0, Math.ceil(text.length / 2)),
      ) ?? NO_PLACE,
    judge: (answer, meaning) => {
      const verdict = mustRefuse(answer, meaning);
      return kindOf(answer) === 'server-error' ? { ...verdict, result: 'fail' } : verdict;
    },
  },
  {
    id: 'tampered-signature',
    title: 'one character of the signature changed',
    why: 'The signature is looked at but not checked, so anyone can make one up.',
    fix: 'Compute the signature and compare all of it in constant time.',
    forge: (context, label) =>
      withSignatureText(context.subject.provider, signed(context, label), changedNearEnd) ??
      NO_PLACE,
  },
  {
    id: 'wrong-key',
    title: 'signed with another secret',
    why: 'Anyone can sign with a secret of their own.',
    fix: 'Check with your secret alone, taken from the configuration, and refuse to start without one.',
    forge: (context, label) => {
      const { wrongSecret } = context.subject;
      if (wrongSecret === null) return 'no other secret can be made for this scheme';
      return context.sign(context.build(label), label, { secret: wrongSecret });
    },
  },
  {
    id: 'tampered-body',
    title: 'one letter of the body changed after signing',
    why: 'Whoever stands between the two can change a recipient or an amount.',
    fix: 'Compute the signature (or the digest that is signed) over the raw bytes of the body as received.',
    forge: (context, label) =>
      tamperRequest(context.subject.provider, signed(context, label), 'body') ?? NO_PLACE,
    judge: (answer, meaning, { provider }) =>
      provider.scheme.covers.body
        ? mustRefuse(answer, meaning)
        : shouldRefuse(answer, {
            ...meaning,
            expected: 'can only accept it',
            why: `What ${provider.title} sends as proof does not cover the body, so a changed one can't be told from a genuine one.`,
            fix: "Take webhooks over HTTPS only, and ask the provider's API before acting on an event that matters.",
          }),
  },
  {
    id: 'tampered-header',
    title: 'a signed header changed',
    why: 'The account a request is for stands in a header that anyone could change.',
    fix: 'Build the text to check from the headers that the signature lists, as received.',
    appliesTo: (subject) =>
      subject.provider.scheme.covers.headers
        ? 'yes'
        : { skip: `${subject.provider.title} signs no headers` },
    forge: (context, label) =>
      tamperRequest(context.subject.provider, signed(context, label), 'header') ?? NO_PLACE,
  },
  {
    id: 'swapped-signature',
    title: 'the signature of another genuine request',
    why: 'A signature seen once would open the door for any other request.',
    fix: 'Compute the signature from this very request, and compare it with the one that came along.',
    forge: (context, label) => {
      const { provider } = context.subject;
      const other = signatureText(provider, signed(context, `${label}/other`));
      return (
        withSignatureText(provider, signed(context, label), (own) => other ?? own) ??
        'every request of this scheme carries the same credentials'
      );
    },
  },
  {
    id: 'other-url',
    title: 'a genuine request to another URL',
    why: 'What was meant for one endpoint could be played to another, of a test system for instance.',
    fix: 'Take the path and the query for the text to check from the request line, and the host from your configuration.',
    appliesTo: (subject) =>
      subject.provider.scheme.covers.url
        ? 'yes'
        : { skip: `${subject.provider.title} does not sign the URL` },
    forge: (context, label) =>
      context.sign(context.build(label), label, { path: '/webhook-cli-elsewhere' }),
  },
];

const LOOSE_TYPES: Probe = {
  id: 'loose-types',
  group: 'bad',
  title: 'the right signature inside a JSON list',
  security: false,
  needsBaseline: true,
  appliesTo: whenAuthenticated,
  run: async (context) => {
    const { subject } = context;
    const request = withSignatureInList(subject.provider, signed(context, 'loose-types'));
    if (request === null) return skipped('the signature is no text of a JSON body');
    return shouldRefuse(
      await context.deliver(request),
      refusal(
        subject,
        'A comparison that converts types (== in JavaScript or PHP) compares something else than it seems to, and not in constant time.',
        'Refuse a signature that is not a string, then compare bytes with timingSafeEqual (hash_equals, hmac.compare_digest …).',
      ),
      'loose-comparison',
    );
  },
};

function signed(context: ProbeContext, label: string): WebhookRequest {
  return context.sign(context.build(label), label);
}

function forgeryProbe(forgery: Forgery): Probe {
  const { id, title, why, fix } = forgery;
  const judge = forgery.judge ?? mustRefuse;
  return {
    id,
    title,
    group: 'bad',
    security: true,
    needsBaseline: true,
    appliesTo: (subject) => {
      const authenticated = whenAuthenticated(subject);
      return authenticated === 'yes' ? (forgery.appliesTo?.(subject) ?? 'yes') : authenticated;
    },
    run: async (context) => {
      const { subject } = context;
      const request = forgery.forge(context, id);
      if (typeof request === 'string') return skipped(request);
      return judge(await context.deliver(request), refusal(subject, why, fix), subject);
    },
  };
}

export const BAD_PROBES: readonly Probe[] = [UNSIGNED, ...FORGERIES.map(forgeryProbe), LOOSE_TYPES];
