import type { ByteRange } from '../../core/bytes.ts';
import type { RequestView } from '../../core/request-view.ts';
import { type BodyEdit, insertion } from './body-edits.ts';
import { type SignatureValues, signatureRange } from './signature.ts';

const NAMES = ['timestamp', 'token', 'signature'] as const;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const AMPERSAND = 0x26;
const EQUALS = 0x3d;

/** Edits that sign a form: the last field of each name in place, missing ones at the end. */
export function formEdits(view: RequestView, values: SignatureValues): readonly BodyEdit[] {
  const { body } = view.request;
  const edits: BodyEdit[] = [];
  const missing: string[] = [];
  for (const name of NAMES) {
    const range = signatureRange(view, name);
    if (range === undefined) missing.push(`${name}=${values[name]}`);
    else if (body[range.start - 1] === EQUALS) edits.push({ range, text: values[name] });
    else edits.push({ range, text: `=${values[name]}` });
  }
  if (missing.length === 0) return edits;
  const last = body.at(-1);
  const separator = last === undefined || last === AMPERSAND ? '' : '&';
  return [...edits, insertion(body.length, separator + missing.join('&'))];
}

/** The same for a multipart body; `undefined` when it is malformed or has no part at all. */
export function multipartEdits(
  view: RequestView,
  values: SignatureValues,
  boundary: string,
): readonly BodyEdit[] | undefined {
  const { body } = view.request;
  const lastPart = view.multipart()?.at(-1);
  if (lastPart === undefined) return undefined;
  const lineEnd = lineEndBefore(body, lastPart.range);
  const edits: BodyEdit[] = [];
  let missing = '';
  for (const name of NAMES) {
    const range = signatureRange(view, name);
    if (range !== undefined) {
      edits.push({ range, text: values[name] + missingLineEnd(body, range) });
      continue;
    }
    const head = `--${boundary}${lineEnd}Content-Disposition: form-data; name="${name}"`;
    missing += `${lineEnd}${head}${lineEnd}${lineEnd}${values[name]}`;
  }
  if (missing === '') return edits;
  return [...edits, insertion(lastPart.range.end, missing + missingLineEnd(body, lastPart.range))];
}

/** A part may end right after its headers; a body put there needs the line end before the next boundary. */
function missingLineEnd(body: Uint8Array, range: ByteRange): string {
  const next = body[range.end];
  return next === CARRIAGE_RETURN || next === LINE_FEED ? '' : lineEndBefore(body, range);
}

function lineEndBefore(body: Uint8Array, range: ByteRange): '\r\n' | '\n' {
  return body[range.start - 2] === CARRIAGE_RETURN ? '\r\n' : '\n';
}
