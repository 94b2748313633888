import { base64Text } from '../core/bytes.ts';
import { type HeaderList, withoutHeaders } from '../core/headers.ts';
import type { PrintedPlace } from '../core/printed-event.ts';
import type { WebhookRequest } from '../core/request.ts';
import { urlHost } from '../core/wire-headers.ts';
import { jsonBodyText } from './json-text.ts';
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

/**
 * A program for Node without packages that sends the same request; target, header order, case and duplicates are kept.
 * Of several requests each is a block of one program, sent when the one before it is answered.
 */
export function nodeProgram(
  url: string,
  request: WebhookRequest,
  { isFirst, isLast }: PrintedPlace,
): string {
  const lines = nodeStatements(url, request);
  if (isFirst && isLast) return text([nodeImport(moduleFor(url)), '', ...lines]);
  const imports = isFirst ? [nodeImport('http'), nodeImport('https')] : [];
  return text([...imports, '{', ...lines.map((line) => `  ${line}`), '}']);
}

function nodeImport(module: string): string {
  return `import ${module} from 'node:${module}';`;
}

function moduleFor(url: string): 'http' | 'https' {
  return /^https:/i.test(url) ? 'https' : 'http';
}

function nodeStatements(url: string, request: WebhookRequest): readonly string[] {
  const { method, path, headers, body } = request;
  const content = jsonBodyText(body, 'beyond-ascii');
  const bytes =
    content === undefined
      ? `Buffer.from(${literal(base64Text(body))}, 'base64')`
      : `Buffer.from(${literal(content)})`;
  const { host, port } = addressOf(url);
  return [
    `const body = ${bytes};`,
    'await new Promise((resolve, reject) => {',
    `  const sent = ${moduleFor(url)}.request({`,
    `    host: ${literal(host)},`,
    ...(port === '' ? [] : [`    port: ${port},`]),
    `    method: ${literal(method)},`,
    `    path: ${literal(path)},`, // not a URL, which would be tidied up
    '    headers: [',
    `      "Host", ${literal(urlHost(url))},`,
    ...ownHeaders(headers).map(([name, value]) => `      ${literal(name)}, ${literal(value)},`),
    '      "Content-Length", String(body.length),',
    '    ],',
    '  });',
    "  sent.on('error', reject);",
    "  sent.on('response', (response) => {",
    '    console.log(response.statusCode);',
    "    response.on('data', (chunk) => process.stdout.write(chunk));",
    "    response.on('end', resolve);",
    '  });',
    '  sent.end(body);',
    '});',
  ];
}

function addressOf(url: string): { readonly host: string; readonly port: string } {
  const [, host = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(urlHost(url)) ?? [];
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port };
}

/** The same for Python 3. */
export function pythonProgram(
  url: string,
  { method, path, headers, body }: WebhookRequest,
  { isFirst }: PrintedPlace,
): string {
  const content = jsonBodyText(body, 'beyond-ascii');
  const bytes =
    content === undefined || /[\ud800-\udfff]/.test(content)
      ? `base64.b64decode(${literal(base64Text(body))})`
      : `${literal(content)}.encode()`;
  const kind = moduleFor(url) === 'https' ? 'HTTPSConnection' : 'HTTPConnection';
  return text([
    ...(isFirst ? ['import base64', 'import http.client', 'import sys'] : []),
    '',
    `body = ${bytes}`,
    `connection = http.client.${kind}(${literal(urlHost(url))})`,
    `connection.putrequest(${literal(method)}, ${literal(path)}, skip_accept_encoding=True)`,
    ...ownHeaders(headers).map(
      ([name, value]) =>
        `connection.putheader(${literal(name)}, ${literal(value)}.encode("latin-1"))`,
    ),
    'connection.putheader("Content-Length", str(len(body)))',
    'connection.endheaders(body)',
    'response = connection.getresponse()',
    'print(response.status, flush=True)',
    'sys.stdout.buffer.write(response.read())',
  ]);
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
