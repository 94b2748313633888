import { type HeaderList, headerValue } from '../core/headers.ts';
import type { ProviderOptions } from '../providers/types.ts';
import { parseBasic } from '../signing/basic-auth.ts';
import type { VerifyCase } from './types.ts';

/** A URL in the parts that can differ; not normalised, since signatures are over its text. */
export interface UrlParts {
  readonly scheme: string;
  /** With a `@` behind it, or empty. */
  readonly user: string;
  readonly host: string;
  /** With a `:` before it, or empty. */
  readonly port: string;
  readonly path: string;
  /** With a `?` before it, or empty. */
  readonly query: string;
}

/** Parts a URL may have had instead, each list likeliest first. */
export type UrlAlternatives = { readonly [Part in keyof UrlParts]: readonly string[] };

const URL_SHAPE =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^@/?#]*@))?(\[[^\]]*\]|[^:/?#]*)(:\d*)?([^?#]*)(\?[^#]*)?/i;

/** The URL as configured, where an option holds it, else the one the request has. */
export function urlParts(failed: VerifyCase, signsHost: boolean): UrlParts | undefined {
  const { url, request, options } = failed;
  const [, configured] = urlOption(options) ?? [];
  const match = URL_SHAPE.exec(configured ?? url);
  if (match === null) return undefined;
  const [, scheme = '', user = '', host = '', port = '', path = '', query = ''] = match;
  if (configured !== undefined) return { scheme, user, host, port, path, query };
  const named = signsHost ? headerValue(request.headers, 'host') : undefined;
  const mark = request.path.indexOf('?');
  return {
    scheme,
    user,
    host: named === undefined ? host : hostName(named),
    port: named === undefined ? port : portOf(named),
    path: mark === -1 ? request.path : request.path.slice(0, mark),
    query: mark === -1 ? '' : request.path.slice(mark),
  };
}

/** The option that holds a URL, if one does. */
export function urlOption(
  options: ProviderOptions,
): readonly [name: string, url: string] | undefined {
  return Object.entries(options).find(([, value]) => /^https?:\/\//i.test(value));
}

export function urlText({ scheme, user, host, port, path, query }: UrlParts): string {
  return `${scheme}://${user}${host}${port}${path}${query}`;
}

/** What the headers of proxies, and habit, suggest in the place of each part. */
export function urlAlternatives(held: UrlParts, { request, url }: VerifyCase): UrlAlternatives {
  const { headers } = request;
  const values = (...names: readonly string[]): readonly string[] =>
    names.flatMap(
      (name) =>
        headerValue(headers, name)
          ?.split(',')
          .map((each) => each.trim()) ?? [],
    );
  const given = URL_SHAPE.exec(url);
  const hosts = [
    ...values('x-forwarded-host', 'x-original-host', 'x-forwarded-server', 'host'),
    ...forwarded(headers, 'host'),
    `${given?.[3] ?? ''}${given?.[4] ?? ''}`,
  ].filter((host) => host !== '');
  const ports = values('x-forwarded-port').map((port) => `:${port}`);
  const targets = values(
    'x-original-uri',
    'x-original-url',
    'x-rewrite-url',
    'x-forwarded-uri',
    'x-forwarded-path',
    'x-envoy-original-path',
    'x-replaced-path',
  ).map((target) => target.replace(/^[a-z]+:\/\/[^/]*/i, ''));
  const prefixes = values('x-forwarded-prefix', 'x-script-name').map((each) =>
    each.replace(/\/$/, ''),
  );
  const credentials = parseBasic(headerValue(headers, 'authorization') ?? '');
  const isSlashed = held.path.endsWith('/');
  return {
    scheme: others(held.scheme, ['https', 'http']),
    user: others(held.user, [
      '',
      ...(credentials === undefined ? [] : [`${credentials.user}:${credentials.password}@`]),
    ]),
    host: others(held.host, [...hosts.map(hostName), held.host.toLowerCase()]),
    port: others(held.port, [
      '',
      ...hosts.map(portOf),
      ...ports,
      held.scheme === 'https' ? ':443' : ':80',
      held.scheme === 'https' ? ':80' : ':443',
    ]),
    path: others(held.path, [
      isSlashed ? held.path.slice(0, -1) : `${held.path}/`,
      ...targets.map((target) => target.replace(/\?.*$/, '')),
      ...prefixes.map((prefix) => prefix + held.path),
      given?.[5] ?? held.path,
      decodedPath(held.path),
      held.path.toLowerCase(),
      '/',
    ]),
    query: others(held.query, [
      '',
      ...targets.map((target) => /\?.*$/.exec(target)?.[0] ?? ''),
      given?.[6] ?? held.query,
      held.query.replaceAll('+', '%20'),
      held.query.replaceAll('%20', '+'),
      decodedPath(held.query),
      sortedQuery(held.query),
    ]),
  };
}

function others(held: string, candidates: readonly string[]): readonly string[] {
  return [...new Set(candidates)].filter((candidate) => candidate !== held);
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '');
}

function portOf(host: string): string {
  return /:\d+$/.exec(host)?.[0] ?? '';
}

/** Values of a parameter of `Forwarded` (RFC 7239). */
function forwarded(headers: HeaderList, name: string): readonly string[] {
  const value = headerValue(headers, 'forwarded') ?? '';
  const found = value.matchAll(new RegExp(`(?:^|[;,\\s])${name}="?([^";,\\s]+)`, 'gi'));
  return [...found].map((match) => match[1] ?? '');
}

function decodedPath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sortedQuery(query: string): string {
  return query === '' ? '' : `?${query.slice(1).split('&').toSorted().join('&')}`;
}
