import { indexOfBytes, utf8Bytes } from '../core/bytes.ts';
import { headerValue } from '../core/headers.ts';
import type { WebhookRequest } from '../core/request.ts';
import type { Provider } from '../providers/types.ts';
import type { VerifyCase } from './types.ts';

const REPLACEMENT = utf8Bytes('\ufffd');
const MASKED = /\*{4}\(\d+\)/; // as webhook-cli writes values it hides

export function isMasked({ headers, path }: Pick<WebhookRequest, 'headers' | 'path'>): boolean {
  return MASKED.test(path) || headers.some(([, value]) => MASKED.test(value));
}

/** Facts about a case that may tell why its signature does not fit. Each is true; none is proven to be the cause. */
export function observations(
  provider: Provider,
  { request, secrets }: VerifyCase,
): readonly string[] {
  const { headers, body } = request;
  const facts: string[] = [];
  const said = headerValue(headers, 'content-length');
  if (said !== undefined && said !== String(body.length)) {
    facts.push(
      `Content-Length says ${said} bytes and there are ${body.length}: the body was changed or cut off`,
    );
  }
  const coding = headerValue(headers, 'content-encoding');
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  if (coding?.toLowerCase() === 'gzip' && !isGzip) {
    facts.push('Content-Encoding says gzip, and the body is not compressed any more');
  }
  if (indexOfBytes(body, REPLACEMENT) !== -1) {
    facts.push('the body holds U+FFFD, which stands for bytes that were lost in decoding');
  }
  if (isMasked(request)) {
    facts.push('values of the request are masked: capture it with --show-secrets');
  }
  for (const secret of secrets) {
    if (secret.kind !== 'shared' || provider.secret.kind !== 'shared') continue;
    const complaint = provider.secret.check(secret.value)?.message;
    if (complaint !== undefined && !facts.includes(complaint)) facts.push(complaint);
  }
  return facts;
}
