import {
  isJsonList,
  isJsonObject,
  JsonSyntaxError,
  type JsonValue,
  parseJson,
} from '../core/json.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { RequestView } from '../core/request-view.ts';
import { encodeEvents } from './generate.ts';
import type { BodyFormat, Payload, Provider, ProviderOptions } from './types.ts';

/** The events of a request, taken out of the form that its provider wraps them in. */
export interface BatchContent {
  readonly format: BodyFormat;
  readonly events: readonly JsonValue[];
  /** The body is a bare list: one event by itself stays in one. */
  readonly isList: boolean;
}

/** The one form field that holds a list of events as JSON. */
const FORM_FIELD = 'mandrill_events';
const OPENING_BRACE = 0x7b;
/** Inbound mails of Brevo are wrapped even when they are alone. */
const MAILS = 'items';

/**
 * Takes the events out of a request of a provider that has batches, numbers as written. `undefined` where the provider
 * has none, or the body is not in a form that its events could be put together in again.
 */
export function batchContent(view: RequestView, provider: Provider): BatchContent | undefined {
  if (provider.batch === null) return undefined;
  const content = contentOf(view);
  if (content === undefined || content.events.length === 0) return undefined;
  // What the provider itself sees in the request decides whether it was understood.
  return content.events.length === provider.describe(view).length ? content : undefined;
}

function contentOf(view: RequestView): BatchContent | undefined {
  switch (view.kind) {
    case 'json': {
      const body = parsed(view.text());
      const events = eventsIn(body);
      const isList = isJsonList(body);
      return events === undefined ? undefined : { format: 'json', events, isList };
    }
    case 'json-lines': {
      const lines = view
        .text()
        .split('\n')
        .filter((line) => line.trim() !== '');
      const events = lines.flatMap((line) => parsed(line) ?? []);
      const isWhole = events.length === lines.length;
      return isWhole ? { format: 'jsonl', events, isList: false } : undefined;
    }
    case 'form': {
      const list = parsed(view.lastField(FORM_FIELD) ?? '');
      return isJsonList(list) ? { format: 'form', events: list, isList: false } : undefined;
    }
    default:
      return undefined;
  }
}

/** A list; the list in an object that holds nothing else; or one bare event. */
function eventsIn(body: JsonValue | undefined): readonly JsonValue[] | undefined {
  if (isJsonList(body)) return body;
  if (!isJsonObject(body)) return undefined;
  const members = Object.entries(body);
  const [[key, only] = []] = members;
  if (members.length !== 1 || !isJsonList(only) || !only.every(isJsonObject)) return [body];
  return key === MAILS ? only.map((mail) => ({ [MAILS]: [mail] })) : only;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

/**
 * Puts events into one request as their provider does. Headers are those of `around`, but what the provider draws anew
 * for each request, such as the id of a batch. The request is not signed.
 *
 * @param seed - the same seed gives the same request
 * @throws {UsageError} when the provider never puts these events together
 */
export function requestWithEvents(
  around: WebhookRequest,
  content: BatchContent,
  provider: Provider,
  options: ProviderOptions,
  seed: string,
): WebhookRequest {
  const { format, events } = content;
  const payloads = events.map((value): Payload => ({ kind: 'json', value }));
  const encode = (label: string) =>
    encodeEvents(provider, payloads, { seed: label, format, options });
  const encoded = encode(seed);
  const drawn = new Map(encoded.headers.map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of encode(`${seed}/other`).headers) {
    if (drawn.get(name.toLowerCase()) === value) drawn.delete(name.toLowerCase());
  }
  const headers = around.headers.map(
    ([name, value]) => [name, drawn.get(name.toLowerCase()) ?? value] as const,
  );
  const isBare = content.isList && encoded.body[0] === OPENING_BRACE;
  return { ...around, headers, body: isBare ? inList(encoded.body) : encoded.body };
}

function inList(event: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('['), event, Buffer.from(']')]);
}
