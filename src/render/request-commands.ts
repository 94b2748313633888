import { base64Text, exactUtf8Text, latin1Bytes, utf8Bytes } from '../core/bytes.ts';
import { headerValue } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import { urlHost } from '../core/wire-headers.ts';
import { hasDotSegment, isUrlPath } from './request-target.ts';
import { sentHeaders } from './sent-headers.ts';
import { shellWord } from './shell-word.ts';

/** Longer words are refused by Linux (128 KiB), so a longer body comes through a pipe. */
const MAX_WORD_BYTES = 100_000;
const CONTINUED = ' \\\n  ';

/** A request as a curl command that sends the same bytes. */
export function curlCommand(url: string, request: WebhookRequest): string {
  const { method, body } = request;
  const hasBody = body.length > 0 || !['GET', 'HEAD'].includes(method);
  const words = [['curl', ...methodWords(method), ...targetWords(url, request.path)].join(' ')];
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

function methodWords(method: string): readonly string[] {
  return method === 'HEAD' ? ['--head'] : ['-X', shellWord(utf8Bytes(method))];
}

/** The target as captured: curl tidies a path up, and has no URL for `*` or for another URL. */
function targetWords(url: string, target: string): readonly string[] {
  const address = isUrlPath(target)
    ? url
    : `${url.slice(0, url.indexOf('//') + 2)}${urlHost(url)}/`;
  return [
    ...(/[[\]{}]/.test(address) ? ['--globoff'] : []),
    ...(isUrlPath(target)
      ? hasDotSegment(target)
        ? ['--path-as-is']
        : []
      : ['--request-target', shellWord(latin1Bytes(target))]),
    shellWord(latin1Bytes(address)),
  ];
}

/** A request as an HTTPie command that sends the same body; HTTPie adds headers of its own, and can't send every target. */
export function httpieCommand(url: string, request: WebhookRequest): string {
  const { method, body } = request;
  const inline = isWord(body);
  const words = [
    [
      'http',
      ...(inline ? ['--ignore-stdin'] : []),
      ...(hasDotSegment(request.path) ? ['--path-as-is'] : []),
      shellWord(utf8Bytes(method)),
      shellWord(latin1Bytes(url)),
    ].join(' '),
  ];
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
