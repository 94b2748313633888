import { base64Text, concatBytes, exactUtf8Text, latin1Bytes } from '../core/bytes.ts';
import type { PrintedEvent } from '../core/events.ts';
import { headerValue } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import { bodyFields, safeJson } from './json-text.ts';
import { curlCommand, httpieCommand } from './request-commands.ts';
import { nodeProgram, pythonProgram } from './request-programs.ts';
import { sentHeaders } from './sent-headers.ts';

/** A request in the form that was asked for, exact and unmasked; `http` gives its bytes. */
export function printedRequest({ form, url, request, atMs }: PrintedEvent): string | Uint8Array {
  switch (form) {
    case 'http':
      return httpMessage(url, request);
    case 'curl':
      return curlCommand(url, request);
    case 'httpie':
      return httpieCommand(url, request);
    case 'har':
      return jsonText(harLog(url, request, atMs));
    case 'json':
      return jsonText(requestValue(url, request));
    case 'node':
      return nodeProgram(url, request);
    case 'python':
      return pythonProgram(url, request);
    default:
      return form satisfies never;
  }
}

function jsonText(value: unknown): string {
  return `${safeJson(JSON.stringify(value, null, 2))}\n`;
}

/** The request as a JSON value: `body`, or `body_base64` when it is not UTF-8. */
export function requestValue(
  url: string,
  { method, headers, body }: WebhookRequest,
): Readonly<Record<string, unknown>> {
  return { method, url, headers, ...bodyFields(body) };
}

/** The message as it goes over a connection. Nothing follows the body, so several in a row are a pipeline. */
function httpMessage(url: string, request: WebhookRequest): Uint8Array {
  const { method, body } = request;
  const hasLength = body.length > 0 || !['GET', 'HEAD'].includes(method);
  const pathStart = url.indexOf('/', url.indexOf('//') + 2);
  const target = pathStart === -1 ? '/' : url.slice(pathStart); // as written: a URL object would tidy it up
  const headers = [
    ['Host', new URL(url).host],
    ...sentHeaders(request.headers),
    ...(hasLength ? [['Content-Length', String(body.length)]] : []),
  ];
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map((pair) => pair.join(': '))];
  return concatBytes([latin1Bytes(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

/** HAR 1.2. The format has no place for a binary request body, so that one is base64 and says so. */
function harLog(url: string, request: WebhookRequest, atMs: number): unknown {
  const { method, headers, body } = request;
  const text = exactUtf8Text(body);
  const mimeType = headerValue(headers, 'Content-Type') ?? 'application/octet-stream';
  const content = text === undefined ? { text: base64Text(body), _encoding: 'base64' } : { text };
  const query = [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
  return {
    log: {
      version: '1.2',
      creator: { name: 'webhook-cli', version: '' },
      entries: [
        {
          startedDateTime: new Date(atMs).toISOString(),
          time: 0,
          request: {
            method,
            url,
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: headers.map(([name, value]) => ({ name, value })),
            queryString: query,
            postData: { mimeType, ...content },
            headersSize: -1,
            bodySize: body.length,
          },
          response: {
            status: 0,
            statusText: '',
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: [],
            content: { size: 0, mimeType: 'x-unknown' },
            redirectURL: '',
            headersSize: -1,
            bodySize: -1,
          },
          cache: {},
          timings: { send: 0, wait: 0, receive: 0 },
        },
      ],
    },
  };
}
