import { equalBytes } from '../core/bytes.ts';
import { type HeaderList, withoutHeaders } from '../core/headers.ts';
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
  bareRequest,
  type Forgery,
  forgeryProbe,
  refusal,
  signed,
  whenAuthenticated,
} from './forgery-probe.ts';
import { type Probe, skipped } from './probe.ts';
import { mustRefuse, shouldRefuse } from './verdicts.ts';

const NO_PLACE = 'requests of this scheme have no place for it';

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
    return mustRefuse(
      await context.deliver(bareRequest(context, 'unsigned')),
      refusal(
        context.subject,
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
  {
    id: 'swapped-headers',
    title: 'the signature and all that goes with it of another genuine request',
    why: 'Headers that fit one another are no proof as long as nobody compares them with the body.',
    fix: 'Compute the signature, and the digest where one is signed, from the body of this very request.',
    forge: (context, label) => {
      const own = context.build(label);
      const other = context.build(`${label}/other`);
      if (equalBytes(own.body, other.body)) return 'two events of this type have the same body';
      const added = addedHeaders(other, context.sign(other, `${label}/other`));
      if (added.length < 2) return 'all that is signed stands in one place: see swapped-signature';
      const names = added.map(([name]) => name);
      return { ...own, headers: [...withoutHeaders(own.headers, ...names), ...added] };
    },
  },
];

/** What signing put into the headers. */
function addedHeaders(unsigned: WebhookRequest, signed: WebhookRequest): HeaderList {
  const before = new Map(unsigned.headers.map(([name, value]) => [name.toLowerCase(), value]));
  return signed.headers.filter(([name, value]) => before.get(name.toLowerCase()) !== value);
}

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

export const BAD_PROBES: readonly Probe[] = [UNSIGNED, ...FORGERIES.map(forgeryProbe), LOOSE_TYPES];
