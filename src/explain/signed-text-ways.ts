import { exactUtf8Text, latin1Bytes, utf8Text } from '../core/bytes.ts';
import { headerValue, headerValues } from '../core/headers.ts';
import {
  formatSignatureHeader,
  type HttpSignature,
  parseSignatureHeader,
  signingString,
  verifyRsaSha256,
} from '../signing/http-signature.ts';
import { readPublicKey } from '../signing/public-key.ts';
import { withHeaderValue } from './header-change.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';

/** The text that was signed is put together in another way than the scheme says. */
export const SIGNED_TEXT_WAYS: readonly WrongWay[] = [
  {
    name: 'parameter-order',
    aspect: 'url',
    summary: 'The parameters were put behind the URL in the order they came in, not sorted.',
    explanation:
      "Schemes such as Twilio's and Mandrill's sign the URL and behind it each form field, name and value, sorted by name.",
    fix: 'Sort the fields by name, capitals before small letters, before adding them to the URL. A test sender has to do the same.',
    hypotheses: unsorted,
  },
  {
    name: 'signed-header-order',
    aspect: 'headers',
    summary: 'The headers were signed in another order than the signature lists them.',
    explanation:
      'The lines of the signed text stand in the order of the parameter headers="…". Signing them sorted, or in the order of the request, gives another text.',
    fix: 'Build the text in exactly the order of headers="…", and write that list in the order that was signed.',
    hypotheses: reorderedHeaders,
  },
  {
    name: 'signed-header-case',
    aspect: 'headers',
    summary: 'The signed text has header names, or the method, in capitals.',
    explanation:
      'In the signed text of an HTTP signature header names and the method of (request-target) are in small letters, however they stand in the request.',
    fix: 'Write names and method in small letters when the text is built; leave the values as they are.',
    hypotheses: otherCase,
  },
  {
    name: 'digest-other-body',
    aspect: 'headers',
    summary: 'The signature is right; the body is not the one its Digest belongs to.',
    explanation:
      'The signed headers came through unchanged, Digest among them, so the key and the check are fine. The body alone was changed after signing, in no way known here, or the Digest was made over another one.',
    fix: 'Compute the digest over the raw bytes of the body as they arrive. A test sender has to compute Digest from the body it sends.',
    // Last of all: every change of the body that is known says more.
    hypotheses: () => [],
    rarer: otherBody,
  },
];

/** A form behind the URL as the fields came; the body is then no part of the text any more. */
function* unsorted({ provider, url, view, text }: Subject): Generator<Hypothesis, void, undefined> {
  const fields = provider.scheme.covers.url ? view.form() : undefined;
  if (fields === undefined) return;
  const joined = fields.map(([name, value]) => name + value).join('');
  const empty = new Uint8Array(0);
  yield { change: { url: url + joined, body: empty }, fits: 'the URL and the fields as they came' };
  yield {
    change: { url: url + (text() ?? ''), body: empty },
    fits: 'the URL and the body as it came',
  };
}

function* reorderedHeaders(subject: Subject): Generator<Hypothesis, void, undefined> {
  const signature = httpSignature(subject);
  if (signature === undefined) return;
  const { headers: names } = signature;
  const inRequest = subject.request.headers.map(([name]) => name.toLowerCase());
  const place = (name: string): number => inRequest.indexOf(name.toLowerCase());
  const rest = names.filter((name) => !name.startsWith('('));
  const target = names.filter((name) => name.startsWith('('));
  const orders = [
    { words: 'sorted', order: names.toSorted() },
    { words: 'sorted, (request-target) last', order: [...rest.toSorted(), ...target] },
    { words: 'in the order of the request', order: names.toSorted((a, b) => place(a) - place(b)) },
    { words: 'with (request-target) first', order: [...target, ...rest] },
    { words: 'with (request-target) last', order: [...rest, ...target] },
    { words: 'backwards', order: names.toReversed() },
  ];
  const seen = new Set([names.join(' ')]);
  for (const { words, order } of orders) {
    if (seen.has(order.join(' '))) continue;
    seen.add(order.join(' '));
    const value = formatSignatureHeader({ ...signature, headers: order });
    yield {
      change: withHeaderValue(subject, 'Signature', value),
      fits: `the headers ${words}`,
    };
  }
}

function* otherCase(subject: Subject): Generator<Hypothesis, void, undefined> {
  const signature = httpSignature(subject);
  if (signature === undefined) return;
  const { method, path, headers } = subject.request;
  const right = signingString(subject.request, signature.headers);
  const spelled = (name: string): string =>
    headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[0] ?? name;
  const spellings = [
    { words: 'spelled as in its own list', spell: (name: string) => name },
    { words: 'spelled as in the request', spell: spelled },
    { words: 'each word with a capital', spell: titleCase },
    { words: 'in small letters', spell: (name: string) => name.toLowerCase() },
  ];
  for (const { words, spell } of spellings) {
    for (const verb of [method.toLowerCase(), method.toUpperCase()]) {
      const lines = signature.headers.map((name) =>
        name.startsWith('(')
          ? `${name.toLowerCase()}: ${verb} ${path}`
          : `${spell(name)}: ${lineValue(subject, name)}`,
      );
      if (lines.join('\n') === right) continue;
      const capital = verb === method.toLowerCase() ? '' : `, ${verb} in capitals`;
      yield {
        change: {},
        fits: `a text with the header names ${words}${capital}`,
        reproduces: () => fitsText(subject, signature, lines.join('\n')),
      };
    }
  }
}

function* otherBody(subject: Subject): Generator<Hypothesis, void, undefined> {
  const signature = httpSignature(subject);
  const { verification } = subject;
  const isDigest = verification.status === 'failed' && verification.cause === 'digest-mismatch';
  if (signature === undefined || !isDigest) return;
  const text = signingString(subject.request, signature.headers);
  if (typeof text !== 'string') return;
  const { length } = subject.request.body;
  const said = headerValue(subject.request.headers, 'content-length');
  const counted =
    said === undefined || said === String(length) ? '' : `; Content-Length says ${said}`;
  yield {
    change: {},
    fits: `the headers, Digest among them, but not the ${length} bytes of the body${counted}`,
    reproduces: () => fitsText(subject, signature, text),
  };
}

function httpSignature({ view }: Subject): HttpSignature | undefined {
  const signature = parseSignatureHeader(view.header('signature') ?? '');
  return 'error' in signature ? undefined : signature;
}

function lineValue({ request }: Subject, name: string): string {
  const value = headerValues(request.headers, name).join(', ').trim();
  return exactUtf8Text(latin1Bytes(value)) ?? utf8Text(latin1Bytes(value));
}

function fitsText({ secrets }: Subject, { signature }: HttpSignature, text: string): boolean {
  return secrets.some((secret) => {
    if (secret.kind !== 'key-pair') return false;
    try {
      return verifyRsaSha256(readPublicKey(secret.publicKeyPem), text, signature);
    } catch {
      return false; // a key of another kind
    }
  });
}

function titleCase(name: string): string {
  return name.toLowerCase().replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
