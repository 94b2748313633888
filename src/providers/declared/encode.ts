import { utf8Bytes } from '../../core/bytes.ts';
import { UsageError } from '../../core/errors.ts';
import { encodeForm } from '../../core/form.ts';
import { type HeaderList, headerValue } from '../../core/headers.ts';
import { encodeJson, type JsonValue } from '../../core/json.ts';
import { encodeMultipart } from '../../core/multipart.ts';
import type { DeclaredBatch, ProviderDefinition } from '../../core/provider-definition.ts';
import type { EncodeContext, Payload, UnsignedRequest } from '../types.ts';
import { wrapped } from './batch.ts';
import type { CompiledEvent } from './compile-event.ts';
import { type Carried, carriedBy } from './payload.ts';

const CONTENT_TYPES = {
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  form: 'application/x-www-form-urlencoded',
} as const;

/** Encodes events as the definition says: one a request, or a batch. */
export function encoder(
  { title, batch }: ProviderDefinition,
  events: readonly CompiledEvent[],
): (payloads: readonly Payload[], context: EncodeContext) => UnsignedRequest {
  return (payloads, context) => {
    const [first] = payloads;
    const most = batch?.max ?? 1;
    if (first === undefined || payloads.length > most) {
      const count = most === 1 ? 'one event' : `1 to ${most} events`;
      throw new UsageError(`a request of ${title} has ${count}, not ${payloads.length}`);
    }
    const carried = carriedBy(first);
    const event = carried?.event ?? events.find(({ body }) => body.kind === first.kind);
    const method = event?.method ?? 'POST';
    const headers = carried?.headers ?? fixedHeaders(event);
    switch (first.kind) {
      case 'json': {
        const isLines = context.format === 'jsonl';
        const body = jsonText(payloads.map(jsonValue(title)), carried, event, batch, isLines);
        const type = isLines ? CONTENT_TYPES.jsonl : CONTENT_TYPES.json;
        return { method, headers: withType(headers, type), body: utf8Bytes(body) };
      }
      case 'form': {
        onlyOne(title, payloads);
        const style = event?.body.kind === 'form' ? event.body.style : 'web';
        const body = encodeForm(first.fields, style);
        return { method, headers: withType(headers, CONTENT_TYPES.form), body };
      }
      case 'multipart': {
        onlyOne(title, payloads);
        const own = event?.body.kind === 'multipart' ? event.body.boundary : undefined;
        const boundary = own ?? context.random.hex(32);
        const type = `multipart/form-data; boundary=${boundary}`;
        const body = encodeMultipart(first.parts, boundary);
        return { method, headers: withType(headers, type), body };
      }
      default:
        return first satisfies never;
    }
  };
}

function jsonText(
  values: readonly JsonValue[],
  carried: Carried | undefined,
  event: CompiledEvent | undefined,
  batch: DeclaredBatch | null,
  isLines: boolean,
): string {
  const [first = null, ...others] = values;
  const json = event?.body.kind === 'json' ? event.body : undefined;
  const write = json?.json.write ?? ((value: JsonValue) => encodeJson(value));
  const written = carried?.written?.of === first ? carried.written : undefined;
  if (isLines) {
    const [end = ''] = /\n*$/.exec(written?.text ?? '') ?? [];
    return values.map((value) => lineOf(value, write)).join('\n') + end;
  }
  const isLone = others.length === 0;
  const isBare = batch === null || (isLone && batch.bareSingle);
  // To the byte as the fixture has it, unless it was changed or stands in another form there.
  if (isLone && written !== undefined && isBare !== (json?.isWrapped === true)) return written.text;
  return write(isBare ? first : wrapped(batch, values, carried?.written?.whole));
}

function lineOf(value: JsonValue, write: (value: JsonValue) => string): string {
  const text = write(value);
  return text.includes('\n') ? encodeJson(value) : text;
}

function jsonValue(title: string): (payload: Payload) => JsonValue {
  return (payload) => {
    if (payload.kind === 'json') return payload.value;
    throw new UsageError(`a batch of ${title} is JSON, not ${payload.kind}`);
  };
}

function onlyOne(title: string, payloads: readonly Payload[]): void {
  if (payloads.length === 1) return;
  throw new UsageError(`only JSON events of ${title} come in batches`);
}

/** The headers of a fixture that hold no values, for an event that lost its own. */
function fixedHeaders(event: CompiledEvent | undefined): HeaderList {
  return (event?.headers ?? []).flatMap(([name, { parts }]) => {
    const texts = parts.filter((part) => typeof part === 'string');
    return texts.length === parts.length ? [[name, texts.join('')] as const] : [];
  });
}

function withType(headers: HeaderList, type: string): HeaderList {
  return headerValue(headers, 'content-type') === undefined
    ? [['Content-Type', type], ...headers]
    : headers;
}
