import type { HeaderList, HeaderPair } from './headers.ts';

/** What stands in the place of a secret, and of what stands there already; never asked about an empty one. */
export type ReplaceSecret = (secret: string) => string;

// What stands before a secret is kept as group 1; the rest is replaced.
const KEY_SHAPES: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(key-)[A-Za-z0-9]{32,}/g,
  /(?<![A-Za-z0-9])([sr]k_(?:live_|test_)?)[A-Za-z0-9]{8,}[A-Za-z0-9-]*/g,
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

const MAX_ROUNDS = 10;

const SECRET_WORD = /(?:^|[^a-z0-9])(?:token|secret|key|password|auth)$/i;
const SECRET_HUMP = /[a-z0-9](?:Token|Secret|Key|Password|Auth)$/;
const SECRET_NAME = /^(?:apikey|accesstoken|authtoken)$/i;
const PAGE_NUMBER = /^\d{1,3}$/;
const SECRET_HEADER = /(?:^|[-_])(?:token|secret|password|api-?key)$/i;

/** Replaces keys and tokens that show by their shape: `key-` and 32 characters, `sk_…`, `whsec_…`, `Bearer …`. */
export function replaceKeys(text: string, replace: ReplaceSecret): string {
  return KEY_SHAPES.reduce(
    (rest, shape) =>
      rest.replace(shape, (whole, prefix: string) => prefix + replace(whole.slice(prefix.length))),
    text,
  );
}

/** Replaces key shapes, and credentials of URLs that stand in the text. */
export function replaceInText(text: string, replace: ReplaceSecret): string {
  return replaceAll(text, URL_IN_TEXT, replace);
}

/** The same for a text that is a URL or a path as a whole. */
export function replaceInUrl(url: string, replace: ReplaceSecret): string {
  return replaceAll(url, WHOLE_URL, replace);
}

// What stands in the place of a secret has no slash, space or delimiter, so the text around it can then read as
// credentials (`://;key=/&@`, a key with a slash): again until nothing changes. Of
// 3,000,000 texts made of such pieces none changed more than three times.
function replaceAll(text: string, context: UrlContext, replace: ReplaceSecret): string {
  let before = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const after = replaceKeys(replaceUrlSecrets(before, context, replace), replace);
    if (after === before) break;
    before = after;
  }
  return before;
}

/** Replaces credentials; schemes, cookie names and cookie attributes stay. */
export function replaceInHeaders(headers: HeaderList, replace: ReplaceSecret): HeaderList {
  return headers.map(([name, value]): HeaderPair => [name, replaceInHeader(name, value, replace)]);
}

function replaceValue(value: string, replace: ReplaceSecret): string {
  return value === '' ? value : replace(value);
}

function replaceInHeader(name: string, value: string, replace: ReplaceSecret): string {
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization':
      return replaceCredentials(value, replace);
    case 'cookie':
      return value
        .split(';')
        .map((pair) => replaceCookie(pair, replace))
        .join(';');
    case 'set-cookie': {
      const [cookie = '', ...attributes] = value.split(';');
      const others = attributes.map((text) => replaceInText(text, replace));
      return [replaceCookie(cookie, replace), ...others].join(';');
    }
    default:
      return SECRET_HEADER.test(name)
        ? replaceValue(value, replace)
        : replaceInText(value, replace);
  }
}

// RFC 9110 11.4: a scheme, a space and the rest; without a space there is no scheme to keep.
function replaceCredentials(value: string, replace: ReplaceSecret): string {
  const match = /^([A-Za-z0-9-]{1,24}[ \t]+)([\s\S]*)$/.exec(value);
  return match === null
    ? replaceValue(value, replace)
    : `${match[1]}${replaceValue(match[2] ?? '', replace)}`;
}

function replaceCookie(pair: string, replace: ReplaceSecret): string {
  const start = pair.indexOf('=') + 1;
  if (start > 0) return pair.slice(0, start) + replaceValue(pair.slice(start), replace);
  const name = pair.trimStart();
  return pair.slice(0, pair.length - name.length) + replaceValue(name, replace);
}

function replaceUrlSecrets(
  text: string,
  { userinfo, value }: UrlContext,
  replace: ReplaceSecret,
): string {
  const named = text.replace(
    userinfo,
    (_whole, user: string) =>
      `://${user
        .split(':')
        .map((part) => replaceValue(part, replace))
        .join(':')}@`,
  );
  const names = /[?&;#]([^=&;#?\s]*)=/g;
  let done = '';
  let copied = 0;
  for (let match = names.exec(named); match !== null; match = names.exec(named)) {
    value.lastIndex = names.lastIndex;
    const isSecret = isSecretName(match[1] ?? '');
    if (!isSecret && !isShortPassword(match[0])) continue;
    const secret = value.exec(named)?.[0] ?? '';
    if (!isSecret && PAGE_NUMBER.test(secret)) continue;
    done += named.slice(copied, names.lastIndex) + replaceValue(secret, replace);
    copied = names.lastIndex + secret.length;
    names.lastIndex = copied;
  }
  return done + named.slice(copied);
}

function isSecretName(encoded: string): boolean {
  const name = decodedName(encoded).replace(/\]+$/, ''); // auth[token]
  return SECRET_WORD.test(name) || SECRET_HUMP.test(name) || SECRET_NAME.test(name);
}

/** SMTP2GO's `?p=PASSWORD`; elsewhere `p` is often a page, and in a DKIM record (`;p=`) a public key. */
function isShortPassword(parameter: string): boolean {
  return /^[?&]p=$/i.test(parameter);
}

function decodedName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded; // bad escapes stay as they are
  }
}
