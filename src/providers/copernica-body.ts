import { utf8Bytes } from '../core/bytes.ts';
import { UsageError } from '../core/errors.ts';
import { encodeForm, type FormField, nestedFields } from '../core/form.ts';
import { COMPACT_JSON, encodeJson } from '../core/json.ts';
import type { RequestView } from '../core/request-view.ts';
import { isRecord, member } from '../core/shape.ts';
import { type SenderKind, senderId } from './copernica-signature.ts';
import type { BodyFormat, EncodeContext, Payload, UnsignedRequest } from './types.ts';

export type FieldValue =
  | string
  | number
  | readonly string[]
  | Readonly<Record<string, string | number>>;

/** Fields of an event in wire order. */
export type EventFields = readonly (readonly [name: string, value: FieldValue])[];

/** The same fields as a form (lists `name[]`, maps `name[key]`) or as one JSON object. */
export function copernicaPayload(format: BodyFormat, fields: EventFields): Payload {
  return format === 'json'
    ? { kind: 'json', value: Object.fromEntries(fields) }
    : {
        kind: 'form',
        fields: fields.flatMap(([name, value]) => nestedFields(name, value)),
      };
}

/**
 * One event per request; the rest of the headers comes from signing.
 *
 * @throws {UsageError} for a batch, which neither product has
 */
export function encodeCopernica(
  payloads: readonly Payload[],
  context: EncodeContext,
  kind: SenderKind,
): UnsignedRequest {
  const [payload, ...more] = payloads;
  if (payload === undefined || more.length > 0) {
    throw new UsageError('SMTPeter and Copernica send one event per request');
  }
  const userAgent = context.options['user-agent'] ?? '';
  const { contentType, body } = encodedBody(payload);
  return {
    method: 'POST',
    headers: [
      ...(userAgent === '' ? [] : [['User-Agent', userAgent] as const]),
      ['X-Copernica-ID', senderId(kind, context.options)],
      ['Content-Type', contentType],
    ],
    body,
  };
}

function encodedBody(payload: Payload): {
  contentType: string;
  body: Uint8Array;
} {
  switch (payload.kind) {
    case 'form':
      return {
        contentType: 'application/x-www-form-urlencoded',
        body: encodeForm(payload.fields),
      };
    case 'json':
      return {
        contentType: 'application/json',
        body: utf8Bytes(encodeJson(payload.value, COMPACT_JSON)),
      };
    case 'multipart':
      throw new UsageError('SMTPeter and Copernica send forms or JSON, never multipart');
    default:
      return payload satisfies never;
  }
}

/** An event read back from either encoding. */
export interface EventBody {
  /** Scalar field as text. */
  value(name: string): string | undefined;
  /** Text entries of a map such as `fields`. */
  entries(name: string): readonly FormField[];
}

/** `undefined` when the body is neither a form nor a JSON object. */
export function readEventBody(view: RequestView): EventBody | undefined {
  const form = view.form();
  if (form !== undefined) {
    return {
      value: (name) => view.lastField(name),
      entries: (name) =>
        form.flatMap(([field, value]): FormField[] =>
          field.startsWith(`${name}[`) && field.endsWith(']')
            ? [[field.slice(name.length + 1, -1), value]]
            : [],
        ),
    };
  }
  const json = view.json();
  if (!isRecord(json)) return undefined;
  return {
    value: (name) => {
      const value = member(json, name);
      if (typeof value === 'number') return view.jsonText([name]) ?? String(value);
      return typeof value === 'string' ? value : undefined;
    },
    entries: (name) => {
      const map = member(json, name);
      return Object.entries(isRecord(map) ? map : {}).flatMap(([key, value]): FormField[] =>
        typeof value === 'string' ? [[key, value]] : [],
      );
    },
  };
}
