import { utf8Bytes } from '../core/bytes.ts';
import { headerValue, mediaType } from '../core/headers.ts';
import { isJsonObject } from '../core/json.ts';
import type { WebhookRequest } from '../core/request.ts';
import { type RequestView, viewRequest } from '../core/request-view.ts';
import { formatSize } from '../core/size.ts';
import { type Block, firstLines, stacked } from './block.ts';
import { readableBody } from './body-coding.ts';
import { startOf } from './body-cut.ts';
import { formBlock } from './body-form.ts';
import { jsonBlock } from './body-json.ts';
import { leafBlock } from './body-leaf.ts';
import type { BodyOptions } from './body-options.ts';
import { partsBlock } from './body-parts.ts';
import { batchOf, eventsBlock, jsonOrUndefined, parseJsonLines } from './body-rows.ts';
import { contentLines } from './shown.ts';

const BLANK: Block = { total: 1, line: () => '' };

/**
 * A body for reading: JSON and batches laid out, forms and parts as tables, bytes as hexadecimal. Lines are cut to the
 * width and to `maxLines` unless verbose, and what is left out is said. Colour codes and printable text only.
 */
export function bodyLines(request: WebhookRequest, options: BodyOptions): string[] {
  const { theme, glyphs, maxLines, verbose } = options;
  const { body, note } = readableBody(request.headers, request.body, options);
  const notes = note === undefined ? [] : [theme.dim(note)];
  if (body.length === 0) return [...notes, theme.dim('(empty body)')];
  const view = boundedView({ ...request, body }, options.maxBytes);
  const block = bodyBlock(view, options);
  // A note in the place of a single line would save nothing.
  const count = verbose || block.total <= maxLines + 1 ? block.total : maxLines;
  const lines = [...notes, ...firstLines(block, count)];
  if (count < block.total) {
    const left = block.total - count;
    lines.push(theme.dim(`${glyphs.ellipsis} ${left} more lines (show with --verbose)`));
  }
  const unread = body.length - view.request.body.length;
  if (unread > 0) {
    lines.push(theme.dim(`${glyphs.ellipsis} and ${formatSize(unread)} more, not shown`));
  }
  return lines;
}

/** At most `maxBytes` of the body, but all of a multipart one: its parts are found at little cost. */
function boundedView(request: WebhookRequest, maxBytes: number): RequestView {
  const type = mediaType(headerValue(request.headers, 'Content-Type'));
  if (type.startsWith('multipart/')) {
    const view = viewRequest(request);
    if (view.kind === 'multipart') return view;
  }
  return viewRequest({ ...request, body: startOf(request.body, maxBytes) });
}

function bodyBlock(view: RequestView, options: BodyOptions): Block {
  const { body } = view.request;
  const leaf = (): Block => leafBlock(view.header('Content-Type'), body, options);
  switch (view.kind) {
    case 'json': {
      const value = jsonOrUndefined(view.text());
      const batch = value === undefined ? undefined : batchOf(value);
      const rows = batch === undefined ? undefined : eventsBlock(batch, options);
      if (rows === undefined) return leaf();
      return options.verbose ? stacked([rows, BLANK, leaf()]) : rows;
    }
    case 'json-lines':
      return jsonLinesBlock(view.text(), options) ?? leaf();
    case 'form': {
      const fields = view.form() ?? [];
      return fields.length === 0 ? leaf() : formBlock(fields, options);
    }
    case 'multipart':
      return partsBlock(view.multipart() ?? [], options);
    case 'empty':
    case 'text':
    case 'binary':
      return leaf();
    default:
      return view.kind satisfies never;
  }
}

function jsonLinesBlock(text: string, options: BodyOptions): Block | undefined {
  const values = parseJsonLines(text) ?? [];
  const events = values.filter(isJsonObject);
  if (events.length === 0 || events.length !== values.length) return undefined;
  const laidOut = (): readonly Block[] =>
    contentLines(text).flatMap((line) => jsonBlock(utf8Bytes(line), options) ?? []);
  if (events.length === 1) return stacked(laidOut());
  const rows = eventsBlock(events, options);
  if (rows === undefined) return stacked(laidOut());
  return options.verbose ? stacked([rows, BLANK, ...laidOut()]) : rows;
}
