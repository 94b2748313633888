import type { HeaderList, HeaderPair } from '../core/headers.ts';

// What stands before a secret is kept as group 1; the rest is masked.
const KEY_SHAPES: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(key-)[A-Za-z0-9]{32,}/g,
  /(?<![A-Za-z0-9])([sr]k_(?:live_|test_)?)[A-Za-z0-9]{8,}/g,
  /(whs(?:ec|k)_)[A-Za-z0-9+/=_-]{4,}/g,
  // A short one needs a digit, so that "bearer token" in a sentence stays readable.
  /\b(bearer[ \t]+)(?:(?=[A-Za-z._~+/=-]*\d)[\w.~+/=-]{4,}|[\w.~+/=-]{20,})/gi,
];

/** How far a secret goes that stands in a URL; the value pattern is sticky. */
interface UrlContext {
  readonly userinfo: RegExp;
  readonly value: RegExp;
}

const WHOLE_URL: UrlContext = { userinfo: /:\/\/([^/?#\s]*)@/g, value: /[^&#]*/y };
const URL_IN_TEXT: UrlContext = {
  userinfo: /:\/\/([^/?#\s"<>\\]*)@/g,
  value: /[^&#\s"<>\\]*/y,
};

const ALREADY_MASKED = /^\*{4}\(\d+\)$/;
const SECRET_WORD = /(?:^|[^a-z0-9])(?:token|secret|key|password|auth)$/i;
const SECRET_HUMP = /[a-z0-9](?:Token|Secret|Key|Password|Auth)$/;
const SECRET_NAME = /^(?:p|apikey|accesstoken|authtoken)$/i;
const SECRET_HEADER = /(?:^|[-_])(?:token|secret|password|api-?key)$/i;

/** `****(32)`: that there is a value, and how many characters it has. */
function maskValue(value: string): string {
  return value === '' || ALREADY_MASKED.test(value) ? value : `****(${value.length})`;
}

/** Masks keys and tokens that show by their shape: `key-` and 32 characters, `sk_…`, `whsec_…`, `Bearer …`. */
export function maskKeys(text: string): string {
  return KEY_SHAPES.reduce(
    (rest, shape) =>
      rest.replace(
        shape,
        (whole, prefix: string) => prefix + maskValue(whole.slice(prefix.length)),
      ),
    text,
  );
}

/** Masks key shapes, and credentials of URLs that stand in the text. */
export function maskText(text: string): string {
  return maskKeys(maskUrlSecrets(text, URL_IN_TEXT));
}

/** The same for a text that is a URL or a path as a whole. */
export function maskUrl(url: string): string {
  return maskKeys(maskUrlSecrets(url, WHOLE_URL));
}

/** Masks credentials; schemes, cookie names and cookie attributes stay. */
export function maskHeaders(headers: HeaderList): HeaderList {
  return headers.map(([name, value]): HeaderPair => [name, maskHeaderValue(name, value)]);
}

function maskHeaderValue(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization':
      return maskCredentials(value);
    case 'cookie':
      return value.split(';').map(maskCookie).join(';');
    case 'set-cookie': {
      const [cookie = '', ...attributes] = value.split(';');
      return [maskCookie(cookie), ...attributes.map(maskText)].join(';');
    }
    default:
      return SECRET_HEADER.test(name) ? maskValue(value) : maskText(value);
  }
}

// RFC 9110 11.4: a scheme, a space and the rest; without a space there is no scheme to keep.
function maskCredentials(value: string): string {
  const match = /^([A-Za-z0-9-]{1,24}[ \t]+)([\s\S]*)$/.exec(value);
  return match === null ? maskValue(value) : `${match[1]}${maskValue(match[2] ?? '')}`;
}

function maskCookie(pair: string): string {
  const start = pair.indexOf('=') + 1;
  if (start > 0) return pair.slice(0, start) + maskValue(pair.slice(start));
  const name = pair.trimStart();
  return pair.slice(0, pair.length - name.length) + maskValue(name);
}

function maskUrlSecrets(text: string, { userinfo, value }: UrlContext): string {
  const named = text.replace(
    userinfo,
    (_whole, user: string) => `://${user.split(':').map(maskValue).join(':')}@`,
  );
  const names = /[?&;#]([^=&;#?\s]*)=/g;
  let masked = '';
  let copied = 0;
  for (let match = names.exec(named); match !== null; match = names.exec(named)) {
    if (!isSecretName(match[1] ?? '')) continue;
    value.lastIndex = names.lastIndex;
    const secret = value.exec(named)?.[0] ?? '';
    masked += named.slice(copied, names.lastIndex) + maskValue(secret);
    copied = names.lastIndex + secret.length;
    names.lastIndex = copied;
  }
  return masked + named.slice(copied);
}

function isSecretName(encoded: string): boolean {
  const name = decodedName(encoded).replace(/\]+$/, ''); // auth[token]
  return SECRET_WORD.test(name) || SECRET_HUMP.test(name) || SECRET_NAME.test(name);
}

function decodedName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded; // bad escapes stay as they are
  }
}
