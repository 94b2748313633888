import type { RenderOptions } from './options.ts';

/** What the look of a body depends on. */
export type BodyOptions = Pick<
  RenderOptions,
  'theme' | 'glyphs' | 'width' | 'maxLines' | 'maxBytes' | 'verbose' | 'showSecrets' | 'decode'
>;
