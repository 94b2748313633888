import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ExplainedCause } from '../../src/core/explained-causes.ts';
import {
  type HeaderList,
  headerValue,
  withHeader,
  withoutHeaders,
} from '../../src/core/headers.ts';
import type { Random } from '../../src/core/random.ts';
import type { WebhookRequest } from '../../src/core/request.ts';
import type { KnownSecret } from '../../src/explain/types.ts';
import type { Provider, ProviderOptions, Secret } from '../../src/providers/types.ts';

/** A request as it was signed, and all that is needed to check it. */
export interface RightCase {
  readonly provider: Provider;
  readonly request: WebhookRequest;
  readonly secret: Secret;
  readonly url: string;
  readonly nowMs: number;
  readonly options: ProviderOptions;
  /** Draws for the mistake itself. */
  readonly random: Random;
}

/** What is held in the end, and what it was checked with. */
type WrongCase = Pick<RightCase, 'request' | 'url' | 'nowMs' | 'options'> & {
  readonly secrets: readonly Secret[];
  readonly known: readonly KnownSecret[];
};

/** One way to go wrong, made without anything of the code under test. */
export interface Mistake {
  readonly cause: ExplainedCause;
  readonly title: string;
  /** `undefined` where the mistake can't be made, or changes nothing. */
  make(right: RightCase): Partial<WrongCase> | undefined;
}

type BodyChange = (text: string, right: RightCase) => Uint8Array | string | undefined;

function body(cause: ExplainedCause, title: string, change: BodyChange): Mistake {
  return {
    cause,
    title,
    make: (right) => {
      const { request } = right;
      const text = Buffer.from(request.body).toString('utf8');
      const changed = change(text, right);
      if (changed === undefined || changed === text) return undefined;
      return { request: { ...request, body: Buffer.from(changed as string) } };
    },
  };
}

function json(
  cause: ExplainedCause,
  title: string,
  change: (value: unknown, text: string) => string,
): Mistake {
  return body(cause, title, (text) => {
    if (!/^[[{]/.test(text)) return undefined;
    try {
      return change(JSON.parse(text), text);
    } catch {
      return undefined;
    }
  });
}

function secret(
  cause: ExplainedCause,
  title: string,
  change: (text: string, right: RightCase) => string,
): Mistake {
  return {
    cause,
    title,
    make: (right) => {
      if (right.secret.kind !== 'shared') return undefined;
      const value = change(right.secret.value, right);
      return value === right.secret.value ? undefined : { secrets: [{ kind: 'shared', value }] };
    },
  };
}

function headers(
  cause: ExplainedCause,
  title: string,
  change: (headers: HeaderList, right: RightCase) => HeaderList | undefined,
): Mistake {
  return {
    cause,
    title,
    make: (right) => {
      const changed = change(right.request.headers, right);
      return changed === undefined
        ? undefined
        : { request: { ...right.request, headers: changed } };
    },
  };
}

/** The header with the signature, for providers that have one. */
function signatureHeader({ request }: RightCase): readonly [string, string] | undefined {
  return request.headers.find(([name]) =>
    /^(?!x-hub-signature$).*signature(?:-256|-v\d)?$|hmac/i.test(name),
  );
}

function onSignature(
  cause: ExplainedCause,
  title: string,
  change: (value: string) => string,
): Mistake {
  return headers(cause, title, (list, right) => {
    const [name, value] = signatureHeader(right) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const changed = change(value);
    return changed === value ? undefined : withHeader(list, name, changed);
  });
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};

/** json.dumps of Python. */
function python(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, inner]) => `${python(key)}: ${python(inner)}`);
    return `{${members.join(', ')}}`;
  }
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const escapeHtml = (text: string): string =>
  text.replace(/[<>&]/g, (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`);

const isForm = ({ request }: RightCase): boolean =>
  headerValue(request.headers, 'content-type')?.startsWith('application/x-www-form-urlencoded') ===
  true;

function form(
  cause: ExplainedCause,
  title: string,
  change: (pairs: readonly (readonly [string, string])[], text: string) => string,
): Mistake {
  return body(cause, title, (text, right) =>
    isForm(right) && text !== '' ? change([...new URLSearchParams(text)], text) : undefined,
  );
}

const component = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map((pair) => pair.map((text) => encodeURIComponent(text)).join('=')).join('&');

function browserForm(pairs: readonly (readonly [string, string])[]): string {
  const written = new URLSearchParams();
  for (const [name, value] of pairs) written.append(name, value);
  return written.toString();
}

const byName = ([left]: readonly [string, string], [right]: readonly [string, string]): number => {
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

/** Moves a request to another URL, as a proxy does that tells so in headers. */
function moved(
  cause: ExplainedCause,
  title: string,
  change: (url: URL) => HeaderList | undefined,
): Mistake {
  return {
    cause,
    title,
    make: ({ request, url }) => {
      const seen = new URL(url);
      const told = change(seen);
      if (told === undefined || seen.href === url) return undefined;
      const named = request.headers.map(([name, value]) =>
        name.toLowerCase() === 'host' ? ([name, seen.host] as const) : ([name, value] as const),
      );
      return {
        request: { ...request, path: seen.pathname + seen.search, headers: [...named, ...told] },
        url: seen.href,
      };
    },
  };
}

const DAY_MS = 86_400_000;

/** Every mistake that can be made with a request of some provider at hand. */
export const MISTAKES: readonly Mistake[] = [
  {
    cause: 'stale',
    title: 'checked a month later',
    make: ({ nowMs }) => ({ nowMs: nowMs + 30 * DAY_MS }),
  },
  {
    cause: 'future',
    title: 'a clock that is two days behind',
    make: ({ nowMs }) => ({ nowMs: nowMs - 2 * DAY_MS }),
  },
  secret('secret-whitespace', 'a line end behind the secret', (text) => `${text}\n`),
  secret('secret-whitespace', 'blanks around the secret', (text) => `  ${text} `),
  secret('secret-quoted', 'quotes around the secret', (text) => `"${text}"`),
  secret('secret-quoted', 'NAME= before the secret', (text) => `WEBHOOK_SECRET=${text}`),
  secret('secret-prefix', 'a prefix before the secret', (text) =>
    text.startsWith('whsec_') ? text : `whsec_${text}`,
  ),
  secret('secret-case', 'the secret in capitals', (text) =>
    /^[0-9a-f]+$/.test(text) ? text.toUpperCase() : text,
  ),
  secret('secret-encoding', 'the secret in base64', (text) => Buffer.from(text).toString('base64')),
  secret('secret-encoding', 'the secret in hexadecimal', (text) =>
    Buffer.from(text).toString('hex'),
  ),
  secret('secret-user', 'the password alone', (text) => text.slice(text.indexOf(':') + 1)),
  {
    cause: 'test-secret',
    title: 'signed with the test secret',
    make: ({ provider, secret: held }) => {
      if (provider.secret.kind !== 'shared' || held.kind !== 'shared') return undefined;
      const known: KnownSecret = { kind: 'test-secret', label: 'the test secret', secret: held };
      return { secrets: [{ kind: 'shared', value: provider.secret.testSecret }], known: [known] };
    },
  },
  {
    cause: 'previous-secret',
    title: 'signed with the secret before',
    make: ({ secret: held }) => ({
      secrets: [otherSecret(held)],
      known: [{ kind: 'previous-secret', label: 'the one before', secret: held }],
    }),
  },
  {
    cause: 'other-provider-secret',
    title: 'signed with the secret of another provider',
    make: ({ secret: held }) => ({
      secrets: [otherSecret(held)],
      known: [{ kind: 'other-provider-secret', label: 'that of another', secret: held }],
    }),
  },
  onSignature('signature-case', 'the signature in capitals', (value) =>
    value.replace(/[0-9a-f]{40,}/g, (hex) => hex.toUpperCase()),
  ),
  onSignature('signature-prefix', 'a prefix before the signature', (value) =>
    /^[0-9a-f]{64}$/.test(value) ? `sha256=${value}` : value,
  ),
  onSignature('signature-encoding', 'hexadecimal for base64, or the other way', (value) =>
    value
      .replace(/(?<![\w+/])[0-9a-f]{40,}(?![\w+/])/g, (hex) =>
        Buffer.from(hex, 'hex').toString('base64'),
      )
      .replace(
        /(?<![\w+/"])[A-Za-z0-9+/]{27}=(?![\w=])|(?<![\w+/"])[A-Za-z0-9+/]{43}=(?![\w=])/g,
        (text, _at, whole) =>
          whole === value ? Buffer.from(text, 'base64').toString('hex') : text,
      ),
  ),
  headers('signature-header', 'the signature header under a CGI name', (list, right) => {
    const [name, value] = signatureHeader(right) ?? [];
    if (name === undefined || value === undefined) return undefined;
    return [
      ...withoutHeaders(list, name),
      [`HTTP_${name.toUpperCase().replaceAll('-', '_')}`, value],
    ];
  }),
  body('final-newline', 'a line end behind the body', (text) => `${text}\n`),
  body('final-newline', 'CRLF behind the body', (text) => `${text}\r\n`),
  body('line-ends', 'CRLF for LF', (text) => text.replace(/\r?\n/g, '\r\n')),
  body('body-trimmed', 'blanks around the body', (text) => ` ${text}  `),
  body('byte-order-mark', 'a byte order mark', (text) => `\ufeff${text}`),
  json('json-whitespace', 'indented by 2', (value, text) =>
    JSON.stringify(value) === text ? JSON.stringify(value, null, 2) : text,
  ),
  json('json-whitespace', 'blanks of Python', (value, text) =>
    JSON.stringify(value) === text && !/[^\0-\x7f]/.test(text) ? python(value) : text,
  ),
  json('json-unicode-escapes', '\\u escapes', (_value, text) =>
    text.replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  ),
  json('json-slashes', '\\/ of PHP', (_value, text) =>
    text.includes('\\/') ? text : text.replaceAll('/', '\\/'),
  ),
  json('json-html-escapes', 'escapes of Go undone', (value, text) =>
    escapeHtml(JSON.stringify(value)) === text ? JSON.stringify(value) : text,
  ),
  json('json-html-escapes', 'escapes of Go added', (value, text) =>
    JSON.stringify(value) === text ? escapeHtml(text) : text,
  ),
  json('json-empty-objects', '[] for {}', (value, text) =>
    JSON.stringify(value) === text && !text.includes('[]') ? text.replaceAll('{}', '[]') : text,
  ),
  json('json-key-order', 'sorted keys', (value, text) => {
    if (JSON.stringify(value) === text) return JSON.stringify(sorted(value));
    return escapeHtml(JSON.stringify(value)) === text
      ? escapeHtml(JSON.stringify(sorted(value)))
      : text;
  }),
  json('json-reserialised', 'sorted keys and indented', (value) =>
    JSON.stringify(sorted(value), null, 4),
  ),
  json('json-reserialised', 'Python with sorted keys', (value) => python(sorted(value))),
  form('form-encoding', 'encodeURIComponent', (pairs, text) =>
    browserForm(pairs) === text ? component(pairs) : text,
  ),
  form('form-order', 'sorted fields', (pairs, text) =>
    browserForm(pairs) === text ? browserForm(pairs.toSorted(byName)) : text,
  ),
  form('form-reencoded', 'sorted fields, encodeURIComponent', (pairs) =>
    component(pairs.toSorted(byName)),
  ),
  form('form-parsed', 'JSON of the fields', (pairs, text) =>
    new Set(pairs.map(([name]) => name)).size === pairs.length
      ? JSON.stringify(Object.fromEntries(pairs))
      : text,
  ),
  body('body-charset', 'read as Latin-1, written as UTF-8', (text) => {
    const misread = Buffer.from(text, 'utf8').toString('latin1');
    return misread === text ? undefined : misread;
  }),
  {
    cause: 'body-compression',
    title: 'still compressed',
    make: ({ request }) => ({
      request: {
        ...request,
        headers: [...request.headers, ['Content-Encoding', 'gzip']],
        body: gzipSync(request.body),
      },
    }),
  },
  body('body-base64', 'in base64', (_text, { request }) =>
    Buffer.from(request.body).toString('base64'),
  ),
  body('body-wrapped', 'in a JSON string', (text) => JSON.stringify(text)),
  body('body-wrapped', 'in an event object', (text) => JSON.stringify({ headers: {}, body: text })),
  moved('url-scheme', 'TLS that ends at a proxy', (url) => {
    url.protocol = url.protocol === 'https:' ? 'http:' : 'https:';
    return [];
  }),
  moved('url-host', 'a proxy that tells the host', (url) => {
    const { host } = url;
    url.host = 'app.internal:3000';
    return [['X-Forwarded-Host', host]];
  }),
  moved('url-path', 'a proxy that cuts the path and tells it', (url) => {
    const { pathname, search } = url;
    url.pathname = `${pathname}/behind`;
    return [['X-Original-URI', pathname + search]];
  }),
  moved('url-trailing-slash', 'a slash too many', (url) => {
    url.pathname += '/';
    return [];
  }),
  moved('url-proxy', 'a proxy that changes host, scheme and path', (url) => {
    const { host, pathname, search } = url;
    const proto = url.protocol.slice(0, -1);
    url.host = '127.0.0.1:3000';
    url.pathname = `/inner${pathname}`;
    return [
      ['X-Forwarded-Host', host],
      ['X-Forwarded-Proto', proto],
      ['X-Original-URI', pathname + search],
    ];
  }),
];

function otherSecret(held: Secret): Secret {
  if (held.kind === 'key-pair') return { ...held, publicKeyPem: OTHER_PUBLIC_KEY };
  const value = createHmac('sha256', 'another')
    .update(held.value)
    .digest('hex')
    .slice(0, held.value.length);
  return { kind: 'shared', value };
}

/** Of the draft's appendix C; nothing here is signed with it. */
const OTHER_PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----
`;
