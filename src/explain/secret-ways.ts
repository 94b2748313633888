import { parseBasic } from '../signing/basic-auth.ts';
import {
  type BinaryForm,
  blankForms,
  caseForms,
  encodedForms,
  prefixForms,
  quoteForms,
  type SecretForm,
} from './secret-forms.ts';
import type { Hypothesis, KnownSecret, Subject, WrongWay } from './types.ts';

/** The right secret in a wrong form. */
export const SECRET_FORM_WAYS: readonly WrongWay[] = [
  {
    name: 'secret-whitespace',
    aspect: 'secret',
    summary:
      'The secret has blanks or a line end too many, or one that was signed with is missing.',
    explanation:
      'A secret read from a file, a mounted volume or a pasted form often ends with a line feed. Every byte counts: with it the key is another one.',
    fix: 'Trim the secret where it is read: readFileSync(path, "utf8").trim(), printf instead of echo when it is written.',
    hypotheses: (subject) => formsOf(subject, blankForms),
  },
  {
    name: 'secret-quoted',
    aspect: 'secret',
    summary: 'The secret has quotes around it, or its name before it.',
    explanation:
      "Docker's --env-file, systemd and some .env readers keep quotes as part of the value; a line NAME=value may have been pasted as a whole.",
    fix: 'Set the bare value, without quotes and without its name.',
    hypotheses: (subject) => formsOf(subject, quoteForms),
  },
  {
    name: 'secret-prefix',
    aspect: 'secret',
    summary: 'The prefix of the secret is missing, or there where it does not belong.',
    explanation:
      'A prefix such as whsec_ is part of the key in some schemes (Stripe), and only a mark before base64 in others (Standard Webhooks).',
    fix: "Use the secret as the provider shows it, prefix included, and leave taking it off to the provider's library.",
    hypotheses: (subject) => formsOf(subject, (text) => prefixForms(text, likeOf(subject))),
  },
  {
    name: 'secret-case',
    aspect: 'secret',
    summary: 'The secret has capitals where it should have small letters, or the other way round.',
    explanation: 'A form, a spreadsheet or a settings page changed the case of the secret.',
    fix: "Copy the secret again from the provider's page.",
    hypotheses: (subject) => formsOf(subject, caseForms),
  },
  {
    name: 'secret-encoding',
    aspect: 'secret',
    summary: 'The secret was decoded where it should be used as text, or the other way round.',
    explanation:
      'A secret that looks like hexadecimal or base64 may be text all the same: then its characters are the key, not what they decode to. Kubernetes shows secrets as base64.',
    fix: "Check what the provider's page says of the key: its characters as UTF-8, or the bytes they decode to. Use the value as Kubernetes mounts it, not as kubectl prints it.",
    hypotheses: (subject) => formsOf(subject, (text) => encodedForms(text, likeOf(subject))),
  },
  {
    name: 'secret-user',
    aspect: 'secret',
    summary:
      'The user name of the credentials is missing from the secret, or there where a token is wanted.',
    explanation:
      'Basic credentials are user:password as a whole; a Bearer token and a parameter are the secret alone.',
    fix: 'Give user:password for basic credentials, and the bare token for all else.',
    hypotheses: userForms,
  },
];

/** Another secret than the ones given. */
export const KNOWN_SECRET_WAYS: readonly WrongWay[] = [
  {
    name: 'test-secret',
    aspect: 'secret',
    summary: 'The request is signed with the documented test secret of webhook-cli.',
    explanation:
      '`webhook-cli send` signs with a test secret that everybody knows, unless it is given another one.',
    fix: 'Give `send` the secret the receiver has (--secret-file), or the receiver the test secret while trying things out; never in production.',
    hypotheses: (subject) => knownSecrets(subject, 'test-secret'),
  },
  {
    name: 'previous-secret',
    aspect: 'secret',
    summary: 'The request is signed with another of the secrets that are set up here.',
    explanation:
      'A secret was renewed on one side only, or the sender still uses the one before for a while.',
    fix: 'Accept both secrets while one replaces the other: most providers sign with the old one for hours, and repeat older deliveries with it.',
    hypotheses: (subject) => knownSecrets(subject, 'previous-secret'),
  },
  {
    name: 'other-provider-secret',
    aspect: 'secret',
    summary: 'The request is signed with the secret of another provider.',
    explanation: 'Two secrets were mixed up in the configuration of the sender or the receiver.',
    fix: 'Give each provider its own secret.',
    hypotheses: (subject) => knownSecrets(subject, 'other-provider-secret'),
  },
];

function* formsOf(
  subject: Subject,
  forms: (secret: string) => Iterable<SecretForm | BinaryForm>,
): Generator<Hypothesis, void, undefined> {
  for (const secret of subject.secrets) {
    if (secret.kind !== 'shared') continue;
    const seen = new Set([secret.value, '']);
    for (const form of forms(secret.value)) {
      if ('value' in form && seen.has(form.value)) continue;
      if ('value' in form) seen.add(form.value);
      const { words, ...key } = form;
      const changed = { ...secret, ...key };
      yield { change: { secrets: [changed] }, fits: `the secret ${words}` };
    }
  }
}

function* userForms({ secrets, view }: Subject): Generator<Hypothesis, void, undefined> {
  const user = parseBasic(view.header('authorization') ?? '')?.user;
  for (const secret of secrets) {
    if (secret.kind !== 'shared') continue;
    const colon = secret.value.indexOf(':');
    const password = secret.value.slice(colon + 1);
    if (user !== undefined) {
      const value = `${user}:${secret.value}`;
      yield {
        change: { secrets: [{ ...secret, value }] },
        fits: 'the secret as the password of the user that was sent',
      };
      const swapped = `${password}:${secret.value.slice(0, colon)}`;
      yield {
        change: { secrets: [{ ...secret, value: swapped }] },
        fits: 'the secret with user and password changed about',
      };
    }
    if (colon !== -1 && password !== '') {
      yield {
        change: { secrets: [{ ...secret, value: password }] },
        fits: 'the password alone, without the user',
      };
    }
  }
}

function* knownSecrets(
  subject: Subject,
  kind: KnownSecret['kind'],
): Generator<Hypothesis, void, undefined> {
  for (const { label, secret, ...known } of subject.known) {
    if (known.kind === kind) yield { change: { secrets: [secret] }, fits: label };
  }
}

function likeOf({ provider }: Subject): string | undefined {
  return provider.secret.kind === 'shared' ? provider.secret.testSecret : undefined;
}
