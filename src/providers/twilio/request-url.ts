/** Query parameter that covers a body which is no form. */
const BODY_HASH = 'bodySHA256';

/** A URL or request target cut at its marks; query and fragment without them. */
function cut(url: string): { readonly base: string; readonly query: string | undefined } {
  const [whole = ''] = url.split('#', 1);
  const mark = whole.indexOf('?');
  if (mark === -1) return { base: whole, query: undefined };
  return { base: whole.slice(0, mark), query: whole.slice(mark + 1) };
}

function joined(base: string, query: string | undefined): string {
  return query === undefined ? base : `${base}?${query}`;
}

export function withoutFragment(url: string): string {
  const { base, query } = cut(url);
  return joined(base, query);
}

/** What stands before the query of one, and the query of the other unless that has none. */
export function withQueryOf(url: string, target: string): string {
  return joined(cut(url).base, cut(target).query ?? cut(url).query);
}

/** Query of a URL or target, not decoded; empty when there is none. */
export function queryOf(target: string): string {
  return cut(target).query ?? '';
}

/** Hash of the body as the query tells it, or `undefined`. */
export function bodyHashIn(url: string): string | undefined {
  const pair = queryOf(url)
    .split('&')
    .find((candidate) => candidate.startsWith(`${BODY_HASH}=`));
  return pair?.slice(BODY_HASH.length + 1);
}

/** Puts the hash where an old one stands, else at the end of the query. */
export function withBodyHash(url: string, hash: string): string {
  const { base, query } = cut(url);
  const added = `${BODY_HASH}=${hash}`;
  if (bodyHashIn(url) === undefined) {
    return `${base}?${query === undefined || query === '' ? '' : `${query}&`}${added}`;
  }
  const pairs = (query ?? '').split('&');
  return `${base}?${pairs.map((pair) => (pair.startsWith(`${BODY_HASH}=`) ? added : pair)).join('&')}`;
}
