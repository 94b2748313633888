import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';
import type { Payload } from '../providers/types.ts';
import { kindOf } from './answer.ts';
import { renamedEvent, renamedInHeader, withExtraField } from './event-edits.ts';
import { hasOptionalFields, withoutOptionalFields } from './optional-fields.ts';
import {
  type Applies,
  type Meaning,
  type Probe,
  type ProbeContext,
  type Subject,
  skipped,
} from './probe.ts';
import { CONTENT_TYPE_PROBES, signedAnyhow } from './probes-content-type.ts';
import { malformedBody, rewrittenBody } from './rewritten-body.ts';
import { mustAccept, mustSurvive } from './verdicts.ts';

const ONE_MEGABYTE = 1_000_000;

const ALWAYS = (): Applies => 'yes';

/** A genuine request with unusual contents that has to be processed like any other. */
interface Oddity {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  appliesTo?(subject: Subject): Applies;
  build(context: ProbeContext, label: string): WebhookRequest | null;
  /** Events it should process; 0 where ignoring it is right as well. */
  readonly expected?: 0 | 1;
}

function edited(
  context: ProbeContext,
  label: string,
  edit: (payload: Payload) => Payload,
): WebhookRequest {
  return context.build(label, { edit });
}

/** The name of the event as it stands in the body. */
function wireName(context: ProbeContext): string {
  const view = viewRequest(context.build('name'));
  const [event] = context.subject.provider.describe(view);
  return event?.wireName ?? context.event.wireName;
}

const ODDITIES: readonly Oddity[] = [
  {
    id: 'unknown-event',
    title: 'an event of a type not heard of',
    why: 'Providers add types; refusing one makes them send it again and again, and some then switch the webhook off.',
    fix: 'Answer success to types you do not know and leave them alone.',
    expected: 0,
    build: (context, label) => {
      const name = wireName(context);
      let found = false;
      const request = edited(context, label, (payload) => {
        const renamed = renamedEvent(payload, name);
        found = renamed !== undefined;
        return renamed ?? payload;
      });
      return found ? request : (renamedInHeader(request, name) ?? null);
    },
  },
  {
    id: 'extra-field',
    title: 'a field not heard of',
    why: 'Providers add fields without notice; a strict schema then refuses every event.',
    fix: 'Ignore fields you do not know.',
    build: (context, label) => {
      const name = wireName(context);
      return edited(context, label, (payload) => withExtraField(payload, name, 'one more'));
    },
  },
  {
    id: 'missing-field',
    title: 'without the fields that may be missing',
    why: 'They are missing for messages sent without them, and in older payloads.',
    fix: 'Require only the fields you need, and take the others as optional.',
    appliesTo: ({ provider }) =>
      hasOptionalFields(provider.name)
        ? 'yes'
        : { skip: `which fields ${provider.title} leaves out is not known here` },
    build: (context, label) => {
      let left = 0;
      const request = edited(context, label, (payload) => {
        const lightened = withoutOptionalFields(payload, context.subject.provider.name);
        left = lightened.left.length;
        return lightened.payload;
      });
      return left > 0 ? request : null;
    },
  },
  {
    id: 'non-ascii',
    title: 'letters beyond ASCII',
    why: 'Names, subjects and addresses have accents; reading bytes in another encoding breaks signatures and data.',
    fix: 'Sign bytes, not text; decode as UTF-8; store in columns that hold it.',
    build: (context, label) =>
      context.build(label, {
        recipient: 'zoë.müller@exämple.net',
        messageSubject: 'Grüße aus Łódź: 注文を発送しました',
      }),
  },
  {
    id: 'emoji',
    title: 'emoji',
    why: 'Characters beyond the first 65,536 break what counts three bytes a character, such as the utf8 of MySQL.',
    fix: 'Use full UTF-8 all the way (utf8mb4 in MySQL).',
    build: (context, label) =>
      context.build(label, {
        recipient: '📮@example.net',
        messageSubject: '🎉 Your order has shipped 👩‍🚀',
      }),
  },
  {
    id: 'raw-bytes',
    title: 'the same contents, written in another way and signed so',
    why: 'The signature is over the bytes as sent. A receiver that parses and writes them anew checks other bytes, and fails as soon as the two ways of writing differ.',
    fix: 'Keep the raw body (express.raw, request.get_data(), php://input …), check the signature over it, and parse afterwards.',
    appliesTo: ({ provider, authenticated }) =>
      authenticated && provider.scheme.covers.body
        ? 'yes'
        : { skip: `${provider.title} does not sign the body` },
    build: (context, label) => rewrittenBody(context.build(label)),
  },
  {
    id: 'large',
    title: 'one megabyte',
    why: 'Events carry whole messages or long lists at times; a body over the limit is refused on every retry.',
    fix: 'Raise the limit on bodies for this route (express.json takes 100 kB by default).',
    build: (context, label) => {
      const name = wireName(context);
      const text = 'webhook '.repeat(ONE_MEGABYTE / 8);
      return edited(context, label, (payload) => withExtraField(payload, name, text));
    },
  },
];

function oddityProbe({ id, title, why, fix, appliesTo, build, expected = 1 }: Oddity): Probe {
  return {
    id,
    title,
    group: 'odd',
    security: false,
    needsBaseline: true,
    appliesTo: appliesTo ?? ALWAYS,
    run: async (context) => {
      const built = build(context, id);
      if (built === null) return skipped('the body of this event has no place for it');
      const answer = await context.deliver(context.sign(built, id), expected);
      const meaning: Meaning = { expected: 'accepts it', why, fix };
      const verdict = mustAccept(answer, meaning, expected);
      // No provider promises to send this much, so refusing it in good order is a choice.
      return id === 'large' && answer.status === 413 ? { ...verdict, result: 'warn' } : verdict;
    },
  };
}

const MALFORMED: Probe = {
  id: 'malformed',
  group: 'odd',
  title: 'a body that does not parse',
  security: false,
  needsBaseline: true,
  appliesTo: ALWAYS,
  run: async (context) => {
    const whole = context.build('malformed');
    const request = signedAnyhow(context, malformedBody(whole), 'malformed');
    const answer = await context.deliver(request);
    const meaning = {
      expected: 'refuses it with 400',
      why: 'Anyone can send one; it must not bring the receiver down, nor look like a success.',
      fix: 'Catch the error of the parser and answer 400.',
    };
    const isForm = viewRequest(request).kind === 'form';
    const verdict = mustSurvive(answer, meaning);
    // A form with broken escapes can still be read, so accepting it is no mistake.
    if (kindOf(answer) !== 'accepted' || isForm) return verdict;
    return { ...verdict, result: 'warn', cause: 'swallowed' };
  },
};

const EMPTY_BODY: Probe = {
  id: 'empty-body',
  group: 'odd',
  title: 'no body at all',
  security: false,
  needsBaseline: true,
  appliesTo: ALWAYS,
  run: async (context) => {
    const built = context.build('empty-body');
    const request = signedAnyhow(context, { ...built, body: new Uint8Array(0) }, 'empty-body');
    const answer = await context.deliver(request);
    return mustSurvive(answer, {
      expected: 'refuses it with 400',
      why: 'Scanners and health checks send such requests all day.',
      fix: 'Check that there is a body before reading from it.',
    });
  },
};

export const ODD_PROBES: readonly Probe[] = [
  ...ODDITIES.map(oddityProbe),
  ...CONTENT_TYPE_PROBES,
  MALFORMED,
  EMPTY_BODY,
];
