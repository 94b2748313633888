import {
  base64Text,
  base64UrlText,
  concatBytes,
  hexText,
  latin1Bytes,
  utf8Bytes,
  utf8Text,
} from '../../core/bytes.ts';
import { crc32 } from '../../core/crc32.ts';
import type { FillContext } from '../../core/fill-source.ts';
import { percentDecoded } from '../../core/percent.ts';
import type { RequestView } from '../../core/request-view.ts';
import type {
  BodyHash,
  Template,
  TemplateFilter,
  TemplatePart,
  TemplateValue,
  TextEncoding,
} from '../../core/template.ts';
import { hashBytes } from '../../signing/content-signature.ts';
import type { ProviderOptions } from '../types.ts';
import { jsonScalar } from './places.ts';
import { parameterOf, targetOf, urlParts } from './request-url.ts';

/** What the placeholders of a template stand for. */
export interface TemplateFacts {
  readonly view: RequestView;
  readonly url: string;
  readonly options: ProviderOptions;
  /** Texts exactly as they stand in the request; `undefined` when they are not there. */
  readonly timestamp?: string | undefined;
  readonly id?: string | undefined;
  readonly secret?: string;
  readonly signature?: string;
  /** For what is drawn; without it nothing is. */
  readonly fill?: FillContext;
}

export type Assembled =
  | { readonly ok: true; readonly bytes: Uint8Array }
  /** Something without which there is no content, to follow "there is no". */
  | { readonly ok: false; readonly missing: string };

class Missing extends Error {}

/** Puts a template together. Absent parameters, fields and JSON values are empty; an absent header, time or id is missing. */
export function assemble(template: Pick<Template, 'parts'>, facts: TemplateFacts): Assembled {
  try {
    return { ok: true, bytes: concatBytes(template.parts.map((part) => partBytes(part, facts))) };
  } catch (error) {
    if (error instanceof Missing) return { ok: false, missing: error.message };
    throw error;
  }
}

export function encodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  switch (encoding) {
    case 'hex':
      return hexText(bytes);
    case 'HEX':
      return hexText(bytes).toUpperCase();
    case 'base64':
      return base64Text(bytes);
    case 'base64url':
      return base64UrlText(bytes);
    default:
      return encoding satisfies never;
  }
}

function partBytes(part: TemplatePart, facts: TemplateFacts): Uint8Array {
  if (part.kind === 'text') return utf8Bytes(part.text);
  if (part.kind === 'optional') return optionalBytes(part.parts, facts);
  const bytes = valueBytes(part.value, facts);
  if (bytes === undefined) throw new Missing(missingName(part.value));
  return part.filters.length === 0 ? bytes : filtered(bytes, part.filters);
}

/** Empty when a value in it is absent or empty. */
function optionalBytes(parts: readonly TemplatePart[], facts: TemplateFacts): Uint8Array {
  const values = parts.flatMap((part) => (part.kind === 'value' ? [part.value] : []));
  const isWhole = values.every((value) => (valueBytes(value, facts)?.length ?? 0) > 0);
  return isWhole ? concatBytes(parts.map((part) => partBytes(part, facts))) : utf8Bytes('');
}

function valueBytes(value: TemplateValue, facts: TemplateFacts): Uint8Array | undefined {
  const { view, url, options } = facts;
  const { request } = view;
  switch (value.from) {
    case 'body':
      return request.body;
    case 'body-hash':
      return utf8Bytes(bodyHash(request.body, value.hash, value.encoding));
    case 'method':
      return utf8Bytes(request.method);
    case 'url':
      return utf8Bytes(url.split('#', 1)[0] ?? '');
    case 'host':
      return utf8Bytes(urlParts(url).host);
    case 'path':
      return utf8Bytes(urlParts(url).path);
    case 'target':
      return utf8Bytes(targetOf(urlParts(url)));
    case 'query':
      return utf8Bytes(urlParts(url).query ?? '');
    case 'parameter':
      return utf8Bytes(parameterOf(urlParts(url).query, value.name) ?? '');
    case 'form':
      return utf8Bytes(sortedFields(view));
    case 'field':
      return utf8Bytes(view.field(value.name) ?? '');
    case 'json':
      return utf8Bytes(jsonScalar(view, value.path) ?? '');
    case 'option':
      return utf8Bytes(options[value.name] ?? '');
    case 'fill':
      return utf8Bytes(facts.fill === undefined ? '' : value.fill.make(facts.fill, 1));
    case 'header':
      return headerBytes(view.header(value.name));
    case 'timestamp':
    case 'id':
      return headerBytes(facts[value.from]);
    case 'secret':
    case 'signature':
      return utf8Bytes(facts[value.from] ?? '');
    default:
      return value satisfies never;
  }
}

/** Header values are latin1 text: these are the bytes of the wire. Texts from a body may hold more. */
function headerBytes(text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined;
  return /[^\0-\xff]/.test(text) ? utf8Bytes(text) : latin1Bytes(text);
}

/** Names and decoded values, nothing between, sorted by name in code units; equal names stay in order. */
function sortedFields(view: RequestView): string {
  const fields = view.form() ?? [];
  return fields
    .toSorted(([left], [right]) => (left < right ? -1 : Number(left > right)))
    .map((field) => field.join(''))
    .join('');
}

function bodyHash(body: Uint8Array, hash: BodyHash, encoding: TextEncoding): string {
  return hash === 'crc32' ? String(crc32(body)) : encodeText(hashBytes(hash, body), encoding);
}

function filtered(bytes: Uint8Array, filters: readonly TemplateFilter[]): Uint8Array {
  return utf8Bytes(filters.reduce(filteredText, utf8Text(bytes)));
}

function filteredText(text: string, filter: TemplateFilter): string {
  switch (filter.kind) {
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'trim':
      return text.trim();
    case 'decode':
      return text.replace(/%[0-9a-f]{2}/gi, (written) => {
        const character = utf8Text(percentDecoded(utf8Bytes(written), false));
        return filter.characters.includes(character) ? character : written;
      });
    default:
      return filter satisfies never;
  }
}

function missingName(value: TemplateValue): string {
  return value.from === 'header' ? `${value.name} header` : value.from;
}
