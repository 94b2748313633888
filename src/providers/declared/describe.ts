import type { EventSummary } from '../../core/events.ts';
import { isJsonList, type JsonValue } from '../../core/json.ts';
import type {
  DeclaredEvent,
  EventPlace,
  ProviderDefinition,
} from '../../core/provider-definition.ts';
import type { RequestView } from '../../core/request-view.ts';
import { losslessJson, scalarText } from '../lossless-json.ts';
import { jsonOrUndefined, memberAt, valueAt } from './json-walk.ts';

/** One event in a request: its JSON, where the body is JSON. */
interface EventSource {
  readonly view: RequestView;
  readonly value: JsonValue | undefined;
}

/** Every event in a request, by the places the definition names. */
export function describer(
  definition: ProviderDefinition,
): (view: RequestView) => readonly EventSummary[] {
  const { describe, events } = definition;
  const [first, second] = events;
  const only = second === undefined ? first : undefined;
  return (view) =>
    sourcesOf(definition, view).flatMap((source): EventSummary[] => {
      const wireName = describe.name === null ? only?.wireName : textAt(describe.name, source);
      if (wireName === undefined) return [];
      const event = events.find((candidate) => candidate.wireName === wireName);
      return [
        {
          name: event?.name ?? null,
          wireName,
          id: eventValue('id', event, definition, source),
          recipient: eventValue('recipient', event, definition, source),
        },
      ];
    });
}

function eventValue(
  what: 'id' | 'recipient',
  event: DeclaredEvent | undefined,
  { describe }: ProviderDefinition,
  source: EventSource,
): string | null {
  const place = event?.[what] ?? describe[what];
  return (place === null ? undefined : textAt(place, source)) ?? null;
}

/** The events of a body: the items of a batch, or the body itself. */
function sourcesOf({ batch }: ProviderDefinition, view: RequestView): readonly EventSource[] {
  // Some senders call lines of JSON plain JSON.
  if (view.kind === 'json-lines' || (batch?.form === 'jsonl' && view.kind === 'text')) {
    return linesOf(view.text()).map((value) => ({ view, value }));
  }
  const value = losslessJson(view);
  const list = batch?.form === 'wrapper' ? memberAt(value, batch.key) : value;
  if (batch !== null && batch.form !== 'jsonl' && isJsonList(list)) {
    return list.map((item) => ({ view, value: item }));
  }
  return [{ view, value }];
}

function linesOf(text: string): readonly JsonValue[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line) => jsonOrUndefined(line) ?? []);
}

function textAt(place: EventPlace, { view, value }: EventSource): string | undefined {
  switch (place.in) {
    case 'header':
      return view.header(place.name);
    case 'json':
      return value === undefined ? undefined : scalarText(valueAt(value, place.path));
    case 'field': {
      const text = view.field(place.name);
      if (place.path === null || text === undefined) return text;
      const inner = jsonOrUndefined(text);
      return inner === undefined ? undefined : scalarText(valueAt(inner, place.path));
    }
    default:
      return place satisfies never;
  }
}
