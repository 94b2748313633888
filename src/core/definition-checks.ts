import type { DefinitionContext } from './definition-reader.ts';
import { formatPath } from './json-path.ts';
import { type Located, reportAt } from './located-reader.ts';
import type {
  ContentSignature,
  SetValue,
  SignaturePlaces,
  SignedTime,
} from './provider-definition.ts';
import { mentions, type Template, type TemplateValue, templateValues } from './template.ts';

const BODY_VALUES = ['body', 'body-hash', 'form', 'json', 'field'] as const;

/** What each part allows, but not together. */
export function checkSignature(
  signature: ContentSignature,
  members: ReadonlyMap<string, Located>,
  located: Located,
  { warn }: DefinitionContext,
): void {
  const { scheme, content, format, places, time, id } = signature;
  const contentAt = members.get('content') ?? located;
  const templateAt = members.get('template') ?? located;
  if (!mentions(format.template, 'signature')) reportAt(templateAt, 'expected {signature} in here');
  const touch = format.template.parts.findIndex(
    (part, index, parts) => part.kind === 'value' && parts[index + 1]?.kind === 'value',
  );
  if (touch !== -1) reportAt(templateAt, "two placeholders side by side can't be told apart");
  if (scheme === 'hash' && !mentions(content, 'secret')) {
    reportAt(contentAt, 'expected {secret} in here: anyone can make a hash without it');
  }
  const timeBlock = members.get('timestamp');
  if (mentions(content, 'timestamp') && time === null && timeBlock === undefined) {
    reportAt(
      contentAt,
      '{timestamp} has no place; give timestamp a header, query, field or json, or write {timestamp} in template',
    );
  }
  const usesId = mentions(content, 'id') || mentions(format.template, 'id');
  if (usesId && id === null && !members.has('id')) {
    reportAt(contentAt, '{id} has no place; give id a header, query, field or json');
  }
  const circle = circularValue(content, places);
  if (circle !== undefined) {
    reportAt(
      contentAt,
      `the signature stands in what {${circle}} covers, so it would have to sign itself`,
    );
  }
  const gap = bodyGap(signature);
  if (gap !== undefined) warn(contentAt.node, contentAt.path, gap);
  if (time !== null && !coversTime(content, time) && timeBlock !== undefined) {
    const what =
      time.toleranceMs === null
        ? 'is not signed'
        : 'is not signed, so its tolerance protects nothing';
    warn(timeBlock.node, timeBlock.path, `the timestamp ${what}: it is not in content`);
  }
}

/** What of the body is not signed; `undefined` when all of it is, be it by a hash that is set and signed. */
function bodyGap({ content, sets }: ContentSignature): string | undefined {
  if (mentions(content, 'body', 'body-hash', 'form')) return undefined;
  const isSigned = ({ place }: SetValue): boolean =>
    (place.in === 'parameter' && mentions(content, 'url', 'target', 'query', 'parameter')) ||
    (place.in === 'header' && isHeaderIn(content, place.name));
  if (sets.some((set) => mentions(set.value, 'body-hash') && isSigned(set))) return undefined;
  return mentions(content, ...BODY_VALUES)
    ? 'only parts of the body are signed, so anyone can change the rest'
    : 'the content never mentions {body}, so anyone can change the body';
}

function isHeaderIn(content: Template, name: string): boolean {
  return templateValues(content).some(
    (value) => value.from === 'header' && value.name.toLowerCase() === name.toLowerCase(),
  );
}

/** A value of the content that changes when the signature is put in its place. */
function circularValue(content: Template, places: SignaturePlaces): string | undefined {
  if (places.in === 'headers') return undefined;
  const inBody = ['body', 'body-hash', ...(places.in === 'field' ? ['form'] : [])];
  const inUrl = ['url', 'target', 'query'];
  const wholes: readonly string[] = places.in === 'parameter' ? inUrl : inBody;
  const own = templateValues(content).find(
    (value) => wholes.includes(value.from) || isAt(value, places),
  );
  return own === undefined ? undefined : own.from.replace('body-hash', 'body');
}

function isAt(
  value: TemplateValue,
  place: Exclude<SignaturePlaces, { readonly in: 'headers' }>,
): boolean {
  if (place.in === 'json') {
    return value.from === 'json' && formatPath(value.path) === formatPath(place.path);
  }
  return value.from === place.in && value.name === place.name;
}

function coversTime(content: Template, { place }: SignedTime): boolean {
  if (mentions(content, 'timestamp')) return true;
  if (place === 'signature') return false;
  if (place.in === 'json' || place.in === 'field') return mentions(content, ...BODY_VALUES);
  return place.in === 'header'
    ? isHeaderIn(content, place.name)
    : mentions(content, 'url', 'target', 'query', 'parameter');
}
