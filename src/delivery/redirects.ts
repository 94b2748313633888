import { headerValue, withoutHeaders } from '../core/headers.ts';
import type { Clock, HttpSender, OutgoingRequest, SendResult } from '../core/ports.ts';
import type { RedirectRule } from '../core/retry-rules.ts';
import { matchesStatus } from '../core/schedule.ts';

/** What belongs to a body that is not sent on. */
const BODY_HEADERS = ['Content-Type', 'Content-Encoding', 'Content-Language', 'Digest'] as const;
/** What is for the first host alone. */
const CREDENTIAL_HEADERS = ['Authorization', 'Cookie'] as const;
const KEEPS_METHOD: ReadonlySet<number> = new Set([307, 308]);

/**
 * Sends a request and goes where redirects lead, at most `rule.max` times, all within the request's timeout. The last
 * answer counts. After 301, 302 and 303 the request is a GET without a body; credentials stay with their origin.
 */
export async function sendFollowing(
  request: OutgoingRequest,
  rule: RedirectRule,
  sender: HttpSender,
  clock: Pick<Clock, 'monotonicMs'>,
): Promise<SendResult> {
  const endMs = clock.monotonicMs() + request.timeoutMs;
  let current = request;
  for (let followed = 0; ; followed += 1) {
    const result = await sender.send(current);
    if (!result.ok || followed === rule.max) return result;
    const next = redirected(current, result.response, rule);
    const timeoutMs = endMs - clock.monotonicMs();
    if (next === undefined || timeoutMs <= 0) return result;
    current = { ...next, timeoutMs };
  }
}

function redirected(
  request: OutgoingRequest,
  response: Extract<SendResult, { ok: true }>['response'],
  rule: RedirectRule,
): OutgoingRequest | undefined {
  if (!matchesStatus(rule.statuses, response.status)) return undefined;
  const location = headerValue(response.headers, 'Location');
  if (location === undefined || !URL.canParse(location, request.url)) return undefined;
  const url = new URL(location, request.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const dropped = url.origin === new URL(request.url).origin ? [] : CREDENTIAL_HEADERS;
  const headers = withoutHeaders(request.headers, ...dropped);
  const to = { ...request, url: `${url.origin}${url.pathname}${url.search}`, headers };
  if (KEEPS_METHOD.has(response.status)) return to;
  return {
    ...to,
    method: 'GET',
    headers: withoutHeaders(headers, ...BODY_HEADERS),
    body: new Uint8Array(0),
  };
}
