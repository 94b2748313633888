import { latin1Bytes, latin1Text, utf8Bytes } from '../core/bytes.ts';
import { COMPACT_JSON, encodeJson, type JsonStyle, parseJson } from '../core/json.ts';
import type { WebhookRequest } from '../core/request.ts';
import { viewRequest } from '../core/request-view.ts';

/** As no encoder writes by default: blanks, and escapes where none is needed. */
const UNUSUAL_JSON: JsonStyle = {
  ...COMPACT_JSON,
  itemSeparator: ', ',
  keySeparator: ': ',
  escapeSlash: true,
  escapeHtml: true,
  escapeNonAscii: true,
};

/** The same contents in other bytes; `null` where there is no other way to write them. */
export function rewrittenBody(request: WebhookRequest): WebhookRequest | null {
  const view = viewRequest(request);
  switch (view.kind) {
    case 'json':
      return { ...request, body: utf8Bytes(rewrittenJson(view.text())) };
    case 'json-lines': {
      const lines = view
        .text()
        .split('\n')
        .filter((line) => line.trim() !== '');
      return { ...request, body: utf8Bytes(lines.map(rewrittenJson).join('\n')) };
    }
    case 'form': {
      const text = latin1Text(request.body)
        .replaceAll('+', '%20')
        .replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
      return { ...request, body: latin1Bytes(text) };
    }
    default:
      return null;
  }
}

function rewrittenJson(text: string): string {
  return encodeJson(parseJson(text), UNUSUAL_JSON);
}

/** JSON cut off in the middle, a form with escapes that are none, a multipart body without its end. */
export function malformedBody(request: WebhookRequest): WebhookRequest {
  const { body } = request;
  if (viewRequest(request).kind === 'form') {
    return { ...request, body: latin1Bytes(`${latin1Text(body)}&%=%zz&broken=%E0%A4%A`) };
  }
  return { ...request, body: body.subarray(0, Math.floor(body.length * 0.6)) };
}
