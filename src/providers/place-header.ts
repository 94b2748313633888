import { type HeaderList, headerValue, withHeader } from '../core/headers.ts';

/** Sets a header where it stands; a new one goes before the first header named `before`, else to the end. */
export function placeHeader(
  headers: HeaderList,
  name: string,
  value: string,
  before: string,
): HeaderList {
  const index = headers.findIndex(([other]) => other.toLowerCase() === before.toLowerCase());
  if (index === -1 || headerValue(headers, name) !== undefined) {
    return withHeader(headers, name, value);
  }
  return headers.toSpliced(index, 0, [name, value]);
}
