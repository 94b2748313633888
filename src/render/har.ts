import { base64Text } from '../core/bytes.ts';
import { type HeaderList, headerValue } from '../core/headers.ts';
import type { PrintedAnswer, PrintedEvent } from '../core/printed-event.ts';
import { jsonBodyText } from './json-text.ts';

/** HAR 1.2. */
export function harLog(entries: readonly unknown[], version: string): unknown {
  return { log: { version: '1.2', creator: { name: 'webhook-cli', version }, entries } };
}

/** One exchange. The format has no place for a binary request body, so that one is base64 and says so. */
export function harEntry({ url, request, atMs, answer }: PrintedEvent): unknown {
  const { method, headers, body } = request;
  const text = jsonBodyText(body);
  const content = text === undefined ? { text: base64Text(body), _encoding: 'base64' } : { text };
  const durationMs = answer?.durationMs ?? 0;
  return {
    startedDateTime: new Date(atMs).toISOString(),
    time: durationMs,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: nameValues(headers),
      queryString: queryOf(url),
      postData: { mimeType: mimeType(headers, 'application/octet-stream'), ...content },
      headersSize: -1,
      bodySize: body.length,
    },
    response: harResponse(answer ?? null),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
  };
}

/** Status 0 stands for no answer; of some only the status is known. */
function harResponse(answer: PrintedAnswer | null): unknown {
  const { headers = [], body } = answer?.response ?? {};
  return {
    status: answer?.status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: nameValues(headers),
    content:
      body === undefined
        ? { size: 0, mimeType: 'x-unknown' }
        : { size: body.length, mimeType: mimeType(headers, 'x-unknown'), ...answerText(body) },
    redirectURL: headerValue(headers, 'Location') ?? '',
    headersSize: -1,
    bodySize: body?.length ?? -1,
  };
}

function answerText(body: Uint8Array): Readonly<Record<string, string>> {
  const text = jsonBodyText(body);
  return text === undefined ? { text: base64Text(body), encoding: 'base64' } : { text };
}

function mimeType(headers: HeaderList, otherwise: string): string {
  return headerValue(headers, 'Content-Type') ?? otherwise;
}

function nameValues(headers: HeaderList): unknown {
  return headers.map(([name, value]) => ({ name, value }));
}

/** Not by `URL`: a captured one need not be valid. */
function queryOf(url: string): unknown {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}
