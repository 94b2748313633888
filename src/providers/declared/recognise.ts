import { mediaType } from '../../core/headers.ts';
import type {
  ProviderDefinition,
  RecogniseRule,
  ValuePattern,
} from '../../core/provider-definition.ts';
import type { RequestView } from '../../core/request-view.ts';
import { Confidence } from '../types.ts';
import { readPlace } from './places.ts';
import { placedValues } from './verify-content.ts';

/** How sure the definition's rules are; without rules the signature's place speaks. */
export function recogniser(definition: ProviderDefinition): (view: RequestView) => Confidence {
  const { recognise } = definition;
  if (recognise.length === 0) return (view) => bySignature(definition, view);
  const rules = recognise.map((rule) => ({ rule, patterns: rule.values.map(compiled) }));
  return (view) =>
    rules.reduce<Confidence>((best, { rule, patterns }) => {
      const confidence = Confidence[rule.confidence];
      return confidence > best && holds(rule, patterns, view) ? confidence : best;
    }, Confidence.none);
}

/** Names of signature headers are shared by many, so this is never certain. */
function bySignature({ signature }: ProviderDefinition, view: RequestView): Confidence {
  const url = view.request.path;
  if ('places' in signature) {
    return placedValues(signature.places, view, url).length > 0
      ? Confidence.likely
      : Confidence.none;
  }
  if (signature.scheme === 'none') return Confidence.none;
  const { place } = signature;
  if (place === null || readPlace(view, url, place) === undefined) return Confidence.none;
  const isCommon = place.in === 'header' && place.name.toLowerCase() === 'authorization';
  return isCommon || signature.scheme === 'token' ? Confidence.possible : Confidence.likely;
}

type Matcher = (view: RequestView) => boolean;

function holds(rule: RecogniseRule, matchers: readonly Matcher[], view: RequestView): boolean {
  const type = mediaType(view.header('content-type'));
  const fits = rule.contentTypes.length === 0 || rule.contentTypes.includes(type);
  return fits && matchers.every((matches) => matches(view));
}

/** The value at a place, or for `*` a list or object as well. */
function compiled({ place, pattern }: ValuePattern): Matcher {
  if (pattern === '*' && place.in === 'json') {
    return (view) => valueAt(view.json(), place.path) !== undefined;
  }
  const pieces = pattern.split('*');
  return (view) => {
    const value = readPlace(view, view.request.path, place);
    return value !== undefined && fitsPieces(value, pieces);
  };
}

/** Whether the pieces stand in the text one after the other, the first at its start and the last at its end. */
function fitsPieces(text: string, pieces: readonly string[]): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? Reflect.get(at, step)
        : undefined,
    value,
  );
}
