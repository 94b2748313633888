import { utf8Bytes } from '../../core/bytes.ts';
import type { FillContext } from '../../core/fill-source.ts';
import { filledText } from '../../core/fill-text.ts';
import { headerFromText } from '../../core/header-text.ts';
import { parseJson } from '../../core/json.ts';
import type { ProviderDefinition } from '../../core/provider-definition.ts';
import type { BuildContext, EventDefinition, Payload } from '../types.ts';
import { unwrapped } from './batch.ts';
import type { CompiledEvent } from './compile-event.ts';
import { filledJson } from './json-body.ts';
import { type Carried, carrying } from './payload.ts';

/** An event of the contract, made from its fixture. */
export function eventDefinition(
  compiled: CompiledEvent,
  definition: ProviderDefinition,
): EventDefinition {
  const { name, wireName, aliases, summary, file } = compiled.declared;
  return {
    name,
    wireName,
    aliases,
    summary: summary || `made from ${file.split(/[\\/]/).at(-1) ?? file}`,
    generation: 'current',
    formats: compiled.formats,
    build: (context) => buildEvent(compiled, definition, context),
  };
}

function buildEvent(
  compiled: CompiledEvent,
  { batch }: ProviderDefinition,
  context: BuildContext,
): Payload {
  const fill = fillContext(compiled, context);
  const counts = new Map<string, number>();
  const next = (key: string): number => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
  const headers = compiled.headers.map(
    ([name, value]) => [name, headerFromText(filledText(value, fill, next))] as const,
  );
  const carried: Carried = { event: compiled, headers, written: null };
  const { body } = compiled;
  switch (body.kind) {
    case 'json': {
      const text = filledJson(body.json, fill, next);
      const whole = parseJson(text);
      const value = unwrapped(batch, whole);
      return carrying({ kind: 'json', value }, { ...carried, written: { of: value, text, whole } });
    }
    case 'form': {
      const fields = body.fields.map(
        ([name, value]) => [name, filledText(value, fill, next)] as const,
      );
      return carrying({ kind: 'form', fields }, carried);
    }
    case 'multipart': {
      const parts = body.parts.map((part) => ({
        headers: part.headers,
        body:
          part.body instanceof Uint8Array
            ? part.body
            : utf8Bytes(filledText(part.body, fill, next)),
      }));
      return carrying({ kind: 'multipart', parts }, carried);
    }
    default:
      return body satisfies never;
  }
}

function fillContext({ declared }: CompiledEvent, context: BuildContext): FillContext {
  const { nowMs, message, random } = context;
  return {
    nowMs,
    acceptedAtMs: message.acceptedAtMs,
    recipient: message.recipient,
    subject: message.subject,
    event: declared.name,
    wire: declared.wireName,
    random,
    message: () => message.random(),
  };
}
