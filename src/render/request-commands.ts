import { base64Text, exactUtf8Text, latin1Bytes, utf8Bytes } from '../core/bytes.ts';
import { headerValue } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import { sentHeaders } from './sent-headers.ts';
import { shellWord } from './shell-word.ts';

/** Longer words are refused by Linux (128 KiB), so a longer body comes through a pipe. */
const MAX_WORD_BYTES = 100_000;
const CONTINUED = ' \\\n  ';

/** A request as a curl command that sends the same bytes. */
export function curlCommand(url: string, request: WebhookRequest): string {
  const { method, body } = request;
  const hasBody = body.length > 0 || !['GET', 'HEAD'].includes(method);
  const globs = /[[\]{}]/.test(url) ? ' --globoff' : '';
  const words = [`curl${globs} -X ${shellWord(utf8Bytes(method))} ${shellWord(utf8Bytes(url))}`];
  if (method === 'HEAD') words[0] = `curl${globs} --head ${shellWord(utf8Bytes(url))}`;
  for (const [name, value] of sentHeaders(request.headers)) {
    // curl leaves out a header that ends in a colon and sends an empty one for a semicolon.
    words.push(`-H ${shellWord(latin1Bytes(value === '' ? `${name};` : `${name}: ${value}`))}`);
  }
  for (const name of ['User-Agent', 'Accept', ...(hasBody ? ['Content-Type'] : [])]) {
    if (headerValue(request.headers, name) === undefined) words.push(`-H '${name}:'`);
  }
  if (isWord(body)) {
    if (hasBody) words.push(`--data-raw ${shellWord(body)}`);
    return `${words.join(CONTINUED)}\n`;
  }
  words.push('--data-binary @-');
  return `${piped(body)}${words.join(CONTINUED)}\n`;
}

/** A request as an HTTPie command that sends the same body; HTTPie adds headers of its own. */
export function httpieCommand(url: string, request: WebhookRequest): string {
  const { method, body } = request;
  const inline = isWord(body);
  const target = `${shellWord(utf8Bytes(method))} ${shellWord(utf8Bytes(url))}`;
  const words = [`http ${inline ? '--ignore-stdin ' : ''}${target}`];
  for (const [name, value] of sentHeaders(request.headers)) {
    const gap = /^[=@]/.test(value) ? ' ' : ''; // `:=` and `:@` mean something else
    words.push(shellWord(latin1Bytes(value === '' ? `${name};` : `${name}:${gap}${value}`)));
  }
  if (inline && body.length > 0) words.push(`--raw ${shellWord(body)}`);
  return `${inline ? '' : piped(body)}${words.join(CONTINUED)}\n`;
}

/** Whether the shell can hold the body in a word: text, not too long, no NUL. */
function isWord(body: Uint8Array): boolean {
  return body.length <= MAX_WORD_BYTES && !body.includes(0) && exactUtf8Text(body) !== undefined;
}

function piped(body: Uint8Array): string {
  return `printf %s '${base64Text(body)}' | base64 -d | `;
}
