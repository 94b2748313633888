import { readChoice, readName, readTexts } from './definition-values.ts';
import { type Located, readMembers, readOptional, reportAt } from './located-reader.ts';
import type { ContentSignature, KeyForm } from './provider-definition.ts';

type Scheme = ContentSignature['scheme'];

const KEY_ENCODINGS = {
  hmac: ['utf8', 'hex', 'base64', 'base64url', 'sha1'],
  hash: ['utf8'],
  ed25519: ['hex', 'base64', 'base64url'],
  ecdsa: [],
  rsa: [],
} as const satisfies Record<Scheme, readonly KeyForm['encoding'][]>;
export function defaultKeyForm(scheme: Scheme): KeyForm {
  return { encoding: scheme === 'ed25519' ? 'hex' : 'utf8', stripPrefixes: [], normalise: null };
}

/** `hex`, or a map with more. */
export function readKeyForm(located: Located, scheme: Scheme): KeyForm | undefined {
  const encodings: readonly KeyForm['encoding'][] = KEY_ENCODINGS[scheme];
  if (encodings.length === 0) {
    return reportAt(located, `scheme ${scheme} takes its key in PEM; expected no key here`);
  }
  if (located.node.kind === 'scalar') {
    const encoding = readChoice(located, encodings);
    return encoding && { ...defaultKeyForm(scheme), encoding };
  }
  const members = readMembers(located, ['encoding', 'strip_prefix', 'normalise']);
  return (
    members && {
      encoding:
        readOptional(members.get('encoding'), (text) => readChoice(text, encodings)) ??
        defaultKeyForm(scheme).encoding,
      stripPrefixes:
        readOptional(members.get('strip_prefix'), (texts) =>
          readTexts(texts, (text) => readName(text, 'a prefix such as whsec_')),
        ) ?? [],
      normalise: readOptional(members.get('normalise'), (text) =>
        readChoice(text, ['NFC', 'NFD', 'NFKC', 'NFKD']),
      ),
    }
  );
}
