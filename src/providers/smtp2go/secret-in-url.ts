import { utf8Bytes, utf8Text } from '../../core/bytes.ts';
import { percentDecoded } from '../../core/percent.ts';

/** Text with its percent escapes undone; what is no escape stays. */
export function percentText(text: string): string {
  return utf8Text(percentDecoded(utf8Bytes(text), false));
}

/** First value of a query parameter as written in the request target, or `undefined`. */
export function querySecret(target: string, name: string): string | undefined {
  const found = pairs(split(target).query ?? '').find((pair) => pairName(pair) === name);
  if (found === undefined) return undefined;
  const equals = found.indexOf('=');
  return equals === -1 ? '' : found.slice(equals + 1);
}

/** Puts `name=secret` in the place of the first parameter of that name and drops others; appends it when there is none. */
export function withQuerySecret(target: string, name: string, secret: string): string {
  const { path, query } = split(target);
  const added = `${encodeURIComponent(name)}=${encodeURIComponent(secret)}`;
  if (query === undefined) return `${path}?${added}`;
  const all = pairs(query);
  const index = all.findIndex((pair) => pairName(pair) === name);
  if (index === -1) return `${path}?${[...all, added].join('&')}`;
  const kept = all.flatMap((pair, position) => {
    if (position === index) return [added];
    return pairName(pair) === name ? [] : [pair];
  });
  return `${path}?${kept.join('&')}`;
}

/** Last segment of the path as written, when it can end with `_SECRET` at all. */
export function pathSegment(target: string): string | undefined {
  const { path } = split(target);
  const segment = path.slice(path.lastIndexOf('/') + 1);
  return segment.includes('_') ? segment : undefined;
}

/** Ends the path with `_SECRET`, as in `/webhook/smtp2go_PASSWORD`, unless it ends so already. */
export function withPathSecret(target: string, secret: string): string {
  const { path, query } = split(target);
  const tail = `_${secret}`;
  const there = path.endsWith(tail) || percentText(path).endsWith(tail);
  const ended = there ? path : `${path}_${encodeURIComponent(secret)}`;
  return query === undefined ? ended : `${ended}?${query}`;
}

function split(target: string): { readonly path: string; readonly query: string | undefined } {
  const mark = target.indexOf('?');
  if (mark === -1) return { path: target, query: undefined };
  return { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

function pairs(query: string): readonly string[] {
  return query === '' ? [] : query.split('&');
}

function pairName(pair: string): string {
  return percentText(pair.split('=', 1)[0] ?? '');
}
