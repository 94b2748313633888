import { utf8Bytes, utf8Text } from './bytes.ts';
import type { HeaderList, HeaderPair } from './headers.ts';
import { percentDecoded } from './percent.ts';
import type { ReplaceSecret } from './secret-places.ts';

/** What a user has told to be secret; no shape or usual name gives it away. */
export interface DeclaredSecrets {
  /** Headers and query parameters whose values are secret, right or wrong. */
  readonly names: readonly string[];
  /** Secret wherever they stand. */
  readonly values: readonly string[];
}

/** A shorter one would be found where it is none. */
const MIN_VALUE_LENGTH = 4;

/** Replaces declared secrets in a URL or path, and in headers. */
export interface DeclaredReplacer {
  url(url: string): string;
  headers(headers: HeaderList): HeaderList;
}

export function declaredReplacer(
  { names, values }: DeclaredSecrets,
  replace: ReplaceSecret,
): DeclaredReplacer {
  const literals = [...new Set(values)]
    .filter((value) => value.length >= MIN_VALUE_LENGTH)
    .toSorted((left, right) => right.length - left.length); // one may stand in another
  const headerNames = new Set(names.map((name) => name.toLowerCase()));
  const plain = withoutAny(literals, replace);
  const spelled = withoutAny(
    literals.flatMap((text) => [text, encodeURIComponent(text)]),
    replace,
  );
  const pair = (text: string): string => {
    const start = text.indexOf('=') + 1;
    const value = text.slice(start);
    const isNamed = start > 0 && value !== '' && names.includes(decoded(text.slice(0, start - 1)));
    return isNamed ? text.slice(0, start) + replace(value) : text;
  };
  return {
    url: (url) => {
      const query = url.indexOf('?') + 1;
      const named =
        query === 0 ? url : url.slice(0, query) + url.slice(query).split('&').map(pair).join('&');
      return spelled(named);
    },
    headers: (headers) =>
      headers.map(([name, value]): HeaderPair => {
        const isNamed = value !== '' && headerNames.has(name.toLowerCase());
        return [name, isNamed ? replace(value) : plain(value)];
      }),
  };
}

/** In one pass, so that no secret is looked for in what stands in the place of another. */
function withoutAny(found: readonly string[], replace: ReplaceSecret): (text: string) => string {
  if (found.length === 0) return (text) => text;
  const escaped = found.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const pattern = new RegExp(escaped.join('|'), 'g');
  return (text) => text.replace(pattern, (secret) => replace(secret));
}

function decoded(name: string): string {
  return utf8Text(percentDecoded(utf8Bytes(name), true));
}
