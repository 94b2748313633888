import { utf8Bytes, utf8Text } from '../../core/bytes.ts';
import { parseForm } from '../../core/form.ts';
import { percentDecoded } from '../../core/percent.ts';

/** A URL in the parts that signatures are made of; of what is no URL only the target is known. */
export interface UrlParts {
  /** Scheme and authority. */
  readonly origin: string;
  /** Authority without user information, as in a `Host` header. */
  readonly host: string;
  readonly path: string;
  /** Without its question mark; `undefined` when there is none. */
  readonly query: string | undefined;
}

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i;

export function urlParts(url: string): UrlParts {
  const [whole = ''] = url.split('#', 1);
  const [origin = '', host = ''] = ORIGIN.exec(whole) ?? [];
  return { origin, host, ...targetParts(whole.slice(origin.length)) };
}

export function targetOf({ path, query }: Pick<UrlParts, 'path' | 'query'>): string {
  return query === undefined ? path : `${path}?${query}`;
}

/** First value of a query parameter, decoded. */
export function parameterOf(query: string | undefined, name: string): string | undefined {
  return parseForm(utf8Bytes(query ?? '')).find(([candidate]) => candidate === name)?.[1];
}

/** A URL or request target with a query parameter set in its place, or added at the end. */
export function withParameter(url: string, name: string, value: string): string {
  const [whole = '', ...fragment] = url.split('#');
  const mark = whole.indexOf('?');
  const before = mark === -1 ? whole : whole.slice(0, mark);
  const query = mark === -1 ? '' : whole.slice(mark + 1);
  const pairs = query === '' ? [] : query.split('&');
  const added = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const first = pairs.findIndex((pair) => nameOf(pair) === name);
  const others = pairs.filter((pair, at) => at === first || nameOf(pair) !== name);
  const all = first === -1 ? [...others, added] : others.with(first, added);
  return [`${before}?${all.join('&')}`, ...fragment].join('#');
}

function nameOf(pair: string): string {
  const [name = ''] = pair.split('=', 1);
  return utf8Text(percentDecoded(utf8Bytes(name), true));
}

function targetParts(target: string): Pick<UrlParts, 'path' | 'query'> {
  const mark = target.indexOf('?');
  if (mark === -1) return { path: target === '' ? '/' : target, query: undefined };
  return { path: target.slice(0, mark) || '/', query: target.slice(mark + 1) };
}
