/** One header line as sent: the name in its original case, the value as latin1 text. */
export type HeaderPair = readonly [name: string, value: string];

/** Headers in the order of the wire, duplicates and case kept; names are compared without regard to case. */
export type HeaderList = readonly HeaderPair[];

function sameName(left: string, right: string): boolean {
  return left.length === right.length && left.toLowerCase() === right.toLowerCase();
}

/** Whether HTTP allows it (RFC 9110 5.5), as latin1 text: no control characters but tabs. */
export function isHeaderValue(value: string): boolean {
  return !/[^\t\x20-\x7e\x80-\xff]/.test(value);
}

/** First value of a header, or `undefined`. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  // A loop: this is asked several times for every request, and `find` takes twice as long.
  for (const header of headers) if (sameName(header[0], name)) return header[1];
  return undefined;
}

export function headerValues(headers: HeaderList, name: string): readonly string[] {
  return headers.filter(([candidate]) => sameName(candidate, name)).map(([, value]) => value);
}

/** Replaces the first header of that name in place and drops its duplicates; appends when there is none. */
export function withHeader(headers: HeaderList, name: string, value: string): HeaderList {
  const index = headers.findIndex(([candidate]) => sameName(candidate, name));
  if (index === -1) return [...headers, [name, value]];
  return headers.flatMap((pair, position): HeaderPair[] => {
    if (position === index) return [[pair[0], value]];
    return sameName(pair[0], name) ? [] : [pair];
  });
}

/** Drops every header whose name is listed. */
export function withoutHeaders(headers: HeaderList, ...names: readonly string[]): HeaderList {
  return headers.filter(([candidate]) => !names.some((name) => sameName(candidate, name)));
}

/** Node's flat `[name, value, name, value]` list as pairs. */
export function pairsFromFlat(flat: readonly string[]): HeaderList {
  const pairs: HeaderPair[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    pairs.push([flat[index] ?? '', flat[index + 1] ?? '']);
  }
  return pairs;
}

/** Pairs as Node's flat list; `flat()` takes several times as long. */
export function flatFromPairs(headers: HeaderList): string[] {
  const flat: string[] = [];
  for (const [name, value] of headers) flat.push(name, value);
  return flat;
}

/** Media type of a `Content-Type` value, lower case and without parameters; empty when there is none. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
