import { exactUtf8Text, latin1Text, utf8Bytes } from '../../core/bytes.ts';
import { type FillText, parseFillText } from '../../core/fill-text.ts';
import type { Fixture } from '../../core/fixture.ts';
import { encodeForm, type FormStyle, parseForm } from '../../core/form.ts';
import { headerToText } from '../../core/header-text.ts';
import { type HeaderList, headerValue, mediaType, withoutHeaders } from '../../core/headers.ts';
import { encodeJson } from '../../core/json.ts';
import { boundaryOf, parseMultipart } from '../../core/multipart.ts';
import type { DeclaredEvent, ProviderDefinition } from '../../core/provider-definition.ts';
import type { BodyFormat } from '../types.ts';
import { isWrapped } from './batch.ts';
import { compileJson, type JsonBody } from './json-body.ts';

/** A part of a multipart body: text with values in it, or bytes as they are. */
interface PartTemplate {
  readonly headers: HeaderList;
  readonly body: FillText | Uint8Array;
}

type BodyTemplate =
  | { readonly kind: 'json'; readonly json: JsonBody; readonly isWrapped: boolean }
  | {
      readonly kind: 'form';
      readonly fields: readonly (readonly [name: string, value: FillText])[];
      readonly style: FormStyle;
    }
  | {
      readonly kind: 'multipart';
      readonly parts: readonly PartTemplate[];
      readonly boundary: string;
    };

/** An event with the fixture it is made from, read once. */
export interface CompiledEvent {
  readonly declared: DeclaredEvent;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: FillText])[];
  readonly body: BodyTemplate;
  readonly formats: readonly [BodyFormat, ...BodyFormat[]];
}

/** What is wrong with a fixture, to follow its name. */
class FixtureFlaw extends Error {}

/** Headers that the transport writes, or that name one connection. */
const TRANSPORT = ['Host', 'Content-Length', 'Connection', 'Transfer-Encoding', 'Keep-Alive'];
const FORM_STYLES: readonly FormStyle[] = ['web', 'php', 'unreserved'];

/** Reads a fixture as the template of an event, or tells what is wrong with it. */
export function compileEvent(
  declared: DeclaredEvent,
  fixture: Fixture,
  definition: ProviderDefinition,
): CompiledEvent | { readonly error: string } {
  try {
    const { method, headers, body } = fixture.request;
    if (body.kind === 'file') throw new FixtureFlaw('its body_file was not read');
    const [event] = body.kind === 'events' ? body.values : [];
    const bytes = body.kind === 'bytes' ? body.bytes : utf8Bytes(encodeJson(event ?? null));
    const template = bodyTemplate(headerValue(headers, 'content-type'), bytes, definition);
    const isLines = template.kind === 'json' && definition.batch?.form === 'jsonl';
    return {
      declared,
      method,
      headers: withoutFixedId(withoutHeaders(headers, ...TRANSPORT), definition).map(
        ([name, value]) => [name, fillText(headerToText(value), `header ${name}`)] as const,
      ),
      body: template,
      formats: [isLines ? 'jsonl' : template.kind],
    };
  } catch (error) {
    if (error instanceof FixtureFlaw) return { error: error.message };
    throw error;
  }
}

function bodyTemplate(
  contentType: string | undefined,
  bytes: Uint8Array,
  { batch }: ProviderDefinition,
): BodyTemplate {
  const type = mediaType(contentType);
  if (type === 'application/x-www-form-urlencoded') return formTemplate(bytes);
  if (type === 'multipart/form-data') return multipartTemplate(bytes, boundaryOf(contentType));
  const text = exactUtf8Text(bytes);
  const compiled = text === undefined ? undefined : compileJson(text);
  if (compiled === undefined) {
    throw new FixtureFlaw('its body is no JSON; events are made from JSON, forms and multipart');
  }
  if (!compiled.ok) throw new FixtureFlaw(`body: ${compiled.message}`);
  const wrapped = isWrapped(batch, compiled.value);
  if (typeof wrapped === 'string') throw new FixtureFlaw(`body: ${wrapped}`);
  return { kind: 'json', json: compiled.body, isWrapped: wrapped };
}

function formTemplate(bytes: Uint8Array): BodyTemplate {
  const fields = parseForm(bytes);
  const written = latin1Text(bytes);
  const style = FORM_STYLES.find((one) => latin1Text(encodeForm(fields, one)) === written);
  return {
    kind: 'form',
    fields: fields.map(([name, value]) => [name, fillText(value, `field ${name}`)]),
    style: style ?? 'web',
  };
}

function multipartTemplate(bytes: Uint8Array, boundary: string | undefined): BodyTemplate {
  const parts = boundary === undefined ? undefined : parseMultipart(bytes, boundary);
  if (parts === undefined || boundary === undefined) {
    throw new FixtureFlaw('its body is no multipart with the boundary of its Content-Type');
  }
  return {
    kind: 'multipart',
    boundary,
    parts: parts.map(({ headers, body, filename, name }) => {
      const text = filename === undefined ? exactUtf8Text(body) : undefined;
      return { headers, body: text === undefined ? body : fillText(text, `part ${name ?? ''}`) };
    }),
  };
}

/** The id of a capture is that capture's: events made from it get one of their own, when they are signed. */
function withoutFixedId(headers: HeaderList, { signature }: ProviderDefinition): HeaderList {
  const place = 'id' in signature ? signature.id?.place : undefined;
  if (place?.in !== 'header') return headers;
  const value = headerValue(headers, place.name);
  return value?.includes('${') === true ? headers : withoutHeaders(headers, place.name);
}

function fillText(text: string, where: string): FillText {
  const parsed = parseFillText(text);
  if (parsed.ok) return parsed.text;
  throw new FixtureFlaw(`${where}: ${parsed.message}`);
}
