import { type BodyKind, bodyKind, isJson } from './body-kind.ts';
import { exactUtf8Text, utf8Text } from './bytes.ts';
import { type FormField, parseForm } from './form.ts';
import { headerValue } from './headers.ts';
import { type JsonPath, jsonValueText } from './json-scan.ts';
import { boundaryOf, type ParsedPart, parseMultipart } from './multipart.ts';
import type { WebhookRequest } from './request.ts';
import { valueAt } from './shape.ts';

/** A request with its body parsed at most once per form, shared by all who look at it. */
export interface RequestView {
  readonly request: WebhookRequest;
  readonly kind: BodyKind;
  header(name: string): string | undefined;
  /** Body as text; invalid UTF-8 is replaced, so it is for reading only. */
  text(): string;
  /** Body as JSON, or `undefined` when it is none. Numbers beyond 2^53 lose digits: use `jsonText` for ids. */
  json(): unknown;
  /** One JSON object a line, or `undefined` when a line is not JSON. */
  jsonLines(): readonly unknown[] | undefined;
  /** Scalar at a path of the JSON body exactly as written; strings decoded. */
  jsonText(path: JsonPath): string | undefined;
  /** Form fields in order, or `undefined` when the body is no form. */
  form(): readonly FormField[] | undefined;
  /** Parts in order, or `undefined` when the body is no well-formed multipart. */
  multipart(): readonly ParsedPart[] | undefined;
  /** First value of a form field or of a multipart part without a file name; the form the body has decides. */
  field(name: string): string | undefined;
  /** Last value of the same. */
  lastField(name: string): string | undefined;
  /** All values of the same, in order. */
  fieldValues(name: string): readonly string[];
}

export function viewRequest(request: WebhookRequest): RequestView {
  const contentType = headerValue(request.headers, 'content-type');
  // The parser of the engine is several times faster than ours, and its result is wanted anyway.
  const parsed = once(() => parsedOrUndefined(exactUtf8Text(request.body)));
  const kind = bodyKind(
    contentType,
    request.body,
    () => parsed() !== undefined || isJson(request.body),
  );
  const text = once(() => utf8Text(request.body));
  const form = once(() => (kind === 'form' ? parseForm(request.body) : undefined));
  const multipart = once(() => {
    const boundary = kind === 'multipart' ? boundaryOf(contentType) : undefined;
    return boundary === undefined ? undefined : parseMultipart(request.body, boundary);
  });
  const fields = once((): readonly FormField[] => {
    const texts = (multipart() ?? []).filter((part) => part.filename === undefined);
    return form() ?? texts.map((part): FormField => [part.name ?? '', utf8Text(part.body)]);
  });
  return {
    request,
    kind,
    text,
    form,
    multipart,
    header: (name) => headerValue(request.headers, name),
    json: () => (kind === 'json' ? parsed() : undefined),
    jsonLines: once(() => (kind === 'json-lines' ? parseLines(text()) : undefined)),
    jsonText: (path) => (kind === 'json' ? scalarText(request.body, parsed(), path) : undefined),
    field: (name) => fields().find(([candidate]) => candidate === name)?.[1],
    lastField: (name) => fields().findLast(([candidate]) => candidate === name)?.[1],
    fieldValues: (name) =>
      fields()
        .filter(([candidate]) => candidate === name)
        .map(([, value]) => value),
  };
}

function parsedOrUndefined(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

/** Only numbers lose anything when they are parsed: all else is taken from the parsed value, which is quicker. */
function scalarText(body: Uint8Array, root: unknown, path: JsonPath): string | undefined {
  const value = valueAt(root, path);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || value === null) return String(value);
  return typeof value === 'number' || root === undefined ? jsonValueText(body, path) : undefined;
}

function parseLines(text: string): readonly unknown[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map(parsedOrUndefined);
  return values.includes(undefined) ? undefined : values;
}

function once<T>(compute: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: compute() };
    return done.value;
  };
}
