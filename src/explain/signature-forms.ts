import { base64Text, base64UrlText, hexText } from '../core/bytes.ts';

/** Another way to write a received signature, with words that continue "the signature". */
export interface SignatureForm {
  readonly text: string;
  readonly words: string;
}

const DIGEST = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{27,}={0,2}(?![A-Za-z0-9+/_=-])/g;
const HEX = /^(?:[0-9a-f]{2}){16,}$/i;
const PREFIX =
  /^\s*(?:(?:sha1|sha256|sha512|hmac-sha256|v0|v1|v1a|s|sig|signature|HMAC|Bearer|Basic|Signature)\s*[=,: ]\s*)/i;
const PREFIXES = ['sha256=', 'sha1=', 'v1,', 'v1=', 'v0=', 'HMAC ', 'Basic ', 'Bearer '];

export function* caseForms(text: string): Generator<SignatureForm, void, undefined> {
  yield* changed(
    text,
    (found) => (HEX.test(found) ? found.toLowerCase() : found),
    'in small letters',
  );
  yield* changed(text, (found) => (HEX.test(found) ? found.toUpperCase() : found), 'in capitals');
}

export function* prefixForms(text: string): Generator<SignatureForm, void, undefined> {
  const quoted = text.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (quoted !== text) yield { text: quoted, words: 'without the quotes or blanks around it' };
  const bare = quoted.replace(PREFIX, '');
  if (bare !== quoted) yield { text: bare, words: 'without its prefix' };
  for (const prefix of PREFIXES) {
    if (!quoted.startsWith(prefix)) {
      yield { text: prefix + bare, words: `with the prefix ${prefix.trim()} before it` };
    }
  }
  if (bare.includes(':')) {
    const credentials = base64Text(Buffer.from(bare, 'latin1'));
    yield { text: `Basic ${credentials}`, words: 'written as basic credentials in base64' };
  }
}

/** Every encoding, each as it stands, without a prefix, and with each of the usual ones. */
export function* encodedForms(text: string): Generator<SignatureForm, void, undefined> {
  const bare = text.replace(PREFIX, '');
  const frames = [text, bare, ...PREFIXES.slice(0, 5).map((prefix) => prefix + bare)];
  const seen = new Set<string>();
  for (const frame of frames) {
    for (const { write, words } of ENCODINGS) {
      for (const form of changed(frame, write, words)) {
        if (!seen.has(form.text)) yield form;
        seen.add(form.text);
      }
    }
  }
}

const ENCODINGS: readonly { readonly words: string; write(found: string): string }[] = [
  { words: 'written in hexadecimal', write: (found) => encoded(found, hexText) },
  { words: 'written as base64', write: (found) => encoded(found, base64Text) },
  { words: 'written as URL-safe base64', write: (found) => encoded(found, base64UrlText) },
  {
    words: 'written as base64 without padding',
    write: (found) => encoded(found, (bytes) => base64Text(bytes).replace(/=+$/, '')),
  },
  {
    words: 'decoded from base64 once more',
    write: (found) => {
      const inner = Buffer.from(found, 'base64').toString('latin1');
      return /^[A-Za-z0-9+/_-]{27,}={0,2}$/.test(inner) ? inner : found;
    },
  },
];

function encoded(found: string, write: (bytes: Uint8Array) => string): string {
  return write(HEX.test(found) ? Buffer.from(found, 'hex') : Buffer.from(found, 'base64'));
}

/** Rewrites what looks like a signature within a text, such as the value of `v1` in `t=…,v1=…`. */
function* changed(
  text: string,
  write: (found: string) => string,
  words: string,
): Generator<SignatureForm, void, undefined> {
  const written = text.replace(DIGEST, write);
  if (written !== text) yield { text: written, words };
}

/** Whether a header value may hold a signature. */
export function looksSigned(value: string): boolean {
  DIGEST.lastIndex = 0;
  return DIGEST.test(value);
}
