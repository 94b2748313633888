import {
  type ByteRange,
  concatBytes,
  latin1Text,
  spliceBytes,
  utf8Bytes,
} from '../../core/bytes.ts';
import { encodeForm, locateFormValue } from '../../core/form.ts';
import { withHeader } from '../../core/headers.ts';
import { isJsonNumber } from '../../core/json.ts';
import { formatPath } from '../../core/json-path.ts';
import { type JsonPath, locateJsonValue } from '../../core/json-scan.ts';
import type { ValuePlace } from '../../core/provider-definition.ts';
import type { WebhookRequest } from '../../core/request.ts';
import { type RequestView, viewRequest } from '../../core/request-view.ts';
import type { SignaturePlace } from '../types.ts';
import { parameterOf, urlParts, withParameter } from './request-url.ts';

/** A request and the URL it goes to, as far as that is signed. */
export interface Addressed {
  readonly request: WebhookRequest;
  readonly url: string;
}

const QUOTE = 0x22;

/** The value at a place; JSON's `null` is none. */
export function readPlace(view: RequestView, url: string, place: ValuePlace): string | undefined {
  switch (place.in) {
    case 'header':
      return view.header(place.name);
    case 'parameter':
      return parameterOf(urlParts(url).query, place.name);
    case 'field':
      return view.field(place.name);
    case 'json':
      return jsonScalar(view, place.path);
    default:
      return place satisfies never;
  }
}

/** Scalar of the JSON body as text, numbers as written; `undefined` for `null` as well. */
export function jsonScalar(view: RequestView, path: JsonPath): string | undefined {
  const text = view.jsonText(path);
  if (text !== 'null') return text;
  const range = locateJsonValue(view.request.body, path);
  return range !== undefined && view.request.body[range.start] === QUOTE ? text : undefined;
}

/**
 * Puts a value in its place, every other byte stays. Headers, query parameters and form fields are added where they
 * are missing.
 *
 * @returns `undefined` when the body has no such place
 */
export function writePlace(
  addressed: Addressed,
  place: ValuePlace,
  text: string,
): Addressed | undefined {
  const { request, url } = addressed;
  switch (place.in) {
    case 'header': {
      const value = latin1Text(utf8Bytes(text));
      return {
        url,
        request: { ...request, headers: withHeader(request.headers, place.name, value) },
      };
    }
    case 'parameter':
      return {
        url: withParameter(url, place.name, text),
        request: { ...request, path: withParameter(request.path, place.name, text) },
      };
    case 'field':
      return withBody(addressed, fieldSet(viewRequest(request), place.name, text));
    case 'json':
      return withBody(addressed, jsonSet(request.body, place.path, text));
    default:
      return place satisfies never;
  }
}

/** Where a value stands that is there; a query parameter is in neither header nor body. */
export function locatePlace(view: RequestView, place: ValuePlace): SignaturePlace | undefined {
  if (place.in === 'header') {
    return view.header(place.name) === undefined ? undefined : { in: 'header', name: place.name };
  }
  if (place.in === 'parameter') return undefined;
  const range = place.in === 'json' ? jsonRange(view, place.path) : fieldRange(view, place.name);
  return range === undefined ? undefined : { in: 'body', range };
}

/** A place in words, to follow "there is no". */
export function placeName(place: ValuePlace): string {
  switch (place.in) {
    case 'header':
      return `${place.name} header`;
    case 'parameter':
      return `parameter ${place.name} in the query`;
    case 'field':
      return `field ${place.name}`;
    case 'json':
      return `value at ${formatPath(place.path)} in the body`;
    default:
      return place satisfies never;
  }
}

function jsonRange(view: RequestView, path: JsonPath): ByteRange | undefined {
  const range = view.kind === 'json' ? locateJsonValue(view.request.body, path) : undefined;
  if (range === undefined || view.request.body[range.start] !== QUOTE) return range;
  return { start: range.start + 1, end: range.end - 1 };
}

/** Range of the value as it stands in the body, still encoded. */
function fieldRange(view: RequestView, name: string): ByteRange | undefined {
  if (view.kind === 'form') return locateFormValue(view.request.body, name, 'first');
  const parts = view.multipart() ?? [];
  return parts.find((part) => part.name === name && part.filename === undefined)?.range;
}

function jsonSet(body: Uint8Array, path: JsonPath, text: string): Uint8Array | undefined {
  const range = locateJsonValue(body, path);
  if (range === undefined) return undefined;
  const first = latin1Text(body.subarray(range.start, range.start + 1));
  const staysNumber = /[-\d]/.test(first) && isJsonNumber(text);
  return spliceBytes(body, range, utf8Bytes(staysNumber ? text : JSON.stringify(text)));
}

function fieldSet(view: RequestView, name: string, text: string): Uint8Array | undefined {
  const { body } = view.request;
  const range = fieldRange(view, name);
  const pair = encodeForm([[name, text]]);
  if (view.kind === 'form') {
    if (range === undefined) return concatBytes([body, utf8Bytes('&'), pair]);
    return spliceBytes(body, range, pair.subarray(pair.indexOf(0x3d) + 1));
  }
  if (range !== undefined) return spliceBytes(body, range, utf8Bytes(text));
  return view.kind === 'empty' ? pair : undefined;
}

function withBody(
  { request, url }: Addressed,
  body: Uint8Array | undefined,
): Addressed | undefined {
  return body === undefined ? undefined : { url, request: { ...request, body } };
}
