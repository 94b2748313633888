import { bodyKind } from '../core/body-kind.ts';
import { utf8Text } from '../core/bytes.ts';
import type { Block } from './block.ts';
import { hexBlock } from './body-hex.ts';
import { jsonBlock } from './body-json.ts';
import type { BodyOptions } from './body-options.ts';
import { charsetText, textBlock } from './body-text.ts';

/** Content with nothing inside it to list: JSON, text, or bytes. */
export function leafBlock(
  contentType: string | undefined,
  bytes: Uint8Array,
  options: BodyOptions,
): Block {
  const kind = bodyKind(contentType, bytes);
  const json = kind === 'json' ? jsonBlock(bytes, options) : undefined;
  if (json !== undefined) return json;
  const text = kind === 'binary' ? charsetText(bytes, contentType) : utf8Text(bytes);
  return text === undefined ? hexBlock(bytes, options.theme) : textBlock(text, options);
}
