// Quoted with escapes, quoted without (browsers leave a last backslash bare), or a token; then the next one or the end.
const PARAMETER =
  /;[ \t]*([^\s=;"]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|"([^"]*)"|([^;]*))(?=[ \t]*(?:;|$))/sy;

/**
 * Parameters of a header value such as `form-data; name="a"; filename=b`, by lower-case name, the first of each.
 * A backslash in quotes escapes only `"` and `\`, so that an unescaped Windows path survives.
 */
export function headerParameters(value: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  let at = value.indexOf(';');
  while (at !== -1) {
    PARAMETER.lastIndex = at;
    const match = PARAMETER.exec(value);
    if (match === null) {
      at = value.indexOf(';', at + 1);
      continue;
    }
    const [whole, name = '', escaped, quoted, bare = ''] = match;
    const key = name.toLowerCase();
    if (!parameters.has(key)) {
      parameters.set(key, escaped?.replace(/\\(["\\])/g, '$1') ?? quoted ?? bare.trim());
    }
    at = value.indexOf(';', at + whole.length);
  }
  return parameters;
}
