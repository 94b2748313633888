import type { Report } from './located-reader.ts';
import type { TemplateValue } from './template.ts';
import type { TemplateScope } from './template-parse.ts';

/** What the readers of a provider's definition have in common. */
export interface DefinitionContext {
  /** Makes a path absolute that is written relative to the file. */
  readonly resolvePath: (path: string) => string;
  /** Takes note of what is allowed but likely a mistake. */
  readonly warn: Report;
  /** Names that `{option:name}` may have. */
  readonly optionNames: readonly string[];
}

/** Parts of a request that the other side can see too. */
const VISIBLE = [
  'body',
  'timestamp',
  'id',
  'method',
  'url',
  'host',
  'path',
  'target',
  'query',
  'parameter',
  'header',
  'field',
  'form',
  'json',
  'body-hash',
  'option',
] as const satisfies readonly TemplateValue['from'][];

export const CONTENT_SCOPE: TemplateScope = { values: VISIBLE, optionalParts: true };
export const HASH_SCOPE: TemplateScope = { values: [...VISIBLE, 'secret'], optionalParts: true };
export const FORMAT_SCOPE: TemplateScope = {
  values: ['signature', 'timestamp', 'id', 'option'],
  optionalParts: false,
};
export const TOKEN_SCOPE: TemplateScope = { values: ['secret', 'option'], optionalParts: false };
export const ID_SCOPE: TemplateScope = { values: ['fill', 'option'], optionalParts: false };
export const SET_SCOPE: TemplateScope = {
  values: [...VISIBLE.filter((from) => from !== 'body'), 'fill'],
  optionalParts: false,
};
