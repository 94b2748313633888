import type { FillValue } from './fill-value.ts';
import type { JsonPath } from './json-scan.ts';

export const BODY_HASHES = ['sha256', 'sha1', 'sha384', 'sha512', 'md5', 'crc32'] as const;
export type BodyHash = (typeof BODY_HASHES)[number];

export const TEXT_ENCODINGS = ['hex', 'HEX', 'base64', 'base64url'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** Placeholders without an argument. */
export const PLAIN_PLACEHOLDERS = [
  'body',
  'timestamp',
  'id',
  'method',
  'url',
  'host',
  'path',
  'target',
  'query',
  'form',
  'signature',
  'secret',
] as const;
type PlainPlaceholder = (typeof PLAIN_PLACEHOLDERS)[number];

export type TemplateFilter =
  | { readonly kind: 'lower' | 'upper' | 'trim' }
  /** Undoes the percent escapes of these characters and no others. */
  | { readonly kind: 'decode'; readonly characters: string };

/** Something of a request, or made for it. */
export type TemplateValue =
  | { readonly from: PlainPlaceholder }
  | { readonly from: 'body-hash'; readonly hash: BodyHash; readonly encoding: TextEncoding }
  | { readonly from: 'header' | 'parameter' | 'field' | 'option'; readonly name: string }
  | { readonly from: 'json'; readonly path: JsonPath }
  /** Made afresh, as in fixtures: `uuid`, `random.hex(32)`. */
  | { readonly from: 'fill'; readonly fill: FillValue };

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'value';
      readonly value: TemplateValue;
      readonly filters: readonly TemplateFilter[];
    }
  /** Left out when a value in it is absent or empty. */
  | { readonly kind: 'optional'; readonly parts: readonly TemplatePart[] };

export interface Template {
  /** As written. */
  readonly source: string;
  readonly parts: readonly TemplatePart[];
}

/** All values of a template, those of optional parts too. */
export function templateValues({ parts }: Pick<Template, 'parts'>): readonly TemplateValue[] {
  return parts.flatMap((part) => {
    if (part.kind === 'optional') return templateValues(part);
    return part.kind === 'value' ? [part.value] : [];
  });
}

export function mentions(template: Template, ...wanted: readonly TemplateValue['from'][]): boolean {
  return templateValues(template).some(({ from }) => wanted.includes(from));
}
