import { utf8Text } from '../core/bytes.ts';
import { withHeader } from '../core/headers.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { partName, textPart } from '../core/multipart.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { Payload } from '../providers/types.ts';

/** Name that no provider gives an event. */
export const UNKNOWN_EVENT = 'webhook_cli_unknown_event';
/** Field that no provider has. */
export const EXTRA_FIELD = 'webhook_cli_extra';

/** Fields in which providers write the name of an event. */
const NAME_FIELDS = new Set(['event', 'type', 'eventtype', 'recordtype', 'event_type', 'topic']);

function isNameField(name: string | undefined): boolean {
  return NAME_FIELDS.has((name ?? '').toLowerCase());
}

/** The event under another name; `undefined` when its body does not name it. */
export function renamedEvent(payload: Payload, wireName: string): Payload | undefined {
  switch (payload.kind) {
    case 'json': {
      const value = changeNamed(payload.value, wireName, (named, key) => ({
        ...named,
        [key]: UNKNOWN_EVENT,
      }));
      return value === undefined ? undefined : { ...payload, value };
    }
    case 'form': {
      const { fields } = payload;
      const at = fields.findIndex(([name, text]) => text === wireName && isNameField(name));
      const name = fields[at]?.[0];
      if (name === undefined) return undefined;
      return { ...payload, fields: fields.with(at, [name, UNKNOWN_EVENT]) };
    }
    case 'multipart': {
      const { parts } = payload;
      const at = parts.findIndex(
        (part) => isNameField(partName(part)) && utf8Text(part.body) === wireName,
      );
      const name = parts[at] === undefined ? undefined : partName(parts[at]);
      if (name === undefined) return undefined;
      return { ...payload, parts: parts.with(at, textPart(name, UNKNOWN_EVENT)) };
    }
    default:
      return payload satisfies never;
  }
}

/** The request with another name in the header that names the event; `undefined` when none does. */
export function renamedInHeader(
  request: WebhookRequest,
  wireName: string,
): WebhookRequest | undefined {
  const [name] = request.headers.find(([, value]) => value === wireName) ?? [];
  if (name === undefined) return undefined;
  return { ...request, headers: withHeader(request.headers, name, UNKNOWN_EVENT) };
}

/** The event with a field more, beside its name where that is found; its value is no longer than `text` by much. */
export function withExtraField(payload: Payload, wireName: string, text: string): Payload {
  switch (payload.kind) {
    case 'json': {
      const extra = (named: JsonObject): JsonObject => ({
        ...named,
        [EXTRA_FIELD]: { text, list: [1, null, true] },
      });
      const { value } = payload;
      const changed =
        changeNamed(value, wireName, extra) ?? (isJsonObject(value) ? extra(value) : value);
      return { ...payload, value: changed };
    }
    case 'form':
      return { ...payload, fields: [...payload.fields, [EXTRA_FIELD, text]] };
    case 'multipart':
      return { ...payload, parts: [...payload.parts, textPart(EXTRA_FIELD, text)] };
    default:
      return payload satisfies never;
  }
}

/** Replaces the object that names the event by what `change` makes of it; `undefined` when none does. */
function changeNamed(
  value: JsonValue,
  wireName: string,
  change: (named: JsonObject, key: string) => JsonObject,
): JsonValue | undefined {
  if (isJsonList(value)) {
    for (const [index, item] of value.entries()) {
      const changed = changeNamed(item, wireName, change);
      if (changed !== undefined) return value.with(index, changed);
    }
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const key = Object.keys(value).find((name) => isNameField(name) && value[name] === wireName);
  if (key !== undefined) return change(value, key);
  for (const [name, item] of Object.entries(value)) {
    const changed = changeNamed(item, wireName, change);
    if (changed !== undefined) return { ...value, [name]: changed };
  }
  return undefined;
}
