import { textAtPlace, withTextAtPlace } from '../providers/signature-place.ts';
import type { SignaturePlace } from '../providers/types.ts';
import { changeOf } from './header-change.ts';
import { caseForms, encodedForms, prefixForms, type SignatureForm } from './signature-forms.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';

/** Longer ones are none. */
const MAX_LENGTH = 4096;

/** A signature that is right but for the way it is written. */
export const SIGNATURE_WAYS: readonly WrongWay[] = [
  {
    name: 'signature-case',
    aspect: 'signature',
    summary: 'The signature is in capitals where small letters are wanted, or the other way round.',
    explanation:
      'Both spell the same bytes in hexadecimal, but texts are compared letter by letter. Languages differ in what they write: BitConverter of .NET gives capitals.',
    fix: 'Decode both sides to bytes and compare those in constant time, or write hexadecimal as the provider does.',
    hypotheses: (subject) => formsOf(subject, caseForms),
  },
  {
    name: 'signature-prefix',
    aspect: 'signature',
    summary: 'The signature has a prefix that does not belong there, or lacks the one that does.',
    explanation:
      'Some schemes write sha256= or v1, before the signature, others the bare value. A proxy, a test script or a stored header may have it otherwise.',
    fix: 'Compare like with like: take the prefix off the received value, or put it before the computed one.',
    hypotheses: (subject) => formsOf(subject, prefixForms),
  },
  {
    name: 'signature-encoding',
    aspect: 'signature',
    summary:
      "The signature is encoded in another way than the scheme's: hexadecimal, base64 or URL-safe base64.",
    explanation:
      'The same bytes can be written in several ways: digest("hex"), digest("base64") and digest("base64url") of Node give three different texts.',
    fix: 'Encode the computed signature as the provider does before comparing, or compare the decoded bytes.',
    hypotheses: (subject) => formsOf(subject, encodedForms),
  },
];

function* formsOf(
  subject: Subject,
  forms: (text: string) => Iterable<SignatureForm>,
): Generator<Hypothesis, void, undefined> {
  const { request } = subject;
  const place = subject.parts().signature;
  if (place === undefined) return;
  // A prefix may stand outside of the place.
  const isPart = place.in === 'header' && place.range !== undefined;
  const places: readonly SignaturePlace[] = isPart
    ? [place, { in: 'header', name: place.name }]
    : [place];
  for (const each of places) {
    const text = textAtPlace(request, each);
    if (text === undefined || text.length > MAX_LENGTH) continue;
    for (const form of forms(text)) {
      yield {
        change: changeOf(request, withTextAtPlace(request, each, form.text)),
        fits: `the request once it is ${form.words}`,
      };
    }
  }
}
