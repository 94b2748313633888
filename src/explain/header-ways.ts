import { type HeaderList, headerValue, withoutHeaders } from '../core/headers.ts';
import { looksSigned } from './signature-forms.ts';
import type { Hypothesis, Subject, WrongWay } from './types.ts';

/** The signature stands in a header of another name. */
export const HEADER_WAYS: readonly WrongWay[] = [
  {
    name: 'signature-header',
    aspect: 'signature',
    summary: 'The signature stands in another header than the one the scheme uses.',
    explanation:
      'A header was misspelt or renamed: with or without X-, with underscores instead of hyphens (CGI and some gateways), or of an older generation of the provider.',
    fix: "Read the header by the name on the provider's page, whatever its case, and let the gateway pass it on under that name.",
    whenUnsigned: true,
    hypotheses: renamedHeaders,
  },
];

function* renamedHeaders(subject: Subject): Generator<Hypothesis, void, undefined> {
  const { headers } = subject.request;
  const wanted = subject.signatureHeaders().map(([name]) => name);
  const absent = wanted.filter((name) => headerValue(headers, name) === undefined);
  const alike = absent.flatMap((name) => {
    const found = headers.find(([candidate]) => plainName(candidate) === plainName(name));
    return found === undefined ? [] : [[name, found[0]] as const];
  });
  if (alike.length > 0) yield renamed(headers, alike);
  const own = subject.parts().signature;
  const target = own?.in === 'header' ? own.name : (absent.find(isSignature) ?? absent[0]);
  if (target === undefined) return;
  for (const [name, value] of headers) {
    if (name.toLowerCase() === target.toLowerCase() || !looksSigned(value)) continue;
    const others = siblings(headers, absent, target, name);
    yield renamed(headers, [[target, name], ...others]);
    if (others.length > 0) yield renamed(headers, [[target, name]]);
  }
}

function isSignature(name: string): boolean {
  return /sign|hmac|authorization/i.test(name);
}

/** `webhook-id` and `webhook-timestamp` are found beside `webhook-signature` as `svix-id` and `svix-timestamp`. */
function siblings(
  headers: HeaderList,
  absent: readonly string[],
  target: string,
  found: string,
): readonly (readonly [string, string])[] {
  return absent.flatMap((name) => {
    if (name === target) return [];
    const ending = name.slice(name.lastIndexOf('-')).toLowerCase();
    const near = headers.find(
      ([candidate]) => candidate !== found && candidate.toLowerCase().endsWith(ending),
    );
    return near === undefined ? [] : [[name, near[0]] as const];
  });
}

function renamed(
  headers: HeaderList,
  names: readonly (readonly [wanted: string, found: string])[],
): Hypothesis {
  const wantedNames = names.map(([wanted]) => wanted);
  const added = names.map(
    ([wanted, found]) => [wanted, headerValue(headers, found) ?? ''] as const,
  );
  const [first] = names;
  return {
    change: { headers: [...withoutHeaders(headers, ...wantedNames), ...added] },
    fits: `the request once ${first?.[1]} is read as ${first?.[0]}`,
  };
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^(?:http-)?(?:x-)?/, '');
}
