import { Document, isMap, parseDocument } from 'yaml';

/**
 * A part of a YAML document as a document of its own, from the first column on, with the comments inside it.
 *
 * @param path - keys that lead to it
 * @param without - its own keys to leave out
 */
export function cutFromYaml(
  text: string,
  path: readonly string[],
  without: readonly string[],
): string {
  const whole = parseDocument(text, { version: '1.2', schema: 'core', logLevel: 'silent' });
  const part = whole.getIn(path, true);
  if (isMap(part)) {
    part.flow = false; // so that lines can be put before it
    for (const key of without) part.delete(key);
  }
  const own = new Document(part);
  try {
    return own.toString({ lineWidth: 0 });
  } catch {
    // An alias whose anchor stands elsewhere: what it stands for is written out, and comments are lost.
    const value: unknown = whole.toJS({ maxAliasCount: 100 });
    const found = path.reduce<unknown>(
      (inner, key) => (inner as Readonly<Record<string, unknown>>)[key], // it was found above
      value,
    );
    return new Document(found).toString({ lineWidth: 0 });
  }
}
