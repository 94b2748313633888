import type { ExplainedCause } from '../core/explained-causes.ts';
import { headerValue, withHeader } from '../core/headers.ts';
import type { Change, Hypothesis, Subject, WrongWay } from './types.ts';
import {
  type UrlAlternatives,
  type UrlParts,
  urlAlternatives,
  urlOption,
  urlParts,
  urlText,
} from './url-alternatives.ts';

type UrlCause = Extract<ExplainedCause, `url-${string}`>;

const PROXY_FIX =
  'Build the URL from the public address you gave the provider, kept in the configuration, not from the request behind the proxy. In Express: app.set("trust proxy", …) and req.originalUrl.';
const MAX_COMBINED = 150;

/** The URL that was signed is not the one the request has here. */
export const URL_WAYS: readonly WrongWay[] = [
  one('url-scheme', {
    summary: 'The signature is over https:// where the check has http://, or the other way round.',
    explanation: 'A proxy or a tunnel ends TLS, so that the receiver sees plain HTTP.',
  }),
  one('url-port', {
    summary: 'The URL that was signed has another port, or none.',
    explanation:
      'The provider signs the URL as it was configured; behind a proxy the receiver sees its own port, and some libraries add :443.',
  }),
  one('url-host', {
    summary: 'The URL or Host that was signed names another host.',
    explanation:
      'A proxy or tunnel replaced the Host header, or the check uses an internal name of the receiver.',
  }),
  one('url-trailing-slash', {
    summary: 'The URL that was signed has a slash at the end of its path, or lacks the one here.',
    explanation: 'Routers and URL builders add or remove a final slash.',
  }),
  one('url-path', {
    summary: 'The URL that was signed has another path.',
    explanation:
      'A gateway cut off or added a prefix (/api, /prod), a mounted router hides the part before it, or the path was decoded.',
  }),
  one('url-query', {
    summary:
      'The query of the URL that was signed is not the one here: left out, reordered or escaped anew.',
    explanation:
      'The check uses the path alone, or a framework parsed the query and wrote it again.',
  }),
  {
    name: 'url-proxy',
    aspect: 'url',
    summary:
      'The URL that was signed differs from the one here in several parts, as behind a proxy.',
    explanation:
      'The provider signs the public URL. Behind a proxy or tunnel the receiver sees another scheme, host, port or path.',
    fix: PROXY_FIX,
    hypotheses: several,
  },
];

function one(name: UrlCause, words: Pick<WrongWay, 'summary' | 'explanation'>): WrongWay {
  const hypotheses = function* (subject: Subject): Generator<Hypothesis, void, undefined> {
    const found = alternativesOf(subject);
    if (found === undefined) return;
    const { held, alternatives } = found;
    for (const change of simpleChanges(alternatives)) {
      if (causeOf(change, held) === name) yield hypothesis(subject, held, change);
    }
  };
  return { name, aspect: 'url', ...words, fix: PROXY_FIX, hypotheses };
}

const PARTS = ['scheme', 'host', 'port', 'path', 'query', 'user'] as const;

function causeOf(change: Partial<UrlParts>, held: UrlParts): UrlCause | undefined {
  const [part, second, third] = PARTS.filter((each) => change[each] !== undefined);
  if (part === undefined) return undefined;
  // Host and port together are what the Host header says.
  if (second !== undefined)
    return part === 'host' && second === 'port' && third === undefined ? 'url-host' : 'url-proxy';
  const isSlash = `${held.path}/` === change.path || held.path === `${change.path}/`;
  if (part === 'path') return isSlash ? 'url-trailing-slash' : 'url-path';
  return part === 'user' ? 'url-host' : `url-${part}`;
}

/** One part, or host and port. */
function simpleChanges(alternatives: UrlAlternatives): readonly Partial<UrlParts>[] {
  return [
    ...PARTS.flatMap((part) => alternatives[part].map((value) => ({ [part]: value }))),
    ...alternatives.host.flatMap((host) => alternatives.port.map((port) => ({ host, port }))),
  ];
}

/** Two and more parts at once, those of the address before those of the path. */
function* several(subject: Subject): Generator<Hypothesis, void, undefined> {
  const found = alternativesOf(subject);
  if (found === undefined) return;
  const { held, alternatives } = found;
  const combined = combinations(alternatives)
    .filter((change) => causeOf(change, held) === 'url-proxy')
    .toSorted((left, right) => Object.keys(left).length - Object.keys(right).length);
  for (const change of subject.deep ? combined : combined.slice(0, MAX_COMBINED)) {
    yield hypothesis(subject, held, change);
  }
}

function combinations(alternatives: UrlAlternatives): readonly Partial<UrlParts>[] {
  return PARTS.reduce<readonly Partial<UrlParts>[]>(
    (changes, part) =>
      changes.flatMap((change) => [
        change,
        ...alternatives[part].map((value) => ({ ...change, [part]: value })),
      ]),
    [{}],
  );
}

function alternativesOf(
  subject: Subject,
): { readonly held: UrlParts; readonly alternatives: UrlAlternatives } | undefined {
  const { covers } = subject.provider.scheme;
  if (!covers.url) return undefined;
  const held = urlParts(subject, covers.headers);
  return held === undefined ? undefined : { held, alternatives: urlAlternatives(held, subject) };
}

function hypothesis(subject: Subject, held: UrlParts, change: Partial<UrlParts>): Hypothesis {
  const parts = { ...held, ...change };
  const { headers } = subject.request;
  const url = urlText(parts);
  const shown = `the URL ${urlText({ ...parts, user: '' })}`;
  const [option] = urlOption(subject.options) ?? [];
  if (option !== undefined) {
    return { change: { options: { ...subject.options, [option]: url } }, fits: shown };
  }
  const host = parts.host + parts.port;
  const hasHost = headerValue(headers, 'host') !== undefined;
  const isMoved = change.host !== undefined || change.port !== undefined;
  const changed: Change = {
    url,
    path: parts.path + parts.query,
    ...(isMoved && hasHost ? { headers: withHeader(headers, 'Host', host) } : {}),
  };
  return { change: changed, fits: shown };
}
