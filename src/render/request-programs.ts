import { base64Text, exactUtf8Text } from '../core/bytes.ts';
import { type HeaderList, withoutHeaders } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import { sentHeaders } from './sent-headers.ts';

// JSON with everything beyond ASCII escaped is a literal of both languages, and one that no terminal minds.
function literal(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Without `Connection`, which the programs' libraries write themselves. */
function ownHeaders(headers: HeaderList): HeaderList {
  return withoutHeaders(sentHeaders(headers), 'Connection');
}

/** A program for Node without packages that sends the same request; header order, case and duplicates are kept. */
export function nodeProgram(url: string, { method, headers, body }: WebhookRequest): string {
  const text = exactUtf8Text(body);
  const bytes =
    text === undefined
      ? `Buffer.from(${literal(base64Text(body))}, 'base64')`
      : `Buffer.from(${literal(text)})`;
  const { protocol, host } = new URL(url);
  const lines = ownHeaders(headers).flatMap(([name, value]) => [
    `    ${literal(name)}, ${literal(value)},`,
  ]);
  return [
    `import { request } from 'node:${protocol === 'https:' ? 'https' : 'http'}';`,
    '',
    `const body = ${bytes};`,
    `const sent = request(${literal(url)}, {`,
    `  method: ${literal(method)},`,
    '  headers: [',
    `    "Host", ${literal(host)},`,
    ...lines,
    '    "Content-Length", String(body.length),',
    '  ],',
    '});',
    "sent.on('response', (response) => {",
    '  console.log(response.statusCode);',
    '  response.pipe(process.stdout);',
    '});',
    'sent.end(body);',
    '',
  ].join('\n');
}

/** The same for Python 3. */
export function pythonProgram(url: string, { method, headers, body }: WebhookRequest): string {
  const text = exactUtf8Text(body);
  const bytes =
    text === undefined || /[\ud800-\udfff]/.test(text)
      ? `base64.b64decode(${literal(base64Text(body))})`
      : `${literal(text)}.encode()`;
  const { protocol, host } = new URL(url);
  const pathStart = url.indexOf('/', url.indexOf('//') + 2);
  const target = pathStart === -1 ? '/' : url.slice(pathStart);
  const kind = protocol === 'https:' ? 'HTTPSConnection' : 'HTTPConnection';
  return [
    'import base64',
    'import http.client',
    'import sys',
    '',
    `body = ${bytes}`,
    `connection = http.client.${kind}(${literal(host)})`,
    `connection.putrequest(${literal(method)}, ${literal(target)}, skip_accept_encoding=True)`,
    ...ownHeaders(headers).map(
      ([name, value]) =>
        `connection.putheader(${literal(name)}, ${literal(value)}.encode("latin-1"))`,
    ),
    'connection.putheader("Content-Length", str(len(body)))',
    'connection.endheaders(body)',
    'response = connection.getresponse()',
    'print(response.status)',
    'sys.stdout.buffer.write(response.read())',
    '',
  ].join('\n');
}
