import { concatBytes, latin1Bytes, utf8Bytes } from '../core/bytes.ts';
import { withoutHeaders } from '../core/headers.ts';
import type { PrintedEvent, PrintedPlace } from '../core/printed-event.ts';
import type { WebhookRequest } from '../core/request.ts';
import { wireHeaders } from '../core/wire-headers.ts';
import { harEntry, harLog } from './har.ts';
import { bodyFields, safeJson } from './json-text.ts';
import type { RenderOptions } from './options.ts';
import { curlCommand, httpieCommand } from './request-commands.ts';
import { nodeProgram, pythonProgram } from './request-programs.ts';

const LF = 0x0a;
const ALONE: PrintedPlace = { isFirst: true, isLast: true };

/**
 * A request in the form that was asked for, exact and unmasked; `http` gives its bytes. Several that are printed together
 * make one document, one program, or messages and commands one behind the other.
 */
export function printedRequest(
  event: PrintedEvent,
  { version, isTerminal }: Pick<RenderOptions, 'version' | 'isTerminal'>,
): string | Uint8Array {
  const { form, url, request, place = ALONE } = event;
  switch (form) {
    case 'http':
      return httpMessage(url, request, isTerminal && !place.isLast);
    case 'curl':
      return curlCommand(url, request);
    case 'httpie':
      return httpieCommand(url, request);
    case 'har':
      return jsonPiece(harEntry(event), (entries) => harLog(entries, version), place);
    case 'json': {
      const isAlone = place.isFirst && place.isLast;
      const value = requestValue(url, request);
      return isAlone ? `${jsonText(value)}\n` : jsonPiece(value, (items) => items, place);
    }
    case 'node':
      return nodeProgram(url, request, place);
    case 'python':
      return pythonProgram(url, request, place);
    default:
      return form satisfies never;
  }
}

/** The request as a JSON value: `body`, or `body_base64` when it is not UTF-8. */
export function requestValue(
  url: string,
  { method, headers, body }: WebhookRequest,
): Readonly<Record<string, unknown>> {
  return { method, url, headers, ...bodyFields(body) };
}

function jsonText(value: unknown): string {
  return safeJson(JSON.stringify(value, null, 2));
}

/** An item of a JSON document: with the first one comes what is before all of them, with the last one what is behind. */
function jsonPiece(
  item: unknown,
  documentOf: (items: readonly unknown[]) => unknown,
  { isFirst, isLast }: PrintedPlace,
): string {
  const [head = '', tail = ''] = jsonText(documentOf([null])).split('null');
  const whole = jsonText(documentOf([item]));
  const text = whole.slice(head.length, whole.length - tail.length);
  const before = isFirst ? head : `,${head.slice(head.lastIndexOf('\n'))}`;
  return `${before}${text}${isLast ? `${tail}\n` : ''}`;
}

/**
 * The message as it goes over a connection. Nothing follows the body, so several in a row are a pipeline.
 *
 * @param isParted - an empty line behind it, for a person to see where it ends
 */
function httpMessage(url: string, request: WebhookRequest, isParted: boolean): Uint8Array {
  const { method, path, headers, body } = request;
  // It comes in one piece here, so what says that it came in chunks would be wrong.
  const inOnePiece = withoutHeaders(headers, 'Transfer-Encoding', 'Trailer');
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...wireHeaders(url, { ...request, headers: inOnePiece }).map((pair) => pair.join(': ')),
  ];
  const gap = body.at(-1) === LF ? '\n' : '\n\n';
  const head = latin1Bytes(`${lines.join('\r\n')}\r\n\r\n`);
  return concatBytes([head, body, utf8Bytes(isParted ? gap : '')]);
}
